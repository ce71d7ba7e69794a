/* sim/market_test.c - the market's orders, its journal, and what a kill leaves of both. */
#include "base/instant.h"
#include "base/rand.h"
#include "sim/market.h"
#include "sim/timeline.h"
#include "tests/check.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOW INT64_C(1790000000000)

static struct market *market_of(const char *journal, int shops, int orders)
{
	struct market *m;
	struct market_options o = { .seed = 7, .journal = journal, .shops = shops, .orders = orders, .now = NOW };

	CHECK_OK(market_open(check_scope(), &o, &m));
	return m;
}

static const char *journal_path(void)
{
	char path[] = "/tmp/market-XXXXXX";
	int fd = mkstemp(path);

	CHECK(fd >= 0);
	close(fd);
	return text_copy(check_scope()->arena, text_of(path)).at;
}

static struct digest128 digest_of(const struct market *m) { return market_digest(m, check_scope()->arena); }

static bool same(struct digest128 a, struct digest128 b) { return memcmp(&a, &b, sizeof a) == 0; }

static void place_one(struct market *m, bool paid, int lines, uint32_t *number)
{
	struct market_wish w = { .shop = 0, .count = 1, .lines = lines, .paid = paid, .now = NOW };

	CHECK_OK(market_place(m, check_scope(), &w, number));
}

static enum err act(struct market *m, uint32_t order, enum market_verb verb, int64_t what, int64_t count)
{
	struct market_act a = { .verb = verb, .order = order, .what = what, .count = count, .now = NOW + 5000 };

	return market_do(m, check_scope(), &a);
}

/* Lives for some minutes and makes some things happen that life does not draw. */
static void play(struct market *m)
{
	struct scope *s = check_scope();
	uint32_t n;

	for (int64_t t = 0; t <= 5 * MINUTE_MS; t += MINUTE_MS)
		CHECK_OK(market_live(m, s, NOW + t, 20));
	place_one(m, true, 3, &n);
	struct market_act note = { .verb = MARKET_NOTE, .order = n, .now = NOW, .words = TEXT("12 %\n\"礼\" +x") };
	CHECK_OK(market_do(m, s, &note));
	note.words = TEXT("007");
	CHECK_OK(market_do(m, s, &note));
	CHECK_OK(market_fill(m, s, 1, 50, NOW - DAY_MS, NOW));
}

TEST(the_market_of_a_seed_is_always_the_same)
{
	struct market *a = market_of(NULL, 3, 500), *b = market_of(NULL, 3, 500);

	CHECK(same(digest_of(a), digest_of(b)));
	play(a);
	CHECK(!same(digest_of(a), digest_of(b)));
	play(b);
	CHECK(same(digest_of(a), digest_of(b)));
	market_close(a);
	market_close(b);
}

TEST(a_market_opened_again_stands_as_it_stood)
{
	const char *path = journal_path();
	struct market *m = market_of(path, 2, 200);

	play(m);
	struct digest128 before = digest_of(m);
	size_t count = market_order_count(m);
	uint32_t last = (uint32_t)count - 51;
	CHECK_TEXT(market_note(m, market_order(m, last)), "007");
	market_close(m);
	m = market_of(path, 9, 9); /* what the journal says counts */
	CHECK_EQ(market_order_count(m), count);
	CHECK_EQ(market_shop_count(m), 2);
	CHECK(same(digest_of(m), before));
	CHECK_TEXT(market_note(m, market_order(m, last)), "007");
	play(m); /* and goes on from there */
	before = digest_of(m);
	market_close(m);
	m = market_of(path, 2, 0);
	CHECK(same(digest_of(m), before));
	market_close(m);
	unlink(path);
}

TEST(wherever_the_journal_is_torn_the_market_opens_with_the_whole_lines)
{
	const char *path = journal_path();
	struct market *m = market_of(path, 2, 20);
	struct stat before, after;
	struct digest128 whole;
	uint32_t n;

	place_one(m, true, 0, &n);
	whole = digest_of(m);
	CHECK_EQ(stat(path, &before), 0);
	CHECK_OK(act(m, n, MARKET_ARRANGE, 0, 0));
	CHECK_EQ(stat(path, &after), 0);
	market_close(m);
	for (off_t size = after.st_size - 1; size >= before.st_size; size--) {
		struct stat cut;

		CHECK_EQ(truncate(path, size), 0);
		m = market_of(path, 2, 20);
		CHECK(same(digest_of(m), whole));
		market_close(m);
		CHECK_EQ(stat(path, &cut), 0);
		CHECK_EQ(cut.st_size, before.st_size);
	}
	m = market_of(path, 2, 20); /* and takes new lines after the cut */
	CHECK_OK(act(m, n, MARKET_ARRANGE, 0, 0));
	whole = digest_of(m);
	market_close(m);
	m = market_of(path, 2, 20);
	CHECK(same(digest_of(m), whole));
	market_close(m);
	unlink(path);
}

