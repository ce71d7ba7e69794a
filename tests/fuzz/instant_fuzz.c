/* tests/fuzz/instant_fuzz.c - any bytes are a moment or are refused; a moment is written as it can be read again. */
#include "base/instant.h"
#include "tests/fuzz/fuzz.h"

static void look(struct arena *a, int64_t ms)
{
	int64_t again = 0;

	ASSERT(ms >= 0 && ms <= INSTANT_MAX);
	ASSERT(instant_of_parts(instant_parts(ms)) == ms);
	ASSERT(instant_from_rfc3339(instant_format(a, ms), &again) && again == ms);
	ASSERT(instant_from_http(instant_format_http(a, ms), &again) && again == ms - ms % 1000);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text t = fuzz_text(data, size);
	struct scope s = fuzz_scope();
	int64_t ms = 0;

	if (instant_from_rfc3339(t, &ms))
		look(s.arena, ms);
	if (instant_from_http(t, &ms))
		look(s.arena, ms);
	if (instant_from_seconds(t, &ms))
		look(s.arena, ms);
	if (instant_from_ms(t, &ms))
		look(s.arena, ms);
	scope_close(&s);
	return 0;
}

FUZZ_SEEDS("2026-11-21T22:41:16Z", "2024-02-29T23:59:60.999+14:00", "1970-01-01T00:00:00-00:00", "9999-12-31T23:59:59Z",
	   "Sun, 06 Nov 1994 08:49:37 GMT", "1655714431", "1655714431123", "0", "253402300799")
