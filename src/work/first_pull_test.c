/* work/first_pull_test.c - a first pull reads the newest day first, goes back day by day, and reads what is new in between. */
#include "base/instant.h"
#include "work/rig.h"
#include "work/shops.h"
#include <string.h>

enum { LISTS_MAX = 400, ORDERS = 40 };

/* Between us and the market: which stretches are listed, what befalls at one of them, which order is not shown. */
struct watch {
	struct rig rig;
	struct window lists[LISTS_MAX];
	int count;
	int news_at;         /* at this listing the market's clock is ten minutes on, and an order is placed */
	uint32_t news;       /* … this one */
	struct text unshown; /* {0}: none */
};

static bool of_first_shop(struct watch *w, struct scope *s, const struct http_request *q)
{
	struct text shop;
	int64_t id;

	return http_query(s->arena, q->url, "shop_id", &shop) && text_to_int(shop, &id) &&
	       id == sim_shop(w->rig.sim, 0).id;
}

static void count_list(struct watch *w, struct scope *s, const struct http_request *q)
{
	struct text from, to;
	struct window *at = &w->lists[w->count];

	CHECK(w->count < LISTS_MAX);
	CHECK(http_query(s->arena, q->url, "time_from", &from) && text_to_int(from, &at->from));
	CHECK(http_query(s->arena, q->url, "time_to", &to) && text_to_int(to, &at->to));
	at->from *= SECOND_MS;
	at->to *= SECOND_MS;
	w->count++;
}

static enum err through(void *arg, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct watch *w = arg;
	struct http_request other = *q;
	char *url = ARENA_ARRAY(s->arena, char, q->url.size + 1);
	char *hidden;

	memcpy(url, q->url.at, q->url.size);
	url[q->url.size] = '\0';
	if (text_ends(http_path(q->url), "/get_order_list") && of_first_shop(w, s, q)) {
		count_list(w, s, q);
		if (w->count == w->news_at) {
			sim_clock_offset(w->rig.sim, 10 * MINUTE_MS);
			w->news = rig_place(&w->rig, 0, 1);
		}
	}
	hidden = w->unshown.size ? strstr(url, w->unshown.at) : NULL;
	if (hidden) /* another number of the same length, which no order has */
		memset(hidden, 'Z', w->unshown.size);
	other.url = (struct text){ url, q->url.size };
	return sim_send(w->rig.sim, s, &other, a);
}

static void watch_open(struct scope *s, struct watch *w)
{
	*w = (struct watch){ .count = 0 };
	try_hurry(20);
	rig_open(s, &w->rig, ORDERS);
	try_plug(s, through, w);
}

static struct sql_feed_get_row feed(struct watch *w)
{
	struct sql_feed_get_row row;

	CHECK_OK(sql_feed_get(w->rig.s,
			      (struct sql_feed_get){ .shop_id = w->rig.made.shops[0], .name = TEXT("orders") }, &row));
	return row;
}

ON_BOTH(S001_14_the_newest_day_is_read_first_and_then_what_was_before)
{
	struct watch w;
	struct sql_feed_get_row before, after;
	int64_t now;

	watch_open(s, &w);
	now = world_now(s->world);
	before = feed(&w);
	CHECK(before.first_from <= now - 30 * DAY_MS + MINUTE_MS);
	CHECK_EQ(before.back_at, before.cursor_at);
	CHECK(before.cursor_at > now - DAY_MS - MINUTE_MS);
	rig_pull(&w.rig, 0);
	after = feed(&w);
	CHECK(w.lists[0].from > now - DAY_MS - 10 * MINUTE_MS);
	for (int i = 1; i < w.count; i++) /* never back towards the new, but within a stretch */
		CHECK(w.lists[i].from <= w.lists[i - 1].to + MINUTE_MS);
	CHECK(w.lists[w.count - 1].to < now - 10 * DAY_MS);
	CHECK_EQ(after.back_at, before.first_from);
	CHECK_EQ(after.since, before.first_from);
	CHECK_EQ(after.proved_to, after.cursor_at);
	CHECK(after.cursor_at > before.cursor_at);
	w.count = 0;
	rig_pull(&w.rig, 0); /* later pulls are quick */
	CHECK_EQ(w.count, 2);
	CHECK(w.lists[0].from > now - 10 * MINUTE_MS);
	rig_pull(&w.rig, 1);
	CHECK_EQ(rig_count(&w.rig), ORDERS);
	rig_close(&w.rig);
}

