/* work/unmapped.h - lines that wait for a mapping, and how many orders wait for each platform SKU; in a transaction. */
#pragma once
#include "base/scope.h"

struct unmapped_line {
	int64_t order_id;
	struct text line, sku, title;
};
struct unmapped_lines { /* of one shop */
	int64_t shop_id;
	struct unmapped_line *at;
	size_t count;
};
/* They wait from now on. Sorts them. */
enum err unmapped_note(struct scope *s, struct unmapped_lines *l) MUST_CHECK;
/* These of orders in `ids` wait no longer; others of the same orders may still. Sorts them. */
enum err unmapped_resolve(struct scope *s, struct unmapped_lines *l, const int64_t *ids, size_t count) MUST_CHECK;
/* These orders, of any shops, wait for no mapping any more: they became void, or were shipped. */
enum err unmapped_forget(struct scope *s, const int64_t *ids, size_t count) MUST_CHECK;
