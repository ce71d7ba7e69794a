/* store/db_sqlite_list.c - list_of(?): a list parameter as a table with the column `value`.
 *
 * The list is handed over by address, so that it costs no text, no parsing and no limit on its length. */
#include "store/db_sqlite.h"
#include <sqlite3.h>
#include <stdlib.h>

enum { COLUMN_VALUE, COLUMN_LIST };

struct cursor {
	sqlite3_vtab_cursor base;
	const struct lite_list *list;
	size_t at, count;
};

static int connect_table(sqlite3 *db, void *aux, int argc, const char *const *argv, sqlite3_vtab **out, char **error)
{
	(void)aux, (void)argc, (void)argv, (void)error;
	*out = calloc(1, sizeof **out);
	if (!*out)
		return SQLITE_NOMEM;
	return sqlite3_declare_vtab(db, "create table x(value, list hidden)");
}

static int disconnect_table(sqlite3_vtab *t)
{
	free(t);
	return SQLITE_OK;
}

/* The one plan: the list is given, all of it is read. */
static int best_index(sqlite3_vtab *t, sqlite3_index_info *info)
{
	(void)t;
	for (int i = 0; i < info->nConstraint; i++)
		if (info->aConstraint[i].usable && info->aConstraint[i].iColumn == COLUMN_LIST &&
		    info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_EQ) {
			info->aConstraintUsage[i].argvIndex = 1;
			info->aConstraintUsage[i].omit = 1;
			info->estimatedRows = 50;
			info->estimatedCost = 1;
			return SQLITE_OK;
		}
	return SQLITE_CONSTRAINT;
}

static int open_cursor(sqlite3_vtab *t, sqlite3_vtab_cursor **out)
{
	struct cursor *c = calloc(1, sizeof *c);

	(void)t;
	if (!c)
		return SQLITE_NOMEM;
	*out = &c->base;
	return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *base)
{
	free(base);
	return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *base, int plan, const char *name, int argc, sqlite3_value **argv)
{
	struct cursor *c = (struct cursor *)base;

	(void)plan, (void)name;
	c->list = argc ? sqlite3_value_pointer(argv[0], LITE_LIST) : NULL;
	c->count = c->list ? sql_list_count(c->list->field, c->list->in) : 0;
	c->at = 0;
	return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *base)
{
	((struct cursor *)base)->at++;
	return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *base)
{
	const struct cursor *c = (struct cursor *)base;

	return c->at >= c->count;
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *to, int which)
{
	const struct cursor *c = (struct cursor *)base;
	struct sql_value v;

	if (which != COLUMN_VALUE || c->at >= c->count)
		return SQLITE_OK;
	v = sql_list_at(c->list->field, c->list->in, c->at);
	if (c->list->field->type == SQL_INT)
		sqlite3_result_int64(to, v.number);
	else if (c->list->field->type == SQL_TEXT)
		sqlite3_result_text64(to, v.text.at ? v.text.at : "", v.text.size, SQLITE_STATIC, SQLITE_UTF8);
	else
		sqlite3_result_blob64(to, v.text.at ? v.text.at : "", v.text.size, SQLITE_STATIC);
	return SQLITE_OK;
}

static int row_number(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
	*out = (sqlite3_int64)((struct cursor *)base)->at;
	return SQLITE_OK;
}

/* Without xCreate the table is there by itself, on every connection that knows the module. */
static const sqlite3_module module = {
	.xConnect = connect_table,
	.xBestIndex = best_index,
	.xDisconnect = disconnect_table,
	.xOpen = open_cursor,
	.xClose = close_cursor,
	.xFilter = filter,
	.xNext = next,
	.xEof = at_end,
	.xColumn = column,
	.xRowid = row_number,
};

int lite_list_register(sqlite3 *handle) { return sqlite3_create_module(handle, "list_of", &module, NULL); }
