/* base/seal.h - secrets at rest and passwords (libsodium).
 *
 * Sealed = version byte | key id (8) | nonce (24) | XChaCha20-Poly1305 ciphertext; the associated text names the
 * place it belongs to ("tokens/17/42/access"), so that a row cannot be swapped. */
#pragma once
#include "base/error.h"
#include "base/secret.h"
#include "base/world.h"

struct seal_key {
	uint8_t bytes[32];
	uint8_t before[32]; /* while the key is being changed: what it seals no more, but still opens */
	bool changing;
};

void seal_key_new(struct world *w, struct seal_key *out);
/* Reads the key file (64 hex digits and a newline, mode 0600 or stricter; while the key is being changed a second such line
 * with the one before). With `make`, a missing file is written first, durable. */
enum err seal_key_file(struct scope *s, const char *path, bool make, struct seal_key *out) MUST_CHECK;
/* Puts these keys in the place of the file's, durable: at any moment the file is whole, as it was or as it will be. */
enum err seal_key_write(struct scope *s, const char *path, const struct seal_key *k) MUST_CHECK;
bool seal_fresh(const struct seal_key *k, struct text sealed); /* by the key itself, not by the one before */
struct text seal_close(struct scope *s, const struct seal_key *k, struct text place, struct secret plain);
enum err seal_open(struct scope *s, const struct seal_key *k, struct text place, struct text sealed,
		   struct secret *plain) MUST_CHECK;

/* Argon2id, t=2, 64 MiB; the text carries its parameters. */
enum err password_hash(struct scope *s, struct secret password, struct text *out) MUST_CHECK;
bool password_fits(struct text hash, struct secret password);
