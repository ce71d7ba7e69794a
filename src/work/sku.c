/* work/sku.c - articles of ours: made, changed, found. */
#include "work/sku.h"
#include "base/id.h"
#include "core/find.h"
#include "core/sku_suggest.h"
#include "store/sql.h"
#include "work/heal.h"
#include <stdlib.h>

enum { KEYS_OF_ONE = FIND_KEYS_MAX + 2 + 3 };

static enum err check_text(struct scope *s, const char *name, struct text *t, size_t least, size_t most)
{
	*t = t->at ? text_trim(*t) : TEXT("");
	if (text_characters(*t) >= least && text_characters(*t) <= most && text_on_one_line(*t))
		return OK;
	return fail(s, ERR_BAD_REQUEST, "\"%s\" must have %zu to %zu characters on one line", name, least, most);
}

enum err sku_check(struct scope *s, struct sku *k)
{
	TRY(check_text(s, "code", &k->code, 1, SKU_CODE_MAX));
	TRY(check_text(s, "barcode", &k->barcode, 0, SKU_BARCODE_MAX));
	TRY(check_text(s, "title", &k->title, 0, SKU_TITLE_MAX));
	TRY(check_text(s, "tax_class", &k->tax_class, 0, SKU_TAX_MAX));
	TRY(check_text(s, "supplier_offer", &k->supplier_offer, 0, SKU_OFFER_MAX));
	if (k->weight_g < 0 || k->weight_g > SKU_WEIGHT_MAX)
		return fail(s, ERR_BAD_REQUEST, "\"weight_g\" must be grams from 0 to %d", SKU_WEIGHT_MAX);
	if (!text_is(k->state, "active") && !text_is(k->state, "archived"))
		return fail(s, ERR_BAD_REQUEST, "\"state\" must be active or archived");
	return OK;
}

/* ---- by code ---- */

enum err skus_by_code(struct scope *s, const struct text *codes, size_t count, struct sku_known_list *out)
{
	struct sql_sku_by_codes_rows rows;

	TRY(sql_sku_by_codes(s, (struct sql_sku_by_codes){ .codes = codes, .codes_count = count }, &rows));
	out->at = ARENA_ARRAY(s->arena, struct sku_known, rows.count + 1);
	out->count = rows.count;
	for (size_t i = 0; i < rows.count; i++)
		out->at[i] =
			(struct sku_known){ rows.at[i].code, rows.at[i].id, text_is(rows.at[i].state, "archived") };
	return OK;
}

static int by_code(const void *a, const void *b)
{
	return text_order(((const struct sku_known *)a)->code, ((const struct sku_known *)b)->code);
}

const struct sku_known *sku_known_find(const struct sku_known_list *list, struct text code)
{
	struct sku_known wanted = { .code = code };

	return list->count ? bsearch(&wanted, list->at, list->count, sizeof wanted, by_code) : NULL;
}

/* ---- writing ---- */

/* By which it is suggested for a platform SKU without a mapping. */
static size_t suggest_keys(struct arena *a, const struct sku *k, struct text keys[3])
{
	struct text all[] = { sku_code_key(a, k->code), sku_code_key(a, k->barcode), sku_title_key(a, k->title) };
	size_t count = 0;

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].size)
			keys[count++] = all[i];
	return count;
}

static size_t keys_of(struct arena *a, const struct sku *k, struct text keys[KEYS_OF_ONE])
{
	size_t count = find_people_keys(a, find_people(a, k->title, TEXT("")), keys);

	keys[count++] = find_number_key(a, text_fold(a, k->code));
	if (k->barcode.size)
		keys[count++] = find_number_key(a, text_fold(a, k->barcode));
	return count + suggest_keys(a, k, keys + count);
}

static enum err put_finds(struct scope *s, const struct sku *at, size_t count)
{
	struct sql_sku_find_put *puts = ARENA_ARRAY(s->arena, struct sql_sku_find_put, count * KEYS_OF_ONE);
	struct text keys[KEYS_OF_ONE];
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		size_t first = n, have = keys_of(s->arena, &at[i], keys);

