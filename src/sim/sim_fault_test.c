/* sim/sim_fault_test.c - each fault does what faults.def says of it, by count and by chance; habits bend the answers. */
#include "base/instant.h"
#include "sim/shopee_peer.h"
#include "tests/check.h"
#include <string.h>

#define LIST "/api/v2/order/get_order_list"
#define DETAIL "/api/v2/order/get_order_detail"

static void place(struct peer *p, int count, int lines)
{
	struct market_wish w = { .count = count, .lines = lines, .paid = true, .now = p->now };
	uint32_t first;

	CHECK_OK(market_place(sim_lock(p->sim), &p->s, &w, &first));
	sim_unlock(p->sim);
}

/* A page of what changed within the last hour. */
static struct json list(struct peer *p, int size, const char *cursor)
{
	long long to = (long long)(p->now / 1000);

	peer_shop_get(p, LIST,
		      text_format(p->s.arena,
				  "time_range_field=update_time&time_from=%lld&time_to=%lld&page_size=%d&cursor=%s",
				  to - 3600, to, size, cursor)
			      .at);
	return json_path(p->body, "response.order_list");
}

static struct text sn_at(struct peer *p, uint32_t n)
{
	char sn[ORDER_SN_SIZE];

	market_sn(sim_lock(p->sim), n, sn);
	sim_unlock(p->sim);
	return text_copy(p->s.arena, (struct text){ sn, sizeof sn });
}

static struct peer *open_busy(int orders)
{
	struct peer *p = peer_open(0);

	peer_authorise(p, 0);
	if (orders)
		place(p, orders, 1);
	return p;
}

TEST(a_line_that_fails_fails_before_or_after_the_market_acted)
{
	static const struct {
		enum sim_fault fault;
		enum err heard;
		bool acts;
	} cases[] = {
		{ FAULT_DOWN, ERR_CHANNEL_DOWN, false },           { FAULT_SILENT_BEFORE, ERR_CHANNEL_TIMEOUT, false },
		{ FAULT_SILENT_AFTER, ERR_CHANNEL_TIMEOUT, true }, { FAULT_RESET, ERR_CHANNEL_DATA_ABNORMAL, true },
		{ FAULT_LENGTH, ERR_CHANNEL_DATA_ABNORMAL, true },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct peer *p = open_busy(0);
		struct text sign, body, code;
		struct http_request q = { .method = TEXT("POST"), .timeout_ms = 20000 };
		int64_t began = p->now;

		CHECK_OK(sim_authorise(p->sim, &p->s, 1, false, &code));
		body = text_format(p->s.arena, "{\"code\":\"%.*s\",\"partner_id\":2001887,\"shop_id\":%lld}",
				   TEXT_ARG(code), (long long)sim_shop(p->sim, 1).id);
		sign = peer_sign(p, "/api/v2/auth/token/get", p->now / 1000, TEXT(""), TEXT(""));
		q.url = text_format(p->s.arena, "/api/v2/auth/token/get?partner_id=2001887&timestamp=%lld&sign=%.*s",
				    (long long)(p->now / 1000), TEXT_ARG(sign));
		q.body = body;
		sim_fault(p->sim, cases[i].fault, 1, 0);
		CHECK_ERR(sim_answer(p->sim, &p->s, &q, &p->answer), cases[i].heard);
		CHECK_EQ(p->now - began, cases[i].heard == ERR_CHANNEL_TIMEOUT ? 20000 : 0);
		peer_public(p, "POST", "/api/v2/auth/token/get", "", body.at); /* a code is good for one use */
		CHECK_TEXT(peer_error(p), cases[i].acts ? "error_param" : "");
		CHECK_EQ(sim_fault_count(p->sim, cases[i].fault), 1);
		peer_close(p);
	}
}

TEST(a_200_may_hold_an_error_and_a_token_may_end_under_way)
{
	struct peer *p = open_busy(1);

	sim_fault(p->sim, FAULT_ERROR_INSIDE, 1, 0);
	list(p, 10, "");
	CHECK_EQ(p->answer.status, 200);
	CHECK_TEXT(peer_error(p), "error_server");
	CHECK_EQ(json_count(list(p, 10, "")), 1);
	sim_fault(p->sim, FAULT_EXPIRED, 1, 0);
	list(p, 10, "");
	CHECK_TEXT(peer_error(p), "invalid_acceess_token");
	sim_fault(p->sim, FAULT_REVOKED, 1, 0);
	list(p, 10, "");
	CHECK_TEXT(peer_error(p), "shop_no_linked");
	peer_close(p);
}

