/* web/api.c - what all descriptions of the API share. */
#include "web/api.h"
#include "web/handlers.h"
#include <string.h>

struct text api_name(struct arena *a, struct text name)
{
	struct buffer b = buffer_in(a);
	bool first = true;

	for (size_t i = 0; i < name.size; i++) {
		char c = name.at[i];
		if (c != '_')
			buffer_byte(&b, first && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
		first = c == '_';
	}
	return buffer_text(&b);
}

/* Counts `i` down; the member where it is used up. */
static const struct view_row *member_walk(const struct view_row *view, size_t *i)
{
	for (const struct view_row *r = view + 1; r->line != LINE_END; r++) {
		const struct view_row *found = r;

		if (r->line == LINE_SAME)
			found = member_walk(view_find(text_of(r->name)), i);
		else if ((*i)-- > 0)
			found = NULL;
		if (found)
			return found;
	}
	return NULL;
}

const struct view_row *api_member(const struct view_row *view, size_t i) { return member_walk(view, &i); }

const char *api_media(const struct route *r)
{
	if (r->reply[0] == 0)
		return NULL;
	return strchr(r->reply, '/') ? r->reply : "application/json";
}

enum err openapi_get(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	buffer_add(&c->out, api_openapi(s->arena));
	return OK;
}
