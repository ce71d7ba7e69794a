/* work/file_test.c - published payloads are taken in: exact amounts, any script, parked records, once only. */
#include "work/file.h"
#include "work/revision.h"
#include "work/rig.h"

#define ITEMS                                                                                                          \
	"\"item_list\":[{\"item_id\":7,\"model_id\":0,\"item_sku\":\"A\",\"model_quantity_purchased\":1,\"order_item_" \
	"id\":7,\"promotion_group_id\":0}]"

static struct intake_counts take(struct rig *r, struct text body)
{
	struct intake_counts n = { 0 };

	CHECK_OK(file_take(r->node, r->s, TEXT("shopee"), body, &n));
	return n;
}

static const char vietnamese[] =
	"{\"error\":\"\",\"response\":{\"order_list\":[{\"order_sn\":\"261101VN0001AA\",\"region\":\"VN\",\"currency\":"
	"\"VND\","
	"\"cod\":true,\"total_amount\":48000,\"order_status\":\"READY_TO_SHIP\",\"create_time\":1793500000,\"update_"
	"time\":1793500100,"
	"\"shipping_carrier\":\"Giao Hàng Nhanh\",\"recipient_address\":{\"name\":\"Nguyễn Thị Ánh "
	"Tuyết\",\"phone\":\"84901234567\","
	"\"full_address\":\"12 Đường Lê Lợi, Phường Bến Nghé\",\"region\":\"VN\",\"zipcode\":\"700000\"},"
	"\"item_list\":[{\"item_id\":7,\"model_id\":0,\"item_sku\":\"ÁO-DÀI-đỏ\",\"item_name\":\"Áo dài 红色\","
	"\"model_quantity_purchased\":2,\"model_discounted_price\":24000,\"order_item_id\":7,\"promotion_group_id\":0}]"
	"}]}}";

static struct sql_order_get_row order_of_file(struct rig *r, const char *ref)
{
	struct sql_view_shops_rows shops;
	struct sql_order_by_ref_row found;
	struct sql_order_get_row row;

	CHECK_OK(sql_view_shops(r->s, (struct sql_view_shops){ .count_max = 10, .max = 100 }, &shops));
	for (size_t i = 0; i < shops.count; i++)
		if (text_is(shops.at[i].channel_ref, "file")) {
			CHECK_OK(sql_order_by_ref(
				r->s, (struct sql_order_by_ref){ .shop_id = shops.at[i].id, .ref = text_of(ref) },
				&found));
			CHECK_OK(sql_order_get(r->s, (struct sql_order_get){ .id = found.id }, &row));
			return row;
		}
	CHECK(!"there is a shop named file");
	return (struct sql_order_get_row){ 0 };
}

ON_BOTH(S001_57_names_methods_and_SKUs_of_any_script_are_stored_unchanged)
{
	struct rig r;
	struct sql_order_get_row o;
	struct sql_order_people_get_rows people;
	struct sql_order_line_list_rows lines;
	struct facts facts;

	rig_open(s, &r, 0);
	CHECK_EQ(take(&r, text_of(vietnamese)).stored, 1);
	o = order_of_file(&r, "261101VN0001AA");
	CHECK_TEXT(o.delivery_method, "Giao Hàng Nhanh");
	CHECK_EQ(o.total_minor.value, 48000);
	CHECK_OK(sql_order_people_get(s, (struct sql_order_people_get){ .ids = &o.id, .ids_count = 1 }, &people));
	CHECK_EQ(people.count, 1);
	CHECK_TEXT(people.at[0].name, "Nguyễn Thị Ánh Tuyết");
	CHECK_OK(sql_order_line_list(s, (struct sql_order_line_list){ .ids = &o.id, .ids_count = 1 }, &lines));
	CHECK_EQ(lines.count, 1);
	CHECK_TEXT(lines.at[0].platform_sku, "ÁO-DÀI-đỏ");
	CHECK_TEXT(lines.at[0].title, "Áo dài 红色");
	CHECK_OK(revision_get(s, o.id, 1, true, &facts));
	CHECK_TEXT(facts_find(&facts, FIELD_CONSIGNEE_ADDRESS, TEXT("")), "12 Đường Lê Lợi, Phường Bến Nghé");
	rig_close(&r);
}

ON_BOTH(the_same_payload_twice_changes_nothing)
{
	struct rig r;
	struct intake_counts n;

	rig_open(s, &r, 0);
	take(&r, text_of(vietnamese));
	n = take(&r, text_of(vietnamese));
	CHECK_EQ(n.stored + n.changed + n.parked, 0);
	CHECK_EQ(n.unchanged, 1);
	CHECK_EQ(rig_count(&r), 1);
	rig_close(&r);
}

