/* core/settle.c - a newer revision, made ready to be stored and compared after the one stored before it. */
#include "core/fact_order.h"
#include "core/merge.h"

/* Absent, blank or masked: it says nothing of the value. What was blank is blank as well where it is shown so. */
static bool personal_stays(const struct fact *was, const struct fact *now)
{
	return !now || (was->value.size && (!now->value.size || fact_is_masked(now->value)));
}

/* Content that is absent was not changed; a line that is gone, or sells another product now, is another matter. */
static bool content_stays(const struct facts *older, const struct facts *newer, const struct fact *was)
{
	struct text sku = facts_find(newer, FIELD_LINE_SKU, was->line);

	if (was->field == FIELD_LINE_ORDERED || !(GROUPS_UPDATE & GROUP_BIT(field_base(was->field))))
		return false;
	if (!field_is_of_lines(was->field))
		return true;
	return facts_find(newer, FIELD_LINE_ORDERED, was->line).at &&
	       (!sku.at || text_same(sku, facts_find(older, FIELD_LINE_SKU, was->line)));
}

static bool stays(const struct facts *older, const struct facts *newer, const struct fact *was, const struct fact *now)
{
	if (was && field_is_personal(was->field))
		return personal_stays(was, now);
	return !now && content_stays(older, newer, was);
}

void facts_fill(struct arena *a, const struct facts *older, struct facts *newer)
{
	const struct facts stated = *newer;
	struct fact_join look = { older, &stated, 0, 0 }, take = look;
	const struct fact *x, *y;
	size_t hidden = 0;

	while (fact_join_next(&look, &x, &y))
		hidden += stays(older, &stated, x, y);
	if (!hidden)
		return;
	*newer = (struct facts){ ARENA_ARRAY(a, struct fact, stated.count + hidden), 0, stated.count + hidden };
	while (fact_join_next(&take, &x, &y))
		if (stays(older, &stated, x, y))
			newer->at[newer->count++] = *x;
		else if (y)
			newer->at[newer->count++] = *y;
}

/* Of one line: pieces as the channel states them, those cancelled, and by how many of these the former were lowered. */
struct line_pieces {
	int64_t stated, cancelled, lessened;
};

static int64_t whole(const struct facts *f, enum field field, struct text line)
{
	int64_t n;

	return text_to_int(facts_find(f, field, line), &n) ? n : 0;
}

static struct line_pieces pieces_of(const struct facts *f, struct text line)
{
	struct line_pieces p = { whole(f, FIELD_LINE_ORDERED, line), whole(f, FIELD_LINE_CANCELLED, line),
				 whole(f, FIELD_LINE_LESSENED, line) };

	p.stated -= p.lessened;
	return p;
}

static int64_t least(int64_t x, int64_t y) { return x < y ? x : y; }

/* A fall with cancelled pieces is these, a rise with pieces given back is these; what goes beyond is content. */
static int64_t lessened(const struct line_pieces *was, const struct line_pieces *now)
{
	int64_t fell = was->stated - now->stated, more = now->cancelled - was->cancelled, n = was->lessened;

	if (fell > 0 && more > 0)
		n += least(fell, more);
	if (fell < 0 && more < 0)
		n -= least(-fell, -more);
	n = least(n, now->cancelled);
	return n > 0 ? n : 0;
}

static struct text text_whole(struct arena *a, int64_t n) { return text_format(a, "%lld", (long long)n); }

static void pieces_settle(struct arena *a, const struct facts *older, struct facts *newer)
{
	const struct facts stated = *newer, cancelled = facts_run(&stated, FIELD_LINE_CANCELLED);
	struct facts settled = { 0 };

	if (cancelled.count == 0)
		return;
	for (size_t i = 0; i < stated.count; i++)
		facts_add(a, &settled, stated.at[i].field, stated.at[i].line, stated.at[i].value);
	for (size_t i = 0; i < cancelled.count; i++) {
		struct text line = cancelled.at[i].line;
		struct line_pieces was = pieces_of(older, line), now = pieces_of(&stated, line);
		int64_t n = now.lessened;

		if (facts_find(older, FIELD_LINE_ORDERED, line).at)
			n = lessened(&was, &now);
		if (n == now.lessened)
			continue;
		edits_put(a, &settled, FIELD_LINE_ORDERED, line, text_whole(a, now.stated + n));
		edits_put(a, &settled, FIELD_LINE_LESSENED, line, n ? text_whole(a, n) : (struct text){ 0 });
	}
	*newer = settled;
}

void facts_settle(struct arena *a, const struct facts *older, struct facts *newer)
{
	facts_fill(a, older, newer);
	pieces_settle(a, older, newer);
}
