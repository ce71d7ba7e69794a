/* web/view_history.c - how an order came to be as it is: its revisions, what changed, where each fact came from. */
#include "web/view_history.h"
#include "base/instant.h"
#include "base/money.h"
#include "store/sql.h"
#include "web/view.h"
#include "work/revision.h"

/* An order of 10,000 lines says 80,000 facts a revision: so many are read for one answer, then it leads on. */
enum { LOOKED_MAX = REVISIONS_SHOWN_MAX, FACTS_READ_MAX = 200000 };

struct text history_value(struct scope *s, enum field field, struct text value, struct text currency)
{
	enum field_type type = field_type(field);
	int64_t n;

	if (type == TYPE_MONEY && text_to_int(value, &n) && currency_exponent(currency) >= 0)
		return money_format(s->arena, n, currency);
	if (type == TYPE_TIME && text_to_int(value, &n) && n >= 0 && n <= INSTANT_MAX)
		return instant_format(s->arena, n);
	return value;
}

/* Which groups and fields a revision touched, without the values: those may be personal. */
static void changes_name(struct arena *a, const struct changes *c, struct view_revision *v)
{
	struct text *groups = ARENA_ARRAY(a, struct text, GROUP_COUNT),
		    *fields = ARENA_ARRAY(a, struct text, FIELD_COUNT);
	uint32_t touched = changes_groups(c);
	bool seen[FIELD_COUNT] = { false };

	v->groups.at = groups;
	v->fields.at = fields;
	for (int g = 0; g < GROUP_COUNT; g++)
		if (touched >> g & 1)
			groups[v->groups.count++] = text_of(group_name((enum field_group)g));
	for (size_t i = 0; i < c->count; i++) {
		if (!seen[c->at[i].field])
			fields[v->fields.count++] = text_of(field_name(c->at[i].field));
		seen[c->at[i].field] = true;
	}
}

/* Whether there is more to find out behind the i-th. */
static bool goes_on(const struct history *h, size_t i, int64_t limit, bool origins, size_t read)
{
	bool wanted = i + 1 < (size_t)limit || (origins && h->origins.open_count > 0);

	return wanted && i + 1 < LOOKED_MAX && read < FACTS_READ_MAX;
}

static enum err walk(struct scope *s, int64_t order_id, const struct sql_revision_list_rows *list, int64_t limit,
		     bool origins, struct history *h)
{
	struct view_revision *shown = ARENA_ARRAY(s->arena, struct view_revision, (size_t)limit);
	struct facts after = h->facts, before = { 0 };
	int64_t oldest = list->at[0].seq;
	size_t read = after.count;

	h->revisions.at = shown;
	for (size_t i = 0; i < list->count; i++) {
		const struct sql_revision_list_row *r = &list->at[i];
		bool last = i + 1 == list->count;
		struct changes c = { 0 };

		if (!last) {
			TRY(revision_get(s, order_id, list->at[i + 1].seq, true, &before));
			facts_compare(s->arena, &before, &after, true, &c);
			if (origins)
				fact_origins_step(&h->origins, &before, list->at[i + 1].seq);
			oldest = list->at[i + 1].seq;
			read += before.count;
		}
		if (i < (size_t)limit) {
			shown[i] = (struct view_revision){
				.seq = r->seq, .at = r->asked_at, .channel_version = r->channel_ver, .source = r->source
			};
			changes_name(s->arena, &c, &shown[i]);
			h->revisions.count++;
			h->next = last ? 0 : r->seq;
		}
		if (!goes_on(h, i, limit, origins, read))
			break;
		after = before;
	}
	if (origins)
		fact_origins_end(&h->origins, oldest == 1);
	return OK;
}

enum err history_read(struct scope *s, int64_t order_id, int64_t before_seq, int64_t limit, bool origins,
		      struct history *out)
{
	struct sql_revision_list_rows list;
	struct view_revision_mark *marks;

	*out = (struct history){ 0 };
	TRY(sql_revision_list(
		s, (struct sql_revision_list){ .order_id = order_id, .before_seq = before_seq, .max = LOOKED_MAX + 1 },
		&list));
	if (list.count == 0)
		return OK;
	marks = ARENA_ARRAY(s->arena, struct view_revision_mark, list.count);
	for (size_t i = 0; i < list.count; i++)
		marks[i] = (struct view_revision_mark){ list.at[i].seq, list.at[i].asked_at, list.at[i].source };
	out->marks = marks;
	out->mark_count = list.count;
	TRY(revision_get(s, order_id, list.at[0].seq, true, &out->facts));
	if (origins)
		fact_origins_begin(s->arena, &out->facts, list.at[0].seq, &out->origins);
	return walk(s, order_id, &list, limit, origins, out);
}

const struct view_revision_mark *history_mark(const struct history *h, int64_t seq)
{
	for (size_t i = 0; i < h->mark_count; i++)
		if (h->marks[i].seq == seq)
			return &h->marks[i];
	return NULL;
}

enum err history_lines(struct scope *s, int64_t order_id, struct text currency, struct text after, int64_t limit,
		       struct view_order_line_list *out, struct text *next)
{
	struct sql_history_lines_rows rows;
	struct view_order_line *at;

	TRY(sql_history_lines(s, (struct sql_history_lines){ .order_id = order_id, .after = after, .max = limit + 1 },
			      &rows));
	at = ARENA_ARRAY(s->arena, struct view_order_line, rows.count + 1);
	*out = (struct view_order_line_list){ at, 0 };
	*next = (struct text){ 0 };
	for (size_t i = 0; i < rows.count && i < (size_t)limit; i++, out->count++) {
		const struct sql_history_lines_row *l = &rows.at[i];
		at[i] = (struct view_order_line){ l->line,      l->platform_sku,
						  l->title,     l->ordered,
						  l->cancelled, view_money_of(s, l->price_minor, currency),
						  l->sku_state };
	}
	if (rows.count > out->count)
		*next = at[out->count - 1].line;
	return OK;
}
