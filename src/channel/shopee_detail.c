/* channel/shopee_detail.c - Shopee's listing of changed orders, and the details of many, from an answer or a file. */
#include "channel/shopee.h"
#include <stdlib.h>
#include <string.h>

/* All that the order reader uses, and what a person may look for in the raw answer; the rest we need not know. */
static const char optional_fields[] =
	"&response_optional_fields=buyer_user_id%2Cbuyer_username%2Cestimated_shipping_fee%2Crecipient_address%2C"
	"actual_shipping_fee%2Cnote%2Cnote_update_time%2Citem_list%2Cpay_time%2Csplit_up%2Cbuyer_cancel_reason%2C"
	"cancel_by%2Ccancel_reason%2Cfulfillment_flag%2Cpickup_done_time%2Cpackage_list%2Cshipping_carrier%2C"
	"payment_method%2Ctotal_amount%2Cinvoice_data";

static enum err list_ask(struct scope *s, struct talk *t, struct http_request *out)
{
	struct buffer q = buffer_in(s->arena);
	const char *field = t->by_placed ? "create_time" : "update_time";

	ASSERT(t->page >= 0 && t->page <= SHOPEE_LIST_MAX);
	buffer_format(&q, "&time_range_field=%s&time_from=%lld&time_to=%lld&page_size=%d", field,
		      (long long)(t->window.from / SECOND_MS), (long long)(t->window.to / SECOND_MS),
		      t->page ? t->page : SHOPEE_LIST_MAX);
	buffer_add_z(&q, "&cursor=");
	url_add(&q, t->cursor);
	buffer_add_z(&q, "&response_optional_fields=order_status&request_order_status_pending=true");
	return shopee_ask(s, t,
			  &(struct shopee_call){
				  .path = "/api/v2/order/get_order_list", .for_shop = true, .query = buffer_text(&q) },
			  out);
}

/* A page that does not say where the next one is, or says where this one was, would be read for ever. */
static enum err more_read(struct scope *s, struct talk *t, struct json response)
{
	struct json more = json_at(response, "more");
	struct text next = json_text(json_at(response, "next_cursor"));

	if (json_kind(more) != JSON_TRUE && json_kind(more) != JSON_FALSE)
		return shopee_abnormal(s, "response.more is neither true nor false");
	if (!json_is_true(more))
		return OK;
	if (!next.size || text_same(next, t->cursor))
		return shopee_abnormal(s, "more orders follow, but response.next_cursor does not lead on");
	t->next_cursor = next;
	t->then = THEN_MORE;
	return OK;
}

/* An id that cannot be read cannot be asked for either: the page is refused, loudly, rather than one order left out. */
static enum err list_read(struct scope *s, struct talk *t, const struct http_answer *in)
{
	struct json doc, list, v;
	size_t count;

	TRY(shopee_answer_read(s, t, in, &doc));
	list = json_path(doc, "response.order_list");
	if (json_kind(list) != JSON_ARRAY)
		return shopee_abnormal(s, "response.order_list is not a list");
	count = json_count(list);
	t->listed = ARENA_ARRAY(s->arena, struct text, count);
	v = json_first(list);
	for (size_t i = 0; i < count; i++, v = json_next(list, v)) {
		struct json sn = json_at(v, "order_sn");

		if (json_kind(sn) != JSON_STRING || !shopee_ref_fits(json_text(sn)))
			return shopee_abnormal(s, "an entry of response.order_list has no order_sn");
		t->listed[i] = json_text(sn);
	}
	TRY(more_read(s, t, json_at(doc, "response")));
	t->listed_count = count;
	return OK;
}

static enum err detail_ask(struct scope *s, struct talk *t, struct http_request *out)
{
	struct buffer q = buffer_in(s->arena);

