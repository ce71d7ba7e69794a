/* core/fact_form_test.c - the stored form: what it is, and that damaged or hostile bytes are refused. */
#include "base/rand.h"
#include "core/fact.h"
#include "core/varint.h"
#include "tests/check.h"

static struct text sample(struct scope *s)
{
	struct facts f = { 0 };

	facts_add(s->arena, &f, FIELD_ORDER_STATUS, (struct text){ 0 }, TEXT("paid"));
	facts_add(s->arena, &f, FIELD_CONSIGNEE_NAME, (struct text){ 0 }, TEXT("Zoë"));
	facts_add(s->arena, &f, FIELD_LINE_SKU, TEXT("a"), TEXT("X"));
	facts_add(s->arena, &f, FIELD_LINE_SKU, TEXT("b"), TEXT(""));
	facts_add(s->arena, &f, FIELD_LINE_ORDERED, TEXT("b"), TEXT("2"));
	facts_add(s->arena, &f, FIELD_PACKAGE_CARRIER, TEXT("p"), TEXT("Post"));
	CHECK_OK(facts_seal(s, &f));
	return facts_format(s->arena, &f, false);
}

TEST(the_stored_form_is_these_bytes)
{
	/* Form 1; three lines a, b, p; five facts: field, line, value. */
	static const char golden[] = "\1\3\1a\1b\1p\5"
				     "\0\0\4paid"
				     "\35\1\1X"
				     "\35\2\0"
				     "\40\2\0012"
				     "\51\3\4Post";

	CHECK_EQ(FIELD_LINE_SKU, 29);
	CHECK_EQ(FIELD_LINE_ORDERED, 32);
	CHECK_EQ(FIELD_PACKAGE_CARRIER, 41);
	CHECK_SAME(sample(check_scope()), ((struct text){ golden, sizeof golden - 1 }));
}

TEST(an_empty_list_has_a_form_too)
{
	struct scope *s = check_scope();
	struct facts f = { 0 }, back = { 0 };

	CHECK_EQ(facts_format(s->arena, &f, true).size, 3);
	CHECK_OK(facts_parse(s, facts_format(s->arena, &f, true), &back));
	CHECK_EQ(back.count, 0);
}

TEST(a_form_cut_short_anywhere_is_refused)
{
	struct scope *s = check_scope();
	struct text whole = sample(s);

	for (size_t size = 0; size < whole.size; size++) {
		struct facts f = { 0 };

		CHECK_ERR(facts_parse(s, (struct text){ whole.at, size }, &f), ERR_RECORD_UNREADABLE);
	}
}

#define BYTES(literal)                          \
	{                                       \
		"" literal, sizeof(literal) - 1 \
	}

TEST(what_lies_about_itself_is_refused)
{
	static const struct text bad[] = {
		{ NULL, 0 },
		BYTES("\0\0\0"),                   /* form 0 */
		BYTES("\2\0\0"),                   /* a form of the future */
		BYTES("\1\0\0\0"),                 /* something behind the end */
		BYTES("\1\5\0"),                   /* more lines than bytes */
		BYTES("\1\1\5a"),                  /* a line longer than what is left */
		BYTES("\1\377\377\377\377\17\0"),  /* 4294967295 lines */
		BYTES("\1\0\377\377\377\377\17"),  /* 4294967295 facts */
		BYTES("\1\0\1\177\0\0"),           /* a field that is not */
		BYTES("\1\0\1\0\1\0"),             /* a line that is not */
		BYTES("\1\0\1\0\0\11x"),           /* a value longer than what is left */
		BYTES("\1\200\0\0"),               /* a number longer than it need be */
		BYTES("\1\377\377\377\377\177\0"), /* a number of more than 32 bits */
		BYTES("\1\200\200\200\200\200\1"), /* a number without end */
	};
	struct scope *s = check_scope();

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct facts f = { 0 };

		CHECK_ERR(facts_parse(s, bad[i], &f), ERR_RECORD_UNREADABLE);
	}
}

TEST(numbers_take_as_few_bytes_as_they_need)
{
	static const uint32_t numbers[] = { 0, 1, 127, 128, 16383, 16384, 2097151, 2097152, UINT32_MAX };
	static const size_t sizes[] = { 1, 1, 1, 2, 2, 3, 3, 4, 5 };
	char bytes[VARINT_MAX];

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		const char *end = varint_put(bytes, numbers[i]), *at = bytes;
		uint32_t back;

		CHECK_EQ(end - bytes, sizes[i]);
		CHECK(varint_get(&at, end, &back));
		CHECK_EQ(back, numbers[i]);
		CHECK(at == end);
	}
	CHECK_EQ(varint_put(bytes, UINT64_MAX) - bytes, VARINT_MAX);
}

TEST(any_bytes_at_all_are_read_or_refused)
{
	struct rand r = rand_seed(check_seed());
	struct scope *s = check_scope();
	struct text whole = sample(s);

	for (int run = 0; run < 20000; run++) {
		struct arena_mark mark = arena_mark(s->arena);
		/* Memory of just this size, so that the sanitizers see one byte too many. */
		char *bytes = arena_alloc(s->arena, whole.size);
		struct facts f = { 0 }, again = { 0 };

		memcpy(bytes, whole.at, whole.size);
		for (uint64_t n = rand_below(&r, 4); n < 4; n++)
			bytes[rand_below(&r, whole.size)] = (char)(uint8_t)rand_next(&r);
		struct text mutant = { bytes, (size_t)rand_below(&r, whole.size + 1) };
		if (rand_chance(&r, 800000))
			mutant.size = whole.size;
		enum err e = facts_parse(s, mutant, &f);
		CHECK(e == OK || e == ERR_RECORD_UNREADABLE);
		if (e == OK && facts_seal(s, &f) == OK) {
			struct text plain = facts_format(s->arena, &f, false),
				    people = facts_format(s->arena, &f, true);

			CHECK_OK(facts_parse(s, plain, &again));
			CHECK_OK(facts_parse(s, people, &again));
			CHECK_EQ(again.count, f.count);
		}
		s->words = (struct text){ 0 };
		arena_rewind(s->arena, mark);
	}
}
