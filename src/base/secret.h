/* base/secret.h - a secret is not a text: it cannot be logged, formatted or compared by accident.
 *
 * secret_reveal() is the only way out, so that `grep secret_reveal` lists every use. */
#pragma once
#include "base/text.h"

struct secret {
	const char *at_;
	size_t size_;
};

static inline struct secret secret_of(struct text t) { return (struct secret){ t.at, t.size }; }
static inline struct text secret_reveal(struct secret x) { return (struct text){ x.at_, x.size_ }; }
static inline bool secret_empty(struct secret x) { return x.size_ == 0; }
struct secret secret_copy(struct arena *a, struct secret x);
