/* base/digest_sodium.c - the keyed digest of personal data, and comparing in constant time (libsodium). */
#include "base/digest.h"
#include "base/error.h"
#include <sodium.h>

struct digest128 digest_blake2b(const uint8_t key[32], struct text data)
{
	struct digest128 d;
	const unsigned char *at = (const unsigned char *)(data.size ? data.at : "");

	ASSERT(sodium_init() >= 0);
	ASSERT(crypto_generichash(d.bytes, sizeof d.bytes, at, data.size, key, 32) == 0);
	return d;
}

bool digest_equal(const void *a, const void *b, size_t size) { return sodium_memcmp(a, b, size) == 0; }
