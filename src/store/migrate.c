/* store/migrate.c - applies the migrations that a database lacks, after comparing those that it has. */
#include "store/migrate.h"
#include "store/db_driver.h"
#include "store/sql.h"

/* How often another process may be quicker, and how often it may keep us waiting for as long as a lock is waited for. */
enum { TRIES_MAX = 50, WAITS_MAX = 6 };

struct plan {
	const struct migration *list;
	size_t count, next; /* the migration to apply */
};

/* How many of ours the database has; they must be the beginning of ours. Without a list it has none. */
static enum err applied(struct scope *s, const struct plan *p, size_t *out)
{
	struct sql_migration_list_rows rows;
	struct scope probe;
	enum err e;

	*out = 0;
	scope_open(&probe, s); /* a missing table is no failure, so its words are kept apart */
	e = sql_migration_list(&probe, &rows);
	for (size_t i = 0; i < rows.count && !e; i++) {
		const struct sql_migration_list_row *r = &rows.at[i];

		if (i >= p->count || !text_is(r->name, p->list[i].name))
			e = fail(s, ERR_DB_NEWER,
				 "the database has had the migration %.*s, which this version does not know",
				 TEXT_ARG(r->name));
		else if (!text_is(r->digest, p->list[i].digest))
			e = fail(s, ERR_DB_NEWER,
				 "the migration %s is not the one this database has had (%.*s, here %s); use the "
				 "program it came with",
				 p->list[i].name, TEXT_ARG(r->digest), p->list[i].digest);
		else
			*out = i + 1;
	}
	if (e && e != ERR_DB && !s->code)
		e = fail(s, e, "%.*s", TEXT_ARG(probe.words));
	scope_close(&probe);
	return e == ERR_DB ? OK : e;
}

/* One migration in its transaction. Its name goes in first, so that of two processes one waits for the other and then
 * sees a double; the list itself must be there before. */
static enum err apply(struct scope *s, void *arg)
{
	const struct plan *p = arg;
	const struct migration *m = &p->list[p->next];
	const char *const *statements = db_kind(s->db) == DB_SQLITE ? m->sqlite : m->postgres;
	struct sql_migration_insert row = { .name = text_of(m->name), .digest = text_of(m->digest), .now = s->now };

	if (p->next)
		TRY(sql_migration_insert(s, row, NULL));
	for (size_t i = 0; statements[i]; i++)
		TRY(db_statement(s, statements[i]));
	if (s->db->ops->plan)
		TRY(s->db->ops->plan(s, s->db));
	return p->next ? OK : sql_migration_insert(s, row, NULL);
}

enum err migrate_list(struct scope *s, const struct migration *list, size_t count)
{
	struct plan p = { list, count, 0 };
	enum err e = OK;
	int waits = 0;

	s->code = OK;
	for (int tries = 0; tries < TRIES_MAX; tries++) {
		TRY(applied(s, &p, &p.next));
		if (p.next == count)
			return OK;
		e = db_transact(s, apply, &p);
		if (e == ERR_DUPLICATE || (e == ERR_DB_LOCKED && ++waits < WAITS_MAX))
			continue; /* another process was quicker, or is at it: look again */
		TRY(e);
		tries = 0;
	}
	return e;
}

enum err migrate_run(struct scope *s) { return migrate_list(s, migrations, migration_count); }