	ASSERT(t->ref_count > 0 && t->ref_count <= SHOPEE_DETAIL_MAX);
	buffer_add_z(&q, "&order_sn_list=");
	for (size_t i = 0; i < t->ref_count; i++) {
		if (!shopee_ref_fits(t->refs[i]))
			return fail(s, ERR_BAD_REQUEST, "One of the orders asked for has no order number of Shopee.");
		if (i)
			buffer_add_z(&q, "%2C");
		url_add(&q, t->refs[i]);
	}
	buffer_add_z(&q, optional_fields);
	buffer_add_z(&q, "&request_order_status_pending=true");
	return shopee_ask(s, t,
			  &(struct shopee_call){ .path = "/api/v2/order/get_order_detail",
						 .for_shop = true,
						 .query = buffer_text(&q) },
			  out);
}

struct batch {
	struct sighting *at;
	size_t count;
};

static void batch_read(struct scope *s, struct json list, struct batch *out)
{
	struct json v = json_first(list);

	out->at = ARENA_ARRAY(s->arena, struct sighting, json_count(list));
	for (; out->count < json_count(list); v = json_next(list, v))
		shopee_order_read(s, v, &out->at[out->count++]);
}

/* The order number of a record that is no JSON, so that people know which one it is. */
static struct text cut_ref(struct text record)
{
	struct text sn;

	if (!cut_member(record, "order_sn", &sn) || sn.size < 2 || *sn.at != '"')
		return (struct text){ 0 };
	sn = (struct text){ sn.at + 1, sn.size - 2 };
	return shopee_ref_fits(sn) ? sn : (struct text){ 0 };
}

static void batch_cut(struct scope *s, struct text list, struct batch *out)
{
	struct text rest, record;
	size_t count = 0;

	for (bool any = cut_first(list, &rest); any && cut_next(&rest, &record);)
		count++;
	out->at = ARENA_ARRAY(s->arena, struct sighting, count);
	for (bool any = cut_first(list, &rest); any && cut_next(&rest, &record);) {
		struct sighting *to = &out->at[out->count++];
		const struct text words = s->words;
		const enum err code = s->code;
		struct json v;

		if (json_parse(s, record, &v) == OK)
			shopee_order_read(s, v, to);
		else
			*to = (struct sighting){ .ref = cut_ref(record),
						 .word = WORD_on_hold,
						 .raw = record,
						 .trouble = ERR_RECORD_UNREADABLE,
						 .why = s->words };
		s->words = words;
		s->code = code;
	}
}

/* The document with an empty list in the list's place, which is JSON when nothing but a record is broken. */
static bool cut_list(struct arena *a, struct text body, struct text *list, struct text *shell)
{
	struct buffer b = buffer_in(a);
	struct text response;

	if (!cut_member(body, "response", &response) || !cut_member(response, "order_list", list) || *list->at != '[')
		return false;
	size_t before = (size_t)(list->at - body.at), until = before + list->size;

	buffer_add(&b, (struct text){ body.at, before });
	buffer_add_z(&b, "[]");
	buffer_add(&b, (struct text){ body.at + until, body.size - until });
	*shell = buffer_text(&b);
	return true;
}

static int by_ref(const void *left, const void *right)
{
	const struct sighting *a = *(struct sighting *const *)left, *b = *(struct sighting *const *)right;
	int order = text_order(a->ref, b->ref);

	return order ? order : text_order(a->raw, b->raw);
}

/* An order that stands in one answer several times with different content: none of them can be trusted. */
static void twins_refuse(struct arena *a, const struct batch *b)
{
	struct sighting **sorted = ARENA_ARRAY(a, struct sighting *, b->count);

	for (size_t i = 0; i < b->count; i++)
		sorted[i] = &b->at[i];
	if (b->count > 1)
		qsort(sorted, b->count, sizeof *sorted, by_ref);
	for (size_t from = 0, to; from < b->count; from = to) {
		struct text ref = sorted[from]->ref;

		for (to = from + 1; to < b->count && text_same(ref, sorted[to]->ref); to++)
			;
		if (!ref.size || text_same(sorted[from]->raw, sorted[to - 1]->raw))
			continue;
		for (size_t i = from; i < to; i++) {
			sorted[i]->trouble = ERR_RECORD_UNREADABLE;
			sorted[i]->why = TEXT("The order stands in one answer several times with different content.");
		}
	}
}