TEST(a_journal_damaged_in_the_middle_is_refused)
{
	const char *path = journal_path();
	struct market *m = market_of(path, 2, 20);
	struct market_options o = { .journal = path, .now = NOW };
	uint32_t n;

	place_one(m, true, 0, &n);
	place_one(m, true, 0, &n);
	market_close(m);
	int fd = open(path, O_RDWR);
	CHECK(fd >= 0);
	CHECK_EQ(pwrite(fd, "#", 1, 12), 1);
	close(fd);
	CHECK_ERR(market_open(check_scope(), &o, &m), ERR_FILE);
	unlink(path);
}

TEST(an_order_number_leads_back_to_its_order_and_to_no_other)
{
	struct market *m = market_of(NULL, 2, 5000);

	for (uint32_t n = 0; n < market_order_count(m); n++) {
		char sn[ORDER_SN_SIZE];
		uint32_t back;

		market_sn(m, n, sn);
		CHECK(market_find(m, (struct text){ sn, sizeof sn }, &back));
		CHECK_EQ(back, n);
		sn[0] = sn[0] == '2' ? '1' : '2'; /* another day */
		CHECK(!market_find(m, (struct text){ sn, sizeof sn }, &back));
	}
	CHECK(!market_find(m, TEXT("261121IIIIIIII"), &(uint32_t){ 0 }));
	CHECK(!market_find(m, TEXT(""), &(uint32_t){ 0 }));
	market_close(m);
}

TEST(an_order_goes_its_whole_way)
{
	struct market *m = market_of(NULL, 1, 0);
	const struct market_order *o;
	uint32_t n;

	place_one(m, false, 4, &n);
	o = market_order(m, n);
	CHECK(!o->cod); /* the first shop's region knows no payment on delivery */
	CHECK_EQ(o->state, MARKET_UNPAID);
	CHECK_ERR(act(m, n, MARKET_ARRANGE, 0, 0), ERR_CONFLICT);
	CHECK_OK(act(m, n, MARKET_PAY, 0, 0));
	CHECK_EQ(o->state, MARKET_READY);
	CHECK_EQ(o->paid, NOW / 1000 + 5);
	CHECK_EQ(o->updated, NOW / 1000 + 5);
	CHECK_OK(act(m, n, MARKET_SPLIT, 2, 0));
	CHECK_OK(act(m, n, MARKET_ARRANGE, 0, 0));
	CHECK_OK(act(m, n, MARKET_SHIP, 2, 0));
	CHECK_EQ(o->state, MARKET_SHIPPED);
	CHECK_EQ(o->package[0], PACKAGE_ARRANGED);
	CHECK_EQ(o->package[1], PACKAGE_SHIPPED);
	CHECK_ERR(act(m, n, MARKET_SHIP, 2, 0), ERR_BAD_REQUEST);
	CHECK_OK(act(m, n, MARKET_DELIVER, 2, 0));
	CHECK_EQ(o->state, MARKET_SHIPPED);
	CHECK_OK(act(m, n, MARKET_SHIP, 0, 0));
	CHECK_OK(act(m, n, MARKET_DELIVER, 0, 0));
	CHECK_EQ(o->state, MARKET_DELIVERED);
	CHECK_OK(act(m, n, MARKET_ASK_RETURN, 0, 0));
	CHECK_OK(act(m, n, MARKET_ACCEPT_RETURN, 0, 0));
	CHECK_EQ(o->state, MARKET_RETURNED);
	CHECK_EQ(market_line(m, o, 0)->returned, market_line(m, o, 0)->quantity);
	market_close(m);
}

TEST(cancelling_all_pieces_cancels_the_order)
{
	struct market *m = market_of(NULL, 1, 0);
	const struct market_order *o;
	uint32_t n;

	place_one(m, true, 2, &n);
	o = market_order(m, n);
	CHECK_ERR(act(m, n, MARKET_CANCEL_LINE, 2, 1), ERR_BAD_REQUEST);
	CHECK_ERR(act(m, n, MARKET_CANCEL_LINE, 0, market_line(m, o, 0)->quantity + 1), ERR_BAD_REQUEST);
	CHECK_OK(act(m, n, MARKET_CANCEL_LINE, 0, market_line(m, o, 0)->quantity));
	CHECK_EQ(o->state, MARKET_READY);
	CHECK_OK(act(m, n, MARKET_CANCEL_LINE, 1, market_line(m, o, 1)->quantity));
	CHECK_EQ(o->state, MARKET_CANCELLED);
	market_close(m);
}

