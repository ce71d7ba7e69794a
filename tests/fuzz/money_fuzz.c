/* tests/fuzz/money_fuzz.c - any bytes are an amount of a currency or are refused; an amount survives being written. */
#include "base/money.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text currency = fuzz_text(data, size), amount = { 0 };
	struct scope s = fuzz_scope();
	int64_t minor = 0, again = 0;

	(void)text_cut(&currency, ' ', &amount);
	if (money_parse(&s, amount, currency, &minor) == OK) {
		struct text written = money_format(s.arena, minor, currency);

		ASSERT(currency_exponent(currency) >= 0);
		ASSERT(money_parse(&s, written, currency, &again) == OK && again == minor);
		ASSERT(text_same(written, money_format(s.arena, again, currency)));
	}
	scope_close(&s);
	return 0;
}

FUZZ_SEEDS("12.30 SGD", "1.2e1 SGD", "32119 VND", "-0.001 KWD", "9223372036854775807 VND", "92233720368547758.07 MYR",
	   "0.00000e5 TWD", "1e18 JPY", "12.300 BRL")
