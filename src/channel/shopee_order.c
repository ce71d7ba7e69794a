/* channel/shopee_order.c - one Shopee order as facts; what cannot be read is said in the sighting alone. */
#include "base/money.h"
#include "channel/shopee.h"

enum { SHORT_MAX = 256, PERSON_MAX = 1024, ADDRESS_MAX = 4096, NOTE_MAX = 16384, BUYER_MAX = 64 };

const struct word_pair shopee_words[] = {
	{ "UNPAID", WORD_unpaid },
	{ "PENDING", WORD_on_hold },
	{ "INVOICE_PENDING", WORD_on_hold },
	{ "READY_TO_SHIP", WORD_paid },
	{ "PROCESSED", WORD_arranged },
	{ "RETRY_SHIP", WORD_paid },
	{ "SHIPPED", WORD_shipped },
	{ "TO_CONFIRM_RECEIVE", WORD_delivered },
	{ "COMPLETED", WORD_completed },
	{ "IN_CANCEL", WORD_cancel_requested },
	{ "CANCELLED", WORD_cancelled },
	{ "TO_RETURN", WORD_return_requested },
	{ NULL, WORD_on_hold },
};

/* buyer_cancel_reason, buyer_user_id, order_sn and order_status are read by themselves below. */
static const struct shopee_said order_said[] = {
	{ "buyer_username", FIELD_BUYER_NAME, PERSON_MAX },
	{ "cancel_by", FIELD_CANCEL_BY, SHORT_MAX },
	{ "cod", FIELD_COD, 0 },
	{ "create_time", FIELD_PLACED_AT, 0 },
	{ "currency", FIELD_CURRENCY, SHORT_MAX },
	{ "days_to_ship", FIELD_DAYS_TO_SHIP, 0 },
	{ "estimated_shipping_fee", FIELD_SHIPPING_FEE, 0 },
	{ "fulfillment_flag", FIELD_FULFILMENT, SHORT_MAX },
	{ "message_to_seller", FIELD_BUYER_NOTE, NOTE_MAX },
	{ "note", FIELD_SELLER_NOTE, NOTE_MAX },
	{ "pay_time", FIELD_PAID_AT, 0 },
	{ "payment_method", FIELD_PAYMENT_METHOD, SHORT_MAX },
	{ "pickup_done_time", FIELD_PICKED_UP_AT, 0 },
	{ "region", FIELD_COUNTRY, SHORT_MAX },
	{ "ship_by_date", FIELD_SHIP_BY, 0 },
	{ "shipping_carrier", FIELD_DELIVERY_METHOD, SHORT_MAX },
	{ "split_up", FIELD_SPLIT, 0 },
	{ "total_amount", FIELD_TOTAL, 0 },
};

static const struct shopee_said address_said[] = {
	{ "city", FIELD_CONSIGNEE_CITY, PERSON_MAX },
	{ "district", FIELD_CONSIGNEE_DISTRICT, PERSON_MAX },
	{ "full_address", FIELD_CONSIGNEE_ADDRESS, ADDRESS_MAX },
	{ "name", FIELD_CONSIGNEE_NAME, PERSON_MAX },
	{ "phone", FIELD_CONSIGNEE_PHONE, SHORT_MAX },
	{ "region", FIELD_CONSIGNEE_COUNTRY, SHORT_MAX },
	{ "state", FIELD_CONSIGNEE_STATE, PERSON_MAX },
	{ "town", FIELD_CONSIGNEE_TOWN, PERSON_MAX },
	{ "zipcode", FIELD_CONSIGNEE_POSTCODE, SHORT_MAX },
};

/* Printable ASCII without the comma that joins several of them in a request. */
bool shopee_ref_fits(struct text ref)
{
	for (size_t i = 0; i < ref.size; i++)
		if (ref.at[i] <= ' ' || ref.at[i] > '~' || ref.at[i] == ',')
			return false;
	return ref.size && ref.size <= SHOPEE_REF_MAX;
}

static enum err ref_read(struct shopee_record *r, struct json order, struct sighting *out)
{
	struct json sn = json_at(order, "order_sn");

	if (json_kind(order) != JSON_OBJECT)
		return shopee_refuse(r, "this", "is not an object");
	if (json_kind(sn) != JSON_STRING || !shopee_ref_fits(json_text(sn)))
		return shopee_refuse(r, "order_sn", "is not an order number");
	out->ref = r->ref = json_text(sn);
	facts_add(r->s->arena, r->facts, FIELD_DISPLAY_NO, TEXT(""), out->ref);
	return OK;
}

