/* tests/fuzz/answer_fuzz.c - any bytes are an answer to a step of Shopee or are refused; what was read is bounded. */
#include "channel/channel.h"
#include "tests/fuzz/fuzz.h"

static const struct step *step_of(unsigned char sign)
{
	const struct channel *c = &channel_shopee;
	const struct step *const steps[] = {
		c->feeds->list,    c->feeds->detail,    c->token_get,       c->token_refresh,
		c->shop_info,      c->shop_list,        c->push_lost,       c->push_kept,
		c->listings->list, c->listings->detail, c->listings->parts, channel_deed(c, "set_stock")->step
	};

	return steps[(sign - '0') % (sizeof steps / sizeof *steps)];
}

static void look(const struct talk *t)
{
	for (size_t i = 0; i < t->listed_count; i++)
		ASSERT(t->listed[i].size > 0 && text_valid(t->listed[i]));
	for (size_t i = 0; i < t->seen_count; i++)
		ASSERT(t->seen[i].trouble == OK || t->seen[i].why.size > 0);
	for (size_t i = 0; i < t->grant.shop_count; i++)
		ASSERT(t->grant.shop_refs[i].size > 0);
	for (size_t i = 0; i < t->pushed_count; i++)
		ASSERT(t->pushed[i].size > 0 && text_valid(t->pushed[i]));
	ASSERT(t->pushed_count == 0 || t->next_cursor.size > 0);
	for (size_t i = 0; i < t->offer_count; i++)
		ASSERT(t->offers[i].ref.size > 0 && t->offers[i].platform_sku.size > 0 && t->offers[i].stock >= -1 &&
		       text_valid(t->offers[i].title) && text_valid(t->offers[i].platform_sku));
	for (size_t i = 0; i < t->varied_count; i++)
		ASSERT(t->varied[i].ref.size > 0 && text_valid(t->varied[i].title));
	for (size_t i = 0; i < t->stock_count; i++)
		ASSERT(t->stocks[i].taken || t->stocks[i].why.at == NULL || text_valid(t->stocks[i].why));
	ASSERT(t->grant.access_until >= 0 && t->grant.refresh_until >= 0 && t->wait_ms >= 0);
}

/* The first line: a sign for the step, the HTTP status, Retry-After; the rest is the body. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text rest = fuzz_text(data, size), line = { 0 }, part = { 0 };
	struct http_answer a = { .status = 200 };
	struct scope s = fuzz_scope();
	struct text refs[] = { TEXT("260101Q8RT3W0Z"), TEXT("21001"), TEXT("21002") };
	struct stock_told stocks[] = { { .ref = TEXT("21001-5"), .stock = 3 }, { .ref = TEXT("21001-0") } };
	struct talk t = { .channel = &channel_shopee,
			  .shop_ref = TEXT("600001"),
			  .channel_now = INT64_C(1767225600000),
			  .refs = refs,
			  .ref_count = sizeof refs / sizeof *refs,
			  .stocks = stocks,
			  .stock_count = sizeof stocks / sizeof *stocks };
	int64_t status;

	if (text_cut(&rest, '\n', &line) && line.size > 0) {
		unsigned char sign = (unsigned char)line.at[0];

		(void)text_cut(&line, ' ', &part);
		if (text_cut(&line, ' ', &part) && text_to_int(part, &status) && status >= 100 && status <= 599)
			a.status = (int)status;
		if (line.size > 0)
			http_header_add(a.headers, &a.header_count, TEXT("Retry-After"), line);
		a.body = rest;
		if (step_of(sign)->read(&s, &t, &a) == OK)
			look(&t);
		ASSERT(t.wait_ms >= 0);
	}
	scope_close(&s);
	return 0;
}

#define WELL "{\"error\":\"\",\"message\":\"\",\"request_id\":\"a\","
FUZZ_SEEDS("0 200 \n" WELL
	   "\"response\":{\"more\":true,\"next_cursor\":\"20\",\"order_list\":[{\"order_sn\":\"260101Q8RT3W0Z\"}]}}",
	   "0 200 \n" WELL "\"response\":{\"more\":false,\"next_cursor\":\"\",\"order_list\":[]}}",
	   "1 200 \n" WELL "\"response\":{\"order_list\":[{\"order_sn\":\"260101Q8RT3W0Z\",\"order_status\":\"UNPAID\","
	   "\"currency\":\"VND\",\"update_time\":1767225600}]}}",
	   "2 200 \n" WELL
	   "\"access_token\":\"a1\",\"refresh_token\":\"r1\",\"expire_in\":14400,\"shop_id_list\":[600001,600002],"
	   "\"merchant_id_list\":[]}",
	   "3 200 \n" WELL "\"access_token\":\"a2\",\"refresh_token\":\"r2\",\"expire_in\":14400,\"shop_id\":600001}",
	   "4 200 \n" WELL
	   "\"shop_name\":\"Harbour\",\"region\":\"SG\",\"status\":\"NORMAL\",\"auth_time\":1,\"expire_time\":2}",
	   "5 200 \n" WELL
	   "\"authed_shop_list\":[{\"shop_id\":600001,\"region\":\"SG\",\"auth_time\":1,\"expire_time\":2}],"
	   "\"more\":false}",
	   "6 200 "
	   "\n{\"error\":\"-\",\"message\":\"-\",\"response\":{\"push_message_list\":[{\"shop_id\":600001,\"code\":3,"
	   "\"data\":{\"data\":{\"ordersn\":\"260101Q8RT3W0Z\"},\"shop_id\":600001,\"code\":3}},"
	   "{\"code\":12,\"data\":\"{\\\"shop_expire_soon\\\":[600001]}\"}],"
	   "\"has_next_page\":true,\"last_message_id\":7}}",
	   "7 200 \n" WELL "\"response\":{}}",
	   "8 200 \n" WELL "\"response\":{\"item\":[{\"item_id\":21001,\"item_status\":\"NORMAL\"}],\"total_count\":60,"
	   "\"has_next_page\":true,\"next_offset\":50}}",
	   "9 200 \n" WELL "\"response\":{\"item_list\":[{\"item_id\":21001,\"item_name\":\"Cup\",\"item_sku\":\"\","
	   "\"has_model\":true},{\"item_id\":21002,\"item_sku\":\"LS-2\",\"has_model\":false,\"stock_info_v2\":{"
	   "\"seller_stock\":[{\"location_id\":\"SGZ\",\"stock\":4}]}}]}}",
	   ": 200 \n" WELL
	   "\"response\":{\"tier_variation\":[{\"name\":\"Colour\",\"option_list\":[{\"option\":\"Red\"}]}],"
	   "\"model\":[{\"model_id\":5,\"model_sku\":\"LS-1-A\",\"tier_index\":[0]}]}}",
	   "; 200 \n" WELL "\"response\":{\"success_list\":[{\"model_id\":5,\"stock\":3}],"
	   "\"failure_list\":[{\"model_id\":0,\"failed_reason\":\"in promotion\"}]}}",
	   "0 429 60\n{\"error\":\"error_rate_limit\",\"message\":\"slow down\"}",
	   "0 403 \n{\"error\":\"error_auth\",\"message\":\"Invalid access_token\"}",
	   "0 502 \n<html><body>Bad Gateway</body></html>")
