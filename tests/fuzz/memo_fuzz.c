/* tests/fuzz/memo_fuzz.c - any bytes are the memo of a pull or are refused; a memo is kept as it was. */
#include "tests/fuzz/fuzz.h"
#include "work/pull_memo.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct scope s = fuzz_scope();
	struct pull_memo first, again;

	if (size > 0 && pull_memo_read(&s, fuzz_text(data, size), &first) == OK) {
		struct text written = pull_memo_format(&s, &first);

		ASSERT(pull_memo_read(&s, written, &again) == OK);
		ASSERT(text_same(pull_memo_format(&s, &again), written));
		ASSERT(again.ref_count == first.ref_count && again.window.to == first.window.to);
	}
	scope_close(&s);
	return 0;
}

size_t fuzz_seeds(struct arena *a, struct text out[FUZZ_SEEDS_MAX])
{
	struct scope s = { .arena = a };
	struct text refs[] = { TEXT("260101Q8RT3W0Z"), TEXT("260101Q8RT3W1A") };
	struct pull_memo m = { .run_id = 7, .refs = refs, .ref_count = 2, .open = true, .window = { 1000, 2000 } };

	out[0] = pull_memo_format(&s, &m);
	out[1] = pull_memo_format(&s, &(struct pull_memo){ 0 });
	return 2;
}
