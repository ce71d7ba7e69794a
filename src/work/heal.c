/* work/heal.c - the task that resolves the orders that wait for a mapping, and orders that are restored.
 *
 * What it has done is in the rows: resolved lines have left `unmapped`, and a platform SKU whose orders were all tried
 * says so. So it may end at any point and begin anew. */
#include "work/heal.h"
#include "base/id.h"
#include "base/instant.h"
#include "channel/channel.h"
#include "store/sql.h"
#include "work/node.h"
#include "work/shops.h"
#include "work/stock.h"
#include "work/units.h"
#include "work/unmapped.h"

enum { STRETCH = 200, SKUS_AT_ONCE = 50, CHANNELS_MOST = 8 };
/* A transaction that stores an order may not see a mapping that was committed so shortly before its own end. */
enum { SLACK_MS = 60 * SECOND_MS };

/* Orders of one shop whose open lines are resolved. */
struct healed {
	struct sql_resolve_orders_rows orders;
	struct sql_resolve_lines_rows rows;
	struct units_plan plan;
	const struct sql_resolve_lines_row **of; /* which row each line of the plan is, one order after the other */
	size_t line_count;
	bool anew; /* all lines, as if nothing had been resolved */
};

static int64_t open_pieces(const struct healed *h, const struct sql_resolve_lines_row *l)
{
	return l->ordered - l->cancelled - (h->anew ? 0 : l->in_sets);
}

static bool is_open(const struct healed *h, const struct sql_resolve_lines_row *l)
{
	enum line_state state = line_state_of(l->sku_state);

	return h->anew || state == LINE_PART || state == LINE_UNMAPPED;
}

/* The lines to be resolved as orders of a plan. */
static void lay_out(struct scope *s, struct healed *h)
{
	struct order_line *lines = ARENA_ARRAY(s->arena, struct order_line, h->rows.count + 1);
	struct order_lines *all = ARENA_ARRAY(s->arena, struct order_lines, h->orders.count + 1);
	size_t at = 0;

	h->of = ARENA_ARRAY(s->arena, const struct sql_resolve_lines_row *, h->rows.count + 1);
	h->plan.orders = ARENA_ARRAY(s->arena, struct units_order, h->orders.count + 1);
	for (size_t i = 0; i < h->orders.count; i++) {
		const struct sql_resolve_orders_row *o = &h->orders.at[i];

		all[i].at = lines + h->line_count;
		for (; at < h->rows.count && h->rows.at[at].order_id == o->id; at++) {
			const struct sql_resolve_lines_row *l = &h->rows.at[at];

			if (!is_open(h, l))
				continue;
			h->of[h->line_count] = l;
			lines[h->line_count++] = (struct order_line){
				.key = l->line, .sku = l->platform_sku, .title = l->title, .ordered = open_pieces(h, l)
			};
			all[i].count++;
		}
		h->plan.orders[i] =
			(struct units_order){ .id = o->id, .placed = o->placed, .due = o->due, .lines = &all[i] };
	}
	h->plan.count = h->orders.count;
}

static enum err read_orders(struct scope *s, const int64_t *ids, size_t count, struct healed *h)
{
	TRY(sql_resolve_orders(s, (struct sql_resolve_orders){ .ids = ids, .ids_count = count }, &h->orders));
	TRY(sql_resolve_lines(s, (struct sql_resolve_lines){ .ids = ids, .ids_count = count }, &h->rows));
	lay_out(s, h);
	return units_plan(s, &h->plan);
}

/* What a line is now; what was a part of it stays one. */
static enum line_state state_now(const struct healed *h, const struct sql_resolve_lines_row *was,
				 const struct map_line *l)
{
	bool part = !h->anew && was->in_sets > 0;

	if (l->state == LINE_NONE)
		return part ? LINE_MAPPED : LINE_NONE;
	return l->state == LINE_UNMAPPED && part ? LINE_PART : l->state;
}

/* The lines that changed; those that are resolved now wait no longer. */
static enum err write_lines(struct scope *s, struct healed *h, const int64_t *ids, size_t count)
{
	struct sql_resolve_line *rows = ARENA_ARRAY(s->arena, struct sql_resolve_line, h->line_count + 1);
	struct unmapped_lines waiting = { .shop_id = h->plan.shop_id }, gone = waiting;
	size_t row_count = 0, at = 0;

