/* sim/shopee_goods_test.c - items, variations and stock: pages, limits, refusals, and buyers who find no more than there is. */
#include "sim/shopee_peer.h"
#include "tests/check.h"
#include <string.h>

#define LIST "/api/v2/product/get_item_list"
#define BASE "/api/v2/product/get_item_base_info"
#define MODELS "/api/v2/product/get_model_list"
#define STOCK "/api/v2/product/update_stock"

static struct peer *authorised(void)
{
	struct peer *p = peer_open(0);

	peer_authorise(p, 0);
	return p;
}

static const struct market_shop *shop_of(struct peer *p)
{
	const struct market_shop *shop = market_shop(sim_lock(p->sim), 0);

	sim_unlock(p->sim);
	return shop;
}

/* The first thing that fits: with variations or without, a bundle's part or not. */
static int good_of(struct peer *p, bool varied, bool bundle)
{
	const struct market_shop *shop = shop_of(p);

	for (int i = 0; i < GOODS_COUNT; i++)
		if ((shop->goods[i].model[0].id != 0) == varied && shop->goods[i].bundle == bundle)
			return i;
	check_failed(__FILE__, __LINE__, "no such thing");
}

static void post(struct peer *p, struct text body)
{
	struct text shop = text_format(p->s.arena, "%lld", (long long)p->shop);
	int64_t stamp = p->now / 1000;

	peer_raw(p, "POST",
		 text_format(p->s.arena, "%s?partner_id=%lld&timestamp=%lld&sign=%s&access_token=%.*s&shop_id=%s",
			     STOCK, (long long)SIM_PARTNER_ID, (long long)stamp,
			     peer_sign(p, STOCK, stamp, p->access, shop).at, TEXT_ARG(p->access), shop.at),
		 body);
}

static struct text said(struct peer *p, int64_t item, int64_t model, const char *stock)
{
	return text_format(p->s.arena,
			   "{\"item_id\":%lld,\"stock_list\":[{\"model_id\":%lld,\"seller_stock\":[{\"stock\":%s}]}]}",
			   (long long)item, (long long)model, stock);
}

TEST(items_are_listed_page_by_page_and_each_page_says_where_the_next_begins)
{
	struct peer *p = authorised();
	struct text next = TEXT("0");
	size_t total = 0;

	for (int page = 0; page < 5 && next.at; page++) {
		peer_shop_get(p, LIST,
			      text_format(p->s.arena, "offset=%.*s&page_size=20&item_status=NORMAL&item_status=UNLIST",
					  TEXT_ARG(next))
				      .at);
		CHECK_TEXT(peer_error(p), "");
		total += json_count(json_path(p->body, "response.item"));
		next = json_text(json_path(p->body, "response.next_offset"));
		CHECK_EQ(json_is_true(json_path(p->body, "response.has_next_page")), next.at != NULL);
	}
	CHECK_EQ(total, GOODS_COUNT);
	peer_shop_get(p, LIST, "offset=0&page_size=101&item_status=NORMAL");
	CHECK_TEXT(peer_error(p), "error_param");
	peer_shop_get(p, LIST, "offset=0&page_size=10");
	CHECK_TEXT(peer_error(p), "error_param_item_status");
	peer_close(p);
}

TEST(an_item_says_whether_it_has_variations_and_these_are_told_apart)
{
	struct peer *p = authorised();
	const struct market_shop *shop = shop_of(p);
	const struct good *plain = &shop->goods[good_of(p, false, false)],
			  *varied = &shop->goods[good_of(p, true, false)];
	struct json list, v;

	peer_shop_get(
		p, BASE,
		text_format(p->s.arena, "item_id_list=%lld%%2C%lld%%2C5", (long long)plain->id, (long long)varied->id)
			.at);
	list = json_path(p->body, "response.item_list");
	CHECK_EQ(json_count(list), 2);
	v = json_first(list);
	CHECK(!json_is_true(json_at(v, "has_model")));
	CHECK_TEXT(json_text(json_at(json_first(json_path(v, "stock_info_v2.seller_stock")), "stock")), "100");
	CHECK(json_is_true(json_at(json_next(list, v), "has_model")));
	peer_shop_get(p, MODELS, text_format(p->s.arena, "item_id=%lld", (long long)varied->id).at);
	CHECK_EQ(json_count(json_path(p->body, "response.model")), (size_t)varied->models);
	CHECK_TEXT(json_text(json_at(json_first(json_path(p->body, "response.model")), "model_sku")),
		   varied->model[0].sku);
	peer_shop_get(p, MODELS, "item_id=5");
	CHECK_TEXT(peer_error(p), "error_item_not_found");
	peer_shop_get(p, BASE, "item_id_list=5");
	CHECK_TEXT(peer_error(p), "error_item_not_found");
	peer_close(p);
}

