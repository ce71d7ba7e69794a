/* work/update_record.c - orders of an update merged and written, with their results, each once; and taken back. */
#include "base/id.h"
#include "base/json.h"
#include "core/fact_order.h"
#include "store/sql.h"
#include "work/update_inner.h"

enum { CONFLICTS_MAX = 5 };

/* ---- merged, outside of transactions ---- */

static bool lines_differ(const struct updating *o)
{
	for (size_t i = 0; i < o->merged.taken.count; i++)
		if (field_base(o->merged.taken.at[i].field) == GROUP_LINES)
			return true;
	return false;
}

/* Writes that touch stock stand alone in their transaction, so that its rows are taken in one order. */
static bool is_heavy(const struct updating *o) { return o->merged.changed && lines_differ(o); }

static enum err merge_one(struct scope *s, const struct update *u, struct updating *o)
{
	struct update_stand stand = { shop_updatable(&u->shop), u->shop.bound, ORDER_PENDING, 0 };
	struct merge_input in;

	TRY(shown_read(s, o->result.order_id, &o->was));
	o->result.before = o->result.after = o->was.ver;
	stand.state = o->was.state;
	stand.reserved = u->release ? 0 : o->was.reserved;
	if (update_refuse(s, &stand) != OK) { /* it moved while the channel was asked */
		update_failed(s, o, update_check(&stand), s->words);
		return OK;
	}
	in = (struct merge_input){ .base = &o->was.base,
				   .theirs = &o->was.latest,
				   .edits = &o->was.edits,
				   .ignored = &o->was.ignored,
				   .groups = GROUPS_UPDATE,
				   .mode = u->mode };
	merge(s->arena, &in, &o->merged);
	o->result.outcome = o->merged.outcome;
	return OK;
}

/* ---- written, with its result ---- */

/* The numbers of how it stood before and after: what update_undo() goes by. */
static struct text undo_text(struct scope *s, int64_t before)
{
	return text_format(s->arena, "{\"from\":%lld,\"to\":%lld}", (long long)before, (long long)before + 1);
}

static enum err write_one(struct scope *s, const struct update *u, struct updating *o)
{
	struct shown now = shown_after(&o->was, &o->merged);
	struct shown_by by = { o->activity_id, "update", text_of(merge_mode_name(u->mode)) };
	struct sql_shown_get_row row;
	struct stock_served stock;
	int64_t last;

	if (!o->merged.changed)
		return OK;
	if (u->mode == MERGE_TAKE)
		now.ignored = (struct facts){ 0 }; /* all of it is taken: nothing is declined any more */
	TRY(shown_last(s, o->was.id, &last));
	TRY(shown_write(s, &o->was, &now, &by, &stock));
	TRY(sql_shown_get(s, (struct sql_shown_get){ .id = o->was.id }, &row));
	o->result.after = row.ver;
	o->result.outcome = update_outcome(o->merged.outcome, o->was.reserved, stock.reserved, stock.waiting);
	o->result.undo = undo_text(s, last);
	o->result.taken = shown_changes(s, &o->was.facts, &now.facts);
	return OK;
}

struct portion {
	struct update *u;
	struct updating **at;
	size_t count;
};

static enum err body(struct scope *s, void *arg)
{
	struct portion *p = arg;
	struct task_result *results = ARENA_ARRAY(s->arena, struct task_result, p->count);
	bool writes = false;
	enum err e;

	for (size_t i = 0; i < p->count; i++)
		writes |= p->at[i]->result.code == OK && p->at[i]->merged.changed;
	TRY(writes ? shop_fence_change(p->u->node, s, &p->u->shop) : shop_fence(p->u->node, s, &p->u->shop));
	e = writes ? update_bound(s, p->u) : OK;
	if (e != OK)
		return e == ERR_SHOP_UNBOUND ? ERR_CONFLICT : e; /* merged anew, they are refused */
	for (size_t i = 0; i < p->count; i++) {
		struct updating *o = p->at[i];

		if (o->result.code == OK)
			TRY(write_one(s, p->u, o));
		results[i] = o->result;
	}
	if (p->u->statuses)
		TRY(job_wake(s, p->u->shop_id, "pull", text_of(p->u->shop.channel->feeds->name)));
	return task_note(s, p->u->task_id, results, p->count);
}

