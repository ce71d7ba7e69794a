/* sim/shopee_order_test.c - lists and details of the dialect: windows, pages, optional fields, limits, exact amounts. */
#include "base/digest.h"
#include "base/instant.h"
#include "base/money.h"
#include "sim/shopee_peer.h"
#include "tests/check.h"
#include <stdio.h>
#include <string.h>

#define LIST "/api/v2/order/get_order_list"
#define DETAIL "/api/v2/order/get_order_detail"
#define ALL_FIELDS                                                                                             \
	"buyer_user_id,buyer_username,estimated_shipping_fee,recipient_address,actual_shipping_fee,"           \
	"actual_shipping_fee_confirmed,goods_to_declare,note,note_update_time,item_list,pay_time,dropshipper," \
	"dropshipper_phone,split_up,buyer_cancel_reason,cancel_by,cancel_reason,buyer_cpf_id,"                 \
	"fulfillment_flag,pickup_done_time,package_list,shipping_carrier,payment_method,total_amount,"         \
	"invoice_data,order_chargeable_weight_gram"

enum { FOUND_MAX = 4000 };

static struct peer *authorised(int orders)
{
	struct peer *p = peer_open(orders);

	peer_authorise(p, 0);
	return p;
}

static struct json first_order(struct peer *p) { return json_first(json_path(p->body, "response.order_list")); }

static uint32_t number_of(struct peer *p, struct text sn)
{
	uint32_t n;

	CHECK(market_find(sim_lock(p->sim), sn, &n));
	sim_unlock(p->sim);
	return n;
}

/* Pages through a window; how often each order came, by its number. */
static size_t page_through(struct peer *p, const char *query, uint8_t came[FOUND_MAX])
{
	struct text cursor = TEXT("");
	size_t total = 0;

	memset(came, 0, FOUND_MAX);
	for (int page = 0; page < 1000; page++) {
		peer_shop_get(p, LIST, text_format(p->s.arena, "%s&cursor=%.*s", query, TEXT_ARG(cursor)).at);
		CHECK_TEXT(peer_error(p), "");
		struct json list = json_path(p->body, "response.order_list");
		for (struct json o = json_first(list); json_kind(o) != JSON_NONE; o = json_next(list, o), total++)
			came[number_of(p, json_text(json_at(o, "order_sn")))]++;
		cursor = json_text(json_path(p->body, "response.next_cursor"));
		bool more = json_is_true(json_path(p->body, "response.more"));
		CHECK_EQ(more, cursor.size > 0);
		if (!more)
			return total;
	}
	check_failed(__FILE__, __LINE__, "the pages never end");
}

/* What the market itself knows of this shop and window. */
static size_t truth(struct peer *p, bool by_update, int64_t from, int64_t to, bool with_pending,
		    const uint8_t came[FOUND_MAX])
{
	struct market *m = sim_lock(p->sim);
	size_t total = 0;

	for (uint32_t n = 0; n < market_order_count(m); n++) {
		const struct market_order *o = market_order(m, n);
		int64_t at = by_update ? o->updated : o->created;
		bool in = o->shop == 0 && at >= from && at <= to && (with_pending || o->state != MARKET_PENDING);

		total += in;
		CHECK_EQ(came[n], in);
	}
	sim_unlock(p->sim);
	return total;
}

TEST(the_pages_of_a_window_hold_each_order_of_it_once)
{
	static const int sizes[] = { 1, 7, 100 };
	struct peer *p = authorised(1200);
	int64_t now = p->now / 1000;
	static uint8_t came[FOUND_MAX];

	for (int by_update = 0; by_update < 2; by_update++)
		for (int k = 0; k < 3; k++) {
			int64_t from = now - (k + 1) * 4 * 86400, to = from + 3 * 86400;
			size_t total = page_through(p,
						    text_format(p->s.arena,
								"time_range_field=%s&time_from=%lld&time_to=%lld&page_"
								"size=%d&request_order_status_pending=true",
								by_update ? "update_time" : "create_time",
								(long long)from, (long long)to, sizes[k])
							    .at,
						    came);

			CHECK_EQ(total, truth(p, by_update, from, to, true, came));
			CHECK(total > 0);
		}
	peer_close(p);
}

