/* sim/lost_test.c - pushes that nobody took are told oldest first, a hundred at once, until they are confirmed. */
#include "base/instant.h"
#include "sim/lost.h"
#include "sim/push.h"
#include "sim/shopee_peer.h"
#include "tests/check.h"
#include <string.h>

#define ASK "/api/v2/push/get_lost_push_message"
#define KEPT "/api/v2/push/confirm_consumed_lost_push_message"

static void add(struct lost *l, const char *body)
{
	char *own = strdup(body);

	CHECK(own);
	lost_add(l, own);
}

TEST(what_was_lost_stands_by_age_until_it_is_confirmed_or_three_days_old)
{
	struct peer *p = peer_open(0);
	struct lost *l = lost_new(&p->world);

	add(l, "a");
	p->now += DAY_MS;
	add(l, "b");
	add(l, "c");
	CHECK_EQ(lost_count(l), 3);
	CHECK_TEXT(text_of(lost_body(l, 0)), "a");
	CHECK(!lost_confirm(l, 0) && !lost_confirm(l, 4));
	p->now += 2 * DAY_MS + 1;
	CHECK_EQ(lost_count(l), 2);
	CHECK(lost_confirm(l, lost_id(l, 0)));
	CHECK_EQ(lost_count(l), 1);
	CHECK_TEXT(text_of(lost_body(l, 0)), "c");
	CHECK(lost_confirm(l, 1)); /* once more: they are known already */
	CHECK_EQ(lost_count(l), 1);
	lost_free(l);
	peer_close(p);
}

static struct json list_of(struct peer *p) { return json_path(p->body, "response.push_message_list"); }

static void lose_orders(struct peer *p, int count)
{
	struct sim_push plan = { .url = TEXT("https://shop.example/hooks"), .key = TEXT("k"), .lost = 1000000 };
	struct market_wish wish = { .count = count, .paid = true, .now = sim_now(p->sim) };
	uint32_t first;
	enum err e;

	CHECK_OK(sim_push(p->sim, &p->s, &plan));
	e = market_place(sim_lock(p->sim), &p->s, &wish, &first);
	sim_unlock(p->sim);
	CHECK_OK(e);
	sim_push_authorisation(p->sim, p->shop, PUSH_ENDS_SOON);
}

/* Told by the public signature, without any token; a dash stands where others say nothing. */
TEST(the_app_asks_for_what_was_lost_and_confirms_it_by_its_last_number)
{
	struct peer *p = peer_open(0);
	struct json first, last;

	peer_public(p, "GET", ASK, "", "");
	CHECK_TEXT(peer_error(p), "-");
	CHECK_EQ(json_count(list_of(p)), 0);
	lose_orders(p, 120);
	for (int i = 0; i < 2; i++) { /* unconfirmed they are told again */
		peer_public(p, "GET", ASK, "", "");
		CHECK_EQ(json_count(list_of(p)), 100);
		CHECK(json_is_true(json_path(p->body, "response.has_next_page")));
	}
	first = json_first(list_of(p));
	CHECK_TEXT(json_text(json_at(first, "code")), "3");
	CHECK_SAME(json_text(json_at(first, "shop_id")), json_text(json_path(first, "data.shop_id")));
	CHECK_EQ(json_text(json_path(first, "data.data.ordersn")).size, ORDER_SN_SIZE);
	last = json_path(p->body, "response.last_message_id");
	peer_public(p, "POST", KEPT, "",
		    text_format(p->s.arena, "{\"last_message_id\":%.*s}", TEXT_ARG(json_text(last))).at);
	CHECK_TEXT(peer_error(p), "");
	peer_public(p, "GET", ASK, "", "");
	CHECK_EQ(json_count(list_of(p)), 21);
	CHECK(!json_is_true(json_path(p->body, "response.has_next_page")));
	peer_close(p);
}

TEST(a_confirmation_that_makes_no_sense_confirms_nothing)
{
	static const char *const bodies[] = {
		"", "{}", "{\"last_message_id\":\"1\"}", "{\"last_message_id\":3}", "{\"last_message_id\":0}", "["
	};
	struct peer *p = peer_open(0);

	lose_orders(p, 1);
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		peer_public(p, "POST", KEPT, "", bodies[i]);
		CHECK_TEXT(peer_error(p), "error_param");
	}
	peer_raw(p, "GET", TEXT(ASK "?partner_id=2001887&timestamp=1790000000&sign=00"), TEXT(""));
	CHECK_TEXT(peer_error(p), "error_sign");
	peer_public(p, "GET", ASK, "", "");
	CHECK_EQ(json_count(list_of(p)), 2);
	peer_close(p);
}

TEST(a_push_that_was_refused_three_times_is_lost)
{
	struct peer *p = peer_open(0);
	struct lost *l = lost_new(&p->world);
	struct push *push = push_new(&p->world, sim_lock(p->sim), l);
	struct push_out out;

	sim_unlock(p->sim);
	CHECK_OK(push_plan(push, &p->s,
			   &(struct sim_push){ .url = TEXT("https://shop.example/hooks"), .key = TEXT("k") }));
	push_authorisation(push, p->shop, PUSH_WITHDRAWN);
	for (int i = 0; i < 3; i++) {
		CHECK_EQ(lost_count(l), 0);
		CHECK(push_take(push, &p->s, true, &out));
		push_ended(push, &out, false);
	}
	CHECK(!push_take(push, &p->s, true, &out));
	CHECK_EQ(lost_count(l), 1);
	CHECK_EQ(push_counts(push).lost, 1);
	push_free(push);
	lost_free(l);
	market_watch(sim_lock(p->sim), NULL, NULL);
	sim_unlock(p->sim);
	peer_close(p);
}
