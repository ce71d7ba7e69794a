/* bench/update.c - many orders updated from their channel with its budget lifted, beside pulling the same orders; what they
 * would come to is checked and written down first, half of them refused. On SQLite and on PostgreSQL. */
#include "bench/stand.h"
#include "core/order.h"
#include "store/db_driver.h"
#include "store/sql.h"
#include "work/task.h"
#include <unistd.h>

enum { SHOPS = 8, ORDERS = 10000, LOOK_US = 2000, WAIT_S = 600, LEARN_PART = 4 };

struct updates {
	struct bench_table *table;
	struct stand st;
	struct peer *peer;
	const char *where;
	int64_t *ids;
	size_t count;
	double ingest; /* orders a second */
};

static enum err statement(struct scope *s, void *arg) { return db_statement(s, arg); }

static void does(struct updates *u, const char *sql)
{
	MUST_IN(&u->st.s, db_transact(&u->st.s, statement, (void *)(uintptr_t)sql));
}

/* All orders that are held, along the index of the tab. */
static void list(struct updates *u, struct scope *root, size_t all)
{
	struct sql_order_walk_tab q = { text_of(order_state_name(ORDER_PENDING)), INT64_MAX, INT64_MAX, (int64_t)all };
	struct sql_order_walk_tab_rows rows;

	MUST_IN(&u->st.s, sql_order_walk_tab(&u->st.s, q, &rows));
	u->ids = arena_array(root->arena, rows.count + 1, sizeof *u->ids);
	for (u->count = 0; u->count < rows.count; u->count++)
		u->ids[u->count] = rows.at[u->count].id;
	bench_check(u->count == all, "every order is held and pending");
}

static int64_t add_some(struct updates *u, size_t count)
{
	int64_t id = 0;

	MUST_IN(&u->st.s,
		task_add(&u->st.s, &(struct task_new){ .ids = u->ids, .count = count }, (struct text){ 0 }, &id));
	return id;
}

static int64_t add(struct updates *u) { return add_some(u, u->count); }

static struct sql_task_get_row look(struct updates *u, int64_t id)
{
	struct sql_task_get_row t;
	struct scope s;

	scope_open(&s, &u->st.s);
	MUST_IN(&s, sql_task_get(&s, (struct sql_task_get){ id }, &t));
	scope_close(&s);
	return t;
}

/* One task to its end by the node's own workers; gives the seconds. */
static double carry_out(struct updates *u, int64_t id, double began)
{
	MUST_IN(&u->st.s, node_start(u->st.node));
	while (look(u, id).ended_at == 0) {
		usleep(LOOK_US);
		bench_check(bench_now() - began < WAIT_S, "the task ends in time");
	}
	began = bench_now() - began;
	node_stop(u->st.node);
	return began;
}

/* PostgreSQL plans by what its tables held a minute ago at most: an hour's work lies in them, not none. */
static void learn(struct updates *u)
{
	does(u, "analyze");
	(void)carry_out(u, add_some(u, u->count / LEARN_PART), bench_now());
	does(u, "analyze");
}

static void update(struct updates *u, const char *what)
{
	double began = bench_now(), cpu = bench_cpu();
	int64_t id = add(u);

	began = carry_out(u, id, began);
	cpu = bench_cpu() - cpu;
	bench_check(look(u, id).succeeded == (int64_t)u->count, "every order was updated");
	bench_row(u->table,
		  (struct bench_row){ .figure = bench_text("%s, %s", what, u->where),
				      .value = (double)u->count / began,
				      .unit = "orders/s",
				      .limit = u->ingest,
				      .limit_is = "the same orders pulled for the first time",
				      .note = bench_text("CPU an order: %.0f us", cpu / (double)u->count * 1e6) });
}

/* Half of them are refused: counted by a check, and written down by the job that gathers. */
static void refused_rows(struct updates *u)
{
	struct task_new t = { .ids = u->ids, .count = u->count };
	double began = bench_now(), checked, gathered;
	struct task_check c;
	struct job job = { 0 };
	struct job_end end = { 0 };
	int64_t id;

	MUST_IN(&u->st.s, task_check(&u->st.s, &t, &c));
	checked = bench_now() - began;
	bench_check(c.total == (int64_t)u->count && c.eligible == (int64_t)(u->count - u->count / 2),
		    "half are refused");
	id = add(u);
	job.key = text_format(u->st.s.arena, "%lld", (long long)id);
	began = bench_now();
	MUST_IN(&u->st.s, task_run(u->st.node, &u->st.s, &job, &end));
	gathered = bench_now() - began;
	bench_check(look(u, id).failed == (int64_t)(u->count / 2), "they are written down as refused");
	MUST_IN(&u->st.s, task_cancel(&u->st.s, id));
	bench_row(u->table,
		  (struct bench_row){ .figure = bench_text("check, half refused, %s", u->where),
				      .value = checked * 1e3,
				      .unit = "ms",
				      .goal = "<= 500 ms",
				      .note = bench_text("%.1f us an order", checked / (double)u->count * 1e6) });
	bench_row(u->table,
		  (struct bench_row){ .figure = bench_text("written down, half refused, %s", u->where),
				      .value = gathered * 1e3,
				      .unit = "ms",
				      .goal = "<= 2000 ms",
				      .note = bench_text("%.1f us an order", gathered / (double)u->count * 1e6) });
}

static void measure(struct scope *root, struct bench_table *t, struct peer *p, enum db_kind kind, size_t all)
{
	struct updates u = { .table = t, .peer = p, .where = kind == DB_SQLITE ? "SQLite" : "PostgreSQL" };

	stand_open(root, &u.st, kind, p);
	u.ingest = (double)all / stand_pull(&u.st);
	list(&u, root, all);
	if (kind == DB_POSTGRES)
		learn(&u);
	peer_move(p);
	update(&u, "update, all changed, over HTTP");
	update(&u, "update, nothing changed, over HTTP");
	does(&u,
	     bench_text("update orders set state = 'frozen' where id in (select id from orders order by id limit %zu)",
			u.count / 2));
	refused_rows(&u);
	stand_close(&u.st);
}

int main(int argc, char **argv)
{
	int64_t orders = bench_argument(argc, argv, ORDERS) / SHOPS * SHOPS;
	struct bench_table *t;
	struct scope *root;
	struct peer peer;

	bench_check(orders >= SHOPS && orders <= TASK_ORDERS_MAX, "8 to 100,000 orders are asked for");
	peer_start(&peer, SHOPS, 0);
	root = bench_scope();
	peer_authorise(&peer); /* it counts its shops */
	peer_place(&peer, (int)(orders / SHOPS));
	t = bench_table_new(bench_text("update: %lld orders of %d shops in one task, the channel's budget lifted",
				       (long long)orders, SHOPS));
	measure(root, t, &peer, DB_SQLITE, (size_t)orders);
	if (stand_postgres())
		measure(root, t, &peer, DB_POSTGRES, (size_t)orders);
	peer_stop(&peer);
	bench_table_print(t);
	return 0;
}
