/* tests/fuzz/shopee_fuzz.c - any bytes are an answer with orders or are refused; an order is read whole or parked. */
#include "channel/channel.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct scope s = fuzz_scope();
	struct sighting *seen = NULL;
	size_t count = 0;

	if (channel_shopee.read_file(&s, fuzz_text(data, size), &seen, &count) == OK)
		for (size_t i = 0; i < count; i++)
			ASSERT(seen[i].trouble != OK ? seen[i].why.size > 0
						     : seen[i].ref.size > 0 && seen[i].facts.count > 0);
	scope_close(&s);
	return 0;
}
