/* work/hand.c - orders without an API: what was typed or read becomes facts of ours, and is taken in like any other order. */
#include "work/hand.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/json.h"
#include "base/money.h"
#include "store/sql.h"
#include "work/node.h"
#include "work/packing.h"
#include "work/series.h"

#define PREFIX "M"
enum { NUMBERS_TRIED_MAX = 50 };

enum err hand_shop(struct scope *s, int64_t shop_id, struct shop *out)
{
	TRY(shop_get(s, shop_id, out));
	if (out->channel->flow != FLOW_NONE)
		return fail(s, ERR_NOT_BY_HAND, "the orders of shop \"%.*s\" come from %s", TEXT_ARG(out->title),
			    out->channel->title);
	return OK;
}

/* ---- what may be stated ---- */

/* One line of text, without control characters. */
static bool is_line(struct text t)
{
	for (size_t i = 0; i < t.size; i++)
		if ((unsigned char)t.at[i] < ' ' || t.at[i] == 127)
			return false;
	return text_valid(t);
}

static enum err check_texts(struct scope *s, const struct hand_order *o)
{
	const struct {
		const char *name;
		struct text value;
		bool needed;
		size_t most;
	} texts[] = {
		{ "number", o->number, false, HAND_NUMBER_MAX },
		{ "name", o->name, true, HAND_TEXT_MAX },
		{ "phone", o->phone, false, HAND_TEXT_MAX },
		{ "address", o->address, true, HAND_TEXT_MAX },
		{ "postcode", o->postcode, false, HAND_NUMBER_MAX },
		{ "delivery_method", o->delivery_method, false, HAND_TEXT_MAX },
		{ "remark", o->remark, false, HAND_TEXT_MAX },
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct text v = texts[i].value;

		if (texts[i].needed && text_trim(v).size == 0)
			return fail(s, ERR_BAD_REQUEST, "\"%s\" is needed", texts[i].name);
		if (v.size > texts[i].most || !is_line(v))
			return fail(s, ERR_BAD_REQUEST, "\"%s\" is one line of at most %zu bytes", texts[i].name,
				    texts[i].most);
	}
	return OK;
}

static bool is_country(struct text t)
{
	return t.size == 2 && t.at[0] >= 'A' && t.at[0] <= 'Z' && t.at[1] >= 'A' && t.at[1] <= 'Z';
}

static enum err check_line(struct scope *s, const struct hand_line *l, size_t row)
{
	if (l->sku.size == 0 || l->sku.size > HAND_TEXT_MAX || !is_line(l->sku) ||
	    text_trim(l->sku).size != l->sku.size)
		return fail(s, ERR_BAD_REQUEST, "line %zu: \"sku\" is one line of 1 to %d bytes", row, HAND_TEXT_MAX);
	if (l->title.size > HAND_TEXT_MAX || !is_line(l->title))
		return fail(s, ERR_BAD_REQUEST, "line %zu: \"title\" is one line of at most %d bytes", row,
			    HAND_TEXT_MAX);
	if (l->quantity < 1 || l->quantity > HAND_QUANTITY_MAX)
		return fail(s, ERR_BAD_REQUEST, "line %zu: \"quantity\" is 1 to %d pieces, not %lld", row,
			    HAND_QUANTITY_MAX, (long long)l->quantity);
	if (l->has_price && l->price_minor < 0)
		return fail(s, ERR_BAD_MONEY, "line %zu: a price is not below zero", row);
	return OK;
}

/* What the buyer pays, where each line says its price. */
static enum err total_of(struct scope *s, const struct hand_order *o, bool *is, int64_t *total)
{
	*total = 0;
	*is = true;
	for (size_t i = 0; i < o->line_count; i++) {
		int64_t sum = 0;

		if (!o->lines[i].has_price)
			*is = false;
		if (__builtin_mul_overflow(o->lines[i].price_minor, o->lines[i].quantity, &sum) ||
		    __builtin_add_overflow(*total, sum, total))
			return fail(s, ERR_BAD_MONEY, "the sum of the lines is more than can be held");
	}
	return OK;
}

enum err hand_order_check(struct scope *s, const struct hand_order *o)
{
	bool priced = false, sums;
	int64_t total;

	TRY(check_texts(s, o));
	if (o->country.size && !is_country(o->country))
		return fail(s, ERR_BAD_REQUEST, "\"country\" is two capital letters like PH");
	if (o->placed < 0 || o->placed > INSTANT_MAX || o->ship_by < 0 || o->ship_by > INSTANT_MAX)
		return fail(s, ERR_BAD_TIME, "a moment lies between 1970 and 9999");
	if (o->line_count == 0 || o->line_count > HAND_LINES_MAX)
		return fail(s, ERR_BAD_REQUEST, "an order has 1 to %d lines, not %zu", HAND_LINES_MAX, o->line_count);
	for (size_t i = 0; i < o->line_count; i++) {
		TRY(check_line(s, &o->lines[i], i + 1));
		priced |= o->lines[i].has_price;
	}
	if ((o->currency.size || priced) && currency_exponent(o->currency) < 0)
		return fail(s, ERR_CURRENCY_UNKNOWN, "\"currency\" is an ISO 4217 code like SGD; a price needs one");
	return total_of(s, o, &sums, &total);
}

