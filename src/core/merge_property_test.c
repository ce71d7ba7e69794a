/* core/merge_property_test.c - what holds of every merge, tried on random orders, changes and edits. */
#include "base/rand.h"
#include "core/fact_order.h"
#include "core/facts_text_test.h"
#include "core/merge.h"
#include "core/order.h"
#include "tests/check.h"

enum { RUNS = 1500 };
static const char *const lines[] = { "1:0#1", "1:0#2", "2:5#1", "2:5#10" };
static const char *const texts[] = { "a", "b", "c", "d" };
static const char *const hidden[] = { "", "a**b", "****" };
static const enum field heads[] = { FIELD_CONSIGNEE_NAME, FIELD_CONSIGNEE_PHONE, FIELD_CONSIGNEE_ADDRESS,
				    FIELD_CONSIGNEE_CITY, FIELD_DELIVERY_METHOD };
static const enum field ofs[] = { FIELD_LINE_SKU, FIELD_LINE_TITLE, FIELD_LINE_VARIANT };

#define PICK(r, list) ((list)[rand_below((r), sizeof(list) / sizeof *(list))])

static struct arena *arena(void) { return check_scope()->arena; }

static struct text number(struct rand *r, int64_t from, int64_t to)
{
	return text_format(arena(), "%lld", (long long)rand_between(r, from, to));
}

static void add_line(struct rand *r, struct facts *f, struct text key)
{
	for (size_t i = 0; i < sizeof ofs / sizeof *ofs; i++)
		if (i == 0 || rand_chance(r, 700000))
			facts_add(arena(), f, ofs[i], key, text_of(PICK(r, texts)));
	facts_add(arena(), f, FIELD_LINE_ORDERED, key, number(r, 1, 4));
	facts_add(arena(), f, FIELD_LINE_PRICE, key, number(r, 1, 9));
}

static struct facts any_order(struct rand *r)
{
	struct facts f = { 0 };

	facts_add(arena(), &f, FIELD_ORDER_STATUS, TEXT(""), TEXT("paid"));
	facts_add(arena(), &f, FIELD_TOTAL, TEXT(""), number(r, 1, 999));
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		if (rand_chance(r, 800000))
			facts_add(arena(), &f, heads[i], TEXT(""), text_of(PICK(r, texts)));
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (rand_chance(r, 600000))
			add_line(r, &f, text_of(lines[i]));
	CHECK_OK(facts_seal(check_scope(), &f));
	return f;
}

/* The order as the channel says it later: mostly the same. */
static struct facts later(struct rand *r, const struct facts *f)
{
	struct facts other = any_order(r), out = { 0 };
	struct fact_join k = { f, &other, 0, 0 };
	const struct fact *x, *y;
	bool gone[4] = { rand_chance(r, 150000), rand_chance(r, 150000), rand_chance(r, 150000),
			 rand_chance(r, 150000) };

	while (fact_join_next(&k, &x, &y)) {
		const struct fact *any = x ? x : y;
		bool swap = rand_chance(r, 200000), drop = false;

		for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
			drop |= text_is(any->line, lines[i]) && gone[i];
		if (drop || (!x && any->line.size && !facts_find(f, FIELD_LINE_ORDERED, any->line).at && !gone[0]))
			continue;
		if (x && y && swap)
			facts_add(arena(), &out, x->field, x->line, y->value);
		else if (x)
			facts_add(arena(), &out, x->field, x->line, x->value);
		else if (!any->line.size || !facts_find(f, FIELD_LINE_ORDERED, any->line).at)
			facts_add(arena(), &out, y->field, y->line, y->value);
	}
	CHECK_OK(facts_seal(check_scope(), &out));
	return out;
}

static struct facts any_edits(struct rand *r, const struct facts *base, uint32_t often)
{
	struct facts edits = { 0 };

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		if (rand_chance(r, often))
			edits_put(arena(), &edits, heads[i], TEXT(""),
				  rand_chance(r, 200000) ? TEXT("") : text_of(PICK(r, texts)));
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct text key = text_of(lines[i]);

		if (!facts_find(base, FIELD_LINE_ORDERED, key).at)
			continue;
		if (rand_chance(r, often))
			edits_put(arena(), &edits, PICK(r, ofs), key, text_of(PICK(r, texts)));
		if (rand_chance(r, often / 2))
			edits_put(arena(), &edits, FIELD_LINE_ORDERED, key,
				  rand_chance(r, 300000) ? TEXT("") : number(r, 1, 4));
	}
	if (rand_chance(r, often)) {
		edits_put(arena(), &edits, FIELD_LINE_SKU, TEXT("+1"), TEXT("own"));
		edits_put(arena(), &edits, FIELD_LINE_ORDERED, TEXT("+1"), TEXT("1"));
	}
	return edits;
}

static struct merged merged(const struct facts *base, const struct facts *theirs, const struct facts *edits,
			    uint32_t groups, enum merge_mode mode)
{
	struct merge_input in = { base, theirs, edits, NULL, groups, mode, NULL, 0 };
	struct merged m;

	merge(arena(), &in, &m);
	return m;
}

