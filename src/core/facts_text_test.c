/* core/facts_text_test.c - facts and edits as tests write them. */
#include "core/facts_text_test.h"
#include "core/edit.h"
#include "tests/check.h"

static struct facts read_from(const char *text)
{
	struct arena *a = check_scope()->arena;
	struct text rest = text_of(text), one;
	struct facts f = { 0 };

	while (text_cut(&rest, '|', &one)) {
		struct text name, key = { 0 }, left = one;
		int field = 0;

		CHECK(text_cut(&left, '=', &key));
		CHECK(text_cut(&key, '@', &name));
		while (field < FIELD_COUNT && !text_is(name, field_name((enum field)field)))
			field++;
		CHECK(field < FIELD_COUNT);
		facts_add(a, &f, (enum field)field, key.size ? key : TEXT(""), left.size ? left : TEXT(""));
	}
	return f;
}

struct facts try_facts(const char *text)
{
	struct facts f = read_from(text);

	CHECK_OK(facts_seal(check_scope(), &f));
	return f;
}

struct facts try_edits(const char *text)
{
	struct facts f = read_from(text);

	CHECK_OK(edits_seal(check_scope(), &f));
	return f;
}

const char *facts_text(const struct facts *f)
{
	struct buffer b = buffer_in(check_scope()->arena);

	for (size_t i = 0; i < f->count; i++) {
		const struct fact *x = &f->at[i];

		buffer_format(&b, "%s%s%s%.*s=%.*s", i ? "|" : "", field_name(x->field), x->line.size ? "@" : "",
			      TEXT_ARG(x->line), TEXT_ARG(x->value));
	}
	return text_z(check_scope()->arena, b.size ? buffer_text(&b) : TEXT(""));
}

bool facts_equal(const struct facts *a, const struct facts *b)
{
	return text_same(text_of(facts_text(a)), text_of(facts_text(b)));
}
