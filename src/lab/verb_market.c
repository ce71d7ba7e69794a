/* lab/verb_market.c - the verbs of a scenario that happen at the marketplace. */
#include "base/instant.h"
#include "lab/play.h"

enum { FILL_DAYS = 14 };

enum err verb_shops(struct play *p, struct scope *s, const struct words *w)
{
	if (p->sim)
		return fail(s, ERR_USAGE, "how many shops there are is said before anything else");
	if (w->at[0].number < 1 || w->at[0].number > SHOPS_MAX)
		return fail(s, ERR_USAGE, "a market has 1 to %d shops", SHOPS_MAX);
	p->shops = (int)w->at[0].number;
	return OK;
}

static enum err shop_place(struct play *p, struct scope *s, int64_t shop, int *place)
{
	if (shop < 1 || shop > p->shops)
		return fail(s, ERR_USAGE, "the market's shops are 1 to %d", p->shops);
	*place = (int)shop - 1;
	return OK;
}

enum err verb_fill(struct play *p, struct scope *s, const struct words *w)
{
	int64_t now = sim_now(p->sim);
	struct market *m;
	int place;
	enum err e;

	TRY(shop_place(p, s, w->at[1].number, &place));
	m = sim_lock(p->sim);
	e = market_fill(m, s, place, w->at[0].number > INT32_MAX ? 0 : (int)w->at[0].number, now - FILL_DAYS * DAY_MS,
			now);
	sim_unlock(p->sim);
	return e;
}

static enum err place_orders(struct play *p, struct scope *s, int64_t shop, int64_t count, bool paid, uint32_t *first)
{
	struct market_wish wish = { .count = count > INT32_MAX ? 0 : (int)count, .paid = paid, .now = sim_now(p->sim) };
	struct market *m;
	enum err e;

	TRY(shop_place(p, s, shop, &wish.shop));
	m = sim_lock(p->sim);
	e = market_place(m, s, &wish, first);
	sim_unlock(p->sim);
	return e;
}

static enum err place_named(struct play *p, struct scope *s, const struct words *w, bool paid)
{
	uint32_t number;

	TRY(place_orders(p, s, w->at[1].number, 1, paid, &number));
	return play_name(p, s, w->at[0].text, number);
}

enum err verb_place(struct play *p, struct scope *s, const struct words *w) { return place_named(p, s, w, false); }
enum err verb_place_paid(struct play *p, struct scope *s, const struct words *w) { return place_named(p, s, w, true); }

enum err verb_place_many(struct play *p, struct scope *s, const struct words *w)
{
	uint32_t first;

	return place_orders(p, s, w->at[1].number, w->at[0].number, true, &first);
}

enum err play_act(struct play *p, struct scope *s, struct text name, struct market_act *a)
{
	struct market *m;
	enum err e;

	a->now = sim_now(p->sim);
	TRY(play_order(p, s, name, &a->order));
	m = sim_lock(p->sim);
	e = market_do(m, s, a);
	sim_unlock(p->sim);
	return e;
}

static enum err act(struct play *p, struct scope *s, struct text verb, struct text name, struct text words)
{
	struct market_act a = { .words = words };

	if (!market_verb_find(verb, &a.verb))
		return fail(s, ERR_USAGE, "the market knows no %.*s", TEXT_ARG(verb));
	return play_act(p, s, name, &a);
}

enum err verb_act(struct play *p, struct scope *s, const struct words *w)
{
	return act(p, s, w->verb, w->at[0].text, (struct text){ 0 });
}

enum err verb_edit(struct play *p, struct scope *s, const struct words *w)
{
	return act(p, s, TEXT("address"), w->at[0].text, (struct text){ 0 });
}

enum err verb_note(struct play *p, struct scope *s, const struct words *w)
{
	return act(p, s, w->verb, w->at[0].text, w->at[1].text);
}

static enum err mask_all(struct play *p, bool masked)
{
	sim_masked(p->sim, masked);
	return OK;
}

enum err verb_mask_all(struct play *p, struct scope *s, const struct words *w)
{
	(void)s, (void)w;
	return mask_all(p, true);
}

enum err verb_unmask_all(struct play *p, struct scope *s, const struct words *w)
{
	(void)s, (void)w;
	return mask_all(p, false);
}

/* What has no function of its own is asked of the control API. */
static enum err control(struct play *p, struct scope *s, const char *path, struct text body)
{
	struct http_request q = { .method = TEXT("POST"), .url = text_of(path), .body = body, .peer_loopback = true };
	struct http_answer a = { 0 };

	sim_control(p->sim, s, &q, &a);
	return a.status == 200 ? OK : fail(s, ERR_USAGE, "the market refuses: %.*s", TEXT_ARG(a.body));
}

enum err verb_fault(struct play *p, struct scope *s, const struct words *w)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer j = json_writer_to(&b);

	json_open(&j, NULL);
	json_put_text(&j, "kind", w->at[1].text);
	json_put_int(&j, "count", w->at[0].number);
	json_close(&j);
	return control(p, s, "/faults", buffer_text(&b));
}

enum err verb_token(struct play *p, struct scope *s, const struct words *w)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer j = json_writer_to(&b);
	int place;

	TRY(shop_place(p, s, w->at[0].number, &place));
	json_open(&j, NULL);
	json_put_int(&j, "shop_id", sim_shop(p->sim, (size_t)place).id);
	json_put_text(&j, "event", w->at[1].text);
	json_close(&j);
	return control(p, s, "/tokens", buffer_text(&b));
}

enum err verb_clock_ahead(struct play *p, struct scope *s, const struct words *w)
{
	(void)s;
	sim_clock_offset(p->sim, w->at[0].number * SECOND_MS);
	return OK;
}

enum err verb_clock_behind(struct play *p, struct scope *s, const struct words *w)
{
	(void)s;
	sim_clock_offset(p->sim, -w->at[0].number * SECOND_MS);
	return OK;
}
