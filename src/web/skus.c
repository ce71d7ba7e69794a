/* web/skus.c - what the API answers about articles. */
#include "core/find.h"
#include "store/sql.h"
#include "web/body.h"
#include "web/handlers.h"
#include "web/views.h"
#include "work/sku.h"

enum { PAGE_USUAL = 50, PAGE_MAX = 200, FOUND_FEW = 1000 };
#define SKU_STATES "active|archived"

/* What stands beside articles: of each list a query, whatever the number of articles. */
struct numbers {
	struct sql_sku_stock_rows stock;
	struct sql_sku_waiting_rows waiting;
	struct sql_sku_mapped_rows mapped;
};

static enum err read_numbers(struct scope *s, const int64_t *ids, size_t count, struct numbers *out)
{
	TRY(sql_sku_stock(s, (struct sql_sku_stock){ .ids = ids, .ids_count = count }, &out->stock));
	TRY(sql_sku_waiting(s, (struct sql_sku_waiting){ .ids = ids, .ids_count = count }, &out->waiting));
	return sql_sku_mapped(s, (struct sql_sku_mapped){ .ids = ids, .ids_count = count }, &out->mapped);
}

static struct view_sku view_of(struct scope *s, const struct sql_sku_list_row *r, const struct numbers *n)
{
	struct view_sku v = { .id = r->id,
			      .code = r->code,
			      .barcode = r->barcode,
			      .title = r->title,
			      .weight_g = r->weight_g,
			      .tax_class = r->tax_class,
			      .supplier_offer = r->supplier_offer,
			      .state = r->state,
			      .ver = r->ver };

	if (r->photo.size)
		v.photo =
			text_format(s->arena, "/api/v1/skus/%lld/photo?ver=%lld", (long long)r->id, (long long)r->ver);
	for (size_t i = 0; i < n->stock.count; i++)
		if (n->stock.at[i].sku_id == r->id) {
			v.on_shelf = n->stock.at[i].on_shelf;
			v.reserved = n->stock.at[i].reserved;
		}
	v.available = v.on_shelf - v.reserved;
	for (size_t i = 0; i < n->waiting.count; i++)
		if (n->waiting.at[i].sku_id == r->id)
			v.waiting = n->waiting.at[i].quantity;
	for (size_t i = 0; i < n->mapped.count; i++)
		if (n->mapped.at[i].sku_id == r->id)
			v.mapped = n->mapped.at[i].count;
	return v;
}

static enum err read_skus(struct scope *s, const int64_t *ids, size_t count, struct view_sku_list *out)
{
	struct view_sku *at = ARENA_ARRAY(s->arena, struct view_sku, count + 1);
	struct sql_sku_list_rows rows = { 0 };
	struct numbers n = { 0 };

	if (count > 0) {
		TRY(sql_sku_list(s, (struct sql_sku_list){ .ids = ids, .ids_count = count }, &rows));
		TRY(read_numbers(s, ids, count, &n));
	}
	for (size_t i = 0; i < rows.count; i++)
		at[i] = view_of(s, &rows.at[i], &n);
	*out = (struct view_sku_list){ at, rows.count };
	return OK;
}

struct stretch { /* of keys */
	struct text low, high;
};

static struct stretch stretch_of(struct scope *s, struct text begin)
{
	if (begin.size == 0)
		return (struct stretch){ TEXT(""), TEXT("") };
	return (struct stretch){ begin, text_format(s->arena, "%.*s\xF4\x8F\xBF\xBF", TEXT_ARG(begin)) };
}

/* Adds the articles that have such a key, as far as there is room. */
static enum err gather(struct scope *s, struct stretch keys, int64_t *ids, size_t *count)
{
	struct sql_sku_find_range_rows rows;
	int64_t room = FOUND_FEW + 1 - (int64_t)*count;

