/* channel/sign.c - the signing recipes. */
#include "channel/sign.h"
#include "base/digest.h"

struct text sign_hmac_sha256(struct arena *a, struct secret key, struct text base)
{
	struct digest256 d = digest_hmac_sha256(key, base);

	return hex_format(a, d.bytes, sizeof d.bytes);
}

/* Plain concatenation. Neither the business parameters nor the body are covered. */
struct text sign_shopee(struct arena *a, struct secret key, const struct sign_shopee *what)
{
	struct buffer base = buffer_in(a);

	buffer_add(&base, what->app_id);
	buffer_add(&base, what->path);
	buffer_format(&base, "%lld", (long long)what->seconds);
	if (!secret_empty(what->access)) {
		buffer_add(&base, secret_reveal(what->access));
		buffer_add(&base, what->shop);
	}
	return sign_hmac_sha256(a, key, buffer_text(&base));
}

bool sign_shopee_push_fits(struct arena *a, struct secret key, struct text url, struct text body, struct text given)
{
	struct buffer base = buffer_in(a);
	struct text wanted;

	buffer_add(&base, url);
	buffer_byte(&base, '|');
	buffer_add(&base, body);
	wanted = sign_hmac_sha256(a, key, buffer_text(&base));
	return given.size == wanted.size && digest_equal(given.at, wanted.at, wanted.size);
}
