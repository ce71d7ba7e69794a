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
