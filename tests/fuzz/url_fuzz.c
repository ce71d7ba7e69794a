/* tests/fuzz/url_fuzz.c - any bytes are an address and its parameters; what was read is written as it reads again. */
#include "base/http.h"
#include "tests/fuzz/fuzz.h"

static bool within(struct text part, struct text whole)
{
	return !part.at || part.size == 0 || (part.at >= whole.at && part.at + part.size <= whole.at + whole.size);
}

static void round_trip(struct arena *a, struct text decoded)
{
	struct buffer b = buffer_in(a);

	ASSERT(text_valid(decoded));
	url_add(&b, decoded);
	ASSERT(text_same(url_parse(a, buffer_text(&b)), decoded));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text url = fuzz_text(data, size), value = { 0 };
	struct scope s = fuzz_scope();

	ASSERT(within(http_path(url), url) || http_path(url).at[0] == '/');
	ASSERT(within(http_host(url), url));
	if (http_query(s.arena, url, "a", &value))
		round_trip(s.arena, value);
	value = url_parse(s.arena, url);
	if (value.at)
		round_trip(s.arena, value);
	value = hex_parse(s.arena, url);
	if (value.at)
		ASSERT(value.size * 2 == url.size);
	value = base64_parse(s.arena, url);
	if (value.at)
		ASSERT(text_same(base64_parse(s.arena, base64_format(s.arena, value.at, value.size)), value));
	scope_close(&s);
	return 0;
}

FUZZ_SEEDS("https://shop.example:8443/api/v2/order?a=1&b=%E7%8E%8B+x&c=", "/api/v1/orders?tab=pending&a=%00&limit=50",
	   "http://127.0.0.1:1/?a=a&a=b", "//host/path", "?a", "a=%", "00ff10AB", "QmFzZTY0", "QQ==", "")
