/* work/shown_write.c - what orders show from now on, written with all that hangs on it, in one transaction. */
#include "base/instant.h"
#include "core/change.h"
#include "work/expire.h"
#include "work/shown_rows.h"
#include "work/units.h"
#include "work/unmapped.h"

static bool fulfilled(const struct shown *x)
{
	return !x->history && x->state != ORDER_VOID && x->state != ORDER_MARKED_SHIPPED;
}

/* ---- the head ---- */

/* What no group of the content says, and the base does not state, is as the channel says it. */
static struct text either(const struct showing *w, enum field f)
{
	struct text ours = facts_find(&w->now->facts, f, TEXT(""));

	return ours.at ? ours : facts_find(&w->now->latest, f, TEXT(""));
}

/* The last moment to ship follows the channel at once, unless a person keeps another. */
static int64_t due_of(const struct showing *w)
{
	struct text theirs = facts_find(&w->now->latest, FIELD_SHIP_BY, TEXT(""));
	int64_t due = w->row->due;

	if (facts_find(&w->now->edits, FIELD_SHIP_BY, TEXT("")).at || !theirs.size)
		theirs = facts_find(&w->now->facts, FIELD_SHIP_BY, TEXT(""));
	return text_to_int(theirs, &due) ? due : w->row->due;
}

static enum err add_head(struct scope *s, struct shown_rows *r, struct showing *w)
{
	struct text currency = either(w, FIELD_CURRENCY), country = either(w, FIELD_COUNTRY);

	TRY(order_head_read(s, &w->now->facts, &w->head));
	w->due = due_of(w);
	r->heads[r->head_count++] = (struct sql_shown_set){
		.id = w->now->id,
		.ver = w->was->ver,
		.base_seqs = shown_bases_text(s->arena, w->now->bases),
		.edits = (int64_t)w->now->edits.count,
		.due = w->due,
		.delivery_method = w->head.delivery_method.at ? w->head.delivery_method : TEXT(""),
		.total_minor = { w->head.has_total, w->head.total_minor },
		.currency = currency.at ? currency : TEXT(""),
		.country = country.at ? country : TEXT(""),
		.lines_summary = order_lines_summary(s->arena, &w->lines),
		.lines_count = (int64_t)w->lines.count,
		.now = s->now,
	};
	if (fulfilled(w->now) && w->due != w->row->due)
		r->dues[r->due_count++] = (struct sql_unit_due){ w->now->id, w->due };
	return OK;
}

/* ---- who receives it ---- */

static void add_people(struct scope *s, struct shown_rows *r, const struct showing *w)
{
	struct order_people was, now;

	order_people_read(s, &w->was->facts, &was);
	order_people_read(s, &w->now->facts, &now);
	listing_facet(&r->listing, "delivery_method", w->head.delivery_method);
	if (!order_people_same(&was, &now))
		r->people[r->people_count++] = listing_people_row(s, w->now->id, &now);
}

/* ---- the activity ---- */

struct text shown_changes(struct scope *s, const struct facts *before, const struct facts *after)
{
	struct buffer b = buffer_in(s->arena);
	struct typed_changes c;

	change_find(s->arena, before, after, &c);
	for (int t = 0; t < CHANGED_COUNT; t++)
		if (c.bits & CHANGE_BIT(t))
			buffer_format(&b, b.size ? " %s" : "%s", change_name((enum change_type)t));
	return b.size ? buffer_text(&b) : TEXT("");
}

static void add_activity(struct scope *s, struct shown_rows *r, const struct showing *w)
{
	w->change->taken = shown_changes(s, &w->was->facts, &w->now->facts);
	r->activities[r->head_count - 1] = (struct sql_activity_insert){
		.id = w->change->by.activity_id,
		.at = s->now,
		.user_id = s->actor_id,
		.kind = text_of(w->change->by.kind),
		.order_id = w->now->id,
		.why = w->change->by.why,
		.before = TEXT(""),
		.after = w->change->taken,
	};
}

/* ---- pieces ---- */

/* What has left the house is sent for the lines as they were. */
static enum err none_left(struct scope *s, int64_t order_id)
{
	struct sql_stock_units_rows rows;

