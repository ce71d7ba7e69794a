/* core/fact_property_test.c - what holds of every list of facts, tried on random ones. */
#include "base/rand.h"
#include "core/fact.h"
#include "tests/check.h"
#include <string.h>

enum { RUNS = 400 };
static const uint8_t key[32] = { 7 };
static const char *const lines[] = { "", "1:0#1", "1:0#2", "2:5#1", "2:5#10", "包裹" };
static const char *const texts[] = { "", "a", "b", "ab", "*", "a**b", "****", "杯子", "Zoë", "long value, long value" };
static const char *const ints[] = { "0", "1", "2", "1230", "99999999999" };
static const char *const words[] = { "paid", "shipped", "on_hold" };
enum { LINE_CHOICES = sizeof lines / sizeof *lines };

#define PICK(r, list) text_of((list)[rand_below((r), sizeof(list) / sizeof *(list))])

static struct text value_of(struct rand *r, enum field field)
{
	switch (field_type(field)) {
	case TYPE_WORD:
		return PICK(r, words);
	case TYPE_FLAG:
		return text_of(ints[rand_below(r, 2)]);
	case TYPE_INT:
	case TYPE_MONEY:
	case TYPE_TIME:
		return PICK(r, ints);
	case TYPE_TEXT:
	case TYPE_CODE:
		break;
	}
	return PICK(r, texts);
}

static void shuffle(struct rand *r, struct facts *f)
{
	for (size_t i = f->count; i > 1; i--) {
		size_t j = (size_t)rand_below(r, i);
		struct fact x = f->at[i - 1];

		f->at[i - 1] = f->at[j];
		f->at[j] = x;
	}
}

/* A random subset of all (field, line), in any order. */
static struct facts any_facts(struct scope *s, struct rand *r)
{
	uint32_t density = (uint32_t)rand_below(r, 1000000);
	struct facts f = { 0 };

	for (int field = 0; field < FIELD_COUNT; field++)
		for (size_t l = 0; l < LINE_CHOICES; l++)
			if (rand_chance(r, density))
				facts_add(s->arena, &f, (enum field)field, text_of(lines[l]),
					  value_of(r, (enum field)field));
	shuffle(r, &f);
	return f;
}

static struct facts sealed(struct scope *s, struct rand *r)
{
	struct facts f = any_facts(s, r);

	CHECK_OK(facts_seal(s, &f));
	return f;
}

static struct facts copy_of(struct scope *s, const struct facts *f)
{
	struct facts copy = { 0 };

	for (size_t i = 0; i < f->count; i++)
		facts_add(s->arena, &copy, f->at[i].field, f->at[i].line, f->at[i].value);
	return copy;
}

static bool equal(const struct facts *a, const struct facts *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->at[i].field != b->at[i].field || !text_same(a->at[i].line, b->at[i].line) ||
		    !text_same(a->at[i].value, b->at[i].value))
			return false;
	return true;
}

TEST(stored_facts_come_back_as_they_were)
{
	struct rand r = rand_seed(check_seed());
	struct scope *s = check_scope();

	for (int run = 0; run < RUNS; run++) {
		struct facts f = sealed(s, &r), back = { 0 };

		CHECK_OK(facts_parse(s, facts_format(s->arena, &f, true), &back));
		for (size_t i = 0; i < back.count; i++)
			CHECK(field_is_personal(back.at[i].field));
		CHECK_OK(facts_parse(s, facts_format(s->arena, &f, false), &back));
		CHECK_OK(facts_seal(s, &back));
		CHECK(equal(&f, &back));
	}
}

TEST(the_order_of_adding_does_not_matter)
{
	struct rand r = rand_seed(check_seed());
	struct scope *s = check_scope();

	for (int run = 0; run < RUNS; run++) {
		struct facts f = sealed(s, &r), g = copy_of(s, &f);

		shuffle(&r, &g);
		CHECK_OK(facts_seal(s, &g));
		CHECK(equal(&f, &g));
		CHECK_SAME(facts_format(s->arena, &f, false), facts_format(s->arena, &g, false));
	}
}

TEST(every_fact_is_found_and_no_other)
{
	struct rand r = rand_seed(check_seed());
	struct scope *s = check_scope();

	for (int run = 0; run < 50; run++) {
		struct facts f = sealed(s, &r);
		size_t found = 0;

		for (size_t i = 0; i < f.count; i++)
			CHECK_SAME(facts_find(&f, f.at[i].field, f.at[i].line), f.at[i].value);
		for (int field = 0; field < FIELD_COUNT; field++)
			for (size_t l = 0; l < LINE_CHOICES; l++)
				found += facts_find(&f, (enum field)field, text_of(lines[l])).at != NULL;
		CHECK_EQ(found, f.count);
	}
}

/* What belongs to one digest: a group's plain facts, or all personal ones (group GROUP_COUNT). */
static struct facts part(struct scope *s, const struct facts *f, int group)
{
	struct facts out = { 0 };