		for (size_t k = 0; k < have; k++) {
			bool twice = false;

			for (size_t p = first; p < n; p++)
				twice |= text_same(puts[p].key, keys[k]);
			if (!twice)
				puts[n++] = (struct sql_sku_find_put){ at[i].id, keys[k] };
		}
	}
	return sql_sku_find_put(s, puts, n, NULL);
}

enum err skus_insert(struct scope *s, const struct sku *at, size_t count)
{
	struct sql_sku_insert *rows = ARENA_ARRAY(s->arena, struct sql_sku_insert, count + 1);

	for (size_t i = 0; i < count; i++)
		rows[i] = (struct sql_sku_insert){ at[i].id,       at[i].code,      at[i].barcode,        at[i].title,
						   at[i].weight_g, at[i].tax_class, at[i].supplier_offer, at[i].state,
						   s->now };
	TRY(sql_sku_insert(s, rows, count, NULL));
	TRY(put_finds(s, at, count));
	return count ? heal_soon(s) : OK; /* orders may name them */
}

enum err skus_update(struct scope *s, const struct sku *at, size_t count)
{
	struct sql_sku_update *rows = ARENA_ARRAY(s->arena, struct sql_sku_update, count + 1);
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, count + 1), changed;

	for (size_t i = 0; i < count; i++) {
		ids[i] = at[i].id;
		rows[i] = (struct sql_sku_update){ at[i].id,    at[i].ver,      at[i].code,      at[i].barcode,
						   at[i].title, at[i].weight_g, at[i].tax_class, at[i].supplier_offer,
						   at[i].state };
	}
	TRY(sql_sku_update(s, rows, count, &changed));
	if (changed != (int64_t)count)
		return fail(s, ERR_CONFLICT, "the SKU was changed in the meantime");
	TRY(sql_sku_finds_clear(s, (struct sql_sku_finds_clear){ .ids = ids, .ids_count = count }, NULL));
	TRY(put_finds(s, at, count));
	return count ? heal_soon(s) : OK;
}

/* Nobody else has the code. */
static enum err check_code(struct scope *s, const struct sku *k, bool *own)
{
	struct sku_known_list list;

	TRY(skus_by_code(s, &k->code, 1, &list));
	*own = list.count > 0 && list.at[0].id == k->id;
	if (list.count > 0 && !*own)
		return fail(s, ERR_DUPLICATE, "there is a SKU \"%.*s\" already%s", TEXT_ARG(k->code),
			    list.at[0].archived ? ", among the archived ones" : "");
	return OK;
}

static enum err make(struct scope *s, void *arg)
{
	const struct sku *k = arg;
	bool made;

	TRY(check_code(s, k, &made));
	return made ? OK : skus_insert(s, k, 1);
}

enum err sku_make(struct scope *s, struct sku *k)
{
	TRY(sku_check(s, k));
	k->id = id_next(s->ids);
	k->ver = 1;
	return db_transact(s, make, k);
}

static enum err change(struct scope *s, void *arg)
{
	const struct sku *k = arg;
	struct sql_sku_get_row row;
	bool own;
	enum err e = sql_sku_get(s, (struct sql_sku_get){ k->id }, &row);

	if (e == ERR_NO_ROW)
		return fail(s, ERR_SKU_UNKNOWN, "there is no SKU %lld", (long long)k->id);
	TRY(e);
	if (row.ver != k->ver)
		return fail(s, ERR_CONFLICT,
			    "the SKU \"%.*s\" was changed in the meantime: it is at version %lld, not %lld",
			    TEXT_ARG(row.code), (long long)row.ver, (long long)k->ver);
	TRY(check_code(s, k, &own));
	return skus_update(s, k, 1);
}

enum err sku_change(struct scope *s, struct sku *k)
{
	TRY(sku_check(s, k));
	return db_transact(s, change, k);
}