/* ---- facts of ours ---- */

static void state(struct arena *a, struct facts *f, enum field field, struct text value)
{
	if (value.size)
		facts_add(a, f, field, (struct text){ 0 }, value);
}

static struct text number_text(struct arena *a, int64_t n) { return text_format(a, "%lld", (long long)n); }

static void state_number(struct arena *a, struct facts *f, enum field field, int64_t n)
{
	if (n)
		state(a, f, field, number_text(a, n));
}

/* Its SKU and which of that SKU's lines it is, never the position. */
static struct text line_key(struct arena *a, const struct hand_order *o, size_t at)
{
	size_t nth = 1;

	for (size_t i = 0; i < at; i++)
		nth += text_same(o->lines[i].sku, o->lines[at].sku);
	return text_format(a, "%.*s#%zu", TEXT_ARG(o->lines[at].sku), nth);
}

static void state_lines(struct arena *a, struct facts *f, const struct hand_order *o)
{
	for (size_t i = 0; i < o->line_count; i++) {
		const struct hand_line *l = &o->lines[i];
		struct text key = line_key(a, o, i);

		facts_add(a, f, FIELD_LINE_SKU, key, l->sku);
		facts_add(a, f, FIELD_LINE_TITLE, key, l->title.size ? l->title : l->sku);
		facts_add(a, f, FIELD_LINE_ORDERED, key, number_text(a, l->quantity));
		if (l->has_price)
			facts_add(a, f, FIELD_LINE_PRICE, key, number_text(a, l->price_minor));
	}
}

static enum err facts_of(struct scope *s, const struct hand_order *o, struct text number, enum word word,
			 int64_t placed, struct facts *f)
{
	struct arena *a = s->arena;
	int64_t total;
	bool sums;

	state(a, f, FIELD_ORDER_STATUS, text_of(word_name(word)));
	state(a, f, FIELD_CHANNEL_STATUS, text_of(word_name(word)));
	state(a, f, FIELD_DISPLAY_NO, number);
	state_number(a, f, FIELD_PLACED_AT, placed);
	state(a, f, FIELD_COUNTRY, o->country);
	state(a, f, FIELD_CURRENCY, o->currency);
	TRY(total_of(s, o, &sums, &total));
	if (sums)
		state(a, f, FIELD_TOTAL, number_text(a, total));
	state(a, f, FIELD_CONSIGNEE_NAME, text_trim(o->name));
	state(a, f, FIELD_CONSIGNEE_PHONE, text_trim(o->phone));
	state(a, f, FIELD_CONSIGNEE_ADDRESS, text_trim(o->address));
	state(a, f, FIELD_CONSIGNEE_COUNTRY, o->country);
	state(a, f, FIELD_CONSIGNEE_POSTCODE, text_trim(o->postcode));
	state(a, f, FIELD_DELIVERY_METHOD, text_trim(o->delivery_method));
	state_number(a, f, FIELD_SHIP_BY, o->ship_by);
	state(a, f, FIELD_BUYER_NOTE, text_trim(o->remark));
	state_lines(a, f, o);
	return facts_seal(s, f);
}

static void put_stated(struct json_writer *w, const char *name, struct text value)
{
	if (value.size)
		json_put_text(w, name, value);
}

/* What was typed, as a record that can be looked at later. */
static struct text raw_of(struct scope *s, const struct hand_order *o, struct text number, int64_t placed)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);

	json_open(&w, NULL);
	json_put_text(&w, "number", number);
	put_stated(&w, "name", o->name);
	put_stated(&w, "phone", o->phone);
	put_stated(&w, "address", o->address);
	put_stated(&w, "country", o->country);
	put_stated(&w, "postcode", o->postcode);
	put_stated(&w, "delivery_method", o->delivery_method);
	put_stated(&w, "remark", o->remark);
	put_stated(&w, "currency", o->currency);
	json_put_bool(&w, "paid", o->paid);
	json_put_text(&w, "placed", instant_format(s->arena, placed));
	if (o->ship_by)
		json_put_text(&w, "ship_by", instant_format(s->arena, o->ship_by));
	json_open_array(&w, "lines");
	for (size_t i = 0; i < o->line_count; i++) {
		const struct hand_line *l = &o->lines[i];

		json_open(&w, NULL);
		json_put_text(&w, "sku", l->sku);
		put_stated(&w, "title", l->title);
		json_put_int(&w, "quantity", l->quantity);
		if (l->has_price)
			json_put_text(&w, "price", money_format(s->arena, l->price_minor, o->currency));
		json_close(&w);
	}
	json_close_array(&w);
	json_close(&w);
	return buffer_text(&b);
}

/* ---- taken in ---- */