	waiting.at = ARENA_ARRAY(s->arena, struct unmapped_line, h->line_count + 1);
	gone.at = ARENA_ARRAY(s->arena, struct unmapped_line, h->line_count + 1);
	for (size_t i = 0; i < h->plan.count; i++)
		for (size_t k = 0; k < h->plan.orders[i].lines->count; k++, at++) {
			const struct sql_resolve_lines_row *was = h->of[at];
			const struct map_line *l = &h->plan.orders[i].resolved[k];
			struct unmapped_line line = { was->order_id, was->line, was->platform_sku, was->title };
			const char *state = line_state_name(state_now(h, was, l));

			if (h->anew || l->rest < l->pieces || l->pieces == 0)
				rows[row_count++] =
					(struct sql_resolve_line){ was->order_id, was->line, text_of(state),
								   (h->anew ? 0 : was->in_sets) + l->in_sets };
			if (l->rest)
				waiting.at[waiting.count++] = line;
			else
				gone.at[gone.count++] = line;
		}
	TRY(sql_resolve_line(s, rows, row_count, NULL));
	return h->anew ? unmapped_note(s, &waiting) : unmapped_resolve(s, &gone, ids, count);
}

static struct sql_activity_insert healed_note(struct scope *s, const struct sql_resolve_orders_row *was,
					      const struct units_order *o, struct text sku)
{
	return (struct sql_activity_insert){
		.id = id_next(s->ids),
		.at = s->now,
		.user_id = s->actor_id,
		.kind = TEXT("mapped"),
		.order_id = o->id,
		.why = sku,
		.before = text_format(s->arena, "unmapped %lld", (long long)was->unmapped),
		.after = text_format(s->arena, "unmapped %lld", (long long)o->unmapped),
	};
}

/* The orders of which anything was resolved, as they are now. */
static enum err write_orders(struct scope *s, struct healed *h, struct text sku)
{
	struct sql_resolve_order *rows = ARENA_ARRAY(s->arena, struct sql_resolve_order, h->plan.count + 1);
	struct sql_activity_insert *notes = ARENA_ARRAY(s->arena, struct sql_activity_insert, h->plan.count + 1);
	size_t count = 0;
	int64_t changed = 0;

	for (size_t i = 0; i < h->plan.count; i++) {
		const struct units_order *o = &h->plan.orders[i];
		const struct sql_resolve_orders_row *was = &h->orders.at[i];

		if (o->waiting == 0 && o->unmapped == was->unmapped)
			continue;
		notes[count] = healed_note(s, was, o, sku);
		rows[count++] = (struct sql_resolve_order){ o->id, was->ver, o->unmapped, o->waiting };
	}
	TRY(sql_resolve_order(s, rows, count, &changed));
	if (changed != (int64_t)count)
		return ERR_CONFLICT; /* one was changed meanwhile: look again */
	return sql_activity_insert(s, notes, count, NULL);
}

struct stretch {
	const struct sql_heal_skus_row *sku;
	int64_t after, last;
	bool over;
};

static enum err heal_stretch(struct scope *s, void *arg)
{
	struct stretch *x = arg;
	struct healed h = { .plan = { .shop_id = x->sku->shop_id, .channel = x->sku->channel } };
	struct sql_heal_orders_rows rows;
	int64_t *ids;

	TRY(shop_note_change(s, x->sku->shop_id));
	TRY(sql_heal_orders(s,
			    (struct sql_heal_orders){ .shop_id = x->sku->shop_id,
						      .platform_sku = x->sku->platform_sku,
						      .after = x->after,
						      .max = STRETCH },
			    &rows));
	x->over = rows.count < STRETCH;
	if (rows.count == 0)
		return OK;
	x->last = rows.at[rows.count - 1].order_id;
	ids = ARENA_ARRAY(s->arena, int64_t, rows.count);
	for (size_t i = 0; i < rows.count; i++)
		ids[i] = rows.at[i].order_id;
	TRY(read_orders(s, ids, rows.count, &h));
	TRY(write_orders(s, &h, x->sku->platform_sku));
	TRY(write_lines(s, &h, ids, rows.count));
	TRY(units_insert(s, &h.plan));
	return stock_serve_orders(s, ids, rows.count);
}

