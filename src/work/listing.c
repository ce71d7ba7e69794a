/* work/listing.c - what the list of orders needs beside them, written with them. */
#include "work/listing.h"
#include "base/instant.h"
#include "core/find.h"
#include "work/expire.h"
#include <stdlib.h>

enum { AN_ORDERS_KEYS = FIND_KEYS_MAX + 2, AN_ORDERS_FACETS = 2 };

struct listing listing_for(struct arena *a, int64_t shop_id, size_t orders)
{
	struct listing l = { .shop_id = shop_id, .room = orders };

	l.finds = ARENA_ARRAY(a, struct sql_order_find_put, orders * AN_ORDERS_KEYS + 1);
	l.facets = ARENA_ARRAY(a, struct sql_order_facet_put, orders * AN_ORDERS_FACETS + 1);
	return l;
}

static void add(struct listing *l, const struct text *keys, size_t count, int64_t id, int64_t placed)
{
	ASSERT(l->find_count + count <= l->room * AN_ORDERS_KEYS);
	for (size_t i = 0; i < count; i++)
		l->finds[l->find_count++] =
			(struct sql_order_find_put){ .key = keys[i], .placed = placed, .order_id = id };
}

void listing_numbers(struct scope *s, struct listing *l, int64_t id, int64_t placed, struct text ref,
		     struct text display_no)
{
	struct text keys[2];

	add(l, keys, find_number_keys(s->arena, ref, display_no, keys), id, placed);
}

void listing_people(struct scope *s, struct listing *l, int64_t id, int64_t placed, struct text folded)
{
	struct text keys[FIND_KEYS_MAX];

	add(l, keys, find_people_keys(s->arena, folded, keys), id, placed);
}

struct sql_order_people_put listing_people_row(struct scope *s, int64_t order_id, const struct order_people *p)
{
	return (struct sql_order_people_put){
		.order_id = order_id,
		.name = p->name,
		.phone = p->phone,
		.address = p->address,
		.country = p->country,
		.postcode = p->postcode,
		.remark = p->remark,
		.folded = p->folded,
		.expire_at = s->now + PEOPLE_KEPT_DAYS * DAY_MS,
	};
}

void listing_facet(struct listing *l, const char *kind, struct text value)
{
	if (value.size == 0)
		return;
	for (size_t i = 0; i < l->facet_count; i++)
		if (text_is(l->facets[i].kind, kind) && text_same(l->facets[i].value, value))
			return;
	ASSERT(l->facet_count < l->room * AN_ORDERS_FACETS);
	l->facets[l->facet_count++] = (struct sql_order_facet_put){ .kind = text_of(kind), .value = value };
}

struct order_lines listing_lines(struct arena *a, const struct sql_order_line_list_rows *all, int64_t order_id)
{
	struct order_lines lines = { 0 };
	size_t from = 0, end = all->count;

	while (from < end) {
		size_t middle = from + (end - from) / 2;

		if (all->at[middle].order_id < order_id)
			from = middle + 1;
		else
			end = middle;
	}
	while (end < all->count && all->at[end].order_id == order_id)
		end++;
	lines.at = ARENA_ARRAY(a, struct order_line, end - from + 1);
	for (; from < end; from++) {
		const struct sql_order_line_list_row *l = &all->at[from];

		lines.at[lines.count++] =
			(struct order_line){ .sku = l->platform_sku, .title = l->title, .ordered = l->ordered };
	}
	return lines;
}

static int by_key(const void *a, const void *b)
{
	const struct sql_order_find_put *x = a, *y = b;

	return text_order(x->key, y->key);
}

static int by_value(const void *a, const void *b)
{
	const struct sql_order_facet_put *x = a, *y = b;
	int order = text_order(x->kind, y->kind);

	return order ? order : text_order(x->value, y->value);
}

/* Sorted, so that neighbours in the index are written together, and two transactions wait for each other in one order. */
enum err listing_write(struct scope *s, struct listing *l)
{
	struct sql_order_count_add counts[ORDER_STATE_COUNT];
	size_t count = 0;

	for (int i = 0; i < ORDER_STATE_COUNT; i++)
		if (l->moved[i])
			counts[count++] =
				(struct sql_order_count_add){ .shop_id = l->shop_id,
							      .state = text_of(order_state_name((enum order_state)i)),
							      .count = l->moved[i] };
	if (l->find_count)
		qsort(l->finds, l->find_count, sizeof *l->finds, by_key);
	if (l->facet_count)
		qsort(l->facets, l->facet_count, sizeof *l->facets, by_value);
	TRY(sql_order_find_put(s, l->finds, l->find_count, NULL));
	TRY(sql_order_facet_put(s, l->facets, l->facet_count, NULL));
	return sql_order_count_add(s, counts, count, NULL);
}

/* The keys of people as rows to be removed. */
static size_t removals(struct scope *s, struct sql_order_find_remove *to, int64_t id, int64_t placed,
		       struct text folded)
{
	struct text keys[FIND_KEYS_MAX];
	size_t count = find_people_keys(s->arena, folded, keys);

	for (size_t i = 0; i < count; i++)
		to[i] = (struct sql_order_find_remove){ .key = keys[i], .placed = placed, .order_id = id };
	return count;
}

enum err listing_replace(struct scope *s, struct listing *l, const struct sql_order_people_put *people, size_t count)
{
	struct sql_order_found_by_rows was;
	struct sql_order_find_remove *gone;
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, count + 1);
	size_t gone_count = 0;

	if (count == 0)
		return OK;
	for (size_t i = 0; i < count; i++)
		ids[i] = people[i].order_id;
	TRY(sql_order_found_by(s, (struct sql_order_found_by){ .ids = ids, .ids_count = count }, &was));
	gone = ARENA_ARRAY(s->arena, struct sql_order_find_remove, was.count * FIND_KEYS_MAX + 1);
	for (size_t i = 0; i < was.count; i++) {
		const struct sql_order_found_by_row *r = &was.at[i];
		size_t p = 0;

		while (people[p].order_id != r->order_id)
			p++;
		if (text_same(people[p].folded, r->folded))
			continue; /* found by the same keys: only the address is another */
		gone_count += removals(s, gone + gone_count, r->order_id, r->placed, r->folded);
		listing_people(s, l, r->order_id, r->placed, people[p].folded);
	}
	return sql_order_find_remove(s, gone, gone_count, NULL);
}

enum err listing_forget(struct scope *s, const struct sql_expire_finds_rows *gone)
{
	struct sql_order_find_remove *rows =
		ARENA_ARRAY(s->arena, struct sql_order_find_remove, gone->count * FIND_KEYS_MAX + 1);
	size_t count = 0;

	for (size_t i = 0; i < gone->count; i++)
		count += removals(s, rows + count, gone->at[i].order_id, gone->at[i].placed, gone->at[i].folded);
	return sql_order_find_remove(s, rows, count, NULL);
}
