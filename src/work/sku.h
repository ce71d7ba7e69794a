/* work/sku.h - articles of ours: made, changed, found; their photos. */
#pragma once
#include "base/scope.h"

enum {
	SKU_CODE_MAX = 100,
	SKU_BARCODE_MAX = 100,
	SKU_TITLE_MAX = 500,
	SKU_TAX_MAX = 40,
	SKU_OFFER_MAX = 500
}; /* characters */
enum { SKU_WEIGHT_MAX = 100000000, SKU_PHOTO_MAX = 2 * 1024 * 1024 };

struct sku {
	int64_t id, weight_g, ver;
	struct text code, barcode, title, tax_class, supplier_offer;
	struct text state; /* active or archived */
};

/* ERR_BAD_REQUEST names what does not fit; texts are trimmed. */
enum err sku_check(struct scope *s, struct sku *k) MUST_CHECK;
/* Makes it and sets its id; ERR_DUPLICATE: the code is taken. */
enum err sku_make(struct scope *s, struct sku *k) MUST_CHECK;
/* Changes it as seen at k->ver. ERR_SKU_UNKNOWN, ERR_CONFLICT, ERR_DUPLICATE. */
enum err sku_change(struct scope *s, struct sku *k) MUST_CHECK;

/* What these codes are; sorted by code, those that are none are missing. For use in and outside of transactions. */
struct sku_known {
	struct text code;
	int64_t id;
	bool archived;
};
struct sku_known_list {
	struct sku_known *at;
	size_t count;
};
enum err skus_by_code(struct scope *s, const struct text *codes, size_t count, struct sku_known_list *out) MUST_CHECK;
const struct sku_known *sku_known_find(const struct sku_known_list *list, struct text code); /* or NULL */

/* Within a transaction: makes SKUs anew or changes them, with their keys in sku_finds. Their ids are set. */
enum err skus_insert(struct scope *s, const struct sku *at, size_t count) MUST_CHECK;
enum err skus_update(struct scope *s, const struct sku *at, size_t count) MUST_CHECK;

/* ERR_NO_PICTURE: no JPEG, PNG or WebP; ERR_TOO_LARGE. Empty bytes remove it. */
enum err sku_photo_put(struct scope *s, int64_t id, struct text bytes) MUST_CHECK;
/* The media type by its first bytes and a sane head, or NULL. */
const char *picture_type(struct text bytes);
