/* sim/shopee_detail.c - get_order_detail: at most 50 orders, each with what was asked for by name and nothing more. */
#include "sim/dice.h"
#include "sim/shopee_order.h"

enum { DAYS_TO_SHIP = 2, NAMES_SIZE_MAX = 4096, ORDER_SIZE_USUAL = 4096 };

static void put_buyer_user_id(struct order_sheet *x) { pen_int(x->b, x->buyer.id); }
static void put_buyer_username(struct order_sheet *x)
{
	pen_text(x->b, (struct text){ x->buyer.username.at, x->buyer.username.size });
}
static void put_estimated_shipping_fee(struct order_sheet *x)
{
	pen_decimal(x->b, sheet_shipping(x), x->region->exponent);
}
static void put_actual_shipping_fee(struct order_sheet *x)
{
	pen_decimal(x->b, x->o->picked ? sheet_shipping(x) : 0, x->region->exponent);
}
static void put_actual_shipping_fee_confirmed(struct order_sheet *x)
{
	buffer_add_z(x->b, x->o->state == MARKET_COMPLETED ? "true" : "false");
}
static void put_goods_to_declare(struct order_sheet *x) { PEN(x->b, "false"); }
static void put_note(struct order_sheet *x) { pen_text(x->b, market_note(x->market, x->o)); }
static void put_note_update_time(struct order_sheet *x) { pen_int(x->b, x->o->noted); }
static void put_item_list(struct order_sheet *x) { sheet_items(x); }
static void put_dropshipper(struct order_sheet *x) { PEN(x->b, "null"); }
static void put_dropshipper_phone(struct order_sheet *x) { PEN(x->b, "null"); }
static void put_split_up(struct order_sheet *x) { buffer_add_z(x->b, x->o->packages > 1 ? "true" : "false"); }
static void put_fulfillment_flag(struct order_sheet *x) { PEN(x->b, "\"fulfilled_by_local_seller\""); }
static void put_pickup_done_time(struct order_sheet *x) { pen_int(x->b, x->o->picked); }
static void put_package_list(struct order_sheet *x) { sheet_packages(x); }
static void put_shipping_carrier(struct order_sheet *x) { pen_z(x->b, sheet_carrier(x)); }
static void put_order_chargeable_weight_gram(struct order_sheet *x) { pen_int(x->b, sheet_grams(x)); }

static void put_pay_time(struct order_sheet *x)
{
	if (x->o->paid)
		pen_int(x->b, x->o->paid);
	else
		PEN(x->b, "null");
}

/* Told only after payment, as the documentation says; an order paid on delivery has it from the start. */
static void put_total_amount(struct order_sheet *x)
{
	if (x->o->paid || x->o->cod)
		pen_decimal(x->b, sheet_total(x), x->region->exponent);
	else
		PEN(x->b, "null");
}

static void put_payment_method(struct order_sheet *x)
{
	static const char *const methods[] = { "Credit Card", "Bank Transfer", "ShopeePay", "Online Payment" };

	pen_z(x->b, x->o->cod ? "Cash on Delivery" : methods[dice(x->number, 3) % 4]);
}

static void put_cancel_by(struct order_sheet *x)
{
	static const char *const authors[AUTHOR_COUNT] = { "buyer", "seller", "system" };

	pen_z(x->b, x->o->state == MARKET_CANCELLED ? authors[x->o->author] : "");
}

static void put_cancel_reason(struct order_sheet *x)
{
	static const char *const reasons[AUTHOR_COUNT] = { "Change of delivery address", "OUT_OF_STOCK",
							   "BACKEND_LOGISTICS_NOT_STARTED" };

	pen_z(x->b, x->o->state == MARKET_CANCELLED ? reasons[x->o->author] : "");
}

static void put_buyer_cancel_reason(struct order_sheet *x)
{
	bool buyer = x->o->state == MARKET_IN_CANCEL || (x->o->state == MARKET_CANCELLED && x->o->author == BY_BUYER);

	pen_z(x->b, buyer ? "Change of delivery address" : "");
}

static void put_buyer_cpf_id(struct order_sheet *x)
{
	struct label digits = { 0 };

	if (x->shop->region != REGION_BR) {
		PEN(x->b, "null");
		return;
	}
	label_digits(&digits, dice(x->o->buyer, 11) >> 4, 11);
	pen_text(x->b, x->masked ? TEXT("****") : (struct text){ digits.at, digits.size });
}