ON_BOTH(a_record_that_cannot_be_read_is_parked_and_the_others_are_taken)
{
	struct rig r;
	struct intake_counts n;
	struct sql_parked_count_row parked;
	struct sql_parked_count key = { .feed = TEXT("file") };
	static const char mixed[] =
		"{\"error\":\"\",\"response\":{\"order_list\":["
		"{\"order_sn\":\"261101SG0001AA\",\"region\":\"SG\",\"currency\":\"SGX\",\"total_amount\":1.5,\"order_"
		"status\":\"READY_TO_SHIP\",\"create_time\":1793500000,\"update_time\":1793500100," ITEMS "},"
		"{\"order_sn\":\"261101SG0002AA\",\"region\":\"SG\",\"currency\":\"SGD\",\"total_amount\":12.30,"
		"\"order_status\":\"A_NEW_WORD\",\"create_time\":1793500000,\"update_time\":1793500100," ITEMS "},"
		"{\"order_sn\":\"261101SG0003AA\",\"region\":\"SG\",\"currency\":\"SGD\",\"total_amount\":12.305,"
		"\"order_status\":\"READY_TO_SHIP\",\"create_time\":1793500000,\"update_time\":1793500100," ITEMS
		"}]}}";
	static const char healed[] =
		"{\"error\":\"\",\"response\":{\"order_list\":["
		"{\"order_sn\":\"261101SG0001AA\",\"region\":\"SG\",\"currency\":\"SGD\",\"total_amount\":1.5,\"order_"
		"status\":\"READY_TO_SHIP\",\"create_time\":1793500000,\"update_time\":1793500100," ITEMS "}]}}";

	rig_open(s, &r, 0);
	n = take(&r, text_of(mixed));
	CHECK_EQ(n.stored, 1);
	CHECK_EQ(n.parked, 2);
	CHECK_TEXT(order_of_file(&r, "261101SG0002AA").word, "on_hold"); /* never seen before: nothing is guessed */
	CHECK_TEXT(order_of_file(&r, "261101SG0002AA").channel_status, "A_NEW_WORD");
	CHECK_EQ(order_of_file(&r, "261101SG0002AA").total_minor.value, 1230);
	key.shop_id = order_of_file(&r, "261101SG0002AA").shop_id;
	CHECK_OK(sql_parked_count(s, key, &parked));
	CHECK_EQ(parked.count, 2);
	CHECK_EQ(take(&r, text_of(healed)).stored, 1);
	CHECK_OK(sql_parked_count(s, key, &parked));
	CHECK_EQ(parked.count, 1);
	rig_close(&r);
}

ON_BOTH(an_older_payload_does_not_overwrite_a_newer_one)
{
	struct rig r;
	static const char old[] = "{\"error\":\"\",\"response\":{\"order_list\":[{\"order_sn\":\"261101VN0001AA\","
				  "\"region\":\"VN\",\"currency\":\"VND\","
				  "\"total_amount\":48000,\"order_status\":\"UNPAID\",\"create_time\":1793500000,"
				  "\"update_time\":1793500050," ITEMS "}]}}";

	rig_open(s, &r, 0);
	take(&r, text_of(vietnamese));
	CHECK_EQ(take(&r, text_of(old)).changed, 0);
	CHECK_TEXT(order_of_file(&r, "261101VN0001AA").word, "paid");
	rig_close(&r);
}

ON_BOTH(the_published_order_is_held_with_its_exact_amounts)
{
	struct rig r;
	struct text body;
	struct sql_order_get_row o;
	struct sql_order_line_list_rows lines;

	if (!check_shared("fixtures/shopee/order_detail.json", &body))
		SKIP("../shared is not on this machine");
	rig_open(s, &r, 0);
	CHECK_EQ(take(&r, body).stored, 1);
	o = order_of_file(&r, "2404098R48U37H");
	CHECK_EQ(o.total_minor.value, 32119);
	CHECK_TEXT(o.currency, "VND");
	CHECK_TEXT(o.state, "marked_shipped");
	CHECK_EQ(o.history, 1);
	CHECK_OK(sql_order_line_list(s, (struct sql_order_line_list){ .ids = &o.id, .ids_count = 1 }, &lines));
	CHECK_EQ(lines.count, 1);
	CHECK_EQ(lines.at[0].price_minor, 48000);
	CHECK_TEXT(lines.at[0].platform_sku, "QAZ-SADOER-05");
	rig_close(&r);
}

ON_BOTH(what_is_no_payload_is_refused_and_leaves_nothing_behind)
{
	struct rig r;
	struct intake_counts n;

	rig_open(s, &r, 0);
	CHECK_ERR(file_take(r.node, s, TEXT("shopee"), TEXT("{\"error\":"), &n), ERR_BAD_JSON);
	CHECK_ERR(file_take(r.node, s, TEXT("bazaar"), TEXT("{}"), &n), ERR_CHANNEL_UNKNOWN);
	CHECK_EQ(rig_count(&r), 0);
	rig_close(&r);
}
