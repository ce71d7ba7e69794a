/* core/fact_digest.c - one digest a group: equal digests mean equal facts, however they were found. */
#include "core/fact.h"
#include "core/varint.h"

/* The groups, and behind them the personal facts of all groups. */
enum { PEOPLE = GROUP_COUNT, PARTS };

static size_t part_of(enum field f) { return field_is_personal(f) ? PEOPLE : (size_t)field_group(f); }

static size_t size_max(const struct fact *f) { return 3 * VARINT_MAX + f->line.size + f->value.size; }

/* Field, line and value with their lengths: no two lists of facts give the same bytes. */
static char *put(char *to, const struct fact *f)
{
	to = varint_put(to, (uint64_t)f->field);
	to = varint_put_bytes(to, f->line.at, f->line.size);
	return varint_put_bytes(to, f->value.at, f->value.size);
}

void facts_digest(struct arena *a, const struct facts *f, const uint8_t people_key[32], struct fact_digests *out)
{
	struct arena_mark mark = arena_mark(a);
	char *from[PARTS], *to[PARTS], *at;
	size_t room[PARTS] = { 0 }, all = 0;

	for (size_t i = 0; i < f->count; i++)
		room[part_of(f->at[i].field)] += size_max(&f->at[i]);
	for (size_t p = 0; p < PARTS; p++)
		all += room[p];
	at = arena_alloc(a, all + 1);
	for (size_t p = 0; p < PARTS; at += room[p], p++)
		from[p] = to[p] = at;
	for (size_t i = 0; i < f->count; i++) {
		size_t p = part_of(f->at[i].field);

		to[p] = put(to[p], &f->at[i]);
	}
	for (size_t g = 0; g < GROUP_COUNT; g++)
		out->plain[g] = digest_xxh3((struct text){ from[g], (size_t)(to[g] - from[g]) });
	out->people = (struct digest128){ 0 };
	if (to[PEOPLE] > from[PEOPLE])
		out->people =
			digest_blake2b(people_key, (struct text){ from[PEOPLE], (size_t)(to[PEOPLE] - from[PEOPLE]) });
	arena_rewind(a, mark);
}

struct text fact_digests_format(struct arena *a, const struct fact_digests *d)
{
	return text_copy(a, (struct text){ (const char *)d->plain, sizeof d->plain });
}

bool fact_digests_parse(struct text stored, struct fact_digests *d)
{
	*d = (struct fact_digests){ 0 };
	if (stored.size != sizeof d->plain)
		return false;
	memcpy(d->plain, stored.at, sizeof d->plain);
	return true;
}

uint32_t fact_digests_diff(const struct fact_digests *a, const struct fact_digests *b)
{
	uint32_t groups = 0;

	for (size_t g = 0; g < GROUP_COUNT; g++)
		if (memcmp(&a->plain[g], &b->plain[g], sizeof a->plain[g]) != 0)
			groups |= UINT32_C(1) << g;
	return groups;
}
