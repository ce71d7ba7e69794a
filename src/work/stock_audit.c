/* work/stock_audit.c - the recurrent task that compares balances with their movements, and orders with their pieces.
 *
 * Each comparison is one statement, so that it sees one moment. Movements that are long settled are added up once and
 * kept as sums, so that a pass reads the later ones alone. */
#include "work/stock_audit.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/log.h"
#include "work/node.h"
#include "work/stock_book.h"
#include <stdlib.h>

/* How many SKUs and orders a portion has, how many portions a run; from how many movements on they are added up. */
enum { SKUS = 100, ORDERS = 1000, PORTIONS = 50, LOST_MAX = 50, ADD_UP_FROM = 1000 };

/* ---- faults: found, and those that stood before ---- */

struct fault {
	int64_t sku_id, warehouse_id, order_id;
	struct text words, before;
	bool found, stood;
};
struct faults {
	struct fault *at;
	size_t count, room;
};

static struct fault *fault_at(struct scope *s, struct faults *all, int64_t sku_id, int64_t warehouse_id,
			      int64_t order_id)
{
	for (size_t i = 0; i < all->count; i++)
		if (all->at[i].sku_id == sku_id && all->at[i].warehouse_id == warehouse_id &&
		    all->at[i].order_id == order_id)
			return &all->at[i];
	if (all->count == all->room) {
		size_t room = all->room ? all->room * 2 : 8;
		struct fault *more = ARENA_ARRAY(s->arena, struct fault, room);

		for (size_t i = 0; i < all->count; i++)
			more[i] = all->at[i];
		all->at = more;
		all->room = room;
	}
	all->at[all->count] = (struct fault){ .sku_id = sku_id, .warehouse_id = warehouse_id, .order_id = order_id };
	return &all->at[all->count++];
}

static void found(struct scope *s, struct faults *all, int64_t sku_id, int64_t warehouse_id, int64_t order_id,
		  struct text words)
{
	struct fault *f = fault_at(s, all, sku_id, warehouse_id, order_id);

	f->words = f->found ? text_format(s->arena, "%.*s; %.*s", TEXT_ARG(f->words), TEXT_ARG(words)) : words;
	f->found = true;
}

static void stood(struct scope *s, struct faults *all, int64_t sku_id, int64_t warehouse_id, int64_t order_id,
		  struct text words)
{
	struct fault *f = fault_at(s, all, sku_id, warehouse_id, order_id);

	f->before = words;
	f->stood = true;
}

struct verdict {
	struct sql_fault_put *put;
	struct sql_fault_remove *gone;
	size_t put_count, gone_count;
};

static enum err write_verdict(struct scope *s, void *arg)
{
	const struct verdict *v = arg;

	for (size_t i = 0; i < v->put_count; i++)
		v->put[i].at = s->now;
	TRY(sql_fault_put(s, v->put, v->put_count, NULL));
	return sql_fault_remove(s, v->gone, v->gone_count, NULL);
}

/* What is new is said aloud; nothing is written where all is as it was. */
static enum err judge(struct scope *s, const struct faults *all)
{
	struct verdict v = { .put = ARENA_ARRAY(s->arena, struct sql_fault_put, all->count + 1),
			     .gone = ARENA_ARRAY(s->arena, struct sql_fault_remove, all->count + 1) };

	for (size_t i = 0; i < all->count; i++) {
		const struct fault *f = &all->at[i];

		if (f->found && !(f->stood && text_same(f->before, f->words)))
			v.put[v.put_count++] = (struct sql_fault_put){ .sku_id = f->sku_id,
								       .warehouse_id = f->warehouse_id,
								       .order_id = f->order_id,
								       .words = f->words };
		if (f->found && !f->stood)
			LOG(s, LOG_ERROR, "stock_fault", L_INT("sku", f->sku_id), L_INT("warehouse", f->warehouse_id),
			    L_INT("order", f->order_id), L_TEXT("words", f->words));
		if (f->stood && !f->found)
			v.gone[v.gone_count++] = (struct sql_fault_remove){ f->sku_id, f->warehouse_id, f->order_id };
	}
	return v.put_count + v.gone_count ? db_transact(s, write_verdict, &v) : OK;
}

/* ---- balances ---- */

struct ledger { /* of one SKU in one warehouse */
	int64_t sku_id, warehouse_id;
	struct balance says, moved;
	int64_t reserved; /* by units */
	bool is;
};
struct ledgers {
	struct ledger *at;
	size_t count;
};

static struct ledger *ledger_at(struct ledgers *all, int64_t sku_id, int64_t warehouse_id)
{
	for (size_t i = all->count; i > 0; i--)
		if (all->at[i - 1].sku_id == sku_id && all->at[i - 1].warehouse_id == warehouse_id)
			return &all->at[i - 1];
	all->at[all->count] = (struct ledger){ .sku_id = sku_id, .warehouse_id = warehouse_id };
	return &all->at[all->count++];
}