TEST(without_asking_for_pending_such_orders_are_not_listed)
{
	struct peer *p = authorised(1200);
	int64_t to = p->now / 1000, from = to - 15 * 86400;
	static uint8_t came[FOUND_MAX];
	const char *window =
		text_format(p->s.arena, "time_range_field=create_time&time_from=%lld&time_to=%lld&page_size=100",
			    (long long)from, (long long)to)
			.at;

	size_t without = page_through(p, window, came);
	CHECK_EQ(without, truth(p, false, from, to, false, came));
	size_t all = page_through(p, text_format(p->s.arena, "%s&request_order_status_pending=true", window).at, came);
	CHECK(all > without);
	size_t pending = page_through(
		p, text_format(p->s.arena, "%s&request_order_status_pending=true&order_status=PENDING", window).at,
		came);
	CHECK_EQ(pending, all - without);
	CHECK_EQ(page_through(p, text_format(p->s.arena, "%s&order_status=PENDING", window).at, came), 0);
	CHECK(page_through(p, text_format(p->s.arena, "%s&order_status=UNPAID", window).at, came) > 0);
	peer_close(p);
}

TEST(a_burst_in_one_second_is_paged_whole)
{
	struct peer *p = authorised(0);
	struct market_wish w = { .shop = 0, .count = 333, .paid = true, .now = p->now };
	static uint8_t came[FOUND_MAX];
	uint32_t first;

	CHECK_OK(market_place(sim_lock(p->sim), &p->s, &w, &first));
	sim_unlock(p->sim);
	size_t total = page_through(p,
				    text_format(p->s.arena,
						"time_range_field=update_time&time_from=%lld&time_to=%lld&page_size=50",
						(long long)(p->now / 1000), (long long)(p->now / 1000))
					    .at,
				    came);
	CHECK_EQ(total, 333);
	CHECK_EQ(truth(p, true, p->now / 1000, p->now / 1000, false, came), 333);
	peer_close(p);
}

TEST(a_list_asked_wrongly_is_refused_by_name)
{
	static const struct {
		const char *query, *error;
	} cases[] = {
		{ "time_range_field=update_time&time_from=1000000&time_to=2296000&page_size=100",
		  "" }, /* 15 days to the second */
		{ "time_range_field=update_time&time_from=1000000&time_to=2296001&page_size=100",
		  "order.order_list_invalid_time" },
		{ "time_range_field=update_time&time_from=1001&time_to=1000&page_size=100",
		  "order.order_list_invalid_time" },
		{ "time_range_field=pay_time&time_from=1000&time_to=1001&page_size=100", "error_param" },
		{ "time_from=1000&time_to=1001&page_size=100", "error_param" },
		{ "time_range_field=update_time&time_to=1001&page_size=100", "error_param" },
		{ "time_range_field=update_time&time_from=x&time_to=1001&page_size=100", "error_param" },
		{ "time_range_field=update_time&time_from=1000&time_to=1001", "error_param" },
		{ "time_range_field=update_time&time_from=1000&time_to=1001&page_size=0", "error_param" },
		{ "time_range_field=update_time&time_from=1000&time_to=1001&page_size=101", "error_param" },
		{ "time_range_field=update_time&time_from=1000&time_to=1001&page_size=9&cursor=20", "error_param" },
		{ "time_range_field=update_time&time_from=1000&time_to=1001&page_size=9&order_status=SHIPPED", "" },
		{ "time_range_field=update_time&time_from=1000&time_to=1001&page_size=9&order_status=SHIPPED,UNPAID",
		  "error_param" },
	};
	struct peer *p = authorised(0);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		peer_shop_get(p, LIST, cases[i].query);
		CHECK_TEXT(peer_error(p), cases[i].error);
	}
	peer_close(p);
}