TEST(a_refused_cancel_request_leaves_the_order_as_before)
{
	struct market *m = market_of(NULL, 1, 0);
	uint32_t n;

	place_one(m, true, 1, &n);
	CHECK_OK(act(m, n, MARKET_ARRANGE, 0, 0));
	CHECK_OK(act(m, n, MARKET_ASK_CANCEL, 0, 0));
	CHECK_EQ(market_order(m, n)->state, MARKET_IN_CANCEL);
	CHECK_OK(act(m, n, MARKET_REJECT_CANCEL, 0, 0));
	CHECK_EQ(market_order(m, n)->state, MARKET_PROCESSED);
	CHECK_OK(act(m, n, MARKET_ASK_CANCEL, 0, 0));
	CHECK_OK(act(m, n, MARKET_ACCEPT_CANCEL, 0, 0));
	CHECK_EQ(market_order(m, n)->state, MARKET_CANCELLED);
	market_close(m);
}

TEST(every_refused_act_changes_nothing_and_every_taken_one_moves_the_update_time)
{
	struct market *m = market_of(NULL, 2, 300);
	struct rand r = rand_seed(check_seed());

	for (int i = 0; i < 5000; i++) {
		struct market_act a = { .verb = (enum market_verb)rand_below(&r, MARKET_VERB_COUNT),
					.order = (uint32_t)rand_below(&r, 300),
					.what = (int64_t)rand_below(&r, 4),
					.count = 1,
					.words = TEXT("x"),
					.now = NOW + i * SECOND_MS + SECOND_MS };
		struct market_order before = *market_order(m, a.order);

		if (market_do(m, check_scope(), &a) != OK)
			CHECK(memcmp(&before, market_order(m, a.order), sizeof before) == 0);
		else
			CHECK_EQ(market_order(m, a.order)->updated, a.now / SECOND_MS);
	}
	for (size_t shop = 0; shop < 2; shop++) { /* each order stands once in its shop's timelines, in its second */
		const struct market_shop *p = market_shop(m, shop);
		uint64_t places[300];
		size_t count = timeline_list(p->updated, UINT64_MAX, 0, places, 300);

		CHECK_EQ(count, 150);
		CHECK_EQ(timeline_count(p->created), 150);
		for (size_t i = 0; i < count; i++)
			CHECK_EQ(market_order(m, place_number(places[i]))->updated, place_second(places[i]));
	}
	market_close(m);
}

TEST(a_living_market_reaches_every_state)
{
	struct market *m = market_of(NULL, 8, 0);
	bool seen[MARKET_STATE_COUNT] = { false };

	for (int64_t t = 0; t <= 12 * HOUR_MS; t += MINUTE_MS)
		CHECK_OK(market_live(m, check_scope(), NOW + t, 20));
	CHECK_EQ(market_order_count(m), 12 * 60 * 20);
	for (uint32_t n = 0; n < market_order_count(m); n++)
		seen[market_order(m, n)->state] = true;
	for (int i = 0; i < MARKET_STATE_COUNT; i++)
		if (!seen[i])
			check_failed(__FILE__, __LINE__, "no order is %s", market_state_name((enum market_state)i));
	market_close(m);
}

TEST(a_market_refuses_what_it_cannot_hold)
{
	struct scope *s = check_scope();
	struct market *m;
	struct market_options o = { .shops = SHOPS_MAX + 1, .now = NOW };
	struct market_wish w = { .shop = 5, .count = 1, .now = NOW };
	uint32_t n;

	CHECK_ERR(market_open(s, &o, &m), ERR_USAGE);
	o.journal = "/nowhere/market";
	o.shops = 1;
	CHECK_ERR(market_open(s, &o, &m), ERR_FILE);
	m = market_of(NULL, 1, 0);
	CHECK_ERR(market_place(m, s, &w, &n), ERR_SHOP_UNKNOWN);
	w.shop = 0;
	w.count = 0;
	CHECK_ERR(market_place(m, s, &w, &n), ERR_BAD_REQUEST);
	CHECK_ERR(market_fill(m, s, 0, 10, NOW, NOW - 1), ERR_BAD_REQUEST);
	CHECK_ERR(act(m, 0, MARKET_PAY, 0, 0), ERR_ORDER_UNKNOWN);
	market_close(m);
}
