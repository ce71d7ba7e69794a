/* work/shown_write.c - what an order shows from now on, written with all that hangs on it, in one transaction. */
#include "base/instant.h"
#include "core/change.h"
#include "core/fact_order.h"
#include "store/sql.h"
#include "work/expire.h"
#include "work/listing.h"
#include "work/shown.h"
#include "work/units.h"
#include "work/unmapped.h"
#include <stdlib.h>

/* One change on its way into the database. */
struct writing {
	const struct shown *was, *now;
	const struct shown_by *by;
	struct sql_shown_get_row row; /* as it is, before */
	struct order_head head;
	int64_t due;
	struct order_lines lines;
	struct sql_order_line_list_rows held;
};

static bool fulfilled(const struct shown *x)
{
	return !x->history && x->state != ORDER_VOID && x->state != ORDER_MARKED_SHIPPED;
}

static int64_t people_expire(struct scope *s, enum field f)
{
	return field_is_personal(f) ? s->now + PEOPLE_KEPT_DAYS * DAY_MS : 0;
}

/* ---- the head ---- */

/* What no group of the content says, and the base does not state, is as the channel says it. */
static struct text either(const struct writing *w, enum field f)
{
	struct text ours = facts_find(&w->now->facts, f, TEXT(""));

	return ours.at ? ours : facts_find(&w->now->latest, f, TEXT(""));
}

/* The last moment to ship follows the channel at once, unless a person keeps another. */
static int64_t due_of(const struct writing *w)
{
	struct text theirs = facts_find(&w->now->latest, FIELD_SHIP_BY, TEXT(""));
	int64_t due = w->row.due;

	if (facts_find(&w->now->edits, FIELD_SHIP_BY, TEXT("")).at || !theirs.size)
		theirs = facts_find(&w->now->facts, FIELD_SHIP_BY, TEXT(""));
	return text_to_int(theirs, &due) ? due : w->row.due;
}

static enum err write_head(struct scope *s, struct writing *w)
{
	struct text currency = either(w, FIELD_CURRENCY), country = either(w, FIELD_COUNTRY);
	int64_t changed;

	TRY(order_head_read(s, &w->now->facts, &w->head));
	w->due = due_of(w);
	TRY(sql_shown_set(s,
			  (struct sql_shown_set){
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
				  .now = s->now },
			  &changed));
	return changed == 1 ? OK : ERR_CONFLICT;
}

/* ---- who receives it ---- */

static bool people_differ(const struct order_people *a, const struct order_people *b)
{
	return !text_same(a->name, b->name) || !text_same(a->phone, b->phone) || !text_same(a->address, b->address) ||
	       !text_same(a->country, b->country) || !text_same(a->postcode, b->postcode) ||
	       !text_same(a->remark, b->remark);
}

static enum err write_people(struct scope *s, const struct writing *w)
{
	struct listing l = listing_for(s->arena, w->now->shop_id, 1);
	struct sql_order_people_put put;
	struct order_people was, now;

	order_people_read(s, &w->was->facts, &was);
	order_people_read(s, &w->now->facts, &now);
	listing_facet(&l, "delivery_method", w->head.delivery_method);
	if (people_differ(&was, &now)) {
		put = (struct sql_order_people_put){ .order_id = w->now->id,
						     .name = now.name,
						     .phone = now.phone,
						     .address = now.address,
						     .country = now.country,
						     .postcode = now.postcode,
						     .remark = now.remark,
						     .folded = now.folded,
						     .expire_at = s->now + PEOPLE_KEPT_DAYS * DAY_MS };
		TRY(listing_replace(s, &l, &put, 1));
		TRY(sql_order_people_put(s, &put, 1, NULL));
	}
	return listing_write(s, &l);
}

/* ---- edits, and how it stands ---- */

static enum err write_edits(struct scope *s, const struct writing *w)
{
	const struct facts *was = &w->was->edits, *now = &w->now->edits;
	struct sql_edit_put *put = ARENA_ARRAY(s->arena, struct sql_edit_put, now->count + 1);
	struct sql_edit_remove *gone = ARENA_ARRAY(s->arena, struct sql_edit_remove, was->count + 1);
	struct fact_join k = { was, now, 0, 0 };
	size_t put_count = 0, gone_count = 0;
	const struct fact *x, *y;