TEST(stock_is_taken_as_it_was_said_and_what_is_wrong_is_refused_whole)
{
	struct peer *p = authorised();
	const struct market_shop *shop = shop_of(p);
	int good = good_of(p, true, false), bundle = good_of(p, true, true);
	int64_t item = shop->goods[good].id, model = shop->goods[good].model[0].id;

	post(p, said(p, item, model, "7"));
	CHECK_TEXT(peer_error(p), "");
	CHECK_EQ(json_count(json_path(p->body, "response.success_list")), 1);
	CHECK_EQ(shop->stock[good][0], 7);
	CHECK_EQ(shop->stock[good][1], -1);
	post(p, said(p, item, model, "7"));
	CHECK_EQ(shop->stock[good][0], 7);
	static const char *const wrong[] = { "-1", "1000001", "\"x\"", "null" };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		post(p, said(p, item, model, wrong[i]));
		CHECK_TEXT(peer_error(p), "error_param");
	}
	post(p, said(p, item, 5, "1"));
	CHECK_TEXT(peer_error(p), "error_param");
	post(p, said(p, 5, 0, "1"));
	CHECK_TEXT(peer_error(p), "error_item_not_found");
	post(p, text_format(p->s.arena, "{\"item_id\":%lld,\"stock_list\":[]}", (long long)item));
	CHECK_TEXT(peer_error(p), "error_param");
	CHECK_EQ(shop->stock[good][0], 7);
	post(p, said(p, shop->goods[bundle].id, shop->goods[bundle].model[0].id, "0"));
	CHECK_TEXT(peer_error(p), "error_busi_update_stock_failed");
	CHECK_EQ(json_count(json_path(p->body, "response.failure_list")), 1);
	CHECK_EQ(shop->stock[bundle][0], -1);
	peer_close(p);
}

TEST(more_than_fifty_variations_at_once_are_refused)
{
	struct peer *p = authorised();
	struct buffer b = buffer_in(p->s.arena);

	buffer_format(&b, "{\"item_id\":%lld,\"stock_list\":[", (long long)shop_of(p)->goods[0].id);
	for (int i = 0; i < 51; i++)
		buffer_format(&b, "%s{\"model_id\":%d,\"seller_stock\":[{\"stock\":1}]}", i ? "," : "", i);
	buffer_add_z(&b, "]}");
	post(p, buffer_text(&b));
	CHECK_TEXT(peer_error(p), "error_param");
	peer_close(p);
}

/* All that is sold out but one thing: buyers take that, until it is gone too. */
TEST(buyers_find_no_more_than_there_is)
{
	struct peer *p = authorised();
	struct market *m = sim_lock(p->sim);
	const struct market_shop *shop = market_shop(m, 0);
	struct market_wish w = { .count = 40, .paid = true, .now = p->now };
	struct digest128 before, after;
	int64_t bought = 0;
	uint32_t first;

	before = market_digest(m, p->s.arena);
	for (int g = 0; g < GOODS_COUNT; g++)
		for (int k = 0; k < shop->goods[g].models; k++) {
			struct market_stock x = { 0, g, k, g == 3 && k == 0 ? 9 : 0 };

			CHECK_OK(market_stock_set(m, &p->s, &x));
		}
	after = market_digest(m, p->s.arena);
	CHECK(memcmp(&before, &after, sizeof before) != 0);
	CHECK_OK(market_place(m, &p->s, &w, &first));
	for (uint32_t n = first; n < first + 40; n++) {
		const struct market_order *o = market_order(m, n);

		for (size_t i = 0; i < o->lines; i++) {
			const struct market_line *l = market_line(m, o, i);

			CHECK(l->quantity > 0);
			bought += l->good == 3 && l->model == 0 ? l->quantity : 0;
		}
		if (shop->stock[3][0] > 0)
			CHECK_EQ(bought + shop->stock[3][0], 9);
	}
	CHECK_EQ(shop->stock[3][0], 0);
	sim_unlock(p->sim);
	peer_close(p);
}