/* Which revision is newer hangs on update_time alone, and what is to be done on the status: neither is guessed. */
static enum err head_read(struct shopee_record *r, struct json order, struct sighting *out)
{
	struct text status;

	TRY(shopee_time(r, order, "update_time", &out->channel_ver));
	if (!out->channel_ver)
		return shopee_refuse(r, "update_time", "is not stated");
	TRY(shopee_text(r, order, "order_status", SHORT_MAX, &status));
	if (!text_trim(status).size)
		return shopee_refuse(r, "order_status", "is not stated");
	out->word = word_of(shopee_words, status, &out->word_known);
	facts_add(r->s->arena, r->facts, FIELD_CHANNEL_STATUS, TEXT(""), status);
	TRY(shopee_text(r, order, "currency", SHORT_MAX, &r->currency));
	if (r->currency.at && currency_exponent(r->currency) < 0)
		return shopee_refuse(r, "currency", "is not a currency of ISO 4217");
	return OK;
}

/* A number, or a text where the channel hides it or writes it so. */
static enum err buyer_read(struct shopee_record *r, struct json order)
{
	struct json id = json_at(order, "buyer_user_id");
	struct text buyer;

	if (json_kind(id) == JSON_STRING)
		TRY(shopee_text(r, order, "buyer_user_id", BUYER_MAX, &buyer));
	else
		TRY(shopee_id(r, order, "buyer_user_id", &buyer));
	if (text_trim(buyer).size)
		facts_add(r->s->arena, r->facts, FIELD_BUYER_REF, TEXT(""), buyer);
	return OK;
}

/* The seller's, system's or operator's reason; where there is none, the buyer's. */
static enum err reason_read(struct shopee_record *r, struct json order)
{
	struct text reason, buyers;

	TRY(shopee_text(r, order, "cancel_reason", SHORT_MAX, &reason));
	TRY(shopee_text(r, order, "buyer_cancel_reason", SHORT_MAX, &buyers));
	facts_add(r->s->arena, r->facts, FIELD_CANCEL_REASON, TEXT(""),
		  text_trim(reason).size || !buyers.at ? reason : buyers);
	return OK;
}

static enum err address_read(struct shopee_record *r, struct json order)
{
	struct json address = json_at(order, "recipient_address");

	if (json_kind(address) == JSON_NONE || json_kind(address) == JSON_NULL)
		return OK;
	if (json_kind(address) != JSON_OBJECT)
		return shopee_refuse(r, "recipient_address", "is not an object");
	r->list = "recipient_address";
	r->at = SIZE_MAX;
	TRY(shopee_said(r, address, address_said, sizeof address_said / sizeof *address_said, TEXT("")));
	r->list = NULL;
	return OK;
}

/* Shopee has no word for an order of which only some packages have left: its packages say so. */
static enum word order_word(enum word word, struct shopee_left left)
{
	bool under_way = word == WORD_paid || word == WORD_arranged || word == WORD_shipped;

	return under_way && left.gone && left.here ? WORD_partially_shipped : word;
}

static enum err order_facts(struct shopee_record *r, struct json order, struct sighting *out)
{
	struct shopee_left left = { 0, 0 };

	TRY(ref_read(r, order, out));
	TRY(head_read(r, order, out));
	TRY(shopee_said(r, order, order_said, sizeof order_said / sizeof *order_said, TEXT("")));
	TRY(buyer_read(r, order));
	TRY(reason_read(r, order));
	TRY(address_read(r, order));
	TRY(shopee_lines_read(r, order));
	TRY(shopee_packages_read(r, order, &left));
	out->word = order_word(out->word, left);
	facts_add(r->s->arena, r->facts, FIELD_ORDER_STATUS, TEXT(""), text_of(word_name(out->word)));
	return facts_seal(r->s, r->facts);
}

void shopee_order_read(struct scope *s, struct json order, struct sighting *out)
{
	const struct text words = s->words;
	const enum err code = s->code;

	*out = (struct sighting){ .word = WORD_on_hold, .raw = json_lexeme(order) };
	struct shopee_record r = { .s = s, .facts = &out->facts, .at = SIZE_MAX };

	if (order_facts(&r, order, out) == OK)
		return;
	*out = (struct sighting){ .word = WORD_on_hold,
				  .raw = out->raw,
				  .ref = out->ref,
				  .trouble = ERR_RECORD_UNREADABLE,
				  .why = s->words };
	s->words = words; /* one record's trouble is not the answer's */
	s->code = code;
}