	while (fact_join_next(&k, &x, &y)) {
		const struct fact *f = y ? y : x;
		struct text name = text_of(field_name(f->field)), stood = { 0 };

		if (!y)
			gone[gone_count++] = (struct sql_edit_remove){ w->now->id, name, f->line };
		if (!y || (x && text_same(x->value, y->value)))
			continue;
		if (!field_is_personal(f->field))
			stood = facts_find(&w->was->facts, f->field, f->line);
		put[put_count++] = (struct sql_edit_put){ w->now->id,
							  name,
							  f->line,
							  f->value,
							  stood.at ? stood : TEXT(""),
							  s->actor_id,
							  s->now,
							  w->by->why,
							  people_expire(s, f->field) };
	}
	TRY(sql_edit_remove(s, gone, gone_count, NULL));
	return sql_edit_put(s, put, put_count, NULL);
}

static enum err write_ignored(struct scope *s, const struct writing *w)
{
	const struct facts *was = &w->was->ignored, *now = &w->now->ignored;
	struct sql_ignored_put *put = ARENA_ARRAY(s->arena, struct sql_ignored_put, now->count + 1);
	struct sql_ignored_remove *gone = ARENA_ARRAY(s->arena, struct sql_ignored_remove, was->count + 1);
	struct fact_join k = { was, now, 0, 0 };
	size_t put_count = 0, gone_count = 0;
	const struct fact *x, *y;

	while (fact_join_next(&k, &x, &y)) {
		const struct fact *f = y ? y : x;
		struct text name = text_of(field_name(f->field));

		if (!y)
			gone[gone_count++] = (struct sql_ignored_remove){ w->now->id, name, f->line };
		else if (!x || !text_same(x->value, y->value))
			put[put_count++] = (struct sql_ignored_put){
				w->now->id, name, f->line, f->value, s->actor_id, s->now, people_expire(s, f->field)
			};
	}
	TRY(sql_ignored_remove(s, gone, gone_count, NULL));
	return sql_ignored_put(s, put, put_count, NULL);
}

static bool any_personal(const struct facts *f)
{
	for (size_t i = 0; i < f->count; i++)
		if (field_is_personal(f->at[i].field))
			return true;
	return false;
}

static enum err write_stand(struct scope *s, const struct writing *w)
{
	const struct shown *now = w->now;
	bool people = any_personal(&now->edits) || any_personal(&now->ignored);
	int64_t last;

	TRY(shown_last(s, now->id, &last));
	return sql_show_insert(s,
			       (struct sql_show_insert){ .order_id = now->id,
							 .seq = last + 1,
							 .at = s->now,
							 .activity_id = w->by->activity_id,
							 .user_id = s->actor_id,
							 .kind = text_of(w->by->kind),
							 .why = w->by->why,
							 .bases = shown_bases_text(s->arena, now->bases),
							 .edits = facts_format(s->arena, &now->edits, false),
							 .edits_people = facts_format(s->arena, &now->edits, true),
							 .ignored = facts_format(s->arena, &now->ignored, false),
							 .ignored_people = facts_format(s->arena, &now->ignored, true),
							 .expire_at = people ? s->now + PEOPLE_KEPT_DAYS * DAY_MS : 0 },
			       NULL);
}

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

static enum err write_activity(struct scope *s, const struct writing *w)
{
	struct sql_activity_insert row = {
		.id = w->by->activity_id,
		.at = s->now,
		.user_id = s->actor_id,
		.kind = text_of(w->by->kind),
		.order_id = w->now->id,
		.why = w->by->why,
		.before = TEXT(""),
		.after = shown_changes(s, &w->was->facts, &w->now->facts),
	};

	return sql_activity_insert(s, &row, 1, NULL);
}

/* ---- lines ---- */

static int by_key(const void *key, const void *member)
{
	return text_order(*(const struct text *)key, ((const struct order_line *)member)->key);
}
static int by_keys(const void *a, const void *b) { return by_key(&((const struct order_line *)a)->key, b); }

static struct order_line *line_find(const struct order_lines *lines, struct text key)
{
	return lines->count ? bsearch(&key, lines->at, lines->count, sizeof *lines->at, by_key) : NULL;
}

/* Pieces cancelled are the channel's to say: as it said last, or, of a line that it names no more, as it stood. */
static enum err read_lines(struct scope *s, struct writing *w)
{
	const struct facts *latest = &w->now->latest;