static void put_invoice_data(struct order_sheet *x)
{
	struct label key = { 0 };

	if (x->shop->region != REGION_BR || x->o->state < MARKET_READY || x->o->state == MARKET_CANCELLED) {
		PEN(x->b, "null");
		return;
	}
	for (uint64_t i = 0; i < 4; i++)
		label_digits(&key, dice(x->number, 20 + i) >> 8, 11);
	PEN(x->b, "{\"number\":");
	label_digits(&key, x->number, 9);
	pen_text(x->b, (struct text){ key.at + 44, 9 });
	PEN(x->b, ",\"series_number\":\"1\",\"access_key\":");
	pen_text(x->b, (struct text){ key.at, 44 });
	PEN(x->b, ",\"issue_date\":");
	pen_int(x->b, x->o->paid ? x->o->paid : x->o->created);
	PEN(x->b, ",\"total_value\":");
	pen_decimal(x->b, sheet_total(x), x->region->exponent);
	PEN(x->b, ",\"products_total_value\":");
	pen_decimal(x->b, sheet_total(x) - sheet_shipping(x), x->region->exponent);
	PEN(x->b, ",\"tax_code\":\"5102\"}");
}

/* The bytes of the first `signs` code points. */
static struct text first_signs(const struct label *l, int signs)
{
	size_t size = 0;

	for (; size < l->size; size++)
		if (((unsigned char)l->at[size] & 0xC0) != 0x80 && signs-- == 0)
			break;
	return (struct text){ l->at, size };
}

/* A label as it stands, or with stars after its first signs. */
static void put_label(struct order_sheet *x, const struct label *l, int shown)
{
	struct text shown_part = x->masked ? first_signs(l, shown) : (struct text){ l->at, l->size };

	pen_text(x->b, shown_part);
	if (!x->masked)
		return;
	x->b->size--; /* before the closing quote */
	PEN(x->b, "******\"");
}

static void put_recipient_address(struct order_sheet *x)
{
	struct buffer *b = x->b;

	PEN(b, "{\"name\":");
	put_label(x, &x->buyer.name, 1);
	PEN(b, ",\"phone\":");
	put_label(x, &x->buyer.phone, 0);
	PEN(b, ",\"town\":");
	pen_z(b, x->buyer.town);
	PEN(b, ",\"district\":");
	pen_z(b, x->buyer.district);
	PEN(b, ",\"city\":");
	pen_z(b, x->buyer.city);
	PEN(b, ",\"state\":");
	pen_z(b, x->buyer.state);
	PEN(b, ",\"region\":");
	pen_z(b, x->region->code);
	PEN(b, ",\"zipcode\":");
	pen_text(b, (struct text){ x->buyer.zipcode.at, x->buyer.zipcode.size });
	PEN(b, ",\"full_address\":");
	put_label(x, &x->buyer.address, 4);
	PEN(b, "}");
}

static const struct {
	const char *name, *open; /* ,"name": */
	size_t open_size;
	void (*put)(struct order_sheet *x);
} fields[] = {
#define FIELD(name) { #name, ",\"" #name "\":", sizeof ",\"" #name "\":" - 1, put_##name },
#include "sim/shopee_fields.def"
#undef FIELD
};
enum { FIELD_COUNT = sizeof fields / sizeof *fields };
_Static_assert(FIELD_COUNT <= 32, "the fields asked for are bits of one number");

/* Buyer and address are shown in the time in which somebody must ship, and masked before and after. */
static bool outside_shipping(const struct market_order *o)
{
	return o->state != MARKET_READY && o->state != MARKET_PROCESSED && o->state != MARKET_RETRY_SHIP &&
	       o->state != MARKET_IN_CANCEL && o->state != MARKET_PENDING && o->state != MARKET_INVOICE_PENDING;
}

static struct text message_of(const struct order_sheet *x)
{
	static const char *const messages[] = { "Please pack well, it is a gift 🎁",
						"请尽快发货，谢谢",
						"Giao sau 18h giúp mình nhé",
						"ส่งด่วนหน่อยนะคะ",
						"Leave with guard \\ call \"Ana\" first",
						"Tolong bubble wrap tebal ya kak" };
	uint64_t d = dice(x->number, 13);

	return text_of(d % 8 ? "" : messages[d / 8 % (sizeof messages / sizeof *messages)]);
}

