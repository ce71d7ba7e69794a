/* core/field.c - what is known of each field: the lines of fields.def as a table. */
#include "core/fact.h"

static const struct {
	const char *sentence;
	enum field_group group;
	enum field_type type;
	enum field_whose whose;
} fields[FIELD_COUNT] = {
#define FIELD(name, group, type, whose, sentence) { sentence, GROUP_##group, TYPE_##type, WHOSE_##whose },
#include "core/fields.def"
#undef FIELD
};

/* Written out because C cannot lower a token; the test holds each against its line in fields.def. */
static const char *const names[FIELD_COUNT] = {
	[FIELD_ORDER_STATUS] = "order_status",
	[FIELD_CHANNEL_STATUS] = "channel_status",
	[FIELD_CANCEL_BY] = "cancel_by",
	[FIELD_CANCEL_REASON] = "cancel_reason",
	[FIELD_DISPLAY_NO] = "display_no",
	[FIELD_PLACED_AT] = "placed_at",
	[FIELD_COUNTRY] = "country",
	[FIELD_BUYER_REF] = "buyer_ref",
	[FIELD_BUYER_NAME] = "buyer_name",
	[FIELD_SPLIT] = "split",
	[FIELD_FULFILMENT] = "fulfilment",
	[FIELD_CURRENCY] = "currency",
	[FIELD_TOTAL] = "total",
	[FIELD_COD] = "cod",
	[FIELD_PAYMENT_METHOD] = "payment_method",
	[FIELD_PAID_AT] = "paid_at",
	[FIELD_SHIPPING_FEE] = "shipping_fee",
	[FIELD_CONSIGNEE_NAME] = "consignee_name",
	[FIELD_CONSIGNEE_PHONE] = "consignee_phone",
	[FIELD_CONSIGNEE_ADDRESS] = "consignee_address",
	[FIELD_CONSIGNEE_TOWN] = "consignee_town",
	[FIELD_CONSIGNEE_DISTRICT] = "consignee_district",
	[FIELD_CONSIGNEE_CITY] = "consignee_city",
	[FIELD_CONSIGNEE_STATE] = "consignee_state",
	[FIELD_CONSIGNEE_COUNTRY] = "consignee_country",
	[FIELD_CONSIGNEE_POSTCODE] = "consignee_postcode",
	[FIELD_DELIVERY_METHOD] = "delivery_method",
	[FIELD_SHIP_BY] = "ship_by",
	[FIELD_DAYS_TO_SHIP] = "days_to_ship",
	[FIELD_LINE_SKU] = "line_sku",
	[FIELD_LINE_TITLE] = "line_title",
	[FIELD_LINE_VARIANT] = "line_variant",
	[FIELD_LINE_ORDERED] = "line_ordered",
	[FIELD_LINE_PRICE] = "line_price",
	[FIELD_LINE_LIST_PRICE] = "line_list_price",
	[FIELD_LINE_CANCELLED] = "line_cancelled",
	[FIELD_LINE_CANCEL_ASKED] = "line_cancel_asked",
	[FIELD_LINE_RETURN_ASKED] = "line_return_asked",
	[FIELD_LINE_RETURNED] = "line_returned",
	[FIELD_PACKAGE_STATUS] = "package_status",
	[FIELD_PACKAGE_WORD] = "package_word",
	[FIELD_PACKAGE_CARRIER] = "package_carrier",
	[FIELD_PACKAGE_ITEMS] = "package_items",
	[FIELD_PICKED_UP_AT] = "picked_up_at",
	[FIELD_BUYER_NOTE] = "buyer_note",
	[FIELD_SELLER_NOTE] = "seller_note",
	[FIELD_REMARK] = "remark",
	[FIELD_LINE_LESSENED] = "line_lessened",
	[FIELD_PARENT_REF] = "parent_ref",
};

static const char *const groups[GROUP_COUNT] = {
	[GROUP_CONSIGNEE] = "consignee",
	[GROUP_DELIVERY] = "delivery",
	[GROUP_LINES] = "lines",
	[GROUP_PAYMENT] = "payment",
	[GROUP_ORDER_STATUS] = "order_status",
	[GROUP_DELIVERY_STATUS] = "delivery_status",
	[GROUP_NOTES] = "notes",
	[GROUP_OTHER] = "other",
};

const char *field_name(enum field f) { return names[f]; }
bool field_find(struct text name, enum field *out)
{
	for (int f = 0; f < FIELD_COUNT; f++)
		if (text_is(name, names[f])) {
			*out = (enum field)f;
			return true;
		}
	return false;
}

const char *field_sentence(enum field f) { return fields[f].sentence; }
enum field_group field_group(enum field f) { return fields[f].group; }
enum field_type field_type(enum field f) { return fields[f].type; }
bool field_is_personal(enum field f) { return fields[f].whose == WHOSE_PERSON; }
const char *group_name(enum field_group g) { return groups[g]; }
