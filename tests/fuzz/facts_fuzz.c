/* tests/fuzz/facts_fuzz.c - any bytes are a stored list of facts or are refused; what was read is stored as it came. */
#include "core/fact.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct scope s = fuzz_scope();
	struct facts first = { 0 }, again = { 0 };

	if (facts_parse(&s, fuzz_text(data, size), &first) == OK && facts_seal(&s, &first) == OK) {
		ASSERT(facts_parse(&s, facts_format(s.arena, &first, false), &again) == OK);
		ASSERT(facts_parse(&s, facts_format(s.arena, &first, true), &again) == OK);
		ASSERT(facts_seal(&s, &again) == OK);
		ASSERT(again.count == first.count);
		for (size_t i = 0; i < first.count; i++)
			ASSERT(text_same(first.at[i].value, again.at[i].value) &&
			       text_same(first.at[i].line, again.at[i].line));
	}
	scope_close(&s);
	return 0;
}

static void say(struct arena *a, struct text *out, bool personal)
{
	struct scope s = { .arena = a };
	struct facts f = { 0 };

	facts_add(a, &f, FIELD_ORDER_STATUS, TEXT(""), TEXT("paid"));
	facts_add(a, &f, FIELD_CURRENCY, TEXT(""), TEXT("SGD"));
	facts_add(a, &f, FIELD_TOTAL, TEXT(""), TEXT("1230"));
	facts_add(a, &f, FIELD_CONSIGNEE_NAME, TEXT(""), TEXT("王小明"));
	for (int line = 0; line < 3; line++) {
		struct text key = text_format(a, "%d/0/0#1", line);

		facts_add(a, &f, FIELD_LINE_SKU, key, TEXT("CCD007"));
		facts_add(a, &f, FIELD_LINE_ORDERED, key, TEXT("2"));
	}
	ASSERT(facts_seal(&s, &f) == OK);
	*out = facts_format(a, &f, personal);
}

size_t fuzz_seeds(struct arena *a, struct text out[FUZZ_SEEDS_MAX])
{
	say(a, &out[0], false);
	say(a, &out[1], true);
	out[2] = TEXT("");
	return 3;
}
