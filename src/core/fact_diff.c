/* core/fact_diff.c - what differs between two revisions, and what a channel no longer shows. */
#include "core/fact_order.h"

bool fact_is_masked(struct text value)
{
	for (size_t i = 1; i < value.size; i++)
		if (value.at[i] == '*' && value.at[i - 1] == '*')
			return true;
	return false;
}

/* Absent, blank or masked: the channel does not show it, which says nothing of the value. */
static bool hidden(const struct fact *f) { return !f || !f->value.size || fact_is_masked(f->value); }

static bool differs(const struct fact *before, const struct fact *after)
{
	if (field_is_personal(before ? before->field : after->field) && hidden(after))
		return false;
	return !before || !after || !text_same(before->value, after->value);
}

static struct change change_of(const struct fact *before, const struct fact *after)
{
	const struct fact *any = before ? before : after;
	struct change c = { CHANGE_OTHER_VALUE, any->field, any->line, { 0 }, { 0 } };

	if (before)
		c.before = before->value;
	else
		c.kind = CHANGE_ADDED;
	if (after)
		c.after = after->value;
	else
		c.kind = CHANGE_GONE;
	return c;
}

void facts_diff(struct arena *a, const struct facts *before, const struct facts *after, struct changes *out)
{
	struct fact_join counted = { before, after, 0, 0 }, noted = counted;
	const struct fact *x, *y;
	size_t count = 0;

	while (fact_join_next(&counted, &x, &y))
		count += differs(x, y);
	*out = (struct changes){ 0 };
	if (!count)
		return;
	out->at = ARENA_ARRAY(a, struct change, count);
	while (fact_join_next(&noted, &x, &y))
		if (differs(x, y))
			out->at[out->count++] = change_of(x, y);
}

uint32_t changes_groups(const struct changes *c)
{
	uint32_t groups = 0;

	for (size_t i = 0; i < c->count; i++)
		groups |= UINT32_C(1) << field_group(c->at[i].field);
	return groups;
}

/* Does the older one know what the newer one hides? */
static bool known(const struct fact *older, const struct fact *newer)
{
	return older && field_is_personal(older->field) && hidden(newer) && !hidden(older);
}

void facts_unmask(struct arena *a, const struct facts *older, struct facts *newer)
{
	struct fact_join counted = { older, newer, 0, 0 }, taken = counted;
	const struct facts was = *newer;
	const struct fact *x, *y;
	size_t count = 0;

	while (fact_join_next(&counted, &x, &y))
		count += known(x, y);
	if (!count)
		return;
	taken.b = &was;
	newer->room = was.count + count;
	newer->at = ARENA_ARRAY(a, struct fact, newer->room);
	newer->count = 0;
	while (fact_join_next(&taken, &x, &y))
		if (known(x, y))
			newer->at[newer->count++] = *x;
		else if (y)
			newer->at[newer->count++] = *y;
}
