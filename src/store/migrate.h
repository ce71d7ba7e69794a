/* store/migrate.h - brings a database's schema up to date, forward only. */
#pragma once
#include "base/scope.h"

struct migration {
	const char *name, *digest;
	const char *const *sqlite, *const *postgres; /* statements, ended by NULL */
};
extern const struct migration migrations[]; /* in order */
extern const size_t migration_count;

/* Applies what is missing, each migration in one transaction. ERR_DB_NEWER when the database has one that this program
 * does not know, or knows by other words. Safe when several processes start at once. */
enum err migrate_run(struct scope *s) MUST_CHECK;
/* The same with other lists, for tests. */
enum err migrate_list(struct scope *s, const struct migration *list, size_t count) MUST_CHECK;