	TRY(order_lines_read(s, &w->now->facts, &w->lines));
	TRY(sql_order_line_list(s, (struct sql_order_line_list){ .ids = &w->now->id, .ids_count = 1 }, &w->held));
	if (w->lines.count)
		qsort(w->lines.at, w->lines.count, sizeof *w->lines.at, by_keys);
	for (size_t i = 0; i < w->held.count; i++) {
		struct order_line *l = line_find(&w->lines, w->held.at[i].line);

		if (l)
			l->cancelled = w->held.at[i].cancelled;
	}
	for (size_t i = 0; i < w->lines.count; i++) {
		struct order_line *l = &w->lines.at[i];

		if (facts_find(latest, FIELD_LINE_ORDERED, l->key).at &&
		    !text_to_int(facts_find(latest, FIELD_LINE_CANCELLED, l->key), &l->cancelled))
			l->cancelled = 0;
		if (l->cancelled > l->ordered)
			l->cancelled = l->ordered;
	}
	return OK;
}

/* Writes the lines that differ; *pieces: what is to be taken from the shelf is another. */
static enum err write_lines(struct scope *s, const struct writing *w, bool *pieces)
{
	struct sql_shown_line_put *put = ARENA_ARRAY(s->arena, struct sql_shown_line_put, w->lines.count + 1);
	struct sql_shown_line_remove *gone = ARENA_ARRAY(s->arena, struct sql_shown_line_remove, w->held.count + 1);
	bool *same = ARENA_ARRAY(s->arena, bool, w->lines.count + 1);
	size_t put_count = 0, gone_count = 0;

	*pieces = false;
	for (size_t i = 0; i < w->held.count; i++) {
		const struct sql_order_line_list_row *r = &w->held.at[i];
		const struct order_line *l = line_find(&w->lines, r->line);

		if (!l) {
			gone[gone_count++] = (struct sql_shown_line_remove){ w->now->id, r->line };
			*pieces = true;
			continue;
		}
		same[l - w->lines.at] =
			text_same(l->sku, r->platform_sku) && l->ordered == r->ordered && l->cancelled == r->cancelled;
		*pieces |= !same[l - w->lines.at];
		same[l - w->lines.at] &= text_same(l->title, r->title) && l->price_minor == r->price_minor;
	}
	*pieces |= w->lines.count + gone_count != w->held.count;
	for (size_t i = 0; i < w->lines.count; i++) {
		const struct order_line *l = &w->lines.at[i];

		if (!same[i])
			put[put_count++] =
				(struct sql_shown_line_put){ w->now->id, l->key,       l->sku,        l->title,
							     l->ordered, l->cancelled, l->price_minor };
	}
	TRY(sql_shown_line_remove(s, gone, gone_count, NULL));
	return sql_shown_line_put(s, put, put_count, NULL);
}

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

/* Stock comes last, and once. */
static enum err write_pieces(struct scope *s, const struct writing *w, struct stock_served *stock)
{
	struct sql_unit_due due = { w->now->id, w->due };
	struct pieces_list surplus;
	bool pieces;

	*stock = (struct stock_served){ .reserved = w->row.reserved, .waiting = w->row.waiting };
	TRY(write_lines(s, w, &pieces));
	if (!fulfilled(w->now))
		return OK;
	if (w->due != w->row.due)
		TRY(sql_unit_due(s, &due, 1, NULL));
	if (!pieces)
		return OK;
	TRY(none_left(s, w->now->id));
	TRY(unmapped_forget(s, &w->now->id, 1));
	TRY(units_remake(s, w->now->id, &surplus));
	return stock_renew_order(s, w->now->id, &surplus, stock);
}

enum err shown_write(struct scope *s, const struct shown *was, const struct shown *now, const struct shown_by *by,
		     struct stock_served *stock)
{
	struct writing w = { .was = was, .now = now, .by = by };

	TRY(sql_shown_get(s, (struct sql_shown_get){ .id = now->id }, &w.row));
	if (w.row.ver != was->ver)
		return ERR_CONFLICT;
	TRY(read_lines(s, &w));
	TRY(write_head(s, &w));
	TRY(write_people(s, &w));
	TRY(write_edits(s, &w));
	TRY(write_ignored(s, &w));
	TRY(write_stand(s, &w));
	TRY(write_activity(s, &w));
	return write_pieces(s, &w, stock);
}

enum err shown_expire(struct scope *s, int64_t after, int64_t last, int64_t now)
{
	int64_t gone;

	TRY(sql_edits_expire(s, (struct sql_edits_expire){ .after = after, .last = last, .now = now }, &gone));
	if (gone)
		TRY(sql_edits_recount(s, (struct sql_edits_recount){ .after = after, .last = last }, NULL));
	TRY(sql_ignored_expire(s, (struct sql_ignored_expire){ .after = after, .last = last, .now = now }, NULL));
	return sql_shows_expire(
		s, (struct sql_shows_expire){ .after = after, .last = last, .now = now, .empty = TEXT("") }, NULL);
}
