/* channel/platform.c - the platforms, and how their guides are filled with their facts. */
#include "channel/platform.h"

const struct platform platforms[] = {
#define PLATFORM(name, title, zh, flow, where, id, key, days) { name, title, zh, FLOW_##flow, where, id, key, days },
#include "channel/platforms.def"
#undef PLATFORM
	{ .name = NULL },
};

const struct platform *platform_find(struct text name)
{
	for (const struct platform *p = platforms; p->name; p++)
		if (text_is(name, p->name))
			return p;
	return NULL;
}

const struct channel *platform_channel(const struct platform *p) { return channel_find(text_of(p->name)); }

enum { FLOW_ANY = FLOW_NONE + 1 };
enum condition { ALWAYS, WITH_ID, KEY_ALONE, CONNECTED, NOT_YET, ENDS };

static const struct guide {
	int flow;
	enum condition when;
	const char *en, *zh, *ru;
} guides[] = {
#define GUIDE(flow, when, en, zh, ru) { FLOW_##flow, when, en, zh, ru },
#include "channel/guides.def"
#undef GUIDE
};

static bool holds(const struct platform *p, enum condition when)
{
	bool connected = platform_channel(p) != NULL;

	switch (when) {
	case WITH_ID:
		return *p->id_label != '\0';
	case KEY_ALONE:
		return *p->id_label == '\0';
	case CONNECTED:
		return connected;
	case NOT_YET:
		return !connected && p->flow != FLOW_NONE;
	case ENDS:
		return connected && p->days > 0;
	case ALWAYS:
	default:
		return true;
	}
}

static int64_t back_days(const struct platform *p)
{
	const struct channel *c = platform_channel(p);

	return c && c->feeds && c->feeds->name ? c->feeds->first_back_ms / DAY_MS : 0;
}

static void add_fact(struct buffer *b, const struct platform *p, struct text name)
{
	if (text_is(name, "title"))
		buffer_add_z(b, p->title);
	else if (text_is(name, "where"))
		buffer_add_z(b, p->where);
	else if (text_is(name, "id"))
		buffer_add_z(b, p->id_label);
	else if (text_is(name, "key"))
		buffer_add_z(b, p->key_label);
	else if (text_is(name, "days"))
		buffer_int(b, p->days);
	else
		buffer_int(b, back_days(p));
}

/* The sentence with the facts in the places of {…}. */
static struct text fill(struct arena *a, const struct platform *p, const char *sentence)
{
	struct buffer b = buffer_in(a);
	struct text rest = text_of(sentence), head, name;

	while (text_cut(&rest, '{', &head)) {
		buffer_add(&b, head);
		if (rest.size && text_cut(&rest, '}', &name))
			add_fact(&b, p, name);
	}
	return buffer_text(&b);
}

size_t platform_guide(struct arena *a, const struct platform *p, struct guide_step out[GUIDE_STEPS_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < sizeof guides / sizeof *guides && count < GUIDE_STEPS_MAX; i++) {
		const struct guide *g = &guides[i];

		if ((g->flow != FLOW_ANY && g->flow != (int)p->flow) || !holds(p, g->when))
			continue;
		out[count++] = (struct guide_step){ fill(a, p, g->en), fill(a, p, g->zh), fill(a, p, g->ru) };
	}
	return count;
}
