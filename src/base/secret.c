/* base/secret.c - a secret's copy. */
#include "base/secret.h"

struct secret secret_copy(struct arena *a, struct secret x) { return secret_of(text_copy(a, secret_reveal(x))); }
