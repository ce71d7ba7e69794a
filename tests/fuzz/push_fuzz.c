/* tests/fuzz/push_fuzz.c - a push is believed exactly when its sign is that of its address and its very bytes. */
#include "channel/sign.h"
#include "tests/fuzz/fuzz.h"

/* Three lines and the body: key, address, sign as given. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text body = fuzz_text(data, size), key = { 0 }, url = { 0 }, given = { 0 }, right;
	struct scope s = fuzz_scope();
	struct buffer base = buffer_in(s.arena);

	(void)text_cut(&body, '\n', &key);
	(void)text_cut(&body, '\n', &url);
	(void)text_cut(&body, '\n', &given);
	buffer_add(&base, url);
	buffer_byte(&base, '|');
	buffer_add(&base, body);
	right = sign_hmac_sha256(s.arena, secret_of(key), buffer_text(&base));
	ASSERT(right.size == 64);
	ASSERT(sign_shopee_push_fits(s.arena, secret_of(key), url, body, right));
	ASSERT(sign_shopee_push_fits(s.arena, secret_of(key), url, body, given) == text_same(given, right));
	scope_close(&s);
	return 0;
}

FUZZ_SEEDS("key\nhttps://shop.example/hooks/shopee\n"
	   "0000000000000000000000000000000000000000000000000000000000000000\n{\"code\":3,\"shop_id\":600001}",
	   "\n\n\n", "k\nhttps://shop.example/hooks/shopee\n\n{}",
	   "key\nhttps://shop.example/hooks/"
	   "shopee\nABCDEF\n{\"data\":{\"ordersn\":\"260101Q8RT3W0Z\",\"status\":\"SHIPPED\"},"
	   "\"shop_id\":600001,\"code\":3,\"timestamp\":1767225600}")
