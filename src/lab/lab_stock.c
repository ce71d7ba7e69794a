/* lab/lab_stock.c - what must hold of stock, of the pieces of orders, and of what they wait for.
 *
 * All of it is read within one transaction, so that it is of one moment while processes write. */
#include "core/stock.h"
#include "lab/lab_inner.h"
#include "lab/lab_people.h"
#include "store/sql.h"

enum { SHOWN = 3 };

static struct balance times(struct balance b, int64_t n)
{
	return (struct balance){ b.on_shelf * n,   b.reserved * n, b.awaiting_putaway * n,
				 b.quarantine * n, b.damaged * n,  b.shortfall * n };
}

static void plus(struct balance *b, struct balance x)
{
	b->on_shelf += x.on_shelf;
	b->reserved += x.reserved;
	b->awaiting_putaway += x.awaiting_putaway;
	b->quarantine += x.quarantine;
	b->damaged += x.damaged;
	b->shortfall += x.shortfall;
}

static bool before(int64_t warehouse, int64_t sku, int64_t warehouse2, int64_t sku2)
{
	return warehouse < warehouse2 || (warehouse == warehouse2 && sku < sku2);
}

/* Both lists are sorted by warehouse and SKU: balances, and what their movements come to. */
static enum err judge_ledger(struct lab *l, struct scope *s, const struct sql_lab_balances_rows *balances)
{
	struct sql_lab_ledger_rows moves;
	size_t k = 0;

	TRY(sql_lab_ledger(s, &moves));
	for (size_t i = 0; i < balances->count; i++) {
		const struct sql_lab_balances_row *r = &balances->at[i];
		struct balance is = { r->on_shelf,   r->reserved, r->awaiting_putaway,
				      r->quarantine, r->damaged,  r->shortfall },
			       sum = { 0 };

		if (k < moves.count && before(moves.at[k].warehouse_id, moves.at[k].sku_id, r->warehouse_id, r->sku_id))
			break;
		for (;
		     k < moves.count && moves.at[k].warehouse_id == r->warehouse_id && moves.at[k].sku_id == r->sku_id;
		     k++) {
			enum movement kind;

			if (movement_find(moves.at[k].kind, &kind))
				plus(&sum, times(movement_effect(kind), moves.at[k].quantity));
		}
		if (!balance_same(&is, &sum))
			lab_broken(l, HOLDS_stock_conserved,
				   "%lld on the shelf and %lld reserved of SKU %lld; its movements make %lld and %lld",
				   (long long)is.on_shelf, (long long)is.reserved, (long long)r->sku_id,
				   (long long)sum.on_shelf, (long long)sum.reserved);
	}
	if (k < moves.count)
		lab_broken(l, HOLDS_stock_conserved, "SKU %lld moved, and has no balance",
			   (long long)moves.at[k].sku_id);
	return OK;
}

/* What is reserved is on the shelf, and the units that hold it are there once. */
static enum err judge_holds(struct lab *l, struct scope *s, const struct sql_lab_balances_rows *balances)
{
	struct sql_lab_holds_rows holds;
	size_t k = 0;

	TRY(sql_lab_holds(s, &holds));
	for (size_t i = 0; i < balances->count; i++) {
		const struct sql_lab_balances_row *r = &balances->at[i];
		int64_t held = 0;

		if (k < holds.count && holds.at[k].warehouse_id == r->warehouse_id && holds.at[k].sku_id == r->sku_id) {
			held = holds.at[k].reserved;
			if (holds.at[k++].odd)
				lab_broken(l, HOLDS_no_oversell, "a unit of SKU %lld holds nothing",
					   (long long)r->sku_id);
		}
		if (r->reserved < 0 || r->reserved > r->on_shelf || held != r->reserved)
			lab_broken(l, HOLDS_no_oversell,
				   "SKU %lld: %lld on the shelf, %lld reserved, %lld by units of orders",
				   (long long)r->sku_id, (long long)r->on_shelf, (long long)r->reserved,
				   (long long)held);
	}
	if (k < holds.count)
		lab_broken(l, HOLDS_no_oversell, "units hold SKU %lld, of which there is nothing",
			   (long long)holds.at[k].sku_id);
	return OK;
}

static enum err judge_void(struct lab *l, struct scope *s)
{
	struct sql_lab_void_holds_rows rows;

	TRY(sql_lab_void_holds(s, &rows));
	if (rows.count)
		lab_broken(l, HOLDS_void_holds_nothing, "%zu void orders hold stock or wait, order %lld first",
			   rows.count, (long long)rows.at[0].id);
	return OK;
}

/* People of the lab map each platform SKU always alike (lab_people.h), so that its pieces are known. */
static void judge_line(struct lab *l, const struct sql_lab_lines_row *r)
{
	struct people_map m = people_map_of(r->platform_sku);
	int64_t wanted = text_is(r->sku_state, "mapped") ? r->pieces * (m.own + m.common) : 0;
	int64_t skus = wanted ? 1 + (m.common > 0) : 0;

	if (r->units != wanted || r->skus != skus)
		lab_broken(l, HOLDS_units_match_lines,
			   "order %lld, %lld pieces of %.*s (%.*s): units have %lld of %lld SKUs, not %lld of %lld",
			   (long long)r->order_id, (long long)r->pieces, TEXT_ARG(r->platform_sku),
			   TEXT_ARG(r->sku_state), (long long)r->units, (long long)r->skus, (long long)wanted,
			   (long long)skus);
}

static enum err judge_lines(struct lab *l, struct scope *s)
{
	struct sql_lab_miscounted_rows wrong;
	struct sql_lab_lines_rows lines;
	struct sql_lab_split_row split;

	TRY(sql_lab_miscounted(s, &wrong));
	for (size_t i = 0; i < wrong.count && i < SHOWN; i++) {
		const struct sql_lab_miscounted_row *r = &wrong.at[i];

		lab_broken(l, HOLDS_units_match_lines,
			   "order %lld says %lld wait, %lld are reserved, %lld unmapped; it has %lld, %lld, %lld",
			   (long long)r->id, (long long)r->waiting, (long long)r->reserved, (long long)r->unmapped,
			   (long long)r->has_waiting, (long long)r->has_reserved, (long long)r->has_unmapped);
	}
	TRY(sql_lab_lines(s, &lines));
	for (size_t i = 0; i < lines.count; i++)
		judge_line(l, &lines.at[i]);
	TRY(sql_lab_split(s, &split));
	if (split.count)
		lab_reached(l, RARE_unit_split);
	return OK;
}

static enum err judge_all(struct scope *s, void *arg)
{
	struct lab *l = arg;
	struct sql_lab_balances_rows balances;

	TRY(sql_lab_balances(s, &balances));
	TRY(judge_ledger(l, s, &balances));
	TRY(judge_holds(l, s, &balances));
	TRY(judge_void(l, s));
	return judge_lines(l, s);
}

/* The database may be as unlucky for who judges as for the others: then there is nothing to be said of this moment. */
enum err judge_stock(struct lab *l, struct scope *s)
{
	enum err e = db_transact(s, judge_all, l);

	return l->over ? e : OK;
}

enum err judge_healed(struct lab *l, struct scope *s)
{
	struct sql_lab_unhealed_row r;

	TRY(sql_lab_unhealed(s, &r));
	if (r.lines || r.pieces)
		lab_broken(l, HOLDS_healed, "%lld lines wait for a mapping that is there, %lld pieces beside free ones",
			   (long long)r.lines, (long long)r.pieces);
	return OK;
}