TEST(rows_come_twice_and_in_another_order_but_none_is_left_out)
{
	struct peer *p = open_busy(5);
	struct json rows;
	int seen[5] = { 0 };

	sim_fault(p->sim, FAULT_TWICE, 1, 0);
	rows = list(p, 10, "");
	CHECK_EQ(json_count(rows), 6);
	for (struct json r = json_first(rows); json_kind(r) != JSON_NONE; r = json_next(rows, r))
		for (uint32_t n = 0; n < 5; n++)
			seen[n] += text_same(json_text(json_at(r, "order_sn")), sn_at(p, n));
	for (int n = 0; n < 5; n++)
		CHECK(seen[n] >= 1);
	CHECK_EQ(json_count(list(p, 10, "")), 5);
	peer_close(p);
}

TEST(a_changed_order_shows_late_and_then_for_good)
{
	struct peer *p = open_busy(40);

	sim_habits(p->sim, &(struct sim_habits){ .late_s = 100 });
	size_t at_once = json_count(list(p, 100, ""));
	p->now += 50 * SECOND_MS;
	size_t later = json_count(list(p, 100, ""));
	p->now += 50 * SECOND_MS;
	CHECK(at_once < later && later < 40);
	CHECK_EQ(json_count(list(p, 100, "")), 40);
	peer_close(p);
}

TEST(a_cursor_that_counts_rows_shifts_when_an_order_changes_between_the_pages)
{
	struct peer *p = open_busy(6);
	struct json rows;
	const char *cursor;
	int64_t seen = 0;

	sim_habits(p->sim, &(struct sim_habits){ .row_cursor = true });
	p->now += 10 * SECOND_MS;
	long long to = (long long)(p->now / 1000);
	const char *window =
		text_format(p->s.arena, "time_range_field=update_time&time_from=%lld&time_to=%lld&page_size=3",
			    to - 3600, to)
			.at;
	peer_shop_get(p, LIST, window);
	rows = json_path(p->body, "response.order_list");
	CHECK_EQ(json_count(rows), 3);
	cursor = text_z(p->s.arena, json_text(json_path(p->body, "response.next_cursor")));
	p->now += 10 * SECOND_MS; /* the latest of the list moves out of the window: its successors move up */
	struct market_act act = { .verb = MARKET_NOTE, .order = 5, .words = TEXT("x"), .now = p->now };
	CHECK_OK(market_do(sim_lock(p->sim), &p->s, &act));
	sim_unlock(p->sim);
	peer_shop_get(p, LIST, text_format(p->s.arena, "%s&cursor=%s", window, cursor).at);
	rows = json_path(p->body, "response.order_list");
	for (struct json r = json_first(rows); json_kind(r) != JSON_NONE; r = json_next(rows, r))
		seen += text_same(json_text(json_at(r, "order_sn")), sn_at(p, 2));
	CHECK_EQ(json_count(rows), 2);
	CHECK_EQ(seen, 0); /* the third from the start has slipped through */
	peer_close(p);
}

TEST(limits_may_be_lowered)
{
	struct peer *p = open_busy(30);

	sim_habits(p->sim, &(struct sim_habits){ .page_max = 7, .detail_max = 1, .calls_per_minute = 3 });
	CHECK_EQ(json_count(list(p, 100, "")), 7);
	CHECK(json_is_true(json_path(p->body, "response.more")));
	peer_shop_get(p, DETAIL, text_format(p->s.arena, "order_sn_list=%s,%s", sn_at(p, 0).at, sn_at(p, 1).at).at);
	CHECK_EQ(json_count(json_path(p->body, "response.order_list")), 1);
	list(p, 100, "");
	list(p, 100, "");
	CHECK_EQ(p->answer.status, 429);
	CHECK(http_header_find(p->answer.headers, p->answer.header_count, "retry-after").size > 0);
	p->now += MINUTE_MS;
	CHECK_EQ(json_count(list(p, 100, "")), 7);
	peer_close(p);
}

static int64_t wrong(void)
{
	struct peer *p = peer_open(0);
	int64_t sum;

	sim_fault_rate(p->sim, FAULT_BUSY, 200000);
	for (int i = 0; i < 1000; i++)
		peer_raw(p, "GET", TEXT("/"), TEXT(""));
	sum = sim_fault_count(p->sim, FAULT_BUSY);
	sim_faults_end(p->sim);
	for (int i = 0; i < 100; i++)
		peer_raw(p, "GET", TEXT("/"), TEXT(""));
	CHECK_EQ(sim_fault_count(p->sim, FAULT_BUSY), sum);
	peer_close(p);
	return sum;
}

TEST(faults_by_chance_come_as_often_as_they_are_told_and_the_same_each_time)
{
	int64_t a = wrong();

	CHECK(a > 150 && a < 250);
	CHECK_EQ(wrong(), a);
}
