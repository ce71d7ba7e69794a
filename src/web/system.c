/* web/system.c - what the API answers about the program itself. */
#include "base/instant.h"
#include "store/db.h"
#include "store/sql.h"
#include "web/handlers.h"
#include "web/views.h"

enum err system_get(struct scope *s, struct call *c)
{
	struct sql_view_nodes_rows rows;
	struct sql_migration_list_rows migrations;
	struct view_system v = { .version = TEXT(LOCKSTEP_VERSION) };
	struct view_node *nodes;
	struct db_info db;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(sql_view_nodes(s, &rows));
	TRY(sql_migration_list(s, &migrations));
	TRY(db_info(s, &db));
	nodes = ARENA_ARRAY(s->arena, struct view_node, rows.count + 1);
	v.time = world_now(s->world);
	for (size_t i = 0; i < rows.count; i++) {
		const struct sql_view_nodes_row *r = &rows.at[i];
		int64_t age = v.time - r->beat_at;
		nodes[i] = (struct view_node){ r->number, r->state,       r->version, age > 0 ? age / SECOND_MS : 0,
					       r->shops,  r->jobs_running };
	}
	v.nodes = (struct view_node_list){ nodes, rows.count };
	v.database = (struct view_database){ db.kind, db.version, db.size_bytes, (int64_t)migrations.count };
	view_system_write(&c->json, NULL, &v);
	return OK;
}
