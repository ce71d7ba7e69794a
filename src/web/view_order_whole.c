/* web/view_order_whole.c - one order whole: head, lines, facts by group, revisions, activities. */
#include "store/sql.h"
#include "web/view.h"
#include "web/view_history.h"
#include "web/view_order.h"
#include "web/view_order_item.h"
#include "work/shown.h"

enum { FACTS_SHOWN = 500, ACTIVITIES_SHOWN = 50 };

static struct view_fact fact_view(struct scope *s, const struct history *h, const struct facts *edits, size_t i,
				  struct text currency)
{
	const struct fact *f = &h->facts.at[i];
	const struct view_revision_mark *from = history_mark(h, h->origins.seqs[i]);
	struct text edit = facts_find(edits, f->field, f->line);
	struct view_fact v = {
		.field = text_of(field_name(f->field)),
		.line = f->line,
		.value = history_value(s, f->field, f->value, currency),
		.edit = edit.size ? history_value(s, f->field, edit, currency) : edit,
	};

	if (from) {
		v.seq = (struct view_int){ true, from->seq };
		v.at = from->at;
		v.source = from->source;
	}
	return v;
}

/* By group, each cut after FACTS_SHOWN; true where one was. */
static bool facts_view(struct scope *s, const struct history *h, const struct facts *edits, struct view_facts *out)
{
	struct view_fact_list *groups[GROUP_COUNT] = {
		[GROUP_CONSIGNEE] = &out->consignee,
		[GROUP_DELIVERY] = &out->delivery,
		[GROUP_LINES] = &out->lines,
		[GROUP_PAYMENT] = &out->payment,
		[GROUP_ORDER_STATUS] = &out->order_status,
		[GROUP_DELIVERY_STATUS] = &out->delivery_status,
		[GROUP_NOTES] = &out->notes,
		[GROUP_OTHER] = &out->other,
	};
	struct text currency = facts_find(&h->facts, FIELD_CURRENCY, TEXT(""));
	bool cut = false;

	for (int g = 0; g < GROUP_COUNT; g++) {
		struct view_fact *at = ARENA_ARRAY(s->arena, struct view_fact, FACTS_SHOWN);
		size_t count = 0;
		for (size_t i = 0; i < h->facts.count; i++) {
			if (field_group(h->facts.at[i].field) != (enum field_group)g)
				continue;
			if (count == FACTS_SHOWN) {
				cut = true;
				break;
			}
			at[count++] = fact_view(s, h, edits, i, currency);
		}
		*groups[g] = (struct view_fact_list){ at, count };
	}
	return cut;
}

static enum err activities(struct scope *s, int64_t id, struct view_order_more *v)
{
	struct sql_history_activities_rows rows;
	struct view_activity *at;

	TRY(sql_history_activities(s, (struct sql_history_activities){ .order_id = id, .max = ACTIVITIES_SHOWN + 1 },
				   &rows));
	at = ARENA_ARRAY(s->arena, struct view_activity, ACTIVITIES_SHOWN);
	v->activities.at = at;
	for (size_t i = 0; i < rows.count && i < ACTIVITIES_SHOWN; i++) {
		const struct sql_history_activities_row *r = &rows.at[i];
		at[v->activities.count++] = (struct view_activity){
			.id = r->id,
			.at = r->at,
			.who = r->who.size ? r->who : (struct text){ 0 },
			.kind = r->kind,
			.why = r->why,
			.before = r->before,
			.after = r->after,
		};
	}
	v->older_activities = rows.count > ACTIVITIES_SHOWN;
	return OK;
}

enum err view_order(struct scope *s, int64_t id, bool people, struct json_writer *w)
{
	struct view_order order = { 0 };
	struct view_order_more *v = &order.order_more;
	struct text currency = { 0 };
	struct facts edits;
	struct history h;

	TRY(view_order_head(s, id, people, &order.order_item, &currency));
	TRY(history_lines(s, id, currency, TEXT(""), LINES_SHOWN, &v->lines, &v->lines_next));
	TRY(history_read(s, id, INT64_MAX, REVISIONS_SHOWN, true, &h));
	TRY(activities(s, id, v));
	TRY(shown_edits(s, id, &edits));
	if (!people) {
		facts_mask(s->arena, &h.facts);
		facts_mask(s->arena, &edits);
	}
	v->revisions = h.revisions;
	v->older_revisions = h.next != 0;
	v->facts_cut = facts_view(s, &h, &edits, &v->facts);
	view_order_write(w, NULL, &order);
	return OK;
}