static void add_moves(struct balance *b, enum movement kind, int64_t quantity)
{
	struct balance e = movement_effect(kind);

	b->on_shelf += e.on_shelf * quantity;
	b->reserved += e.reserved * quantity;
	b->awaiting_putaway += e.awaiting_putaway * quantity;
	b->quarantine += e.quarantine * quantity;
	b->damaged += e.damaged * quantity;
	b->shortfall += e.shortfall * quantity;
}

/* A kind that we do not know changes nothing that we know of: the balance will not fit. */
static void take(struct ledgers *all, const struct sql_audit_stocks_row *r)
{
	struct ledger *l = ledger_at(all, r->sku_id, r->warehouse_id);
	enum movement kind;

	if (text_is(r->part, "balance")) {
		l->is = true;
		l->says = (struct balance){ r->a, r->b, r->c, r->d, r->e, r->f };
	} else if (text_is(r->part, "unit")) {
		l->reserved = r->a;
	} else if (movement_find(r->kind, &kind)) {
		add_moves(&l->moved, kind, r->a);
	}
}

static struct text differs(struct scope *s, const struct ledger *l)
{
	static const char *const names[] = { "on shelf",   "reserved", "awaiting putaway",
					     "quarantine", "damaged",  "shortfall" };
	const struct balance *x = &l->says, *y = &l->moved;
	const int64_t says[] = {
		x->on_shelf, x->reserved, x->awaiting_putaway, x->quarantine, x->damaged, x->shortfall
	};
	const int64_t moved[] = {
		y->on_shelf, y->reserved, y->awaiting_putaway, y->quarantine, y->damaged, y->shortfall
	};
	struct buffer b = buffer_in(s->arena);

	if (!l->is)
		buffer_add_z(&b, "there is no balance");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (says[i] != moved[i])
			buffer_format(&b, "%s%s: the balance says %lld, its movements make %lld", b.size ? "; " : "",
				      names[i], (long long)says[i], (long long)moved[i]);
	if (x->reserved != l->reserved)
		buffer_format(&b, "%sreserved: the balance says %lld, the pieces of orders make %lld",
			      b.size ? "; " : "", (long long)x->reserved, (long long)l->reserved);
	return buffer_text(&b);
}

static enum err lost_units(struct scope *s, const int64_t *ids, size_t count, struct faults *all)
{
	struct sql_audit_units_lost_rows rows;

	TRY(sql_audit_units_lost(s, (struct sql_audit_units_lost){ .ids = ids, .ids_count = count, .max = LOST_MAX },
				 &rows));
	for (size_t i = 0; i < rows.count; i++)
		found(s, all, rows.at[i].sku_id, rows.at[i].warehouse_id, 0,
		      text_format(s->arena, "order %lld has pieces that %s, and does not know of them",
				  (long long)rows.at[i].order_id, rows.at[i].reserved ? "are reserved" : "wait"));
	return OK;
}

/* ---- what is long settled is added up ---- */

struct adding {
	int64_t sku_id, upto;
};

static enum err add_up(struct scope *s, void *arg)
{
	const struct adding *x = arg;
	struct sql_audit_mark_row mark = { 0 };
	struct sql_audit_sum_rows rows;
	struct sql_audit_sum_add *sums;
	enum err e = sql_audit_mark(s, (struct sql_audit_mark){ .sku_id = x->sku_id }, &mark);

	if (e != OK && e != ERR_NO_ROW)
		return e;
	if (mark.upto >= x->upto)
		return OK;
	TRY(sql_audit_sum(s, (struct sql_audit_sum){ .sku_id = x->sku_id, .after = mark.upto, .upto = x->upto },
			  &rows));
	sums = ARENA_ARRAY(s->arena, struct sql_audit_sum_add, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		sums[i] = (struct sql_audit_sum_add){ x->sku_id, rows.at[i].warehouse_id, rows.at[i].kind,
						      rows.at[i].quantity };
	TRY(sql_audit_sum_add(s, sums, rows.count, NULL));
	return sql_audit_mark_put(s, (struct sql_audit_mark_put){ .sku_id = x->sku_id, .upto = x->upto }, NULL);
}

/* No transaction lasts an hour, so no movement with an id of before it is still to come. */
static enum err add_up_many(struct scope *s, const struct sql_audit_stocks_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		struct adding x = { rows->at[i].sku_id, id_floor(world_now(s->world) - HOUR_MS) - 1 };

		if (text_is(rows->at[i].part, "move") && rows->at[i].b >= ADD_UP_FROM)
			TRY(db_transact(s, add_up, &x));
	}
	return OK;
}

enum err audit_skus(struct scope *s, struct audit_walk *w)
{
	struct sql_audit_skus_rows skus;
	struct sql_audit_stocks_rows rows;
	struct sql_faults_of_skus_rows before;
	struct ledgers all = { 0 };
	struct faults faults = { 0 };
	int64_t *ids;

