/* work/node.c - one running program on one database: opened, brought up to date, numbered. */
#include "work/node.h"
#include "base/digest.h"
#include "base/id.h"
#include "base/log.h"
#include "store/migrate.h"
#include "store/nodes.h"
#include "store/sql.h"
#include "work/crew.h"
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

/* The database keeps a digest of its key: another key would open no secret, and take every order for changed. */
#define KEY_SETTING TEXT("key")

static enum err key_put(struct scope *s, void *arg)
{
	return sql_setting_make(s, (struct sql_setting_make){ .name = KEY_SETTING, .value = *(struct text *)arg },
				NULL);
}

static enum err key_load(struct scope *s, struct node *n)
{
	struct sql_setting_get get = { .name = KEY_SETTING };
	struct sql_setting_get_row row;
	enum err e = sql_setting_get(s, get, &row);
	struct digest128 d;
	struct text mark = { (const char *)d.bytes, sizeof d.bytes };

	if (e != OK && e != ERR_NO_ROW)
		return e;
	TRY(seal_key_file(s, n->options.key_file, e == ERR_NO_ROW && n->options.db.make, &n->key));
	d = digest_blake2b(n->key.bytes, TEXT("which key"));
	if (e == ERR_NO_ROW) {
		TRY(db_transact(s, key_put, &mark));
		TRY(sql_setting_get(s, get, &row)); /* another process may have been quicker */
	}
	return text_same(row.value, mark)
		       ? OK
		       : fail(s, ERR_KEY, "the key file %s is not the one of this database", n->options.key_file);
}

/* The digests of personal data are keyed, by a key of their own that follows from the key file. */
static enum err open_key(struct scope *s, struct node *n)
{
	struct digest128 half;

	if (!n->options.key_file)
		return OK;
	TRY(key_load(s, n));
	half = digest_blake2b(n->key.bytes, TEXT("people 1"));
	memcpy(n->people_key, half.bytes, sizeof half.bytes);
	half = digest_blake2b(n->key.bytes, TEXT("people 2"));
	memcpy(n->people_key + sizeof half.bytes, half.bytes, sizeof half.bytes);
	return OK;
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
	TRY(open_key(s, n));
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
