/* web/view_order_whole.c - one order whole: head, lines, facts by group, revisions with what changed. */
#include "base/instant.h"
#include "base/money.h"
#include "core/fact.h"
#include "store/sql.h"
#include "web/view.h"
#include "web/view_order.h"
#include "web/view_order_item.h"
#include "work/revision.h"

enum { REVISIONS_SHOWN = 20 };

static enum err view_lines(struct scope *s, int64_t id, struct text currency, struct json_writer *w)
{
	struct sql_order_line_list_rows lines;

	TRY(sql_order_line_list(s, (struct sql_order_line_list){ .ids = &id, .ids_count = 1 }, &lines));
	json_open_array(w, "lines");
	for (size_t i = 0; i < lines.count; i++) {
		const struct sql_order_line_list_row *l = &lines.at[i];
		json_open(w, NULL);
		json_put_text(w, "line", l->line);
		json_put_text(w, "sku", l->platform_sku);
		json_put_text(w, "title", l->title);
		json_put_int(w, "ordered", l->ordered);
		json_put_int(w, "cancelled", l->cancelled);
		view_money(s, w, "price", l->price_minor, currency);
		json_close(w);
	}
	json_close_array(w);
	return OK;
}

/* A value as a person reads it: money with its decimals, moments in RFC 3339. */
static struct text fact_shown(struct scope *s, const struct fact *f, struct text currency)
{
	enum field_type type = field_type(f->field);
	int64_t n;

	if (type == TYPE_MONEY && text_to_int(f->value, &n) && currency_exponent(currency) >= 0)
		return money_format(s->arena, n, currency);
	if (type == TYPE_TIME && text_to_int(f->value, &n) && n >= 0 && n <= INSTANT_MAX)
		return instant_format(s->arena, n);
	return f->value;
}

static void view_facts(struct scope *s, const struct facts *f, struct json_writer *w)
{
	struct text currency = facts_find(f, FIELD_CURRENCY, TEXT(""));

	json_open(w, "facts");
	for (int g = 0; g < GROUP_COUNT; g++) {
		json_open_array(w, group_name((enum field_group)g));
		for (size_t i = 0; i < f->count; i++) {
			if (field_group(f->at[i].field) != (enum field_group)g)
				continue;
			json_open(w, NULL);
			json_put_z(w, "field", field_name(f->at[i].field));
			json_put_text(w, "line", f->at[i].line.at ? f->at[i].line : TEXT(""));
			json_put_text(w, "value", fact_shown(s, &f->at[i], currency));
			json_close(w);
		}
		json_close_array(w);
	}
	json_close(w);
}

/* Which groups and fields a revision touched, without the values: those may be personal. */
static void view_changes(struct scope *s, const struct facts *before, const struct facts *after, struct json_writer *w)
{
	struct changes c = { 0 };
	bool seen[FIELD_COUNT] = { false };
	uint32_t groups;

	if (before)
		facts_diff(s->arena, before, after, &c);
	groups = changes_groups(&c);
	json_open_array(w, "groups");
	for (int g = 0; g < GROUP_COUNT; g++)
		if (groups >> g & 1)
			json_put_z(w, NULL, group_name((enum field_group)g));
	json_close_array(w);
	json_open_array(w, "fields");
	for (size_t i = 0; i < c.count; i++) {
		if (!seen[c.at[i].field])
			json_put_z(w, NULL, field_name(c.at[i].field));
		seen[c.at[i].field] = true;
	}
	json_close_array(w);
}

static void view_revision(struct scope *s, const struct sql_revision_list_row *r, const struct facts *before,
			  const struct facts *facts, struct json_writer *w)
{
	json_open(w, NULL);
	json_put_int(w, "seq", r->seq);
	view_time(s, w, "at", r->asked_at);
	view_time(s, w, "channel_version", r->channel_ver);
	json_put_text(w, "source", r->source);
	view_changes(s, before, facts, w);
	json_close(w);
}

/* The newest ones; each is compared with the one before it. `latest` gets the facts of the newest. */
static enum err view_revisions(struct scope *s, int64_t id, bool people, struct facts *latest, struct json_writer *w)
{
	struct sql_revision_list_rows list;
	struct facts after, before = { 0 };

	*latest = (struct facts){ 0 };
	TRY(sql_revision_list(
		s, (struct sql_revision_list){ .order_id = id, .before_seq = INT64_MAX, .max = REVISIONS_SHOWN + 1 },
		&list));
	json_open_array(w, "revisions");
	if (list.count > 0)
		TRY(revision_get(s, id, list.at[0].seq, people, latest));
	after = *latest;
	for (size_t i = 0; i < list.count && i < REVISIONS_SHOWN; i++) {
		bool first = i + 1 == list.count;
		if (!first)
			TRY(revision_get(s, id, list.at[i + 1].seq, people, &before));
		view_revision(s, &list.at[i], first ? NULL : &before, &after, w);
		after = before;
	}
	json_close_array(w);
	json_put_bool(w, "older_revisions", list.count > REVISIONS_SHOWN);
	return OK;
}

enum err view_order(struct scope *s, int64_t id, bool people, struct json_writer *w)
{
	struct text currency = { 0 };
	struct facts facts;

	json_open(w, NULL);
	TRY(view_order_head(s, id, people, w, &currency));
	TRY(view_lines(s, id, currency, w));
	TRY(view_revisions(s, id, people, &facts, w));
	view_facts(s, &facts, w);
	json_close(w);
	return OK;
}
