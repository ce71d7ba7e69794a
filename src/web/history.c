/* web/history.c - what the API answers about how one order came to be as it is. */
#include "channel/redact.h"
#include "store/sql.h"
#include "web/handlers.h"
#include "web/view_history.h"
#include "work/revision.h"

enum { CHANGES_SHOWN = 1000, RAW_SHOWN = 1024 * 1024 };

static bool may_see_people(const struct call *c) { return right_held(c->session.rights, RIGHT_READ_PEOPLE); }

static enum err order_find(struct scope *s, int64_t id, struct sql_history_order_row *out)
{
	enum err e = sql_history_order(s, (struct sql_history_order){ .id = id }, out);

	return e == ERR_NO_ROW ? fail(s, ERR_ORDER_UNKNOWN, "there is no order %lld", (long long)id) : e;
}

/* The revision that a parameter names, which must be given. */
static enum err mark_find(struct scope *s, const struct call *c, const struct parameter *p,
			  struct view_revision_mark *out)
{
	struct sql_history_revision_row row;
	int64_t seq = 0;
	enum err e;

	if (!p->value.at)
		return fail(s, ERR_BAD_REQUEST, "the parameter \"%s\" must say which revision", p->name);
	TRY(parameter_int(s, p, 1, INT64_MAX, &seq));
	e = sql_history_revision(s, (struct sql_history_revision){ .order_id = c->id, .seq = seq }, &row);
	if (e == ERR_NO_ROW)
		return fail(s, ERR_REVISION_UNKNOWN, "the order has no revision %lld", (long long)seq);
	TRY(e);
	*out = (struct view_revision_mark){ seq, row.asked_at, row.source };
	return OK;
}

/* How a value stood; {0} where it was not stated. */
static struct text value_of(struct scope *s, enum field field, struct text value, const struct facts *f)
{
	return value.at ? history_value(s, field, value, facts_find(f, FIELD_CURRENCY, TEXT(""))) : value;
}

static enum err compare(struct scope *s, const struct call *c, struct view_comparison *v)
{
	struct facts from, to;
	struct changes all;
	struct view_change *at;

	TRY(revision_get(s, c->id, v->from.seq, true, &from));
	TRY(revision_get(s, c->id, v->to.seq, true, &to));
	facts_compare(s->arena, &from, &to, may_see_people(c), &all);
	v->cut = all.count > CHANGES_SHOWN;
	v->changes.count = v->cut ? CHANGES_SHOWN : all.count;
	v->changes.at = at = ARENA_ARRAY(s->arena, struct view_change, v->changes.count + 1);
	for (size_t i = 0; i < v->changes.count; i++) {
		const struct change *x = &all.at[i];
		at[i] = (struct view_change){
			.group = text_of(group_name(field_group(x->field))),
			.field = text_of(field_name(x->field)),
			.line = x->line,
			.was = value_of(s, x->field, x->before, &from),
			.is = value_of(s, x->field, x->after, &to),
		};
	}
	return OK;
}

enum err orders_compare(struct scope *s, struct call *c)
{
	enum { FROM, TO, COUNT };
	struct parameter p[COUNT] = { { "from", { 0 } }, { "to", { 0 } } };
	struct view_comparison v = { 0 };
	struct sql_history_order_row order;

	TRY(call_parameters(s, c, p, COUNT));
	TRY(order_find(s, c->id, &order));
	TRY(mark_find(s, c, &p[FROM], &v.from));
	TRY(mark_find(s, c, &p[TO], &v.to));
	TRY(compare(s, c, &v));
	view_comparison_write(&c->json, NULL, &v);
	return OK;
}

enum err orders_raw(struct scope *s, struct call *c)
{
	struct parameter p[] = { { "seq", { 0 } } };
	struct view_revision_mark mark;
	struct sql_history_order_row order;
	const struct channel *channel;
	struct text raw, shown;
	enum err e;

	TRY(call_parameters(s, c, p, 1));
	TRY(order_find(s, c->id, &order));
	TRY(mark_find(s, c, &p[0], &mark));
	channel = channel_find(order.channel);
	if (!channel)
		return fail(s, ERR_CHANNEL_UNKNOWN, "the order's channel is not one of this program's");
	e = revision_raw(s, c->id, mark.seq, &raw);
	if (e == ERR_NO_ROW)
		return fail(s, ERR_RAW_EXPIRED, "what the channel answered for revision %lld is no longer kept",
			    (long long)mark.seq);
	TRY(e);
	TRY(channel_redact(s, channel, raw, may_see_people(c), &raw));
	shown = text_limit(raw, RAW_SHOWN);
	view_raw_write(&c->json, NULL,
		       &(struct view_raw){ mark.seq, mark.at, mark.source, shown, shown.size < raw.size });
	return OK;
}

enum err orders_revisions(struct scope *s, struct call *c)
{
	enum { AFTER, LIMIT, COUNT };
	struct parameter p[COUNT] = { { "after", { 0 } }, { "limit", { 0 } } };
	int64_t before = INT64_MAX, limit = REVISIONS_SHOWN;
	struct sql_history_order_row order;
	struct history h;

	TRY(call_parameters(s, c, p, COUNT));
	TRY(parameter_int(s, &p[AFTER], 1, INT64_MAX, &before));
	TRY(parameter_int(s, &p[LIMIT], 1, REVISIONS_SHOWN_MAX, &limit));
	TRY(order_find(s, c->id, &order));
	TRY(history_read(s, c->id, before, limit, false, &h));
	view_revision_page_write(&c->json, NULL, &(struct view_revision_page){ h.revisions, h.next });
	return OK;
}

enum err orders_lines(struct scope *s, struct call *c)
{
	enum { AFTER, LIMIT, COUNT };
	struct parameter p[COUNT] = { { "after", { 0 } }, { "limit", { 0 } } };
	int64_t limit = LINES_SHOWN;
	struct sql_history_order_row order;
	struct view_order_line_page page;

	TRY(call_parameters(s, c, p, COUNT));
	TRY(parameter_int(s, &p[LIMIT], 1, LINES_SHOWN_MAX, &limit));
	TRY(order_find(s, c->id, &order));
	TRY(history_lines(s, c->id, order.currency, p[AFTER].value.at ? p[AFTER].value : TEXT(""), limit, &page.items,
			  &page.next));
	view_order_line_page_write(&c->json, NULL, &page);
	return OK;
}
