/* lab/verb_expect.c - what a scenario expects of an order, of the list, and of the whole, as the API shows it. */
#include "lab/play.h"
#include "sim/world.h"
#include "store/sql.h"
#include "work/converse.h"
#include "work/prepare.h"
#include "work/token.h"

enum { BATCH = 50, LIST_MAX = 100, PAGES_MAX = 100000 };

static enum err same(struct scope *s, struct text what, struct text got, struct text wanted)
{
	if (text_same(got, wanted))
		return OK;
	if (!got.at)
		return fail(s, ERR_INTERNAL, "%.*s is expected to be \"%.*s\", but there is none", TEXT_ARG(what),
			    TEXT_ARG(wanted));
	return fail(s, ERR_INTERNAL, "%.*s is expected to be \"%.*s\", but it is \"%.*s\"", TEXT_ARG(what),
		    TEXT_ARG(wanted), TEXT_ARG(got));
}

static enum err same_number(struct scope *s, struct text what, int64_t got, int64_t wanted)
{
	return same(s, what, text_format(s->arena, "%lld", (long long)got),
		    text_format(s->arena, "%lld", (long long)wanted));
}

enum err play_held(struct play *p, struct scope *s, struct text name, int64_t *id)
{
	char sn[ORDER_SN_SIZE + 1] = "";
	struct sql_order_by_ref_row row;
	struct market *m;
	uint32_t number;
	int64_t shop_id;
	int shop;

	TRY(play_order(p, s, name, &number));
	m = sim_lock(p->sim);
	market_sn(m, number, sn);
	shop = market_order(m, number)->shop;
	sim_unlock(p->sim);
	TRY(play_shop(p, s, shop + 1, &shop_id));
	TRY(sql_order_by_ref(
		s, (struct sql_order_by_ref){ .shop_id = shop_id, .ref = text_copy(s->arena, text_of(sn)) }, &row));
	*id = row.id;
	return OK;
}

enum err play_show(struct play *p, struct scope *s, struct text name, struct json *out)
{
	int64_t id;
	enum err e = play_held(p, s, name, &id);

	if (e == ERR_NO_ROW)
		return fail(s, ERR_INTERNAL, "the order is expected to be held, but we have none of its number");
	TRY(e);
	return play_ask(p, s, "GET", text_format(s->arena, "/orders/%lld", (long long)id), (struct text){ 0 }, out);
}

static enum err member(struct play *p, struct scope *s, const struct words *w, const char *path, struct text wanted)
{
	struct json order;

	TRY(play_show(p, s, w->at[0].text, &order));
	return same(s, text_format(s->arena, "\"%s\"", path), json_text(json_path(order, path)), wanted);
}

enum err expect_tab(struct play *p, struct scope *s, const struct words *w)
{
	return member(p, s, w, "state", w->at[1].text);
}

enum err expect_status(struct play *p, struct scope *s, const struct words *w)
{
	return member(p, s, w, "word", w->at[1].text);
}

enum err expect_payment(struct play *p, struct scope *s, const struct words *w)
{
	return member(p, s, w, "payment_status", w->at[1].text);
}

enum err expect_hold(struct play *p, struct scope *s, const struct words *w)
{
	return member(p, s, w, "hold", w->at[1].text);
}

enum err expect_recipient(struct play *p, struct scope *s, const struct words *w)
{
	return member(p, s, w, "recipient.name", w->at[1].text);
}

enum err expect_method(struct play *p, struct scope *s, const struct words *w)
{
	return member(p, s, w, "delivery_method", w->at[1].text);
}

enum err expect_revision(struct play *p, struct scope *s, const struct words *w)
{
	return member(p, s, w, "revision", w->at[1].text);
}

enum err expect_free(struct play *p, struct scope *s, const struct words *w)
{
	struct json order;

	TRY(play_show(p, s, w->at[0].text, &order));
	struct text hold = json_text(json_at(order, "hold"));
	return hold.at ? fail(s, ERR_INTERNAL, "nothing is expected to hold the order, but \"%.*s\" does",
			      TEXT_ARG(hold))
		       : OK;
}

enum err expect_not_held(struct play *p, struct scope *s, const struct words *w)
{
	int64_t id;
	enum err e = play_held(p, s, w->at[0].text, &id);