static bool collides(const struct merged *m, const struct fact *e)
{
	for (size_t i = 0; i < m->collision_count; i++)
		if (text_same(m->collisions[i].line, e->line) && (m->collisions[i].field == e->field || e->line.size))
			return true;
	return false;
}

TEST(no_edit_is_lost)
{
	struct rand r = rand_seed(check_seed());

	for (int run = 0; run < RUNS; run++) {
		struct facts base = any_order(&r), theirs = later(&r, &base), edits = any_edits(&r, &base, 300000);
		struct merged m = merged(&base, &theirs, &edits,
					 rand_chance(&r, 500000) ? GROUPS_UPDATE : GROUPS_ACCEPT, MERGE_KEEP);

		for (size_t i = 0; i < edits.count; i++) {
			const struct fact *e = &edits.at[i];
			struct text kept = facts_find(&m.edits, e->field, e->line);
			struct text was = facts_find(&base, e->field, e->line),
				    now = facts_find(&theirs, e->field, e->line);

			if (kept.at) {
				CHECK_SAME(kept, e->value);
				continue;
			}
			/* Given up only as it said what the channel says, or what the base said; or its line left both. */
			CHECK(text_same(e->value, now) || text_same(e->value, was) ||
			      (e->line.size && !facts_find(&theirs, FIELD_LINE_ORDERED, e->line).at &&
			       !facts_find(&m.facts, FIELD_LINE_ORDERED, e->line).at));
			CHECK(!collides(&m, e));
			CHECK_SAME(facts_find(&m.gone, e->field, e->line), e->value);
		}
	}
}

TEST(merging_twice_changes_nothing)
{
	struct rand r = rand_seed(check_seed());

	for (int run = 0; run < RUNS; run++) {
		struct facts base = any_order(&r), theirs = later(&r, &base), edits = any_edits(&r, &base, 300000);
		uint32_t groups = rand_chance(&r, 500000) ? GROUPS_UPDATE : GROUPS_ACCEPT;
		enum merge_mode mode = rand_chance(&r, 300000) ? MERGE_TAKE : MERGE_KEEP;
		struct merged once = merged(&base, &theirs, &edits, groups, mode);
		struct merged twice = merged(&once.base, &theirs, &once.edits, groups, mode);

		CHECK(!twice.changed);
		CHECK_EQ(twice.moved, 0);
		CHECK_EQ(twice.taken.count, 0);
		CHECK_EQ(twice.collision_count, once.collision_count);
		CHECK(facts_equal(&once.facts, &twice.facts));
		CHECK(facts_equal(&once.edits, &twice.edits));
		CHECK_EQ(twice.outcome, once.collision_count ? OUTCOME_NEEDS_DECISION : OUTCOME_NO_CHANGE);
		if (mode == MERGE_TAKE && groups == GROUPS_ACCEPT) {
			struct facts filled = theirs;

			facts_fill(arena(), &base, &filled);
			CHECK(facts_equal(&once.facts, &filled));
		}
	}
}

/* What is edited here and what changed there do not touch: either order of doing gives the same order. */
TEST(disjoint_edits_commute)
{
	struct rand r = rand_seed(check_seed());

	for (int run = 0; run < RUNS; run++) {
		struct facts base = any_order(&r), theirs = later(&r, &base), all = any_edits(&r, &base, 400000),
			     edits = { 0 };
		struct facts apart = { 0 }, over;
		struct merged first, second, one, both;

		for (size_t i = 0; i < all.count; i++) { /* only where the channel says what it said */
			const struct fact *e = &all.at[i];

			if (text_same(facts_find(&base, e->field, e->line), facts_find(&theirs, e->field, e->line)) &&
			    (line_is_own(e->line) || !e->line.size ||
			     facts_find(&theirs, FIELD_LINE_ORDERED, e->line).at))
				edits_put(arena(), rand_chance(&r, 500000) ? &edits : &apart, e->field, e->line,
					  e->value);
		}
		first = merged(&base, &theirs, &edits, GROUPS_ACCEPT, MERGE_KEEP);
		CHECK_EQ(first.collision_count, 0);
		over = edits_over(arena(), &first.base, &edits);
		CHECK(facts_equal(&first.facts, &over)); /* edited, then updated; updated, then edited */
		for (size_t i = 0; i < apart.count; i++)
			edits_put(arena(), &edits, apart.at[i].field, apart.at[i].line, apart.at[i].value);
		both = merged(&base, &theirs, &edits, GROUPS_ACCEPT, MERGE_KEEP);
		one = merged(&base, &theirs, &apart, GROUPS_ACCEPT, MERGE_KEEP);
		second = merged(&first.base, &theirs, &edits, GROUPS_ACCEPT, MERGE_KEEP);
		CHECK(facts_equal(&both.facts, &second.facts));
		CHECK(facts_equal(&both.base, &one.base));
	}
}

/* Some facts masked, blank or left out: the merge is that of the facts as they were. */
static struct facts hiding(struct rand *r, const struct facts *f)
{
	struct facts out = { 0 };