TEST(the_list_tells_the_status_only_when_asked)
{
	struct peer *p = authorised(90);
	const char *window =
		text_format(p->s.arena, "time_range_field=create_time&time_from=%lld&time_to=%lld&page_size=1",
			    (long long)(p->now / 1000 - 15 * 86400), (long long)(p->now / 1000))
			.at;

	peer_shop_get(p, LIST, window);
	CHECK_EQ(json_count(first_order(p)), 1);
	peer_shop_get(p, LIST, text_format(p->s.arena, "%s&response_optional_fields=order_status", window).at);
	CHECK_EQ(json_count(first_order(p)), 2);
	CHECK(json_kind(json_at(first_order(p), "order_status")) == JSON_STRING);
	peer_close(p);
}

/* Names of `count` orders of the first shop, from the first on, comma-joined. */
static const char *names(struct peer *p, int count)
{
	struct buffer b = buffer_in(p->s.arena);
	struct market *m = sim_lock(p->sim);

	for (uint32_t n = 0; count > 0; n++) {
		char sn[ORDER_SN_SIZE];

		if (market_order(m, n)->shop != 0)
			continue;
		market_sn(m, n, sn);
		if (b.size)
			buffer_byte(&b, ',');
		buffer_add(&b, (struct text){ sn, sizeof sn });
		count--;
	}
	sim_unlock(p->sim);
	return buffer_text(&b).at;
}

TEST(a_detail_without_optional_fields_lacks_the_important_parts)
{
	static const char *const always[] = { "order_sn",    "region",       "currency",
					      "cod",         "order_status", "message_to_seller",
					      "create_time", "update_time",  "days_to_ship",
					      "ship_by_date" };
	struct peer *p = authorised(30);
	struct text fields = TEXT(ALL_FIELDS), one;

	peer_shop_get(p, DETAIL, text_format(p->s.arena, "order_sn_list=%s", names(p, 1)).at);
	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		CHECK(json_kind(json_at(first_order(p), always[i])) != JSON_NONE);
	while (text_cut(&fields, ',', &one))
		CHECK(json_kind(json_at(first_order(p), text_z(p->s.arena, one))) == JSON_NONE);
	size_t bare = json_count(first_order(p));
	peer_shop_get(p, DETAIL,
		      text_format(p->s.arena, "response_optional_fields=item_list,no_such_thing&order_sn_list=%s",
				  names(p, 1))
			      .at);
	CHECK_EQ(json_count(first_order(p)), bare + 1);
	peer_shop_get(
		p, DETAIL,
		text_format(p->s.arena, "response_optional_fields=" ALL_FIELDS "&order_sn_list=%s", names(p, 1)).at);
	CHECK_EQ(json_count(first_order(p)), bare + 26);
	peer_close(p);
}

TEST(a_detail_call_takes_one_to_fifty_numbers_of_its_own_shop)
{
	struct peer *p = authorised(300);
	const char *mine = names(p, 1);

	peer_shop_get(p, DETAIL, text_format(p->s.arena, "order_sn_list=%s", names(p, 50)).at);
	CHECK_EQ(json_count(json_path(p->body, "response.order_list")), 50);
	peer_shop_get(p, DETAIL, text_format(p->s.arena, "order_sn_list=%s", names(p, 51)).at);
	CHECK_TEXT(peer_error(p), "error_param");
	peer_shop_get(p, DETAIL, "order_sn_list=");
	CHECK_TEXT(peer_error(p), "error_param");
	peer_shop_get(p, DETAIL, "x=1");
	CHECK_TEXT(peer_error(p), "error_param");
	peer_shop_get(p, DETAIL, "order_sn_list=2404098R48U37H");
	CHECK_TEXT(peer_error(p), "error_not_found");
	peer_shop_get(p, DETAIL, text_format(p->s.arena, "order_sn_list=%s,2404098R48U37H", mine).at);
	CHECK_TEXT(peer_error(p), "");
	CHECK_EQ(json_count(json_path(p->body, "response.order_list")), 1);
	CHECK_TEXT(json_text(json_at(p->body, "warning")), "not found: 2404098R48U37H");
	peer_authorise(p, 1);
	peer_shop_get(p, DETAIL, text_format(p->s.arena, "order_sn_list=%s", mine).at);
	CHECK_TEXT(peer_error(p), "error_not_found");
	peer_close(p);
}

