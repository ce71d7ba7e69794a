/* web/order_export.c - a list of orders as a file for a spreadsheet. */
#include "web/order_export.h"
#include "base/instant.h"
#include "base/money.h"
#include "web/order_page.h"
#include "web/view.h"

enum { PAGE = 1000 };

static struct text moment(struct scope *s, int64_t ms)
{
	return ms > 0 && ms <= INSTANT_MAX ? instant_format(s->arena, ms) : TEXT("");
}

static struct text amount(struct scope *s, const struct sql_view_order_rows_row *o)
{
	if (!o->total_minor.is || currency_exponent(o->currency) < 0)
		return TEXT("");
	return money_format(s->arena, o->total_minor.value, o->currency);
}

static struct text number(struct scope *s, int64_t n) { return text_format(s->arena, "%lld", (long long)n); }

static struct text person(struct scope *s, struct text t, bool people) { return people ? t : view_mask(s, t); }

enum {
	COLUMNS = 0
#define COLUMN(name, standard, value) +1
#include "web/export_columns.def"
#undef COLUMN
};

static const struct {
	const char *name;
	bool standard;
} columns[] = {
#define COLUMN(name, standard, value) { name, standard },
#include "web/export_columns.def"
#undef COLUMN
};

static void values(struct scope *s, const struct sql_view_order_rows_row *o, const struct sql_view_shop_names_row *shop,
		   bool people, struct text out[COLUMNS])
{
	size_t at = 0;

#define COLUMN(name, standard, value) out[at++] = value;
#include "web/export_columns.def"
#undef COLUMN
}

static enum err column_find(struct scope *s, struct text name, size_t *out)
{
	struct buffer b = buffer_in(s->arena);

	for (size_t i = 0; i < COLUMNS; i++)
		if (text_is(name, columns[i].name)) {
			*out = i;
			return OK;
		}
	for (size_t i = 0; i < COLUMNS; i++)
		buffer_format(&b, "%s%s", i ? ", " : "", columns[i].name);
	return fail(s, ERR_BAD_REQUEST, "there is no column \"%.*s\"; the columns are: %.*s",
		    TEXT_ARG(call_quote(s, name)), TEXT_ARG(buffer_text(&b)));
}

static enum err read_columns(struct scope *s, struct text names, struct order_export *x)
{
	struct text name;

	for (size_t i = 0; i < COLUMNS && names.size == 0; i++)
		if (columns[i].standard)
			x->columns[x->column_count++] = i;
	while (text_cut(&names, ',', &name)) {
		if (x->column_count == EXPORT_COLUMNS_MAX)
			return fail(s, ERR_BAD_REQUEST, "at most %d columns are exported", EXPORT_COLUMNS_MAX);
		TRY(column_find(s, name, &x->columns[x->column_count++]));
	}
	return OK;
}

static enum err read_ids(struct scope *s, struct text ids, struct order_export *x)
{
	struct text id;

	x->ids = ARENA_ARRAY(s->arena, int64_t, EXPORT_IDS_MAX);
	while (text_cut(&ids, ',', &id)) {
		struct parameter p = { "ids", id };

		if (x->id_count == EXPORT_IDS_MAX)
			return fail(s, ERR_BAD_REQUEST, "at most %d orders are exported by their ids", EXPORT_IDS_MAX);
		TRY(parameter_int(s, &p, 1, INT64_MAX, &x->ids[x->id_count++]));
	}
	return OK;
}

enum err order_export_read(struct scope *s, struct text format, struct text names, struct text ids,
			   struct order_export *out)
{
	*out = (struct order_export){ .format = text_is(format, "xlsx") ? SHEET_XLSX : SHEET_CSV };
	if (format.at && !text_is(format, "csv") && !text_is(format, "xlsx"))
		return fail(s, ERR_BAD_REQUEST, "\"format\" is csv or xlsx");
	TRY(read_columns(s, names, out));
	return read_ids(s, ids, out);
}

/* An export that is under way. */
struct writing {
	const struct order_export *export;
	const struct order_query *query;
	struct sql_view_shop_names_rows shops;
	struct sheet *sheet;
	size_t rows;
};

static const struct sql_view_shop_names_row *shop_of(const struct writing *w, int64_t id)
{
	for (size_t i = 0; i < w->shops.count; i++)
		if (w->shops.at[i].id == id)
			return &w->shops.at[i];
	return NULL;
}

static enum err write_row(struct scope *s, struct writing *w, const struct sql_view_order_rows_row *o)
{
	struct text all[COLUMNS];

	if (w->rows++ == EXPORT_ROWS_MAX)
		return fail(s, ERR_BAD_REQUEST, "the list has more than %d orders; narrow it by a filter",
			    EXPORT_ROWS_MAX);
	values(s, o, shop_of(w, o->shop_id), w->query->people, all);
	for (size_t i = 0; i < w->export->column_count; i++)
		sheet_cell(w->sheet, all[w->export->columns[i]]);
	sheet_end_row(w->sheet);
	return OK;
}

/* By pages in scopes of their own, so that no more than one is in memory, beside the file. */
static enum err write_list(struct scope *s, struct writing *w)
{
	struct order_query q = *w->query;
	bool more = true;

	while (more) {
		struct order_page page;
		struct scope part;
		enum err e;

		scope_open(&part, s);
		e = order_page_read(&part, &q, PAGE, &page);
		for (size_t i = 0; i < page.count && e == OK; i++)
			e = write_row(&part, w, page.at[i]);
		q.goes_on = true;
		q.after = page.place;
		more = e == OK && page.more;
		if (e != OK)
			e = fail(s, e, "%.*s", TEXT_ARG(part.words));
		scope_close(&part);
		TRY(e);
	}
	return OK;
}

static enum err write_ids(struct scope *s, struct writing *w)
{
	struct sql_view_order_rows_rows rows;

	TRY(sql_view_order_rows(
		s, (struct sql_view_order_rows){ .ids = w->export->ids, .ids_count = w->export->id_count }, &rows));
	for (size_t i = 0; i < w->export->id_count; i++)
		for (size_t r = 0; r < rows.count; r++)
			if (rows.at[r].id == w->export->ids[i])
				TRY(write_row(s, w, &rows.at[r]));
	return OK;
}

enum err order_export_write(struct scope *s, const struct order_export *x, const struct order_query *q,
			    struct text *out)
{
	struct writing w = { .export = x, .query = q };
	enum err e, closed;

	TRY(sql_view_shop_names(s, (struct sql_view_shop_names){ .max = ORDER_SHOPS_MAX }, &w.shops));
	TRY(sheet_open(s, x->format, "Orders", &w.sheet));
	for (size_t i = 0; i < x->column_count; i++)
		sheet_cell(w.sheet, text_of(columns[x->columns[i]].name));
	sheet_end_row(w.sheet);
	e = x->id_count ? write_ids(s, &w) : write_list(s, &w);
	closed = sheet_close(w.sheet, out);
	return e == OK ? closed : e;
}
