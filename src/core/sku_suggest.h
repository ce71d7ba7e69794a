/* core/sku_suggest.h - which articles of ours a platform SKU without a mapping may stand for, and why.
 *
 * `sku_suggest_keys` says under which keys to look in sku_finds; `sku_suggest` judges what was found. */
#pragma once
#include "base/arena.h"
#include "base/text.h"

/* The likeliest first. */
#define SUGGESTION_REASONS(X)           \
	X(SAME_CODE, "same_code")       \
	X(SAME_BARCODE, "same_barcode") \
	X(SAME_LETTERS, "same_letters") \
	X(OTHER_SHOP, "other_shop")     \
	X(SAME_TITLE, "same_title")     \
	X(PART_OF_CODE, "part_of_code")
enum suggestion_reason {
#define X(id, name) SUGGEST_##id,
	SUGGESTION_REASONS(X)
#undef X
		SUGGESTION_REASON_COUNT
};
const char *suggestion_reason_name(enum suggestion_reason r);

enum { SUGGESTIONS_MAX = 3, SUGGEST_KEYS_MAX = 7 };

/* Case, marks, blanks and punctuation dropped; "" where nothing is left. */
struct text sku_letters(struct arena *a, struct text code);
/* Under this key an article stands in sku_finds by its code, and by its barcode: the letters with "#" before them, so that
 * it is no word of a title. {0}: none. */
struct text sku_code_key(struct arena *a, struct text code);
/* A whole title as one key: the words folded, one blank between them, at most 60 bytes, with "~" before it. {0}: none. */
struct text sku_title_key(struct arena *a, struct text title);

/* What is sold, without a mapping. */
struct suggest_for {
	struct text sku, title;
};
/* Keys of articles that may fit; found exactly, not by their beginning. */
size_t sku_suggest_keys(struct arena *a, const struct suggest_for *f, struct text keys[SUGGEST_KEYS_MAX]);

struct suggest_candidate {
	int64_t sku_id;
	struct text code, barcode, title;
	int64_t mapped_quantity; /* a mapping of another shop takes so many of it for this platform SKU; 0: none does */
};
struct suggestion {
	size_t candidate;
	int64_t quantity;
	enum suggestion_reason reason;
};
/* Each article once, by its best reason; equals by code. Gives how many. */
size_t sku_suggest(struct arena *a, const struct suggest_for *f, const struct suggest_candidate *all, size_t count,
		   struct suggestion out[SUGGESTIONS_MAX]);
