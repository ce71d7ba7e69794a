/* tests/fuzz/shopee_fuzz.c - any bytes are an answer with orders or are refused; an order is read whole or parked. */
#include "channel/channel.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct scope s = fuzz_scope();
	struct sighting *seen = NULL;
	size_t count = 0;

	if (channel_shopee.read_file(&s, fuzz_text(data, size), &seen, &count) == OK)
		for (size_t i = 0; i < count; i++)
			ASSERT(seen[i].trouble != OK ? seen[i].why.size > 0
						     : seen[i].ref.size > 0 && seen[i].facts.count > 0);
	scope_close(&s);
	return 0;
}

#define ORDER                                                                                                          \
	"{\"order_sn\":\"260101Q8RT3W0Z\",\"order_status\":\"READY_TO_SHIP\",\"region\":\"SG\",\"currency\":\"SGD\","  \
	"\"cod\":"                                                                                                     \
	"false,\"total_amount\":12.30,\"create_time\":1767225600,\"update_time\":1767225700,\"pay_time\":1767225650,"  \
	"\"days_to_ship\":2,\"ship_by_date\":1767398400,\"shipping_carrier\":\"SPX Express\",\"note\":\"\","           \
	"\"message_to_seller\":\"ring\",\"recipient_address\":{\"name\":\"Tan Wei Ling\",\"phone\":\"6591234567\","    \
	"\"full_address\":\"1 Orchard "                                                                                \
	"Road\",\"zipcode\":\"238823\",\"region\":\"SG\"},\"item_list\":[{\"item_id\":1001,"                           \
	"\"item_name\":\"Cup\",\"item_sku\":\"CCD007\",\"model_id\":0,\"model_sku\":\"\",\"model_quantity_"            \
	"purchased\":2,"                                                                                               \
	"\"model_original_price\":7.00,\"model_discounted_price\":6.15,\"promotion_group_id\":0}],\"package_list\":[{" \
	"\"package_number\":\"OFG1\",\"logistics_status\":\"LOGISTICS_READY\",\"shipping_carrier\":\"SPX Express\","   \
	"\"item_list\":[{\"item_id\":1001,\"model_id\":0,\"model_quantity\":2}]}]}"

FUZZ_SEEDS("{\"error\":\"\",\"message\":\"\",\"request_id\":\"a\",\"response\":{\"order_list\":[" ORDER "]}}",
	   "{\"error\":\"\",\"message\":\"\",\"request_id\":\"a\",\"response\":{\"order_list\":[" ORDER "," ORDER "]}}",
	   "{\"error\":\"\",\"response\":{\"order_list\":[]}}",
	   "{\"error\":\"error_auth\",\"message\":\"Invalid access_token.\",\"request_id\":\"b\"}")