	if (e == OK)
		return fail(s, ERR_INTERNAL, "the order is expected not to be held, but it is");
	return e == ERR_NO_ROW ? OK : e;
}

struct listing {
	const char *filter; /* "tab=pending" */
	int64_t limit, count;
	struct text last, last_placed;
};

/* Newest first and none twice: each comes strictly after the one before it, by moment and then by id. */
static enum err list_item(struct scope *s, struct listing *l, struct json item)
{
	struct text placed = json_text(json_at(item, "placed")), id = json_text(json_at(item, "id"));
	int64_t now = 0, before = 0;
	int order = text_order(placed, l->last_placed);

	if (!text_to_int(id, &now) || (l->last.at && !text_to_int(l->last, &before)))
		return fail(s, ERR_INTERNAL, "an order's id is expected to be a number, but it is \"%.*s\"",
			    TEXT_ARG(id));
	if (l->last.at && (order > 0 || (order == 0 && now >= before)))
		return fail(s, ERR_INTERNAL,
			    "the list is expected to be newest first and each once, but %.*s follows %.*s",
			    TEXT_ARG(id), TEXT_ARG(l->last));
	l->last = id;
	l->last_placed = placed;
	l->count++;
	return OK;
}

static enum err list(struct play *p, struct scope *s, struct listing *l)
{
	struct text after = { 0 };

	for (int page = 0; page < PAGES_MAX; page++) {
		struct buffer path = buffer_in(s->arena);
		struct json answer, items;

		buffer_format(&path, "/orders?limit=%lld&%s", (long long)l->limit, l->filter);
		if (after.at)
			buffer_format(&path, "&after=%.*s", TEXT_ARG(after));
		TRY(play_ask(p, s, "GET", buffer_text(&path), (struct text){ 0 }, &answer));
		items = json_at(answer, "items");
		if ((int64_t)json_count(items) > l->limit)
			return fail(s, ERR_INTERNAL, "a page is expected to have at most %lld orders, but it has %zu",
				    (long long)l->limit, json_count(items));
		for (struct json i = json_first(items); json_kind(i) != JSON_NONE; i = json_next(items, i))
			TRY(list_item(s, l, i));
		after = json_text(json_at(answer, "next"));
		if (!after.at)
			return OK;
	}
	return fail(s, ERR_INTERNAL, "the list is expected to end, but it does not after %d pages", PAGES_MAX);
}

static enum err listed(struct play *p, struct scope *s, const char *filter, int64_t limit, int64_t wanted)
{
	struct listing l = { .filter = filter, .limit = limit };

	TRY(list(p, s, &l));
	return same_number(s, text_format(s->arena, "the number of orders with %s", filter), l.count, wanted);
}

enum err expect_count(struct play *p, struct scope *s, const struct words *w)
{
	struct buffer b = buffer_in(s->arena);

	url_add(&b, w->at[1].text);
	return listed(p, s, text_format(s->arena, "tab=%.*s", TEXT_ARG(buffer_text(&b))).at, LIST_MAX, w->at[0].number);
}

enum err expect_count_shop(struct play *p, struct scope *s, const struct words *w)
{
	int64_t id;

	TRY(play_shop(p, s, w->at[1].number, &id));
	return listed(p, s, text_format(s->arena, "shop=%lld", (long long)id).at, LIST_MAX, w->at[0].number);
}

enum err expect_pages(struct play *p, struct scope *s, const struct words *w)
{
	return listed(p, s, "tab=all", w->at[1].number, w->at[0].number);
}

/* The counts of the tabs, by the same filters, add up to what is listed. */
enum err expect_filtered(struct play *p, struct scope *s, const struct words *w)
{
	struct text filter = w->at[1].text;
	struct json counts;
	int64_t sum = 0, n;

	TRY(listed(p, s, text_z(s->arena, filter), LIST_MAX, w->at[0].number));
	TRY(play_ask(p, s, "GET", text_format(s->arena, "/orders/counts?%.*s", TEXT_ARG(filter)), (struct text){ 0 },
		     &counts));
	for (struct json tab = json_first(counts); json_kind(tab) != JSON_NONE; tab = json_next(counts, tab))
		sum += json_int(json_at(tab, "count"), &n) ? n : 0;
	return same_number(s, TEXT("the sum of the counts of the tabs"), sum, w->at[0].number);
}

