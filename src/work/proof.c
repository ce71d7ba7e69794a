/* work/proof.c - ids that were listed against ids that are held. */
#include "work/proof.h"
#include "store/sql.h"
#include <stdlib.h>

int proof_by_bytes(const void *a, const void *b)
{
	return text_order(*(const struct text *)a, *(const struct text *)b);
}

static void strike(const struct text *refs, size_t count, bool *struck, struct text ref)
{
	const struct text *at = bsearch(&ref, refs, count, sizeof *refs, proof_by_bytes);

	if (at)
		struck[at - refs] = true;
}

/* Only where the count does not agree are the ids themselves asked for. */
static enum err name_missing(struct scope *s, int64_t shop_id, int64_t least_ver, const struct text *refs, size_t count,
			     bool *struck, struct proof *out)
{
	struct sql_held_refs_rows held;

	TRY(sql_held_refs(
		s,
		(struct sql_held_refs){ .shop_id = shop_id, .least_ver = least_ver, .refs = refs, .refs_count = count },
		&held));
	for (size_t i = 0; i < held.count; i++)
		strike(refs, count, struck, held.at[i].ref);
	out->missing = ARENA_ARRAY(s->arena, struct text, count);
	for (size_t i = 0; i < count; i++)
		if (!struck[i])
			out->missing[out->missing_count++] = refs[i];
	out->held = (int64_t)(count - out->missing_count) - out->parked;
	return OK;
}

enum err proof_compare(struct scope *s, int64_t shop_id, struct text feed, int64_t least_ver, const struct text *refs,
		       size_t count, struct proof *out)
{
	struct sql_parked_among_rows parked;
	struct sql_held_count_row held;
	bool *struck;

	*out = (struct proof){ 0 };
	if (count == 0)
		return OK;
	TRY(sql_held_count(s,
			   (struct sql_held_count){
				   .shop_id = shop_id, .least_ver = least_ver, .refs = refs, .refs_count = count },
			   &held));
	TRY(sql_parked_among(
		s, (struct sql_parked_among){ .shop_id = shop_id, .feed = feed, .refs = refs, .refs_count = count },
		&parked));
	out->held = held.count;
	out->parked = (int64_t)parked.count;
	if (held.count == (int64_t)count && parked.count == 0)
		return OK;
	struck = ARENA_ARRAY(s->arena, bool, count);
	for (size_t i = 0; i < parked.count; i++)
		strike(refs, count, struck, parked.at[i].ref);
	return name_missing(s, shop_id, least_ver, refs, count, struck, out);
}