ON_BOTH(S001_14_an_order_that_comes_during_a_first_pull_is_read_before_the_rest_of_history)
{
	struct watch w;
	int64_t now;
	int news = -1;

	watch_open(s, &w);
	now = world_now(s->world);
	w.news_at = 4; /* in the midst of history */
	rig_pull(&w.rig, 0);
	for (int i = 4; i < w.count && news < 0; i++)
		news = w.lists[i].to > now + 5 * MINUTE_MS ? i : -1;
	CHECK(news > 0);
	CHECK(news < w.count - 4); /* history went on after it */
	CHECK(w.lists[w.count - 1].to < now - 10 * DAY_MS);
	CHECK_TEXT(rig_order(&w.rig, 0, rig_sn(&w.rig, w.news)).state, "pending");
	CHECK_EQ(feed(&w).since, feed(&w).first_from);
	rig_close(&w.rig);
}

/* An order of the first shop that changed last more than three days ago. */
static struct text old_order(struct watch *w)
{
	struct market *m = sim_lock(w->rig.sim);
	int64_t limit = world_now(w->rig.s->world) - 3 * DAY_MS;
	uint32_t count = (uint32_t)market_order_count(m), found = count;

	for (uint32_t n = 0; n < count; n++)
		if (market_order(m, n)->shop == 0 && (int64_t)market_order(m, n)->updated * SECOND_MS < limit)
			found = n;
	CHECK(found < count);
	sim_unlock(w->rig.sim);
	return rig_sn(&w->rig, found);
}

ON_BOTH(history_that_could_not_be_read_whole_is_not_called_complete_until_it_is)
{
	struct watch w;
	int64_t held;

	watch_open(s, &w);
	w.unshown = old_order(&w);
	rig_pull(&w.rig, 0);
	held = rig_count(&w.rig);
	CHECK_EQ(feed(&w).back_at, feed(&w).first_from);
	CHECK(feed(&w).since > feed(&w).first_from);
	rig_pull(&w.rig, 0);
	CHECK(feed(&w).since > feed(&w).first_from);
	w.unshown = (struct text){ 0 };
	rig_pull(&w.rig, 0); /* what was parked heals, and history is read once more */
	CHECK_EQ(rig_count(&w.rig), held + 1);
	CHECK_EQ(feed(&w).since, feed(&w).first_from);
	rig_close(&w.rig);
}

ON_BOTH(a_first_pull_of_a_day_or_less_has_no_history)
{
	struct watch w;
	struct text code;
	struct sim_shop shop;
	struct account_new a = { .channel = TEXT("shopee"),
				 .app_id = TEXT("2001887"),
				 .app_key = secret_of(TEXT(SIM_PARTNER_KEY)),
				 .base = TEXT("http://127.0.0.1:1"),
				 .first_back_ms = HOUR_MS };
	struct sql_feed_get_row row;

	w = (struct watch){ .count = 0 };
	rig_open_alone(s, &w.rig, 0);
	shop = sim_shop(w.rig.sim, 0);
	CHECK_OK(sim_authorise(w.rig.sim, s, 0, false, &code));
	a.code = secret_of(code);
	a.code_ref = text_format(s->arena, "%lld", (long long)shop.id);
	CHECK_OK(account_add(w.rig.node, s, &a, &w.rig.made));
	row = feed(&w);
	CHECK_EQ(row.cursor_at, row.first_from);
	CHECK_EQ(row.back_at, row.first_from);
	rig_pull(&w.rig, 0);
	CHECK_EQ(feed(&w).proved_to, feed(&w).cursor_at);
	rig_close(&w.rig);
}
