/* web/view_put.c - how the members of views are written, by type. */
#include "web/view_put.h"
#include "base/instant.h"

void view_put_text(struct json_writer *w, const char *name, struct text t)
{
	json_put_text(w, name, t.at ? t : TEXT(""));
}

/* A moment outside of what can be written is shown as the nearest that can. */
void view_put_time(struct json_writer *w, const char *name, int64_t ms)
{
	int64_t shown = ms < 0 ? 0 : ms > INSTANT_MAX ? INSTANT_MAX : ms;

	json_put_text(w, name, instant_format(w->to->arena, shown));
}

void view_put_texts(struct json_writer *w, const char *name, struct view_texts t)
{
	json_open_array(w, name);
	for (size_t i = 0; i < t.count; i++)
		view_put_text(w, NULL, t.at[i]);
	json_close_array(w);
}

void view_put_ints(struct json_writer *w, const char *name, struct view_ints n, bool ids)
{
	json_open_array(w, name);
	for (size_t i = 0; i < n.count; i++)
		if (ids)
			json_put_id(w, NULL, n.at[i]);
		else
			json_put_int(w, NULL, n.at[i]);
	json_close_array(w);
}

void view_put_optional(struct json_writer *w, const char *name, struct text t)
{
	if (t.at)
		json_put_text(w, name, t);
}

void view_put_int(struct json_writer *w, const char *name, struct view_int n, bool optional)
{
	if (n.is)
		json_put_int(w, name, n.value);
	else if (!optional)
		json_put_null(w, name);
}
