/* base/digest_openssl.c - the digests and signatures that channels ask for; the one file here that knows OpenSSL. */
#include "base/digest.h"
#include "base/error.h"
#include <openssl/core_names.h>
#include <openssl/evp.h>

static void digest(const EVP_MD *kind, struct text data, uint8_t *out, unsigned wanted)
{
	unsigned size = wanted;

	ASSERT(EVP_Digest(data.size ? data.at : "", data.size, out, &size, kind, NULL) == 1);
	ASSERT(size == wanted);
}

struct digest256 digest_sha256(struct text data)
{
	struct digest256 d;

	digest(EVP_sha256(), data, d.bytes, sizeof d.bytes);
	return d;
}

struct digest128 digest_md5(struct text data)
{
	struct digest128 d;

	digest(EVP_md5(), data, d.bytes, sizeof d.bytes);
	return d;
}

struct digest256 digest_hmac_sha256(struct secret key, struct text data)
{
	static const uint8_t nothing[1];
	char name[] = "SHA256";
	OSSL_PARAM how[] = { OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
			     OSSL_PARAM_construct_end() };
	struct text revealed = secret_reveal(key);
	struct digest256 d;
	size_t size = 0;
	EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
	EVP_MAC_CTX *c;

	ASSERT(mac); /* or what takes it next reads nothing, where memory ran out */
	c = EVP_MAC_CTX_new(mac);
	ASSERT(c);
	/* A NULL key would mean the key of before, so that an empty one needs a place. */
	const uint8_t *at = revealed.size ? (const uint8_t *)revealed.at : nothing;
	ASSERT(EVP_MAC_init(c, at, revealed.size, how) == 1);
	ASSERT(EVP_MAC_update(c, data.size ? (const uint8_t *)data.at : nothing, data.size) == 1);
	ASSERT(EVP_MAC_final(c, d.bytes, &size, sizeof d.bytes) == 1);
	ASSERT(size == sizeof d.bytes);
	EVP_MAC_CTX_free(c);
	EVP_MAC_free(mac);
	return d;
}