static int64_t minor(struct peer *p, struct json v, struct text currency)
{
	int64_t n = -1;

	CHECK(json_kind(v) == JSON_NUMBER);
	CHECK_OK(money_parse(&p->s, json_text(v), currency, &n));
	return n;
}

/* An order's total is its pieces and its shipping, to the last minor unit; its packages hold each piece once. */
static void check_sums(struct peer *p, struct json order)
{
	struct text currency = json_text(json_at(order, "currency"));
	struct json items = json_at(order, "item_list"), packages = json_at(order, "package_list");
	int64_t total = minor(p, json_at(order, "estimated_shipping_fee"), currency), pieces = 0, n;

	for (struct json i = json_first(items); json_kind(i) != JSON_NONE; i = json_next(items, i)) {
		int64_t price = minor(p, json_at(i, "model_discounted_price"), currency);
		int64_t original = minor(p, json_at(i, "model_original_price"), currency);

		CHECK(json_int(json_at(i, "model_quantity_purchased"), &n));
		CHECK(price <= original);
		total += (price ? price : original) * n;
		pieces += n;
	}
	for (struct json k = json_first(packages); json_kind(k) != JSON_NONE; k = json_next(packages, k))
		for (struct json i = json_first(json_at(k, "item_list")); json_kind(i) != JSON_NONE;
		     i = json_next(json_at(k, "item_list"), i)) {
			CHECK(json_int(json_at(i, "model_quantity"), &n));
			pieces -= n;
		}
	CHECK_EQ(pieces, 0);
	if (json_kind(json_at(order, "total_amount")) != JSON_NULL)
		CHECK_EQ(minor(p, json_at(order, "total_amount"), currency), total);
}

TEST(every_order_of_every_region_is_valid_and_its_amounts_are_exact)
{
	struct scope *s = check_scope();
	struct peer *p = peer_open(0);
	struct sim_options o = { .seed = 11, .shops = 8, .orders = 8 * 50 };

	sim_close(p->sim);
	CHECK_OK(sim_open(&p->s, &o, &p->sim));
	for (size_t shop = 0; shop < 8; shop++) {
		struct buffer b = buffer_in(s->arena);
		struct market *m;

		peer_authorise(p, shop);
		m = sim_lock(p->sim);
		for (uint32_t n = 0; n < market_order_count(m); n++) {
			char sn[ORDER_SN_SIZE];

			if (market_order(m, n)->shop != shop)
				continue;
			market_sn(m, n, sn);
			buffer_add(&b, (struct text){ sn, sizeof sn });
			buffer_byte(&b, ',');
		}
		sim_unlock(p->sim);
		peer_shop_get(p, DETAIL,
			      text_format(s->arena,
					  "request_order_status_pending=true&response_optional_fields=" ALL_FIELDS
					  "&order_sn_list=%s",
					  buffer_text(&b).at)
				      .at);
		CHECK(text_valid(p->answer.body));
		struct json list = json_path(p->body, "response.order_list");
		CHECK_EQ(json_count(list), 50);
		for (struct json order = json_first(list); json_kind(order) != JSON_NONE;
		     order = json_next(list, order))
			check_sums(p, order);
	}
	peer_close(p);
}

static struct json detail_of(struct peer *p, uint32_t n)
{
	char sn[ORDER_SN_SIZE];

	market_sn(sim_lock(p->sim), n, sn);
	sim_unlock(p->sim);
	peer_shop_get(p, DETAIL,
		      text_format(p->s.arena,
				  "request_order_status_pending=true&response_optional_fields=" ALL_FIELDS
				  "&order_sn_list=%.*s",
				  ORDER_SN_SIZE, sn)
			      .at);
	CHECK_TEXT(peer_error(p), "");
	return first_order(p);
}

static void act(struct peer *p, uint32_t n, enum market_verb verb, int64_t what, int64_t count)
{
	struct market_act a = { .verb = verb, .order = n, .what = what, .count = count, .now = p->now };

	CHECK_OK(market_do(sim_lock(p->sim), &p->s, &a));
	sim_unlock(p->sim);
}