enum { CONFLICTS_MAX = 5 };

static enum err heal_next(struct scope *s, struct stretch *x)
{
	enum err e = ERR_CONFLICT;

	for (int i = 0; e == ERR_CONFLICT && i < CONFLICTS_MAX; i++) {
		struct scope part;

		scope_open(&part, s);
		e = db_transact(&part, heal_stretch, x);
		e = scope_end(&part, s, e);
	}
	if (e == OK)
		x->after = x->last;
	return e == ERR_CONFLICT ? fail(s, e, "the orders that wait for \"%.*s\" change faster than they can be healed",
					TEXT_ARG(x->sku->platform_sku))
				 : e;
}

static enum err note_tried(struct scope *s, void *arg)
{
	const struct sql_unmapped_sku_tried *row = arg;

	return sql_unmapped_sku_tried(s, *row, NULL);
}

static enum err heal_sku(struct node *n, struct scope *s, const struct sql_heal_skus_row *sku, int64_t tried_at)
{
	struct sql_unmapped_sku_tried row = { sku->shop_id, sku->platform_sku, tried_at };
	struct stretch x = { .sku = sku };

	while (!x.over) {
		if (node_stopping(n))
			return ERR_STOPPING;
		TRY(heal_next(s, &x));
	}
	return db_transact(s, note_tried, &row);
}

static enum err heal_all(struct node *n, struct scope *s)
{
	int64_t tried_at = world_now(s->world) - SLACK_MS;
	struct sql_heal_skus next = { .platform_sku = TEXT(""), .max = SKUS_AT_ONCE };
	struct sql_heal_skus_rows rows;
	struct map_mark mark;

	TRY(map_mark_read(s, &mark));
	next.same_code = mark.same_code;
	do {
		TRY(sql_heal_skus(s, next, &rows));
		for (size_t i = 0; i < rows.count; i++)
			TRY(heal_sku(n, s, &rows.at[i], tried_at));
		if (rows.count) {
			next.shop_id = rows.at[rows.count - 1].shop_id;
			next.platform_sku = rows.at[rows.count - 1].platform_sku;
		}
	} while (rows.count == SKUS_AT_ONCE);
	return OK;
}

static bool is_own(const struct sku_maps *own, struct text sku)
{
	for (size_t i = 0; i < own->count; i++)
		if (text_same(own->at[i].members->sku, sku))
			return true;
	return false;
}

/* Those of these that are codes of articles in use. */
static enum err heal_codes(struct node *n, struct scope *s, const struct sql_heal_own_rows *rows, int64_t tried_at)
{
	struct text *skus = ARENA_ARRAY(s->arena, struct text, rows->count + 1);
	struct sku_maps own = { 0 };

	for (size_t i = 0; i < rows->count; i++)
		skus[i] = rows->at[i].platform_sku;
	TRY(own_codes_read(s, skus, rows->count, &own));
	for (size_t i = 0; i < rows->count; i++) {
		const struct sql_heal_own_row *r = &rows->at[i];
		struct sql_heal_skus_row sku = { r->shop_id, r->platform_sku, r->channel };

		if (is_own(&own, r->platform_sku))
			TRY(heal_sku(n, s, &sku, tried_at));
	}
	return OK;
}

/* Codes of articles that are there now, or in use again, in orders that name them. */
static enum err heal_own(struct node *n, struct scope *s)
{
	struct text names[CHANNELS_MOST];
	struct sql_heal_own next = { .platform_sku = TEXT(""), .channels = names, .max = SKUS_AT_ONCE };
	int64_t tried_at = world_now(s->world) - SLACK_MS;
	struct sql_heal_own_rows rows;

