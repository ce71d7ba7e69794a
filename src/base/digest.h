/* base/digest.h - digests and signatures: XXH3 (xxhash), SHA-256, HMAC-SHA256, MD5 (OpenSSL), keyed BLAKE2b (libsodium). */
#pragma once
#include "base/secret.h"
#include "base/text.h"

struct digest128 {
	uint8_t bytes[16];
};
struct digest256 {
	uint8_t bytes[32];
};

struct digest128 digest_xxh3(struct text data);
struct digest256 digest_sha256(struct text data);
struct digest128 digest_md5(struct text data);
struct digest256 digest_hmac_sha256(struct secret key, struct text data);
struct digest128 digest_blake2b(const uint8_t key[32], struct text data); /* keyed; dropped with the data it covers */
bool digest_equal(const void *a, const void *b, size_t size);             /* in constant time */
