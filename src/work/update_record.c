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

static void merge_one(struct scope *s, const struct update *u, struct updating *o)
{
	const struct merge_input in = { .base = &o->was.base,
					.theirs = &o->was.latest,
					.edits = &o->was.edits,
					.ignored = &o->was.ignored,
					.groups = GROUPS_UPDATE,
					.mode = u->mode };

	merge(s->arena, &in, &o->merged);
	o->result.undo = o->result.taken = (struct text){ 0 }; /* of a transaction that left nothing */
	o->result.outcome = o->merged.outcome;
}

/* As they are now: others may have been at them since they were read. */
static enum err merge_all(struct scope *s, struct update *u, struct updating *const *at, size_t count)
{
	TRY(update_read(s, u, at, count));
	for (size_t i = 0; i < count; i++)
		if (at[i]->result.code == OK)
			merge_one(s, u, at[i]);
	return OK;
}

/* ---- written, with its result ---- */

/* The numbers of how it stood before and after: what update_undo() goes by. */
static struct text undo_text(struct scope *s, int64_t seq)
{
	return text_format(s->arena, "{\"from\":%lld,\"to\":%lld}", (long long)seq - 1, (long long)seq);
}

struct portion {
	struct update *u;
	struct updating **at;
	size_t count;
};

static bool writes(const struct updating *o) { return o->result.code == OK && o->merged.changed; }

static struct shown_change change_of(struct scope *s, const struct update *u, const struct updating *o)
{
	struct shown *now = ARENA_NEW(s->arena, struct shown);

	*now = shown_after(&o->was, &o->merged);
	if (u->mode == MERGE_TAKE)
		now->ignored = (struct facts){ 0 }; /* all of it is taken: nothing is declined any more */
	return (struct shown_change){ .was = &o->was,
				      .now = now,
				      .by = { o->activity_id, "update", text_of(merge_mode_name(u->mode)) } };
}

static enum err write_all(struct scope *s, const struct portion *p, struct task_result *results)
{
	struct shown_change *changes = ARENA_ARRAY(s->arena, struct shown_change, p->count);
	size_t count = 0, at = 0;

	for (size_t i = 0; i < p->count; i++)
		if (writes(p->at[i]))
			changes[count++] = change_of(s, p->u, p->at[i]);
	TRY(shown_write(s, changes, count));
	for (size_t i = 0; i < p->count; i++) {
		const struct updating *o = p->at[i];
		const struct shown_change *c = &changes[at];

		results[i] = o->result;
		if (!writes(o))
			continue;
		at++;
		results[i].after = c->ver;
		results[i].outcome =
			update_outcome(o->merged.outcome, o->was.reserved, c->stock.reserved, c->stock.waiting);
		results[i].undo = undo_text(s, c->seq);
		results[i].taken = c->taken;
	}
	return OK;
}

static enum err body(struct scope *s, void *arg)
{
	struct portion *p = arg;
	struct task_result *results = ARENA_ARRAY(s->arena, struct task_result, p->count);
	bool any = false;
	enum err e;

	for (size_t i = 0; i < p->count; i++)
		any |= writes(p->at[i]);
	TRY(any ? shop_fence_change(p->u->node, s, &p->u->shop) : shop_fence(p->u->node, s, &p->u->shop));
	e = any ? update_bound(s, p->u) : OK;
	if (e != OK)
		return e == ERR_SHOP_UNBOUND ? ERR_CONFLICT : e; /* merged anew, they are refused */
	TRY(write_all(s, p, results));
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

static enum err merge_again(struct scope *s, struct portion *p)
{
	TRY(still_waiting(s, p));
	return merge_all(s, p->u, p->at, p->count);
}

/* In one transaction; where others were quicker they are merged anew. */
static enum err write_together(struct scope *s, struct portion *p)
{
	enum err e = ERR_CONFLICT;

	for (int i = 0; e == ERR_CONFLICT && i < CONFLICTS_MAX; i++) {
		TRY(i ? merge_again(s, p) : OK);
		e = p->count ? db_transact(s, body, p) : OK;
	}
	return e;
}

/* What one order cannot be written by is its result alone, and keeps none of the others from being written. */
static enum err write_portion(struct scope *s, struct portion *p)
{
	enum err e = write_together(s, p);

	if (p->count > 1 && update_ends(e, false, UPDATE_ATTEMPTS_MAX)) {
		for (size_t i = 0; i < p->count; i++) {
			struct portion one = { p->u, &p->at[i], 1 };

			TRY(write_portion(s, &one));
		}
		return OK;
	}
	if (p->count == 0 || !update_ends(e, false, p->u->attempt))
		return e;
	TRY(update_fails(s, p->u, p->at[0], e));
	return write_together(s, p);
}

enum err update_record(struct scope *s, struct update *u)
{
	struct updating **all = ARENA_ARRAY(s->arena, struct updating *, u->count + 1);
	struct updating **light = ARENA_ARRAY(s->arena, struct updating *, u->count + 1);
	struct updating **heavy = ARENA_ARRAY(s->arena, struct updating *, u->count + 1);
	size_t light_count = 0, heavy_count = 0;

	for (size_t i = 0; i < u->count; i++) {
		all[i] = &u->at[i];
		all[i]->activity_id = id_next(s->ids);
	}
	TRY(merge_all(s, u, all, u->count));
	for (size_t i = 0; i < u->count; i++)
		if (all[i]->result.code == OK && is_heavy(all[i]))
			heavy[heavy_count++] = all[i];
		else
			light[light_count++] = all[i];
	if (light_count)
		TRY(write_portion(s, &(struct portion){ u, light, light_count }));
	for (size_t i = 0; i < heavy_count; i++)
		TRY(write_portion(s, &(struct portion){ u, &heavy[i], 1 }));
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
	TRY(shown_authors(s, order_id, from, &now.edits, &now.authors));
	return shown_write(s, &(struct shown_change){ .was = &was, .now = &now, .by = by }, 1);
}
