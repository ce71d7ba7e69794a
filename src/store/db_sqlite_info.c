/* store/db_sqlite_info.c - which SQLite it is, and how large the file. */
#include "store/db_sqlite.h"
#include <sqlite3.h>

static bool number_of(struct sqlite3 *handle, const char *pragma, int64_t *out)
{
	struct sqlite3_stmt *stmt = NULL;
	bool good =
		sqlite3_prepare_v2(handle, pragma, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW;

	if (good)
		*out = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_finalize(stmt); /* it says again what the step has said */
	return good;
}

enum err lite_info(struct scope *s, struct lite_conn *c, struct db_info *out)
{
	int64_t pages, size;

	if (!number_of(c->handle, "pragma page_count", &pages) || !number_of(c->handle, "pragma page_size", &size))
		return fail(s, ERR_DB, "SQLite does not say how large the file is (%s)", sqlite3_errmsg(c->handle));
	*out = (struct db_info){ TEXT("sqlite"), text_of(sqlite3_libversion()), pages * size };
	return OK;
}
