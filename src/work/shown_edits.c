/* work/shown_edits.c - edits of people and what they declined, as rows: written with a change, gone when their time is over. */
#include "base/instant.h"
#include "core/fact_order.h"
#include "work/expire.h"
#include "work/shown_rows.h"

int64_t shown_people_expire(enum field f, int64_t noted_at)
{
	return field_is_personal(f) ? noted_at + PEOPLE_KEPT_DAYS * DAY_MS : 0;
}

/* An edit is of who makes it now, unless it is one of before that is put back. */
static struct sql_edit_put edit_of(struct scope *s, const struct showing *w, const struct fact *f)
{
	const struct shown_source *author = w->now->authors ? &w->now->authors[f - w->now->edits.at] : NULL;
	struct text stood = { 0 };
	int64_t at = author ? author->at : s->now;

	if (!field_is_personal(f->field))
		stood = facts_find(&w->was->facts, f->field, f->line);
	return (struct sql_edit_put){ .order_id = w->now->id,
				      .field = text_of(field_name(f->field)),
				      .line = f->line,
				      .value = f->value,
				      .was = stood.at ? stood : TEXT(""),
				      .user_id = author ? author->user_id : s->actor_id,
				      .at = at,
				      .why = author ? author->why : w->change->by.why,
				      .expire_at = shown_people_expire(f->field, at) };
}

static void add_edits(struct scope *s, struct shown_rows *r, const struct showing *w)
{
	struct fact_join k = { &w->was->edits, &w->now->edits, 0, 0 };
	const struct fact *x, *y;

	while (fact_join_next(&k, &x, &y))
		if (!y)
			r->edits_gone[r->edit_gone_count++] =
				(struct sql_edit_remove){ w->now->id, text_of(field_name(x->field)), x->line };
		else if (!x || !text_same(x->value, y->value))
			r->edits[r->edit_count++] = edit_of(s, w, y);
}

static void add_ignored(struct scope *s, struct shown_rows *r, const struct showing *w)
{
	struct fact_join k = { &w->was->ignored, &w->now->ignored, 0, 0 };
	const struct fact *x, *y;

	while (fact_join_next(&k, &x, &y))
		if (!y)
			r->ignored_gone[r->ignored_gone_count++] =
				(struct sql_ignored_remove){ w->now->id, text_of(field_name(x->field)), x->line };
		else if (!x || !text_same(x->value, y->value))
			r->ignored[r->ignored_count++] = (struct sql_ignored_put){
				w->now->id, text_of(field_name(y->field)),        y->line, y->value, s->actor_id,
				s->now,     shown_people_expire(y->field, s->now)
			};
}

static bool any_personal(const struct facts *f)
{
	for (size_t i = 0; i < f->count; i++)
		if (field_is_personal(f->at[i].field))
			return true;
	return false;
}

static void add_stand(struct scope *s, struct shown_rows *r, const struct showing *w)
{
	const struct shown *now = w->now;
	const struct shown_by *by = &w->change->by;
	bool people = any_personal(&now->edits) || any_personal(&now->ignored);

	r->stands[r->stand_count++] =
		(struct sql_show_insert){ .order_id = now->id,
					  .seq = w->change->seq,
					  .at = s->now,
					  .activity_id = by->activity_id,
					  .user_id = s->actor_id,
					  .kind = text_of(by->kind),
					  .why = by->why,
					  .bases = shown_bases_text(s->arena, now->bases),
					  .edits = facts_format(s->arena, &now->edits, false),
					  .edits_people = facts_format(s->arena, &now->edits, true),
					  .ignored = facts_format(s->arena, &now->ignored, false),
					  .ignored_people = facts_format(s->arena, &now->ignored, true),
					  .expire_at = people ? s->now + PEOPLE_KEPT_DAYS * DAY_MS : 0 };
}

void shown_add_edits(struct scope *s, struct shown_rows *r, const struct showing *w)
{
	add_edits(s, r, w);
	add_ignored(s, r, w);
	add_stand(s, r, w);
}

enum err shown_write_edits(struct scope *s, const struct shown_rows *r)
{
	TRY(sql_edit_remove(s, r->edits_gone, r->edit_gone_count, NULL));
	TRY(sql_edit_put(s, r->edits, r->edit_count, NULL));
	TRY(sql_ignored_remove(s, r->ignored_gone, r->ignored_gone_count, NULL));
	TRY(sql_ignored_put(s, r->ignored, r->ignored_count, NULL));
	return sql_show_insert(s, r->stands, r->stand_count, NULL);
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