	TRY(sql_audit_skus(s, (struct sql_audit_skus){ .after = w->after, .max = SKUS }, &skus));
	w->over = skus.count < SKUS;
	if (skus.count == 0)
		return OK;
	ids = ARENA_ARRAY(s->arena, int64_t, skus.count);
	for (size_t i = 0; i < skus.count; i++)
		ids[i] = skus.at[i].id;
	TRY(sql_audit_stocks(s, (struct sql_audit_stocks){ .ids = ids, .ids_count = skus.count }, &rows));
	all.at = ARENA_ARRAY(s->arena, struct ledger, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		take(&all, &rows.at[i]);
	for (size_t i = 0; i < all.count; i++) {
		struct text words = differs(s, &all.at[i]);

		if (words.size)
			found(s, &faults, all.at[i].sku_id, all.at[i].warehouse_id, 0, words);
	}
	TRY(lost_units(s, ids, skus.count, &faults));
	TRY(sql_faults_of_skus(s, (struct sql_faults_of_skus){ .ids = ids, .ids_count = skus.count }, &before));
	for (size_t i = 0; i < before.count; i++)
		if (before.at[i].order_id == 0)
			stood(s, &faults, before.at[i].sku_id, before.at[i].warehouse_id, 0, before.at[i].words);
	w->after = ids[skus.count - 1];
	TRY(judge(s, &faults));
	return faults.count ? OK : add_up_many(s, &rows);
}

/* ---- orders ---- */

static struct text order_words(struct scope *s, const struct sql_audit_orders_wrong_row *r)
{
	struct buffer b = buffer_in(s->arena);

	if (text_is(r->state, "void"))
		buffer_format(&b, "order %lld is void and has stock", (long long)r->id);
	if (r->waiting != r->is_waiting)
		buffer_format(&b, "%sorder %lld says that %lld pieces wait, but %lld do", b.size ? "; " : "",
			      (long long)r->id, (long long)r->waiting, (long long)r->is_waiting);
	if (r->reserved != r->is_reserved)
		buffer_format(&b, "%sorder %lld says that %lld pieces are reserved, but %lld are", b.size ? "; " : "",
			      (long long)r->id, (long long)r->reserved, (long long)r->is_reserved);
	return buffer_text(&b);
}

enum err audit_orders(struct scope *s, struct audit_walk *w)
{
	struct sql_audit_orders_rows orders;
	struct sql_audit_orders_wrong_rows wrong;
	struct sql_faults_of_orders_rows before;
	struct faults faults = { 0 };
	int64_t upto;

	TRY(sql_audit_orders(s, (struct sql_audit_orders){ .after = w->after, .max = ORDERS }, &orders));
	w->over = orders.count < ORDERS;
	upto = w->over ? INT64_MAX : orders.at[orders.count - 1].id;
	TRY(sql_audit_orders_wrong(s, (struct sql_audit_orders_wrong){ .after = w->after, .upto = upto }, &wrong));
	for (size_t i = 0; i < wrong.count; i++)
		found(s, &faults, wrong.at[i].sku_id, wrong.at[i].warehouse_id, wrong.at[i].id,
		      order_words(s, &wrong.at[i]));
	TRY(sql_faults_of_orders(s, (struct sql_faults_of_orders){ .after = w->after, .upto = upto }, &before));
	for (size_t i = 0; i < before.count; i++)
		stood(s, &faults, before.at[i].sku_id, before.at[i].warehouse_id, before.at[i].order_id,
		      before.at[i].words);
	w->after = upto;
	return judge(s, &faults);
}

/* ---- the task: all SKUs, then all orders; the memo says how far it came ---- */

enum err audit_run(struct node *n, struct scope *s, struct job *job, struct job_end *end)
{
	struct audit_walk w = { 0 };
	struct text rest = job->memo, head = { 0 };
	bool orders = text_cut(&rest, ' ', &head) && text_is(head, "orders");
	enum err e = OK;

	if (head.size && !text_to_int(rest, &w.after))
		return fail(s, ERR_INTERNAL, "the memo of the task \"audit_stock\" is no number");
	for (int i = 0; i < PORTIONS && e == OK && !(orders && w.over) && !node_stopping(n); i++) {
		struct scope part;

		scope_open(&part, s);
		e = orders ? audit_orders(&part, &w) : audit_skus(&part, &w);
		if (e == OK && !orders && w.over) {
			w = (struct audit_walk){ 0 };
			orders = true;
		}
		e = scope_end(&part, s, e);
	}
	if (orders && w.over)
		return e; /* its timer decides when it begins anew */
	end->memo = text_format(s->arena, "%s %lld", orders ? "orders" : "skus", (long long)w.after);
	if (e == OK)
		end->again_at = world_now(s->world) + SECOND_MS;
	return e;
}
