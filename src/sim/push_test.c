/* sim/push_test.c - the market's pushes: signed as the sheet says, late, doubled, forged, lost as planned. */
#include "base/http.h"
#include "sim/lost.h"
#include "sim/push.h"
#include "sim/sim.h"
#include "tests/check.h"

#define URL "https://lockstep.example/push/shopee"

static struct sim *market_of(const struct sim_push *plan)
{
	struct sim *sim;

	CHECK_OK(sim_open(check_scope(), &(struct sim_options){ .seed = 3, .shops = 1 }, &sim));
	CHECK_OK(sim_push(sim, check_scope(), plan));
	return sim;
}

static void place(struct sim *sim, int count)
{
	struct market_wish wish = { .count = count, .paid = true, .now = sim_now(sim) };
	uint32_t first;
	enum err e = market_place(sim_lock(sim), check_scope(), &wish, &first);

	sim_unlock(sim);
	CHECK_OK(e);
}

TEST(each_order_placed_is_pushed_and_signed_by_address_and_body)
{
	struct sim *sim = market_of(&(struct sim_push){ .url = TEXT(URL), .key = TEXT("k") });
	struct scope *s = check_scope();
	struct lost *lost = lost_new(s->world);
	struct push *p = push_new(s->world, sim_lock(sim), lost);
	struct push_out out;

	sim_unlock(sim);
	CHECK_OK(push_plan(p, s, &(struct sim_push){ .url = TEXT(URL), .key = TEXT("k") }));
	place(sim, 2);
	CHECK_EQ(push_waiting(p), 2);
	CHECK(push_take(p, s, false, &out));
	struct text body = out.request.body;
	struct digest256 d =
		digest_hmac_sha256(secret_of(TEXT("k")), text_format(s->arena, URL "|%.*s", TEXT_ARG(body)));
	CHECK_SAME(http_header_find(out.request.headers, out.request.header_count, "authorization"),
		   hex_format(s->arena, &d, sizeof d));
	push_ended(p, &out, true);
	CHECK_EQ(push_counts(p).taken, 1);
	push_free(p);
	lost_free(lost);
	market_watch(sim_lock(sim), NULL, NULL);
	sim_unlock(sim);
	sim_close(sim);
}

TEST(doubled_forged_and_lost_pushes_come_as_planned)
{
	struct scope *s = check_scope();
	struct sim *sim = market_of(
		&(struct sim_push){ .url = TEXT(URL), .key = TEXT("k"), .doubled = 1000000, .forged = 1000000 });
	size_t left;

	place(sim, 5);
	sim_push_send(sim, s, false,
		      &left); /* nobody answers: forged ones are dropped, the others wait to be sent again */
	CHECK_EQ(left, 10);
	sim_close(sim);
	sim = market_of(&(struct sim_push){ .url = TEXT(URL), .key = TEXT("k"), .lost = 1000000 });
	place(sim, 5);
	sim_push_send(sim, s, true, &left);
	CHECK_EQ(left, 0);
	sim_close(sim);
}

TEST(without_an_address_nothing_is_pushed)
{
	struct sim *sim = market_of(&(struct sim_push){ 0 });
	size_t left;

	place(sim, 3);
	sim_push_authorisation(sim, 1, PUSH_WITHDRAWN);
	sim_push_send(sim, check_scope(), true, &left);
	CHECK_EQ(left, 0);
	CHECK_ERR(sim_push(sim, check_scope(), &(struct sim_push){ .url = TEXT("ftp://x") }), ERR_BAD_REQUEST);
	sim_close(sim);
}

TEST(a_push_that_nobody_takes_is_given_up_after_three_tries)
{
	struct sim *sim = market_of(&(struct sim_push){ .url = TEXT(URL), .key = TEXT("k") });
	size_t left = 1;

	place(sim, 1);
	for (int i = 0; i < 3; i++) {
		CHECK_EQ(left, 1);
		sim_push_send(sim, check_scope(), true, &left);
	}
	CHECK_EQ(left, 0);
	sim_close(sim);
}
