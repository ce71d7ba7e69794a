/* store/db_pg_info.c - which PostgreSQL it is, and how large the database: what only it is asked, so no query of a .sql file. */
#include "store/db_pg.h"
#include "store/db_pg_conn.h"

enum { VERSION_PARTS = 10000 };

enum err pg_info(struct scope *s, struct pg_conn *c, struct db_info *out)
{
	PGresult *r = PQexec(c->handle, "select pg_database_size(current_database())");
	int version = PQserverVersion(c->handle);
	enum err e = OK;

	*out = (struct db_info){ .kind = TEXT("postgresql"),
				 .version = text_format(s->arena, "%d.%d", version / VERSION_PARTS,
							version % VERSION_PARTS) };
	if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) != 1 ||
	    !text_to_int(text_of(PQgetvalue(r, 0, 0)), &out->size_bytes))
		e = pg_failed(s, c, r, "the database's size");
	PQclear(r);
	return e;
}
