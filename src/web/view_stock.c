/* web/view_stock.c - balances as the API and the command line show them. */
#include "web/view_stock.h"
#include "core/find.h"
#include "store/sql.h"
#include "web/call.h"
#include "web/view.h"

enum { FIND_MAX = 100, AFTER_MAX = 400 };

/* What follows all texts that begin so. */
static struct text behind(struct scope *s, struct text low)
{
	return text_format(s->arena, "%.*s\xF4\x8F\xBF\xBF", TEXT_ARG(low));
}

static enum err read_find(struct scope *s, struct text typed, struct sql_view_stocks *q)
{
	q->number_low = q->number_high = q->word_low = q->word_high = TEXT("");
	q->any = text_trim(typed).size == 0;
	if (q->any)
		return OK;
	if (typed.size > FIND_MAX)
		return fail(s, ERR_BAD_REQUEST, "what is searched has at most %d bytes", FIND_MAX);
	q->number_low = find_number_key(s->arena, text_fold(s->arena, text_trim(typed)));
	q->number_high = behind(s, q->number_low);
	q->word_low = find_name_key(find_name(s->arena, typed));
	q->word_high = behind(s, q->word_low);
	return OK;
}

/* "WAREHOUSE CODE" of the last row before. */
static enum err read_after(struct scope *s, struct text after, struct sql_view_stocks *q)
{
	struct text number;

	q->code = TEXT("");
	if (!after.at)
		return OK;
	if (after.size > AFTER_MAX || !text_cut(&after, ' ', &number) || !text_to_int(number, &q->behind))
		return fail(s, ERR_BAD_REQUEST, "\"after\" must be what the page before gave as \"next\"");
	q->code = after;
	return OK;
}

static enum err read_only(struct scope *s, struct text only, struct sql_view_stocks *q)
{
	q->only = only.at ? only : TEXT("");
	if (!only.at || text_is(only, "short") || text_is(only, "free") || text_is(only, "reserved") ||
	    text_is(only, "wrong"))
		return OK;
	return fail(s, ERR_BAD_REQUEST, "\"only\" must be short, free, reserved or wrong, not \"%.*s\"",
		    TEXT_ARG(call_quote(s, only)));
}

/* Where goods of a SKU without a balance would come. */
static enum err first_warehouse(struct scope *s, struct sql_stock_warehouses_row *out)
{
	struct sql_stock_warehouses_rows rows;

	*out = (struct sql_stock_warehouses_row){ .code = TEXT("") };
	TRY(sql_stock_warehouses(s, &rows));
	for (size_t i = 0; i < rows.count && !out->id; i++)
		if (text_is(rows.at[i].kind, "own") && text_is(rows.at[i].state, "active"))
			*out = rows.at[i];
	return OK;
}

struct beside { /* what stands beside balances */
	struct sql_view_waiting_rows waiting;
	struct sql_faults_of_skus_rows faults;
	struct sql_stock_warehouses_row first;
};

static enum err load_beside(struct scope *s, const struct sql_view_stocks_rows *rows, struct beside *out)
{
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, rows->count + 1);

	for (size_t i = 0; i < rows->count; i++)
		ids[i] = rows->at[i].sku_id;
	TRY(sql_view_waiting(s, (struct sql_view_waiting){ .ids = ids, .ids_count = rows->count }, &out->waiting));
	TRY(sql_faults_of_skus(s, (struct sql_faults_of_skus){ .ids = ids, .ids_count = rows->count }, &out->faults));
	return first_warehouse(s, &out->first);
}

static struct text fault_of(struct scope *s, const struct beside *b, const struct sql_view_stocks_row *r)
{
	struct buffer words = buffer_in(s->arena);

	for (size_t i = 0; i < b->faults.count; i++) {
		const struct sql_faults_of_skus_row *f = &b->faults.at[i];

		if (f->sku_id == r->sku_id && (f->warehouse_id == r->warehouse_id || f->warehouse_id == 0))
			buffer_format(&words, "%s%.*s", words.size ? "; " : "", TEXT_ARG(f->words));
	}
	return words.size ? buffer_text(&words) : (struct text){ 0 };
}

static struct view_stock stock_of(struct scope *s, const struct beside *b, const struct sql_view_stocks_row *r)
{
	struct view_stock v = { .warehouse_id = r->warehouse_id ? r->warehouse_id : b->first.id,
				.warehouse = r->warehouse_id ? r->warehouse : b->first.code,
				.sku_id = r->sku_id,
				.code = r->code,
				.title = r->title,
				.on_shelf = r->on_shelf,
				.reserved = r->reserved,
				.available = r->on_shelf - r->reserved,
				.awaiting_putaway = r->awaiting_putaway,
				.quarantine = r->quarantine,
				.damaged = r->damaged,
				.shortfall = r->shortfall,
				.fault = fault_of(s, b, r),
				.ver = r->ver };

	for (size_t i = 0; i < b->waiting.count; i++)
		if (b->waiting.at[i].sku_id == r->sku_id)
			v.waiting = b->waiting.at[i].pieces;
	return v;
}

static enum err load(struct scope *s, struct sql_view_stocks q, int64_t limit, struct view_stock_page *page)
{
	struct sql_view_stocks_rows rows;
	struct view_stock *items;
	struct beside b;

	q.max = limit + 1;
	TRY(sql_view_stocks(s, q, &rows));
	TRY(load_beside(s, &rows, &b));
	items = ARENA_ARRAY(s->arena, struct view_stock, rows.count + 1);
	*page = (struct view_stock_page){ .items = { items, rows.count } };
	if (rows.count > (size_t)limit) {
		const struct sql_view_stocks_row *last = &rows.at[limit - 1];

		page->items.count = (size_t)limit;
		page->next = text_format(s->arena, "%lld %.*s", (long long)last->warehouse_id, TEXT_ARG(last->code));
	}
	for (size_t i = 0; i < page->items.count; i++)
		items[i] = stock_of(s, &b, &rows.at[i]);
	return OK;
}

static enum err read_query(struct scope *s, const struct stock_query *from, struct sql_view_stocks *q)
{
	*q = (struct sql_view_stocks){ .warehouse_id = from->warehouse_id, .sku_id = from->sku_id };
	TRY(read_find(s, from->find.at ? from->find : TEXT(""), q));
	TRY(read_only(s, from->only, q));
	TRY(read_after(s, from->after, q));
	q->bare = q->sku_id || text_is(q->only, "short");
	return OK;
}

enum err view_stocks(struct scope *s, const struct stock_query *from, struct json_writer *w)
{
	struct sql_view_stocks q;
	struct view_stock_page page;

	TRY(read_query(s, from, &q));
	TRY(load(s, q, from->limit, &page));
	view_stock_page_write(w, NULL, &page);
	return OK;
}

enum err view_stock(struct scope *s, int64_t warehouse_id, int64_t sku_id, struct json_writer *w)
{
	struct stock_query from = { .sku_id = sku_id };
	struct sql_view_stocks q;
	struct view_stock_page page;

	TRY(read_query(s, &from, &q));
	TRY(load(s, q, STOCKS_LIMIT_MAX, &page));
	for (size_t i = 0; i < page.items.count; i++)
		if (page.items.at[i].warehouse_id == warehouse_id) {
			view_stock_write(w, NULL, &page.items.at[i]);
			return OK;
		}
	return fail(s, ERR_NO_ROW, "there is no balance of SKU %lld in warehouse %lld", (long long)sku_id,
		    (long long)warehouse_id);
}
