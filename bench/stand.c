/* bench/stand.c - a node on a fresh database of either kind, bound to the shops of the market beside it. */
#include "bench/stand.h"
#include "sim/sim.h"
#include "store/db_driver.h"
#include "store/migrate.h"
#include "store/sql.h"
#include "work/account.h"
#include "work/shops.h"
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EVERY_S = 86400, LOOK_US = 2000, WAIT_S = 600 };

const char *stand_postgres(void)
{
	const char *url = getenv("LOCKSTEP_TEST_POSTGRES");

	return url && *url ? url : NULL;
}

static void server_does(const char *what)
{
	PGconn *c = PQconnectdb(stand_postgres());
	PGresult *r = PQexec(c, what);

	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		bench_check(false, PQerrorMessage(c));
	PQclear(r);
	PQfinish(c);
}

/* A name of this run; the address's last part is replaced by it. */
static const char *new_database(struct scope *s)
{
	const char *url = stand_postgres();
	uint32_t n;
	const char *name;

	world_random(s->world, &n, sizeof n);
	name = bench_text("bench_%08x", n);
	server_does(bench_text("create database %s", name));
	return bench_text("%.*s/%s", (int)(strrchr(url, '/') - url), url, name);
}

void stand_drop(const char *url) { server_does(bench_text("drop database %s", strrchr(url, '/') + 1)); }

const char *stand_fresh(struct stand *st)
{
	struct db_options o = { .make = true, .pool = 1 };
	struct scope s;

	if (st->url)
		o.url = new_database(&st->s);
	else
		o.path = bench_text("%s/fresh.db", st->folder);
	scope_open(&s, &st->s);
	s.db = NULL;
	MUST_IN(&s, db_open(&s, &o, &s.db));
	MUST_IN(&s, migrate_run(&s));
	db_close(&s, s.db);
	scope_close(&s);
	return st->url ? o.url : o.path;
}

static void bind_shop(struct stand *st, const struct peer *p, size_t i)
{
	const struct peer_shop *shop = &p->news.shops[i];
	struct scope s;
	struct account_made made;
	struct account_new new = { .channel = TEXT("shopee"),
				   .app_key = secret_of(TEXT(SIM_PARTNER_KEY)),
				   .code = secret_of(text_of(shop->code)),
				   .every_s = EVERY_S };

	scope_open(&s, &st->s);
	s.now = world_now(s.world);
	new.app_id = text_format(s.arena, "%lld", (long long)SIM_PARTNER_ID);
	new.code_ref = text_format(s.arena, "%lld", (long long)shop->id);
	new.base = text_format(s.arena, "http://127.0.0.1:%d", p->news.port);
	MUST_IN(&s, account_add(st->node, &s, &new, &made));
	bench_check(made.shop_count == 1, "one code opens one shop");
	st->shops[i] = made.shops[0];
	scope_close(&s);
}

void stand_open(struct scope *root, struct stand *st, enum db_kind kind, struct peer *p)
{
	struct node_options o = { .private_hosts = true, .unpaced = true, .role = "bench" };

	*st = (struct stand){ .folder = bench_folder() };
	st->file = bench_text("%s/lockstep.db", st->folder);
	o.key_file = bench_text("%s/lockstep.key", st->folder);
	o.db.make = true;
	if (kind == DB_POSTGRES)
		o.db.url = st->url = new_database(root);
	else
		o.db.path = st->file;
	st->net = net_open(root->world, &(struct net_options){ .private_hosts = true });
	MUST_IN(root, node_open(root, &o, &st->node));
	scope_open(&st->s, &st->node->root);
	st->s.now = world_now(st->s.world);
	if (!p)
		return;
	peer_authorise(p);
	st->shop_count = p->news.shop_count;
	for (size_t i = 0; i < st->shop_count; i++)
		bind_shop(st, p, i);
}

void stand_close(struct stand *st)
{
	scope_close(&st->s);
	node_close(st->node);
	net_close(st->net);
	if (st->url)
		stand_drop(st->url);
	bench_folder_remove(st->folder);
}

static bool shop_done(struct stand *st, size_t i)
{
	struct sql_job_of_shop_row row;
	struct scope s;
	bool done;

	scope_open(&s, &st->s);
	MUST_IN(&s, sql_job_of_shop(&s,
				    (struct sql_job_of_shop){
					    .shop_id = st->shops[i], .kind = TEXT("pull"), .key = TEXT("orders") },
				    &row));
	if (row.code.size)
		bench_check(false,
			    bench_text("a pull ended well: %.*s %.*s", TEXT_ARG(row.code), TEXT_ARG(row.detail)));
	done = text_is(row.state, "ready") && row.due_at > world_now(s.world);
	scope_close(&s);
	return done;
}

double stand_pull(struct stand *st)
{
	double began, ended;

	for (size_t i = 0; i < st->shop_count; i++)
		MUST_IN(&st->s, shop_pull(&st->s, st->shops[i]));
	began = bench_now();
	MUST_IN(&st->s, node_start(st->node));
	for (size_t i = 0; i < st->shop_count; i++)
		while (!shop_done(st, i)) {
			usleep(LOOK_US);
			bench_check(bench_now() - began < WAIT_S, "the pull ends in time");
		}
	ended = bench_now();
	node_stop(st->node);
	return ended - began;
}

static enum err rewind_body(struct scope *s, void *arg)
{
	(void)arg;
	return db_statement(s, text_format(s->arena, "update feeds set cursor_at = %lld",
					   (long long)(s->now - 15 * INT64_C(86400000)))
				       .at);
}

void stand_rewind(struct stand *st) { MUST_IN(&st->s, db_transact(&st->s, rewind_body, NULL)); }

int64_t stand_orders(struct stand *st)
{
	struct sql_order_count_state_rows rows;
	int64_t sum = 0;

	MUST_IN(&st->s, sql_order_count_state(&st->s, &rows));
	for (size_t i = 0; i < rows.count; i++)
		sum += rows.at[i].count;
	return sum;
}
