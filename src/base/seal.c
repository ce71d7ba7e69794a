/* base/seal.c - secrets sealed for their place, and passwords hashed (libsodium). */
#include "base/seal.h"
#include "base/scope.h"
#include <sodium.h>
#include <string.h>

enum {
	VERSION = 1,
	KEY_ID_SIZE = 8,
	NONCE_SIZE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	TAG_SIZE = crypto_aead_xchacha20poly1305_ietf_ABYTES,
	HEAD_SIZE = 1 + KEY_ID_SIZE,
	FRONT_SIZE = HEAD_SIZE + NONCE_SIZE,
	PASSES = 2,
	MEMORY = 64 * 1024 * 1024,
	SALT_SIZE = crypto_pwhash_argon2id_SALTBYTES,
	HASH_SIZE = 32,
};

void seal_key_new(struct world *w, struct seal_key *out) { world_random(w, out->bytes, sizeof out->bytes); }

/* Version and key id: enough of the key's digest to say that it is another key, and nothing about the key. */
static void head_of(const uint8_t key[32], unsigned char head[HEAD_SIZE])
{
	unsigned char digest[crypto_generichash_BYTES_MIN];

	ASSERT(crypto_generichash(digest, sizeof digest, key, sizeof(struct seal_key){ 0 }.bytes, NULL, 0) == 0);
	head[0] = VERSION;
	memcpy(head + 1, digest, KEY_ID_SIZE);
}

/* What the seal covers besides the secret: the head, then the place. */
static struct text covered(struct arena *a, const unsigned char head[HEAD_SIZE], struct text place)
{
	struct buffer b = buffer_in(a);

	buffer_add(&b, (struct text){ (const char *)head, HEAD_SIZE });
	buffer_add(&b, place);
	return buffer_text(&b);
}

struct text seal_close(struct scope *s, const struct seal_key *k, struct text place, struct secret plain)
{
	struct text revealed = secret_reveal(plain);
	size_t size = FRONT_SIZE + revealed.size + TAG_SIZE;
	unsigned char *out = arena_raw(s->arena, size + 1);

	ASSERT(sodium_init() >= 0);
	head_of(k->bytes, out);
	world_random(s->world, out + HEAD_SIZE, NONCE_SIZE);
	struct text with = covered(s->arena, out, place);
	const unsigned char *from = (const unsigned char *)(revealed.size ? revealed.at : "");
	ASSERT(crypto_aead_xchacha20poly1305_ietf_encrypt(out + FRONT_SIZE, NULL, from, revealed.size,
							  (const unsigned char *)with.at, with.size, NULL,
							  out + HEAD_SIZE, k->bytes) == 0);
	out[size] = '\0';
	return (struct text){ (const char *)out, size };
}

bool seal_fresh(const struct seal_key *k, struct text sealed)
{
	unsigned char head[HEAD_SIZE];

	ASSERT(sodium_init() >= 0);
	head_of(k->bytes, head);
	return sealed.size >= HEAD_SIZE && memcmp(sealed.at, head, HEAD_SIZE) == 0;
}

enum err seal_open(struct scope *s, const struct seal_key *k, struct text place, struct text sealed,
		   struct secret *plain)
{
	const unsigned char *from = (const unsigned char *)sealed.at;
	const uint8_t *key = k->changing && !seal_fresh(k, sealed) ? k->before : k->bytes;
	unsigned char head[HEAD_SIZE];

	ASSERT(sodium_init() >= 0);
	head_of(key, head);
	if (sealed.size < FRONT_SIZE + TAG_SIZE)
		return fail(s, ERR_KEY, "the sealed value of %.*s is cut short", TEXT_ARG(place));
	if (from[0] != VERSION)
		return fail(s, ERR_KEY, "%.*s is sealed in form %d, and this program knows form %d", TEXT_ARG(place),
			    from[0], VERSION);
	if (memcmp(from, head, HEAD_SIZE) != 0)
		return fail(s, ERR_KEY, "%.*s is sealed with another key", TEXT_ARG(place));
	size_t size = sealed.size - FRONT_SIZE - TAG_SIZE;
	unsigned char *out = arena_raw(s->arena, size + 1);
	struct text with = covered(s->arena, head, place);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(out, NULL, NULL, from + FRONT_SIZE, sealed.size - FRONT_SIZE,
						       (const unsigned char *)with.at, with.size, from + HEAD_SIZE,
						       key) != 0)
		return fail(s, ERR_KEY, "the sealed value of %.*s was changed or belongs elsewhere", TEXT_ARG(place));
	out[size] = '\0';
	*plain = secret_of((struct text){ (const char *)out, size });
	return OK;
}

static struct text bare_base64(struct arena *a, const unsigned char *bytes, size_t size)
{
	struct text t = base64_format(a, bytes, size);

	while (t.size && t.at[t.size - 1] == '=')
		t.size--;
	return t;
}

enum err password_hash(struct scope *s, struct secret password, struct text *out)
{
	unsigned char salt[SALT_SIZE], hash[HASH_SIZE];
	struct text revealed = secret_reveal(password);

	ASSERT(sodium_init() >= 0);
	/* libsodium's own text form would draw its salt elsewhere, and a simulated run must repeat. */
	world_random(s->world, salt, sizeof salt);
	if (crypto_pwhash(hash, sizeof hash, revealed.size ? revealed.at : "", revealed.size, salt, PASSES, MEMORY,
			  crypto_pwhash_ALG_ARGON2ID13) != 0)
		return fail(s, ERR_INTERNAL, "hashing a password needs %d MiB of memory, which are not to be had",
			    MEMORY / 1024 / 1024);
	struct text salt_text = bare_base64(s->arena, salt, sizeof salt);
	struct text hash_text = bare_base64(s->arena, hash, sizeof hash);
	*out = text_format(s->arena, "$argon2id$v=19$m=%d,t=%d,p=1$%.*s$%.*s", MEMORY / 1024, PASSES,
			   TEXT_ARG(salt_text), TEXT_ARG(hash_text));
	return OK;
}

bool password_fits(struct text hash, struct secret password)
{
	char z[crypto_pwhash_STRBYTES] = { 0 };
	struct text revealed = secret_reveal(password);

	ASSERT(sodium_init() >= 0);
	if (hash.size == 0 || hash.size >= sizeof z)
		return false;
	memcpy(z, hash.at, hash.size);
	return crypto_pwhash_str_verify(z, revealed.size ? revealed.at : "", revealed.size) == 0;
}
