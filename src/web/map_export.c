/* web/map_export.c - mappings as a file that can be imported again without loss: the columns of work/import_maps. */
#include "base/instant.h"
#include "core/sku_map.h"
#include "store/sql.h"
#include "web/handlers.h"
#include "web/map_list.h"
#include "web/sheet.h"

enum { PAGE = 500, ROWS_MAX = 200000, SHOPS_MAX = 2000 };

static struct text moment(struct scope *s, int64_t ms) { return ms ? instant_format(s->arena, ms) : TEXT(""); }

/* A name that no other shop has, else its number at the channel. */
static struct text account(const struct sql_map_shops_rows *shops, int64_t id)
{
	const struct sql_map_shops_row *shop = NULL;
	struct text name;

	for (size_t i = 0; i < shops->count; i++)
		if (shops->at[i].id == id)
			shop = &shops->at[i];
	if (!shop)
		return TEXT("");
	name = shop->short_name.size ? shop->short_name : shop->title;
	for (size_t i = 0; i < shops->count; i++) {
		const struct sql_map_shops_row *h = &shops->at[i];

		if (h != shop &&
		    (text_same(h->short_name, name) || text_same(h->title, name) || text_same(h->channel_ref, name)))
			return shop->channel_ref;
	}
	return text_trim(name).size == name.size && name.size ? name : shop->channel_ref;
}

static struct text members_cell(struct scope *s, const struct view_sku_map *m)
{
	struct map_item *items = ARENA_ARRAY(s->arena, struct map_item, m->members.count + 1);
	bool plain = m->members.count == 1 && m->members.at[0].quantity == 1;

	for (size_t i = 0; i < m->members.count; i++)
		items[i] = (struct map_item){ m->members.at[i].platform_sku, plain ? 0 : m->members.at[i].quantity };
	return map_pack(s->arena, items, m->members.count);
}

static struct text parts_cell(struct scope *s, const struct view_sku_map *m)
{
	struct map_item *items = ARENA_ARRAY(s->arena, struct map_item, m->parts.count + 1);

	for (size_t i = 0; i < m->parts.count; i++)
		items[i] = (struct map_item){ m->parts.at[i].code, m->parts.count == 1 ? 0 : m->parts.at[i].quantity };
	return map_pack(s->arena, items, m->parts.count);
}

static void write_row(struct scope *s, struct sheet *t, const struct sql_map_shops_rows *shops,
		      const struct view_sku_map *m)
{
	sheet_cell(t, members_cell(s, m));
	sheet_cell(t, parts_cell(s, m));
	sheet_cell(t,
		   m->parts.count == 1 ? text_format(s->arena, "%lld", (long long)m->parts.at[0].quantity) : TEXT(""));
	sheet_cell(t, m->channel);
	sheet_cell(t, m->shop ? account(shops, m->shop->id) : TEXT(""));
	sheet_cell(t, moment(s, m->valid_from));
	sheet_cell(t, moment(s, m->valid_until));
	sheet_end_row(t);
}

struct writing {
	const struct map_query *query;
	struct sql_map_shops_rows shops;
	struct sheet *sheet;
	size_t rows;
};

static enum err write_page(struct scope *s, struct writing *w, const struct map_place *after, struct map_page *page)
{
	struct view_sku_map_list maps;

	TRY(map_page_read(s, w->query, after, PAGE, page));
	TRY(map_views_read(s, page->ids, page->count, &maps));
	w->rows += maps.count;
	if (w->rows > ROWS_MAX)
		return fail(s, ERR_BAD_REQUEST, "there are more than %d mappings; narrow them by a filter", ROWS_MAX);
	for (size_t i = 0; i < maps.count; i++)
		write_row(s, w->sheet, &w->shops, &maps.at[i]);
	return OK;
}

/* By pages in scopes of their own, so that no more than one is in memory, beside the file. */
static enum err write_all(struct scope *s, struct writing *w)
{
	static const char *const names[] = { "platform_sku", "sku",        "quantity",   "platform",
					     "account",      "valid_from", "valid_until" };
	struct map_place place = { 0 };
	bool more = true, begun = false;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		sheet_cell(w->sheet, text_of(names[i]));
	sheet_end_row(w->sheet);
	while (more) {
		struct map_page page;
		struct scope part;
		enum err e;

		scope_open(&part, s);
		e = write_page(&part, w, begun ? &place : NULL, &page);
		more = e == OK && page.more;
		if (more) {
			place = page.place;
			place.head = text_copy(s->arena, place.head);
		}
		begun = true;
		TRY(scope_end(&part, s, e));
	}
	return OK;
}

enum err maps_export(struct scope *s, struct call *c)
{
	enum { FORMAT, SKU, SHOP, CHANNEL, COUNT };
	struct parameter p[COUNT] = { { "format", { 0 } }, { "sku", { 0 } }, { "shop", { 0 } }, { "channel", { 0 } } };
	struct writing w = { 0 };
	struct map_query q;
	struct text file;
	enum err e, closed;
	bool xlsx;

	TRY(call_parameters(s, c, p, COUNT));
	TRY(map_query_read(s, &p[SKU], &p[SHOP], &p[CHANNEL], &q));
	xlsx = text_is(p[FORMAT].value, "xlsx");
	if (p[FORMAT].value.at && !xlsx && !text_is(p[FORMAT].value, "csv"))
		return fail(s, ERR_BAD_REQUEST, "\"format\" is csv or xlsx");
	w.query = &q;
	TRY(sql_map_shops(s, (struct sql_map_shops){ .max = SHOPS_MAX }, &w.shops));
	TRY(sheet_open(s, xlsx ? SHEET_XLSX : SHEET_CSV, "Mappings", &w.sheet));
	e = write_all(s, &w);
	closed = sheet_close(w.sheet, &file);
	TRY(e);
	TRY(closed);
	buffer_add(&c->out, file);
	c->type = xlsx ? TEXT("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
		       : TEXT("text/csv; charset=utf-8");
	c->file = xlsx ? TEXT("mappings.xlsx") : TEXT("mappings.csv");
	return OK;
}