/* A body as it was read, and what the scope said before: a record's trouble is not the answer's. */
struct parsed {
	enum err e;
	struct json doc;
	struct text words;
	enum err code;
};

static struct parsed body_parse(struct scope *s, struct text body)
{
	struct parsed p = { .words = s->words, .code = s->code };

	p.e = json_parse(s, body, &p.doc);
	return p;
}

/* Reads the envelope and its orders, cut apart where the whole is no JSON. */
static enum err orders_read(struct scope *s, struct talk *t, const struct http_answer *in, struct parsed p,
			    struct batch *out)
{
	const struct text words = p.words;
	const enum err code = p.code;
	struct text list, shell;
	struct json orders;
	bool cut = p.e != OK && cut_list(s->arena, in->body, &list, &shell);

	shopee_forget(t);
	if (cut)
		p = body_parse(s, shell);
	TRY(shopee_envelope(s, t, in, p.e, p.doc));
	s->words = words;
	s->code = code;
	orders = json_path(p.doc, "response.order_list");
	if (json_kind(orders) != JSON_ARRAY)
		return shopee_abnormal(s, "response.order_list is not a list");
	if (cut)
		batch_cut(s, list, out);
	else
		batch_read(s, orders, out);
	twins_refuse(s->arena, out);
	return OK;
}

static bool asked_for(const struct talk *t, struct text ref)
{
	for (size_t i = 0; i < t->ref_count; i++)
		if (text_same(t->refs[i], ref))
			return true;
	return false;
}

/* An order that was not asked for means that this is the answer to another question, perhaps of another shop: nothing
 * of it may be stored here, and asking again costs little. */
static enum err detail_read(struct scope *s, struct talk *t, const struct http_answer *in)
{
	struct batch b = { NULL, 0 };
	enum err e = orders_read(s, t, in, body_parse(s, in->body), &b);

	/* None of the orders exists: an answer without records, not a refusal. */
	if (e == ERR_CHANNEL_REFUSED && text_ends(t->channel_code, "error_not_found"))
		return OK;
	TRY(e);
	for (size_t i = 0; i < b.count; i++)
		if (b.at[i].ref.at && !asked_for(t, b.at[i].ref))
			return shopee_abnormal(s, "it holds an order that was not asked for");
	t->seen = b.at;
	t->seen_count = b.count;
	return OK;
}

enum err shopee_file_read(struct scope *s, struct text body, struct sighting **seen, size_t *count)
{
	const struct http_answer in = { .status = 200, .body = body };
	struct talk t = { .channel = &channel_shopee, .channel_now = s->now };
	struct batch b = { NULL, 0 };
	struct parsed p = body_parse(s, body);
	const struct text words = s->words;

	if (p.e == OK && json_kind(p.doc) == JSON_ARRAY) {
		batch_read(s, p.doc, &b);
		twins_refuse(s->arena, &b);
	} else if (p.e == OK && json_kind(json_at(p.doc, "order_sn")) != JSON_NONE) {
		b = (struct batch){ ARENA_NEW(s->arena, struct sighting), 1 };
		shopee_order_read(s, p.doc, b.at);
	} else if (orders_read(s, &t, &in, p, &b) != OK) {
		if (p.e != OK)
			return fail(s, p.e, "%.*s", TEXT_ARG(words));
		if (t.channel_code.at)
			return s->code;
		return fail(s, ERR_BAD_REQUEST,
			    "This file holds no Shopee orders; give an answer of get_order_detail, a list of its "
			    "orders, or "
			    "one order.");
	}
	*seen = b.at;
	*count = b.count;
	return OK;
}

const struct step shopee_list = { "order/get_order_list", STEP_READS, list_ask, list_read };
const struct step shopee_detail = { "order/get_order_detail", STEP_READS, detail_ask, detail_read };