	for (size_t i = 0; i < f->count; i++) {
		enum field field = f->at[i].field;

		if ((field_is_personal(field) ? GROUP_COUNT : (int)field_group(field)) == group)
			facts_add(s->arena, &out, field, f->at[i].line, f->at[i].value);
	}
	return out;
}

/* Changes, drops or adds at most a few facts. */
static struct facts nearly(struct scope *s, struct rand *r, const struct facts *f)
{
	struct facts out = { 0 };
	uint64_t at = f->count ? rand_below(r, f->count) : 0;

	for (size_t i = 0; i < f->count; i++) {
		const struct fact *x = &f->at[i];

		if (i == at && rand_chance(r, 300000))
			continue;
		facts_add(s->arena, &out, x->field, x->line, i == at ? value_of(r, x->field) : x->value);
	}
	return out;
}

TEST(digests_are_equal_exactly_when_the_facts_are)
{
	struct rand r = rand_seed(check_seed());
	struct scope *s = check_scope();

	for (int run = 0; run < RUNS; run++) {
		struct facts f = sealed(s, &r);
		struct facts g = rand_chance(&r, 500000) ? nearly(s, &r, &f) : sealed(s, &r);
		struct fact_digests a, b;
		uint32_t differ = 0;

		facts_digest(s->arena, &f, key, &a);
		facts_digest(s->arena, &g, key, &b);
		for (int group = 0; group <= GROUP_COUNT; group++) {
			struct facts x = part(s, &f, group), y = part(s, &g, group);

			if (group == GROUP_COUNT)
				CHECK_EQ(memcmp(&a.people, &b.people, 16) == 0, equal(&x, &y));
			else if (!equal(&x, &y))
				differ |= 1U << group;
		}
		CHECK_EQ(fact_digests_diff(&a, &b), differ);
	}
}

static bool hides(struct text value) { return !value.size || fact_is_masked(value); }

/* `f` with the changes made, found by a plain walk over both. */
static struct facts applied(struct scope *s, const struct facts *f, const struct changes *c)
{
	struct facts out = { 0 };

	for (size_t i = 0; i < f->count; i++) {
		bool touched = false;

		for (size_t j = 0; j < c->count; j++)
			touched |= c->at[j].field == f->at[i].field && text_same(c->at[j].line, f->at[i].line);
		if (!touched)
			facts_add(s->arena, &out, f->at[i].field, f->at[i].line, f->at[i].value);
	}
	for (size_t j = 0; j < c->count; j++)
		facts_add(s->arena, &out, c->at[j].field, c->at[j].line, c->at[j].after);
	CHECK_OK(facts_seal(s, &out));
	return out;
}

TEST(a_difference_applied_to_the_old_gives_the_new_save_what_is_hidden)
{
	struct rand r = rand_seed(check_seed());
	struct scope *s = check_scope();

	for (int run = 0; run < RUNS; run++) {
		struct facts f = sealed(s, &r), g = sealed(s, &r), wanted = { 0 }, got;
		struct changes c, none;

		facts_diff(s->arena, &f, &f, &none);
		CHECK_EQ(none.count, 0);
		facts_diff(s->arena, &f, &g, &c);
		got = applied(s, &f, &c);
		for (int field = 0; field < FIELD_COUNT; field++)
			for (size_t l = 0; l < LINE_CHOICES; l++) {
				struct text line = text_of(lines[l]), now = facts_find(&g, (enum field)field, line);
				bool keep = field_is_personal((enum field)field) && hides(now);

				facts_add(s->arena, &wanted, (enum field)field, line,
					  keep ? facts_find(&f, (enum field)field, line) : now);
			}
		CHECK_OK(facts_seal(s, &wanted));
		CHECK(equal(&got, &wanted));
		facts_diff(s->arena, &got, &g, &none);
		CHECK_EQ(none.count, 0);
	}
}

TEST(unmasking_keeps_what_was_known_and_twice_is_once)
{
	struct rand r = rand_seed(check_seed());
	struct scope *s = check_scope();

	for (int run = 0; run < RUNS; run++) {
		struct facts old = sealed(s, &r), new = sealed(s, &r), once = copy_of(s, &new), twice, wanted = { 0 };

		facts_unmask(s->arena, &old, &once);
		twice = copy_of(s, &once);
		facts_unmask(s->arena, &old, &twice);
		CHECK(equal(&once, &twice));
		for (int field = 0; field < FIELD_COUNT; field++)
			for (size_t l = 0; l < LINE_CHOICES; l++) {
				struct text line = text_of(lines[l]), was = facts_find(&old, (enum field)field, line),
					    now = facts_find(&new, (enum field)field, line);
				bool keep = field_is_personal((enum field)field) && hides(now) && !hides(was);

				facts_add(s->arena, &wanted, (enum field)field, line, keep ? was : now);
			}
		CHECK_OK(facts_seal(s, &wanted));
		CHECK(equal(&once, &wanted));
	}
}
