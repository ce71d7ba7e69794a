/* work/node.c - one running program on one database: opened, brought up to date, numbered. */
#include "work/node.h"
#include "base/id.h"
#include "base/log.h"
#include "store/migrate.h"
#include "store/nodes.h"
#include "store/sql.h"
#include "work/crew.h"
#include "work/keys.h"
#include <stdlib.h>
#include <string.h>

enum { FIRST_TENANT = 1 };

static enum err first_tenant(struct scope *s, void *arg)
{
	int64_t *tenant_id = arg;
	struct sql_tenant_list_rows rows;

	TRY(sql_nodes_lock(s, NULL)); /* of two first processes one makes the tenant */
	TRY(sql_tenant_list(s, &rows));
	if (rows.count) {
		*tenant_id = rows.at[0].id;
		return OK;
	}
	*tenant_id = FIRST_TENANT; /* a fixed one: two programs may find the same empty database at once */
	return sql_tenant_insert(
		s,
		(struct sql_tenant_insert){
			.id = *tenant_id, .name = TEXT("default"), .zone = TEXT("UTC"), .base_currency = TEXT("") },
		NULL);
}

static enum err open_all(struct scope *s, struct node *n)
{
	TRY(db_open(s, &n->options.db, &n->root.db));
	s->db = n->root.db;
	TRY(migrate_run(s));
	TRY(node_claim(s, &n->number, &n->incarnation));
	n->root.ids = s->ids = ids_new(s->world, (int)n->number);
	TRY(db_transact(s, first_tenant, &n->root.tenant_id));
	s->tenant_id = n->root.tenant_id;
	TRY(keys_open(s, n));
	n->pace = pace_new(s->world);
	LOG(s, LOG_INFO, "node_open", L_INT("node", n->number), L_Z("role", n->options.role));
	return OK;
}

enum err node_open(struct scope *root, const struct node_options *o, struct node **out)
{
	struct node *n = calloc(1, sizeof *n);
	struct scope s;
	enum err e;

	ASSERT(n);
	n->root = *root;
	n->options = *o;
	scope_open(&s, &n->root);
	e = scope_end(&s, root, open_all(&s, n));
	if (e == OK)
		*out = n;
	else
		node_close(n);
	return e;
}

void node_close(struct node *n)
{
	struct scope s;

	if (n->crew)
		node_stop(n);
	scope_open(&s, &n->root);
	if (n->root.db && n->root.ids && node_release(&s, n->number, n->incarnation) != OK)
		LOG(&s, LOG_WARN, "node_not_released",
		    L_INT("node", n->number)); /* its number comes free by its silence */
	if (n->pace)
		pace_free(n->pace);
	if (n->root.db)
		db_close(&s, n->root.db);
	scope_close(&s);
	if (n->root.ids)
		ids_free(n->root.ids);
	free(n);
}

enum err node_start(struct node *n) { return crew_start(n, &n->crew); }

void node_drain(struct node *n) { crew_drain(n->crew); }

void node_stop(struct node *n)
{
	crew_stop(n->crew);
	n->crew = NULL;
}

bool node_stopping(const struct node *n) { return n->crew && crew_stopping(n->crew); }

void node_wake(struct node *n)
{
	if (n->crew)
		crew_wake(n->crew);
}

bool node_leaves(const struct node *n, int64_t shop_id) { return n->crew && crew_leaves(n->crew, shop_id); }

/* A process without a crew beats for nobody: it is the only one, or at its end. */
bool node_sure(const struct node *n) { return !n->crew || crew_sure(n->crew); }