	TRY(sql_stock_units(s, (struct sql_stock_units){ .order_ids = &order_id, .order_ids_count = 1 }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		if (text_is(rows.at[i].state, unit_state_name(UNIT_DISPATCHED)))
			return fail(s, ERR_TOO_LATE, "pieces of the order have left; its lines stay as they are");
	return OK;
}

/* Stock comes last, and once an order. */
static enum err renew_pieces(struct scope *s, const struct showing *w)
{
	struct sql_shown_get_row row;
	struct pieces_list surplus;

	TRY(none_left(s, w->now->id));
	TRY(unmapped_forget(s, &w->now->id, 1));
	TRY(units_remake(s, w->now->id, &surplus));
	TRY(stock_renew_order(s, w->now->id, &surplus, &w->change->stock));
	TRY(sql_shown_get(s, (struct sql_shown_get){ .id = w->now->id }, &row));
	w->change->ver = row.ver;
	return OK;
}

/* ---- all of it ---- */

static struct shown_rows rows_for(struct arena *a, const struct showing *all, size_t count)
{
	struct shown_rows r = { .listing = listing_for(a, all[0].now->shop_id, count) };
	size_t edits = 0, ignored = 0, lines = 0, held = 0;

	for (size_t i = 0; i < count; i++) {
		edits += all[i].was->edits.count + all[i].now->edits.count;
		ignored += all[i].was->ignored.count + all[i].now->ignored.count;
		lines += all[i].lines.count;
		held += all[i].held_count;
	}
	r.heads = ARENA_ARRAY(a, struct sql_shown_set, count);
	r.people = ARENA_ARRAY(a, struct sql_order_people_put, count);
	r.stands = ARENA_ARRAY(a, struct sql_show_insert, count);
	r.activities = ARENA_ARRAY(a, struct sql_activity_insert, count);
	r.dues = ARENA_ARRAY(a, struct sql_unit_due, count);
	r.edits = ARENA_ARRAY(a, struct sql_edit_put, edits + 1);
	r.edits_gone = ARENA_ARRAY(a, struct sql_edit_remove, edits + 1);
	r.ignored = ARENA_ARRAY(a, struct sql_ignored_put, ignored + 1);
	r.ignored_gone = ARENA_ARRAY(a, struct sql_ignored_remove, ignored + 1);
	r.lines = ARENA_ARRAY(a, struct sql_shown_line_put, lines + 1);
	r.lines_gone = ARENA_ARRAY(a, struct sql_shown_line_remove, held + 1);
	return r;
}

/* As they are now, which must be as they were seen. */
static enum err open_all(struct scope *s, struct shown_change *at, size_t count, struct showing *all)
{
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, count);
	struct sql_order_line_list_rows lines;
	struct sql_shown_heads_rows heads;
	struct sql_show_lasts_rows lasts;
	size_t line = 0, last = 0;

	for (size_t i = 0; i < count; i++) {
		ids[i] = at[i].now->id;
		ASSERT(i == 0 || ids[i - 1] < ids[i]);
	}
	TRY(sql_shown_heads(s, (struct sql_shown_heads){ .ids = ids, .ids_count = count }, &heads));
	TRY(sql_order_line_list(s, (struct sql_order_line_list){ .ids = ids, .ids_count = count }, &lines));
	TRY(sql_show_lasts(s, (struct sql_show_lasts){ .order_ids = ids, .order_ids_count = count }, &lasts));
	if (heads.count != count)
		return ERR_CONFLICT;
	for (size_t i = 0; i < count; i++) {
		struct showing *w = &all[i];

		*w = (struct showing){ &at[i], at[i].was, at[i].now, .row = &heads.at[i], .held = lines.at + line };
		if (w->row->ver != w->was->ver)
			return ERR_CONFLICT;
		for (; line < lines.count && lines.at[line].order_id == ids[i]; line++)
			w->held_count++;
		at[i].seq = last < lasts.count && lasts.at[last].order_id == ids[i] ? lasts.at[last++].seq + 1 : 1;
		at[i].ver = w->was->ver + 1;
		at[i].stock = (struct stock_served){ .reserved = w->row->reserved, .waiting = w->row->waiting };
		TRY(shown_read_lines(s, w));
	}
	return OK;
}

static enum err write_rows(struct scope *s, struct shown_rows *r)
{
	int64_t changed;

	TRY(sql_shown_set(s, r->heads, r->head_count, &changed));
	if (changed != (int64_t)r->head_count)
		return ERR_CONFLICT;
	TRY(listing_replace(s, &r->listing, r->people, r->people_count));
	TRY(sql_order_people_put(s, r->people, r->people_count, NULL));
	TRY(listing_write(s, &r->listing));
	TRY(shown_write_edits(s, r));
	TRY(sql_activity_insert(s, r->activities, r->head_count, NULL));
	TRY(sql_shown_line_remove(s, r->lines_gone, r->line_gone_count, NULL));
	TRY(sql_shown_line_put(s, r->lines, r->line_count, NULL));
	return sql_unit_due(s, r->dues, r->due_count, NULL);
}

enum err shown_write(struct scope *s, struct shown_change *at, size_t count)
{
	struct showing *all = ARENA_ARRAY(s->arena, struct showing, count + 1);
	struct shown_rows r;

	if (count == 0)
		return OK;
	TRY(open_all(s, at, count, all));
	r = rows_for(s->arena, all, count);
	for (size_t i = 0; i < count; i++) {
		TRY(add_head(s, &r, &all[i]));
		add_people(s, &r, &all[i]);
		shown_add_edits(s, &r, &all[i]);
		add_activity(s, &r, &all[i]);
		shown_add_lines(s, &r, &all[i]);
	}
	TRY(write_rows(s, &r));
	for (size_t i = 0; i < count; i++)
		if (all[i].pieces && fulfilled(all[i].now))
			TRY(renew_pieces(s, &all[i]));
	return OK;
}