	for (size_t i = 0; i < f->count; i++) {
		const struct fact *x = &f->at[i];
		bool personal = field_is_personal(x->field);
		bool leaves = personal || x->field == FIELD_DELIVERY_METHOD || x->field == FIELD_LINE_TITLE ||
			      x->field == FIELD_TOTAL;

		if (leaves && rand_chance(r, 400000))
			continue;
		facts_add(arena(), &out, x->field, x->line,
			  personal && rand_chance(r, 400000) ? text_of(PICK(r, hidden)) : x->value);
	}
	CHECK_OK(facts_seal(check_scope(), &out));
	return out;
}

TEST(masking_and_absence_are_no_changes)
{
	struct rand r = rand_seed(check_seed());

	for (int run = 0; run < RUNS; run++) {
		struct facts base = any_order(&r), hides = hiding(&r, &base), edits = any_edits(&r, &base, 200000);
		struct facts none = { 0 }, theirs = hides;
		struct merged m = merged(&base, &theirs, &none, GROUPS_ACCEPT, MERGE_KEEP), n;

		CHECK_EQ(m.outcome, OUTCOME_NO_CHANGE);
		CHECK(facts_equal(&m.facts, &base));
		n = merged(&base, &hides, &edits, GROUPS_ACCEPT, MERGE_KEEP);
		m = merged(&base, &base, &edits, GROUPS_ACCEPT, MERGE_KEEP);
		CHECK_EQ(n.collision_count, 0);
		CHECK(facts_equal(&m.facts, &n.facts));
		CHECK(facts_equal(&m.edits, &n.edits));
		facts_settle(arena(), &base, &theirs);
		CHECK(facts_equal(&theirs, &base));
	}
}

/* Every order that shows can be read: no fact of a line that is not there, no more cancelled than ordered. */
TEST(what_shows_can_be_read)
{
	struct rand r = rand_seed(check_seed());
	struct order_lines read;

	for (int run = 0; run < RUNS; run++) {
		struct facts base = any_order(&r), theirs = later(&r, &base), edits = any_edits(&r, &base, 300000);
		struct merged m = merged(&base, &theirs, &edits, GROUPS_UPDATE,
					 rand_chance(&r, 500000) ? MERGE_TAKE : MERGE_KEEP);

		for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
			facts_add(arena(), &m.base, FIELD_LINE_CANCELLED, text_of(lines[i]), number(&r, 0, 5));
		CHECK_OK(facts_seal(check_scope(), &m.base));
		lines_tidy(arena(), &m.base);
		CHECK_OK(order_lines_read(check_scope(), &m.base, &read));
		m.facts = edits_over(arena(), &m.base, &m.edits);
		CHECK_OK(facts_seal(check_scope(), &m.facts));
		CHECK_OK(order_lines_read(check_scope(), &m.facts, &read));
	}
}

/* Whichever came last, by any order of hearing: what is kept is the newest. */
TEST(an_older_revision_never_wins)
{
	struct rand r = rand_seed(check_seed());

	for (int run = 0; run < RUNS; run++) {
		struct revision_stamp all[6], kept = { 0, 0 };

		for (size_t i = 0; i < 6; i++)
			all[i] = (struct revision_stamp){ rand_between(&r, 1, 4), rand_between(&r, 1, 4) };
		for (size_t i = 0; i < 6; i++)
			if (revision_order(kept, all[i]) > 0)
				kept = all[i];
		for (size_t i = 0; i < 6; i++)
			CHECK(revision_order(kept, all[i]) <= 0);
	}
}

/* A line of a channel that lowers `ordered` by what is cancelled, and of one that does not: both show what is left. */
TEST(a_partial_cancellation_is_never_applied_twice)
{
	struct rand r = rand_seed(check_seed());

	for (int run = 0; run < RUNS; run++) {
		bool lowers = rand_chance(&r, 500000);
		int64_t ordered = rand_between(&r, 1, 9), cancelled = 0;
		struct facts known = { 0 };

		for (int step = 0; step < 12; step++) {
			struct facts heard = { 0 };
			struct order_lines read;

			if (step && rand_chance(&r, 300000))
				ordered += rand_between(&r, cancelled - ordered, 3);
			else if (step && rand_chance(&r, 500000))
				cancelled = rand_between(&r, 0, ordered);
			facts_add(arena(), &heard, FIELD_LINE_ORDERED, TEXT("1#1"),
				  text_format(arena(), "%lld", (long long)(lowers ? ordered - cancelled : ordered)));
			facts_add(arena(), &heard, FIELD_LINE_CANCELLED, TEXT("1#1"),
				  text_format(arena(), "%lld", (long long)cancelled));
			if (step)
				facts_settle(arena(), &known, &heard);
			known = heard;
			CHECK_OK(order_lines_read(check_scope(), &known, &read));
			CHECK_EQ(read.at[0].ordered, ordered);
			CHECK_EQ(read.at[0].cancelled, cancelled);
		}
	}
}