/* What is told without being asked for. */
static void put_always(struct order_sheet *x)
{
	struct buffer *b = x->b;
	char sn[ORDER_SN_SIZE];

	market_sn(x->market, x->number, sn);
	PEN(b, "{\"order_sn\":");
	pen_text(b, (struct text){ sn, sizeof sn });
	PEN(b, ",\"region\":");
	pen_z(b, x->region->code);
	PEN(b, ",\"currency\":");
	pen_z(b, x->region->currency);
	buffer_add_z(b, x->o->cod ? ",\"cod\":true" : ",\"cod\":false");
	PEN(b, ",\"order_status\":");
	pen_z(b, status_word(x->o, x->pending_asked));
	PEN(b, ",\"message_to_seller\":");
	pen_text(b, message_of(x));
	PEN(b, ",\"create_time\":");
	pen_int(b, x->o->created);
	PEN(b, ",\"update_time\":");
	pen_int(b, x->o->updated);
	PEN(b, ",\"days_to_ship\":");
	pen_int(b, DAYS_TO_SHIP);
	PEN(b, ",\"ship_by_date\":");
	pen_int(b, x->o->ship_by);
	PEN(b, ",\"reverse_shipping_fee\":0");
	if (x->pending_asked && x->o->state == MARKET_PENDING) {
		static const char *const terms[HOLD_COUNT] = { "SYSTEM_PENDING", "KYC_PENDING",
							       "ARRANGE_SHIPMENT_PENDING", "" };

		PEN(b, ",\"pending_terms\":[");
		pen_z(b, terms[x->o->hold]);
		PEN(b, "]");
	}
}

static void put_order(struct order_sheet *x, uint32_t number, uint32_t asked, bool masked)
{
	x->number = number;
	x->o = market_order(x->market, number);
	x->shop = market_shop(x->market, x->o->shop);
	x->region = region_facts(x->shop->region);
	x->masked = masked || x->o->masked || outside_shipping(x->o);
	buyer_make(&x->buyer, x->shop->region, x->o->buyer, x->o->moves);
	put_always(x);
	for (int i = 0; i < FIELD_COUNT; i++)
		if (asked >> i & 1) {
			pen_raw(x->b, fields[i].open, fields[i].open_size);
			fields[i].put(x);
		}
	PEN(x->b, "}");
}

/* Names we do not know are passed over, as the real one grows new ones. */
static uint32_t fields_asked(struct call *c)
{
	struct text list, one;
	uint32_t asked = 0;

	if (!call_param(c, "response_optional_fields", &list))
		return 0;
	while (text_cut(&list, ',', &one))
		for (int i = 0; i < FIELD_COUNT; i++)
			if (text_is(text_trim(one), fields[i].name))
				asked |= UINT32_C(1) << i;
	return asked;
}

/* The orders asked for that are this shop's; the others are named in `missing`. */
static size_t find_orders(struct call *c, struct text list, uint32_t found[DETAIL_MAX], struct buffer *missing)
{
	struct text one;
	size_t count = 0;

	while (text_cut(&list, ',', &one)) {
		uint32_t number;

		one = text_trim(one);
		if (market_find(c->shopee->market, one, &number) &&
		    market_order(c->shopee->market, number)->shop == c->shop) {
			found[count++] = number;
			continue;
		}
		if (missing->size)
			buffer_byte(missing, ',');
		buffer_add(missing, one);
	}
	return count;
}

static size_t count_of(struct text list)
{
	struct text one;
	size_t count = 0;

	while (text_cut(&list, ',', &one))
		count++;
	return count;
}

enum err order_detail(struct call *c)
{
	struct buffer missing = buffer_in(c->s->arena);
	uint32_t found[DETAIL_MAX];
	struct text list, pending;

	if (!call_param(c, "order_sn_list", &list) || list.size > NAMES_SIZE_MAX || count_of(list) < 1 ||
	    count_of(list) > DETAIL_MAX)
		return call_refuse(c, 400, "error_param", "Wrong parameters, detail: order_sn_list has 1 to %d.",
				   DETAIL_MAX);
	size_t count = find_orders(c, list, found, &missing);
	if (!count)
		return call_refuse(c, 200, "error_not_found", "Wrong parameters, detail: the order is not found.");
	struct buffer b = call_open(c, count * ORDER_SIZE_USUAL);
	struct order_sheet x = { .market = c->shopee->market, .b = &b };
	x.pending_asked = call_param(c, "request_order_status_pending", &pending) && text_is(pending, "true");
	uint32_t asked = fields_asked(c);
	if (missing.size) {
		PEN(&b, "\"warning\":");
		pen_text(&b, text_format(c->s->arena, "not found: %s", missing.at));
		PEN(&b, ",");
	}
	PEN(&b, "\"response\":{\"order_list\":[");
	if (c->shopee->habits.detail_max && count > (size_t)c->shopee->habits.detail_max)
		count = (size_t)c->shopee->habits.detail_max;
	bool twice = c->shopee->habits.twice;
	for (size_t i = 0; i < count + twice; i++) {
		if (i)
			PEN(&b, ",");
		put_order(&x, found[twice ? (count - i) % count : i], asked, c->shopee->habits.masked);
	}
	PEN(&b, "]}");
	return call_done(c, &b);
}
