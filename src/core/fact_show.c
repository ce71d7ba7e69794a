/* core/fact_show.c - what a person is shown of an order's facts. */
#include "core/fact_show.h"
#include "core/fact_order.h"

struct text text_mask(struct arena *a, struct text t)
{
	size_t first = 1;

	if (t.size == 0 || fact_is_masked(t))
		return t;
	while (first < t.size && ((unsigned char)t.at[first] & 0xc0) == 0x80)
		first++;
	return text_format(a, "%.*s***", (int)first, t.at);
}

void facts_mask(struct arena *a, struct facts *f)
{
	for (size_t i = 0; i < f->count; i++)
		if (field_is_personal(f->at[i].field))
			f->at[i].value = text_mask(a, f->at[i].value);
}

static bool any_personal(const struct facts *f)
{
	for (size_t i = 0; i < f->count; i++)
		if (field_is_personal(f->at[i].field))
			return true;
	return false;
}

void facts_compare(struct arena *a, const struct facts *before, const struct facts *after, bool people,
		   struct changes *out)
{
	bool personal = any_personal(before) && any_personal(after);
	size_t kept = 0;

	facts_diff(a, before, after, out);
	for (size_t i = 0; i < out->count; i++) {
		struct change c = out->at[i];

		if (field_is_personal(c.field) && !personal)
			continue;
		if (field_is_personal(c.field) && !people) {
			c.before = text_mask(a, c.before);
			c.after = text_mask(a, c.after);
		}
		out->at[kept++] = c;
	}
	out->count = kept;
}

void fact_origins_begin(struct arena *a, const struct facts *newest, int64_t seq, struct fact_origins *out)
{
	*out = (struct fact_origins){
		.newest = newest,
		.seqs = ARENA_ARRAY(a, int64_t, newest->count + 1),
		.open = ARENA_ARRAY(a, bool, newest->count + 1),
		.open_count = newest->count,
	};
	for (size_t i = 0; i < newest->count; i++) {
		out->seqs[i] = seq;
		out->open[i] = true;
	}
}

void fact_origins_step(struct fact_origins *o, const struct facts *older, int64_t seq)
{
	struct fact_join k = { o->newest, older, 0, 0 };
	bool kept = any_personal(older);
	const struct fact *now, *was;

	while (fact_join_next(&k, &now, &was)) {
		size_t i = now ? (size_t)(now - o->newest->at) : 0;

		if (!now || !o->open[i])
			continue;
		if (was && text_same(now->value, was->value)) {
			o->seqs[i] = seq;
			continue;
		}
		if (field_is_personal(now->field) && !kept) /* gone with the older one's people, or never there */
			o->seqs[i] = 0;
		o->open[i] = false;
		o->open_count--;
	}
}

void fact_origins_end(struct fact_origins *o, bool was_first)
{
	for (size_t i = 0; !was_first && i < o->newest->count; i++)
		if (o->open[i])
			o->seqs[i] = 0;
}