static uint32_t place(struct peer *p, bool paid, int lines)
{
	struct market_wish w = { .shop = 0, .count = 1, .lines = lines, .paid = paid, .now = p->now };
	uint32_t n;

	CHECK_OK(market_place(sim_lock(p->sim), &p->s, &w, &n));
	sim_unlock(p->sim);
	return n;
}

static bool masked(struct json order)
{
	return text_ends(json_text(json_path(order, "recipient_address.full_address")), "******");
}

TEST(what_happens_to_an_order_is_told_in_the_channels_words)
{
	struct peer *p = authorised(0);
	uint32_t n = place(p, false, 3);
	struct json o = detail_of(p, n);

	CHECK_TEXT(json_text(json_at(o, "order_status")), "UNPAID");
	CHECK(json_kind(json_at(o, "pay_time")) == JSON_NULL);
	CHECK(json_kind(json_at(o, "total_amount")) == JSON_NULL);
	CHECK(masked(o));
	act(p, n, MARKET_HOLD, HOLD_KYC, 0);
	o = detail_of(p, n);
	CHECK_TEXT(json_text(json_at(o, "order_status")), "PENDING");
	CHECK_TEXT(json_text(json_first(json_at(o, "pending_terms"))), "KYC_PENDING");
	act(p, n, MARKET_RELEASE, 0, 0);
	act(p, n, MARKET_SPLIT, 2, 0);
	o = detail_of(p, n);
	CHECK_TEXT(json_text(json_at(o, "order_status")), "READY_TO_SHIP");
	CHECK(json_is_true(json_at(o, "split_up")));
	CHECK_EQ(json_count(json_at(o, "package_list")), 2);
	struct text address = json_text(json_path(o, "recipient_address.full_address"));
	act(p, n, MARKET_MOVE_HOUSE, 0, 0);
	o = detail_of(p, n);
	CHECK(!text_same(json_text(json_path(o, "recipient_address.full_address")), address));
	act(p, n, MARKET_ARRANGE, 0, 0);
	act(p, n, MARKET_SHIP, 1, 0);
	o = detail_of(p, n);
	struct json first = json_first(json_at(o, "package_list"));
	CHECK_TEXT(json_text(json_at(o, "order_status")), "SHIPPED");
	CHECK_TEXT(json_text(json_at(first, "logistics_status")), "LOGISTICS_PICKUP_DONE");
	CHECK_TEXT(json_text(json_at(json_next(json_at(o, "package_list"), first), "logistics_status")),
		   "LOGISTICS_REQUEST_CREATED");
	CHECK(masked(o));
	peer_close(p);
}

TEST(a_partial_cancellation_lowers_the_quantity_and_says_so)
{
	struct peer *p = authorised(0);
	uint32_t n = place(p, true, 2);
	struct json before = json_first(json_at(detail_of(p, n), "item_list")), after;
	int64_t was, is, cancelled;

	CHECK(json_int(json_at(before, "model_quantity_purchased"), &was));
	act(p, n, MARKET_CANCEL_LINE, 0, 1);
	after = json_first(json_at(detail_of(p, n), "item_list"));
	CHECK(json_int(json_at(after, "model_quantity_purchased"), &is));
	CHECK(json_int(json_at(after, "cancelled_qty"), &cancelled));
	CHECK_EQ(is, was - 1);
	CHECK_EQ(cancelled, 1);
	check_sums(p, first_order(p));
	peer_close(p);
}

TEST(everything_can_be_masked_at_once)
{
	struct peer *p = authorised(0);
	uint32_t n = place(p, true, 1);

	act(p, n, MARKET_UNMASK, 0, 0);
	CHECK(!masked(detail_of(p, n)));
	sim_masked(p->sim, true);
	CHECK(masked(detail_of(p, n)));
	CHECK(text_ends(json_text(json_path(first_order(p), "recipient_address.name")), "******"));
	CHECK_TEXT(json_text(json_path(first_order(p), "recipient_address.phone")), "******");
	peer_close(p);
}

TEST(an_order_of_ten_thousand_lines_is_told_whole)
{
	struct peer *p = authorised(0);
	struct json o = detail_of(p, place(p, true, 10000));

	CHECK_EQ(json_count(json_at(o, "item_list")), 10000);
	check_sums(p, o);
	peer_close(p);
}