/* Those of a portion that still wait for their result: others were noted before, or cancelled. */
static enum err still_waiting(struct scope *s, struct portion *p)
{
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, p->count + 1);
	struct sql_update_waiting_rows rows;
	size_t kept = 0;

	for (size_t i = 0; i < p->count; i++)
		ids[i] = p->at[i]->result.order_id;
	TRY(sql_update_waiting(
		s, (struct sql_update_waiting){ .task_id = p->u->task_id, .ids = ids, .ids_count = p->count }, &rows));
	for (size_t i = 0; i < p->count; i++)
		for (size_t k = 0; k < rows.count; k++)
			if (rows.at[k].order_id == p->at[i]->result.order_id) {
				p->at[kept++] = p->at[i];
				break;
			}
	p->count = kept;
	return OK;
}

/* In one transaction; where others were quicker they are merged anew, and at last each by itself. */
static enum err write_portion(struct scope *s, struct portion *p)
{
	enum err e = ERR_CONFLICT;

	for (int i = 0; e == ERR_CONFLICT && i < CONFLICTS_MAX && p->count; i++) {
		if (i) {
			TRY(still_waiting(s, p));
			for (size_t k = 0; k < p->count; k++)
				if (p->at[k]->result.code == OK)
					TRY(merge_one(s, p->u, p->at[k]));
		}
		e = p->count ? db_transact(s, body, p) : OK;
	}
	return e;
}

enum err update_record(struct scope *s, struct update *u)
{
	struct updating **at = ARENA_ARRAY(s->arena, struct updating *, u->count + 1);
	struct portion light = { u, at, 0 };

	for (size_t i = 0; i < u->count; i++) {
		struct updating *o = &u->at[i];

		o->activity_id = id_next(s->ids);
		if (o->result.code == OK)
			TRY(merge_one(s, u, o));
		if (o->result.code != OK || !is_heavy(o))
			at[light.count++] = o;
	}
	TRY(light.count ? write_portion(s, &light) : OK);
	for (size_t i = 0; i < u->count; i++) {
		struct updating *o = &u->at[i];
		struct portion one = { u, &o, 1 };

		if (o->result.code == OK && is_heavy(o) && !o->result.undo.at)
			TRY(write_portion(s, &one));
	}
	return OK;
}

/* ---- taken back ---- */

static enum err undo_read(struct scope *s, int64_t task_id, int64_t order_id, int64_t *from, int64_t *to)
{
	struct sql_update_undo_row row;
	struct json undo;
	enum err e = sql_update_undo(s, (struct sql_update_undo){ .task_id = task_id, .order_id = order_id }, &row);

	if (e == ERR_NO_ROW || (e == OK && !row.undo.size))
		return fail(s, ERR_CONFLICT, "this task changed nothing of the order");
	TRY(e);
	TRY(json_parse(s, row.undo, &undo));
	return json_int(json_at(undo, "from"), from) && json_int(json_at(undo, "to"), to)
		       ? OK
		       : fail(s, ERR_DB_CORRUPT, "what is kept to take an update back cannot be read");
}

enum err update_undo(struct scope *s, int64_t task_id, int64_t order_id)
{
	struct shown_by by = { id_next(s->ids), "undo", text_format(s->arena, "task %lld", (long long)task_id) };
	struct stock_served stock;
	int64_t from, to, last;
	struct shown was, now;

	TRY(undo_read(s, task_id, order_id, &from, &to));
	TRY(shown_read(s, order_id, &was));
	TRY(shop_note_change(s, was.shop_id));
	TRY(shown_last(s, order_id, &last));
	if (last != to)
		return fail(s, ERR_CONFLICT, "the order was changed here after the update");
	if (was.state == ORDER_MARKED_SHIPPED)
		return fail(s, ERR_ORDER_FIXED, "the order has left");
	TRY(shown_stood(s, &was, from, &now));
	return shown_write(s, &was, &now, &by, &stock);
}
