/* base/digest_test.c - digests against published vectors. */
#include "base/digest.h"
#include "tests/check.h"
#include <string.h>

static struct text hex128(struct digest128 d) { return hex_format(check_scope()->arena, d.bytes, sizeof d.bytes); }
static struct text hex256(struct digest256 d) { return hex_format(check_scope()->arena, d.bytes, sizeof d.bytes); }

TEST(sha256_agrees_with_fips_180)
{
	CHECK_TEXT(hex256(digest_sha256(TEXT("abc"))),
		   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	CHECK_TEXT(hex256(digest_sha256((struct text){ 0 })),
		   "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(md5_agrees_with_rfc_1321)
{
	CHECK_TEXT(hex128(digest_md5(TEXT("abc"))), "900150983cd24fb0d6963f7d28e17f72");
	CHECK_TEXT(hex128(digest_md5(TEXT(""))), "d41d8cd98f00b204e9800998ecf8427e");
}

TEST(hmac_agrees_with_rfc_4231)
{
	char key[131];

	CHECK_TEXT(hex256(digest_hmac_sha256(secret_of(TEXT("Jefe")), TEXT("what do ya want for nothing?"))),
		   "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	memset(key, 0xAA, sizeof key);
	CHECK_TEXT(hex256(digest_hmac_sha256(secret_of((struct text){ key, sizeof key }),
					     TEXT("Test Using Larger Than Block-Size Key - Hash Key First"))),
		   "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
	CHECK_TEXT(hex256(digest_hmac_sha256((struct secret){ 0 }, (struct text){ 0 })),
		   "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(xxh3_is_the_canonical_128_bits)
{
	CHECK_TEXT(hex128(digest_xxh3(TEXT(""))), "99aa06d3014798d86001c324468d497f");
	CHECK(memcmp(digest_xxh3(TEXT("a")).bytes, digest_xxh3(TEXT("b")).bytes, 16) != 0);
}

TEST(the_keyed_digest_depends_on_key_and_data)
{
	uint8_t key[32] = { 1 }, other[32] = { 2 };
	struct digest128 d = digest_blake2b(key, TEXT("name"));

	CHECK(digest_equal(d.bytes, digest_blake2b(key, TEXT("name")).bytes, sizeof d.bytes));
	CHECK(!digest_equal(d.bytes, digest_blake2b(other, TEXT("name")).bytes, sizeof d.bytes));
	CHECK(!digest_equal(d.bytes, digest_blake2b(key, TEXT("Name")).bytes, sizeof d.bytes));
}