	TRY(sql_sku_find_range(s, (struct sql_sku_find_range){ keys.low, keys.high, room }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		ids[(*count)++] = rows.at[i].sku_id;
	return OK;
}

/* Few that fit are put in order; among many the order is walked along.
 * What a person types may be the beginning of a code, of a barcode or of a word of the title. */
static enum err find_ids(struct scope *s, struct text typed, struct text state, struct text after, int64_t limit,
			 struct view_ints *out)
{
	struct text name = find_name(s->arena, typed);
	struct stretch n = stretch_of(s, find_number_key(s->arena, text_fold(s->arena, text_trim(typed))));
	struct stretch w = stretch_of(s, name.at ? find_name_key(name) : TEXT(""));
	int64_t *few = ARENA_ARRAY(s->arena, int64_t, FOUND_FEW + 1), *at;
	struct sql_sku_page_among_rows among = { 0 };
	struct sql_sku_page_walk_rows walk = { 0 };
	size_t count = 0;

	TRY(gather(s, n, few, &count));
	TRY(gather(s, w, few, &count));
	if (count > FOUND_FEW)
		TRY(sql_sku_page_walk(
			s, (struct sql_sku_page_walk){ state, after, n.low, n.high, w.low, w.high, limit + 1 }, &walk));
	else
		TRY(sql_sku_page_among(s, (struct sql_sku_page_among){ few, count, state, after, limit + 1 }, &among));
	at = ARENA_ARRAY(s->arena, int64_t, walk.count + among.count + 1);
	for (size_t i = 0; i < walk.count; i++)
		at[i] = walk.at[i].id;
	for (size_t i = 0; i < among.count; i++)
		at[i] = among.at[i].id;
	*out = (struct view_ints){ at, walk.count + among.count };
	return OK;
}

static enum err all_ids(struct scope *s, struct text state, struct text after, int64_t limit, struct view_ints *out)
{
	struct sql_sku_page_rows rows;
	int64_t *at;

	TRY(sql_sku_page(s, (struct sql_sku_page){ .state = state, .after = after, .max = limit + 1 }, &rows));
	at = ARENA_ARRAY(s->arena, int64_t, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		at[i] = rows.at[i].id;
	*out = (struct view_ints){ at, rows.count };
	return OK;
}

enum err skus_list(struct scope *s, struct call *c)
{
	struct parameter p[] = { { "find", { 0 } }, { "state", { 0 } }, { "limit", { 0 } }, { "after", { 0 } } };
	int64_t limit = PAGE_USUAL;
	struct view_sku_page page = { 0 };
	struct text state, after;
	struct view_ints ids;
	bool more;

	TRY(call_parameters(s, c, p, 4));
	TRY(parameter_word(s, &p[1], SKU_STATES));
	TRY(parameter_int(s, &p[2], 1, PAGE_MAX, &limit));
	state = p[1].value.at ? p[1].value : TEXT("active");
	after = p[3].value.at ? p[3].value : TEXT("");
	if (text_trim(p[0].value).size > 0)
		TRY(find_ids(s, p[0].value, state, after, limit, &ids));
	else
		TRY(all_ids(s, state, after, limit, &ids));
	more = ids.count > (size_t)limit;
	TRY(read_skus(s, ids.at, more ? (size_t)limit : ids.count, &page.items));
	if (more)
		page.next = page.items.at[page.items.count - 1].code;
	view_sku_page_write(&c->json, NULL, &page);
	return OK;
}

static enum err answer(struct scope *s, struct call *c, int64_t id)
{
	struct view_sku_list list;

	TRY(read_skus(s, &id, 1, &list));
	if (list.count == 0)
		return fail(s, ERR_SKU_UNKNOWN, "there is no SKU %lld", (long long)id);
	view_sku_write(&c->json, NULL, &list.at[0]);
	return OK;
}

enum err skus_show(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	return answer(s, c, c->id);
}

static enum err read_sku(struct scope *s, struct call *c, struct sku *k)
{
	static const char *const members[] = { "code",      "barcode",        "title", "weight_g",
					       "tax_class", "supplier_offer", "state" };

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, sizeof members / sizeof *members));
	TRY(body_text(s, c->body, "code", &k->code));
	TRY(body_text(s, c->body, "barcode", &k->barcode));
	TRY(body_text(s, c->body, "title", &k->title));
	TRY(body_int(s, c->body, "weight_g", &k->weight_g));
	TRY(body_text(s, c->body, "tax_class", &k->tax_class));
	TRY(body_text(s, c->body, "supplier_offer", &k->supplier_offer));
	return body_word(s, c->body, "state", SKU_STATES, &k->state);
}

enum err skus_add(struct scope *s, struct call *c)
{
	struct sku k = { 0 };

	TRY(read_sku(s, c, &k));
	TRY(sku_make(s, &k));
	return answer(s, c, k.id);
}

enum err skus_set(struct scope *s, struct call *c)
{
	struct sku k = { .id = c->id };

	TRY(read_sku(s, c, &k));
	TRY(call_if_match(s, c, &k.ver));
	TRY(sku_change(s, &k));
	return answer(s, c, c->id);
}

/* ---- photos ---- */

enum err skus_photo(struct scope *s, struct call *c)
{
	struct parameter p[] = { { "ver", { 0 } } };
	struct sql_sku_photo_get_row row;
	enum err e;

	TRY(call_parameters(s, c, p, 1));
	e = sql_sku_photo_get(s, (struct sql_sku_photo_get){ c->id }, &row);
	if (e == ERR_NO_ROW)
		return fail(s, ERR_NO_ROW, "the SKU %lld has no photo", (long long)c->id);
	TRY(e);
	c->type = row.photo;
	c->kept = true;
	buffer_add(&c->out, row.bytes);
	return OK;
}

enum err skus_photo_set(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	if (c->http->body.size == 0)
		return fail(s, ERR_NO_PICTURE, "the body is empty: it must be the photo's bytes");
	TRY(sku_photo_put(s, c->id, c->http->body));
	return answer(s, c, c->id);
}

enum err skus_photo_drop(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, NULL, 0));
	TRY(sku_photo_put(s, c->id, TEXT("")));
	return answer(s, c, c->id);
}