	for (const struct channel *const *c = channels; *c; c++)
		if ((*c)->own_codes && next.channels_count < CHANNELS_MOST)
			names[next.channels_count++] = text_of((*c)->name);
	do {
		TRY(sql_heal_own(s, next, &rows));
		TRY(heal_codes(n, s, &rows, tried_at));
		if (rows.count) {
			next.shop_id = rows.at[rows.count - 1].shop_id;
			next.platform_sku = rows.at[rows.count - 1].platform_sku;
		}
	} while (rows.count == SKUS_AT_ONCE);
	return OK;
}

enum err heal_run(struct node *n, struct scope *s, struct job *job, struct job_end *end)
{
	enum err e = heal_all(n, s);

	if (e == OK)
		e = heal_own(n, s);
	(void)job;
	(void)job_waits(s, e, 0, end);
	return e;
}

enum err heal_soon(struct scope *s) { return job_wake(s, 0, "heal", TEXT("")); }

/* What the order needs, less what its units are. */
static enum err compare_units(struct scope *s, const struct units_order *o, struct pieces_list *out)
{
	struct pieces_list want = { ARENA_ARRAY(s->arena, struct pieces, o->units.count + 1), o->units.count }, have;
	struct sql_stock_units_rows rows;

	TRY(sql_stock_units(s, (struct sql_stock_units){ .order_ids = &o->id, .order_ids_count = 1 }, &rows));
	have = (struct pieces_list){ ARENA_ARRAY(s->arena, struct pieces, rows.count + 1), rows.count };
	for (size_t i = 0; i < want.count; i++)
		want.at[i] = (struct pieces){ o->lines->at[o->units.at[i].line].key, o->units.at[i].sku_id,
					      o->units.at[i].quantity };
	for (size_t i = 0; i < have.count; i++)
		have.at[i] = (struct pieces){ rows.at[i].line, rows.at[i].sku_id, rows.at[i].quantity };
	*out = pieces_differ(s->arena, &want, &have);
	return OK;
}

/* Units for what the order lacks; what it has too much is said. */
static enum err write_units(struct scope *s, const struct units_order *o, const struct pieces_list *differ,
			    struct pieces_list *surplus)
{
	struct sql_unit_insert *rows = ARENA_ARRAY(s->arena, struct sql_unit_insert, differ->count + 1);
	size_t count = 0;

	*surplus = (struct pieces_list){ ARENA_ARRAY(s->arena, struct pieces, differ->count + 1), 0 };
	for (size_t i = 0; i < differ->count; i++) {
		const struct pieces *x = &differ->at[i];

		if (x->quantity > 0)
			rows[count++] = (struct sql_unit_insert){ id_next(s->ids), o->id,       x->line,
								  x->sku_id,       x->quantity, o->due };
		else
			surplus->at[surplus->count++] = (struct pieces){ x->line, x->sku_id, -x->quantity };
	}
	return sql_unit_insert(s, rows, count, NULL);
}

static int64_t lacking(const struct pieces_list *differ)
{
	int64_t sum = 0;

	for (size_t i = 0; i < differ->count; i++)
		sum += differ->at[i].quantity > 0 ? differ->at[i].quantity : 0;
	return sum;
}

enum err units_remake(struct scope *s, int64_t order_id, struct pieces_list *surplus)
{
	struct healed h = { .anew = true };
	struct pieces_list differ;
	struct shop shop;

	*surplus = (struct pieces_list){ 0 };
	TRY(sql_resolve_orders(s, (struct sql_resolve_orders){ .ids = &order_id, .ids_count = 1 }, &h.orders));
	if (h.orders.count == 0)
		return fail(s, ERR_ORDER_UNKNOWN, "there is no order %lld", (long long)order_id);
	if (h.orders.at[0].history)
		return OK;
	TRY(shop_get(s, h.orders.at[0].shop_id, &shop));
	h.plan.shop_id = shop.id;
	h.plan.channel = text_of(shop.channel->name);
	TRY(read_orders(s, &order_id, 1, &h));
	TRY(compare_units(s, &h.plan.orders[0], &differ));
	TRY(sql_remake_order(s,
			     (struct sql_remake_order){ .id = order_id,
							.unmapped = h.plan.orders[0].unmapped,
							.waiting = lacking(&differ) },
			     NULL));
	TRY(write_lines(s, &h, &order_id, 1));
	return write_units(s, &h.plan.orders[0], &differ, surplus);
}