struct making {
	const struct shop *shop;
	const struct hand_order *order;
	struct text number, day; /* day: of our own number; {0}: the number was given */
	int64_t nth, activity_id;
	struct intake *in;
	const char *source;
	int64_t made; /* out: the order */
};

/* The number that the order has is the next one of the day; those before it that somebody has given by hand are passed. */
static enum err take_number(struct scope *s, const struct making *m)
{
	int64_t taken = 0;

	while (taken < m->nth)
		TRY(series_take(s, "order", PREFIX, m->day, &taken));
	return taken == m->nth ? OK : ERR_DUPLICATE; /* another was quicker: the next number is tried */
}

/* Last in the intake's transaction: it is new, its number is the next one, and who made it is noted. */
static enum err finish(struct scope *s, void *arg)
{
	struct making *m = arg;
	struct sql_order_by_ref_row row;
	struct sql_activity_insert who;

	if (m->in->counts.stored != 1)
		return fail(s, ERR_DUPLICATE, "shop \"%.*s\" has an order %.*s already", TEXT_ARG(m->shop->title),
			    TEXT_ARG(m->number));
	TRY(sql_order_by_ref(s, (struct sql_order_by_ref){ .shop_id = m->shop->id, .ref = m->number }, &row));
	m->made = row.id;
	who = (struct sql_activity_insert){
		.id = m->activity_id,
		.at = s->now,
		.user_id = s->actor_id,
		.kind = TEXT("made"),
		.order_id = row.id,
		.why = m->order->why.size ? m->order->why : text_of(m->source),
		.before = TEXT(""),
		.after = row.state,
	};
	TRY(sql_activity_insert(s, &who, 1, NULL));
	return m->day.at ? take_number(s, m) : OK;
}

/* An order of this number is here: ours, whose commit's answer was lost, or another. */
static enum err is_ours(struct scope *s, struct making *m)
{
	struct sql_place_known_row known;

	TRY(sql_place_known(s, (struct sql_place_known){ .activity_id = m->activity_id }, &known));
	return known.count ? OK
			   : fail(s, ERR_DUPLICATE, "shop \"%.*s\" has an order %.*s already", TEXT_ARG(m->shop->title),
				  TEXT_ARG(m->number));
}

static enum err take(struct node *n, struct scope *s, struct making *m, struct packing *packing)
{
	int64_t now = world_now(s->world), placed = m->order->placed ? m->order->placed : now;
	enum word word = m->order->paid ? WORD_paid : WORD_unpaid;
	struct sighting seen = { .ref = m->number, .asked_at = now, .word = word, .word_known = true };
	struct intake in = { .node = n,
			     .shop = m->shop,
			     .packing = packing,
			     .seen = &seen,
			     .count = 1,
			     .feed = TEXT("hand"),
			     .source = text_of(m->source),
			     .by_person = true,
			     .also = finish,
			     .also_arg = m };

	TRY(facts_of(s, m->order, m->number, word, placed, &seen.facts));
	seen.raw = m->order->raw.size ? m->order->raw : raw_of(s, m->order, m->number, placed);
	m->in = &in;
	TRY(intake_run(s, &in));
	return in.counts.stored == 1 ? OK : is_ours(s, m);
}

/* "M-261122-00001": the next number of the day that no order has. */
static enum err own_number(struct scope *s, struct making *m)
{
	struct sql_hand_next_row next;

	TRY(series_day(s, &m->day));
	TRY(sql_hand_next(s, (struct sql_hand_next){ .period = m->day }, &next));
	for (m->nth = next.next;; m->nth++) {
		struct sql_order_by_ref_row row;
		enum err e;

		m->number = series_number(s->arena, PREFIX, m->day, m->nth);
		e = sql_order_by_ref(s, (struct sql_order_by_ref){ .shop_id = m->shop->id, .ref = m->number }, &row);
		if (e != OK)
			return e == ERR_NO_ROW ? OK : e;
	}
}

static enum err make(struct node *n, struct scope *s, struct making *m, struct packing *packing)
{
	enum err e = ERR_DUPLICATE;

	if (m->order->number.size) {
		m->number = m->order->number;
		return take(n, s, m, packing);
	}
	for (int i = 0; e == ERR_DUPLICATE && i < NUMBERS_TRIED_MAX; i++) {
		TRY(own_number(s, m));
		e = take(n, s, m, packing);
	}
	return e;
}

enum err hand_order_make(struct node *n, struct scope *s, const struct shop *shop, const struct hand_order *o,
			 const char *source, struct hand_made *out)
{
	struct making m = { .shop = shop, .order = o, .source = source, .activity_id = id_next(s->ids) };
	struct packing packing;
	enum err e;

	TRY(hand_order_check(s, o));
	if (!shop->bound)
		return fail(s, ERR_SHOP_UNBOUND, "shop \"%.*s\" is closed", TEXT_ARG(shop->title));
	TRY(packing_open(s, text_of(shop->channel->name), &packing));
	e = make(n, s, &m, &packing);
	packing_close(&packing);
	TRY(e);
	*out = (struct hand_made){ m.made, m.number };
	return OK;
}
