/* tests/fuzz/answer_fuzz.c - any bytes are an answer to a step of Shopee or are refused; what was read is bounded. */
#include "channel/channel.h"
#include "tests/fuzz/fuzz.h"

static const struct step *step_of(unsigned char sign)
{
	const struct channel *c = &channel_shopee;
	const struct step *const steps[] = { c->feeds->list, c->feeds->detail, c->token_get, c->token_refresh,
					     c->shop_info,   c->shop_list,     c->push_lost, c->push_kept };

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
	ASSERT(t->grant.access_until >= 0 && t->grant.refresh_until >= 0 && t->wait_ms >= 0);
}

/* The first line: a digit for the step, the HTTP status, Retry-After; the rest is the body. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text rest = fuzz_text(data, size), line = { 0 }, part = { 0 };
	struct http_answer a = { .status = 200 };
	struct scope s = fuzz_scope();
	struct talk t = { .channel = &channel_shopee,
			  .shop_ref = TEXT("600001"),
			  .channel_now = INT64_C(1767225600000),
			  .refs = &(struct text){ "260101Q8RT3W0Z", 14 },
			  .ref_count = 1 };
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
	   "7 200 \n" WELL "\"response\":{}}", "0 429 60\n{\"error\":\"error_rate_limit\",\"message\":\"slow down\"}",
	   "0 403 \n{\"error\":\"error_auth\",\"message\":\"Invalid access_token\"}",
	   "0 502 \n<html><body>Bad Gateway</body></html>")