enum err expect_first(struct play *p, struct scope *s, const struct words *w)
{
	struct text path = text_format(s->arena, "/orders?limit=1&%.*s", TEXT_ARG(w->at[1].text));
	struct json answer;
	int64_t id;

	TRY(play_held(p, s, w->at[0].text, &id));
	TRY(play_ask(p, s, "GET", path, (struct text){ 0 }, &answer));
	return same(s, TEXT("the first one's id"), json_text(json_at(json_first(json_at(answer, "items")), "id")),
		    text_format(s->arena, "%lld", (long long)id));
}

/* ---- everything, word for word ---- */

/* The next orders of one shop of the market, as their public numbers; *at moves on. */
static size_t take_refs(struct play *p, struct scope *s, int shop, uint32_t *at, struct text refs[BATCH])
{
	struct market *m = sim_lock(p->sim);
	size_t count = 0;

	for (; *at < market_order_count(m) && count < BATCH; ++*at) {
		char sn[ORDER_SN_SIZE];

		if (market_order(m, *at)->shop != shop)
			continue;
		market_sn(m, *at, sn);
		refs[count++] = text_copy(s->arena, (struct text){ sn, sizeof sn });
	}
	sim_unlock(p->sim);
	return count;
}

static enum err compare_batch(struct play *p, struct scope *s, struct shop *shop, struct conversation *c)
{
	struct packing packing = { 0 };
	struct intake in = { .node = p->node, .shop = shop, .packing = &packing };
	struct prepared *all;
	enum err e;

	while ((e = converse(s, c, c->talk.channel->feeds->detail)) == ERR_CHANNEL_BUSY && c->wait_until)
		sim_world_sleep(p->world, c->wait_until - world_now(p->world)); /* our own pace */
	TRY(e);
	if (c->talk.seen_count != c->talk.ref_count)
		return fail(s, ERR_INTERNAL, "the channel knows %zu of %zu orders of its own", c->talk.seen_count,
			    c->talk.ref_count);
	in.seen = c->talk.seen;
	in.count = c->talk.seen_count;
	for (size_t i = 0; i < in.count; i++)
		in.seen[i].asked_at = c->asked_at;
	TRY(prepare_compare(s, &in, &all));
	for (size_t i = 0; i < in.count; i++)
		if (all[i].fate == FATE_NEW || all[i].fate == FATE_CHANGED || all[i].fate == FATE_PARKED)
			return fail(s, ERR_INTERNAL,
				    "order %.*s is expected to be as the channel says it, but it is %s",
				    TEXT_ARG(in.seen[i].ref),
				    all[i].fate == FATE_NEW       ? "not held"
				    : all[i].fate == FATE_CHANGED ? "older"
								  : "not to be read");
	return OK;
}

/* Asks the channel for each order by its id: what it says must be what we hold. */
static enum err compare_shop(struct play *p, struct scope *s, int place)
{
	struct text refs[BATCH];
	struct conversation c;
	struct shop shop;
	uint32_t at = 0;
	size_t count;

	TRY(shop_get(s, p->shop_ids[place], &shop));
	TRY(shop_lease(p->node, s, &shop));
	TRY(converse_open(p->node, s, &shop, &c));
	TRY(token_use(s, &c, false));
	while ((count = take_refs(p, s, place, &at, refs)) > 0) {
		c.talk.refs = refs;
		c.talk.ref_count = count;
		TRY(compare_batch(p, s, &shop, &c));
	}
	return OK;
}

enum err expect_all(struct play *p, struct scope *s, const struct words *w)
{
	struct listing l = { .filter = "tab=all", .limit = LIST_MAX };
	struct market *m = sim_lock(p->sim);
	int64_t there = (int64_t)market_order_count(m);

	(void)w;
	sim_unlock(p->sim);
	for (int i = 0; i < p->shops; i++) {
		int64_t id;

		TRY(play_shop(p, s, i + 1, &id));
		TRY(compare_shop(p, s, i));
	}
	TRY(list(p, s, &l));
	return same_number(s, TEXT("the number of orders held"), l.count, there);
}
