/* channel/sign.h - how requests are signed and how pushes prove who sent them: one recipe a function. */
#pragma once
#include "base/secret.h"
#include "base/text.h"

/* What Shopee signs: the app's number, path without host and query, seconds; in a shop's name also token and shop. */
struct sign_shopee {
	struct text app_id, path;
	int64_t seconds;
	struct secret access; /* empty: a public call */
	struct text shop;
};

/* Lower-case hexadecimal HMAC-SHA256. */
struct text sign_hmac_sha256(struct arena *a, struct secret key, struct text base);
struct text sign_shopee(struct arena *a, struct secret key, const struct sign_shopee *what);

/* Is `given` what the owner of `key` signs for this body at this address of ours? As slow for every wrong one. */
bool sign_shopee_push_fits(struct arena *a, struct secret key, struct text url, struct text body, struct text given);
