/* core/order.c - an order's head, lines and people, read from sealed facts. */
#include "core/order.h"
#include "base/scope.h"
#include "core/fact_order.h"
#include "core/find.h"

enum { SUMMARY_MAX = 200 };

static const struct {
	const char *name, *zh;
} states[ORDER_STATE_COUNT] = {
#define X(id, name, zh) [ORDER_##id] = { name, zh },
	ORDER_STATES(X)
#undef X
};

const char *order_state_name(enum order_state s) { return states[s].name; }
const char *order_state_zh(enum order_state s) { return states[s].zh; }

bool order_state_find(struct text name, enum order_state *out)
{
	for (int s = 0; s < ORDER_STATE_COUNT; s++)
		if (text_is(name, states[s].name)) {
			*out = (enum order_state)s;
			return true;
		}
	return false;
}

static struct text stated(const struct facts *f, enum field field) { return facts_find(f, field, (struct text){ 0 }); }

/* A number of the order itself; 0 when it is not stated. */
static enum err number(struct scope *s, const struct facts *f, enum field field, int64_t *out)
{
	struct text value = stated(f, field);

	*out = 0;
	if (value.at && !text_to_int(value, out))
		return fail(s, ERR_RECORD_UNREADABLE, "The field %s is not a whole number; report the record.",
			    field_name(field));
	return OK;
}

enum err order_head_read(struct scope *s, const struct facts *f, struct order_head *out)
{
	*out = (struct order_head){
		.display_no = stated(f, FIELD_DISPLAY_NO),
		.buyer_ref = stated(f, FIELD_BUYER_REF),
		.currency = stated(f, FIELD_CURRENCY),
		.country = stated(f, FIELD_COUNTRY),
		.channel_status = stated(f, FIELD_CHANNEL_STATUS),
		.delivery_method = stated(f, FIELD_DELIVERY_METHOD),
	};
	if (!word_find(stated(f, FIELD_ORDER_STATUS), &out->word))
		return fail(s, ERR_RECORD_UNREADABLE,
			    "The order does not state a status word that we know; report the record.");
	TRY(number(s, f, FIELD_TOTAL, &out->total_minor));
	out->has_total = facts_find(f, FIELD_TOTAL, TEXT("")).at != NULL;
	TRY(number(s, f, FIELD_PLACED_AT, &out->placed));
	return number(s, f, FIELD_SHIP_BY, &out->due);
}

static bool take_sku(struct order_line *l, struct text v) { return l->sku = v, true; }
static bool take_title(struct order_line *l, struct text v) { return l->title = v, true; }
static bool take_ordered(struct order_line *l, struct text v) { return text_to_int(v, &l->ordered) && l->ordered >= 0; }
static bool take_price(struct order_line *l, struct text v) { return text_to_int(v, &l->price_minor); }
static bool take_cancelled(struct order_line *l, struct text v)
{
	l->says_cancelled = true;
	return text_to_int(v, &l->cancelled) && l->cancelled >= 0 && l->cancelled <= l->ordered;
}

/* LINE_ORDERED says which lines there are; it comes first. */
static const struct {
	enum field field;
	bool (*take)(struct order_line *l, struct text value);
} line_fields[] = {
	{ FIELD_LINE_ORDERED, take_ordered },     { FIELD_LINE_SKU, take_sku },
	{ FIELD_LINE_TITLE, take_title },         { FIELD_LINE_PRICE, take_price },
	{ FIELD_LINE_CANCELLED, take_cancelled },
};

/* Merge-join of the lines with what one field says of each. */
static enum err join_lines(struct scope *s, struct order_lines *lines, const struct facts *run, size_t which)
{
	struct order_line *line = lines->at, *end = lines->at + lines->count;

	for (size_t i = 0; i < run->count; i++) {
		const struct fact *x = &run->at[i];

		while (line < end && line_order(line->key, x->line) < 0)
			line++;
		if (line == end || line_order(line->key, x->line) != 0)
			return fail(s, ERR_RECORD_UNREADABLE,
				    "Line %.*s states its %s but not how many pieces; report the record.",
				    TEXT_ARG(x->line), field_name(x->field));
		if (!line_fields[which].take(line, x->value))
			return fail(s, ERR_RECORD_UNREADABLE, "Line %.*s states an impossible %s; report the record.",
				    TEXT_ARG(x->line), field_name(x->field));
	}
	return OK;
}

enum err order_lines_read(struct scope *s, const struct facts *f, struct order_lines *out)
{
	struct facts run = facts_run(f, FIELD_LINE_ORDERED);

	*out = (struct order_lines){ ARENA_ARRAY(s->arena, struct order_line, run.count + 1), run.count };
	if (run.count && !run.at[0].line.size)
		return fail(s, ERR_RECORD_UNREADABLE, "A line has no key; report the record.");
	for (size_t i = 0; i < run.count; i++)
		out->at[i].key = run.at[i].line;
	for (size_t w = 0; w < sizeof line_fields / sizeof *line_fields; w++) {
		run = facts_run(f, line_fields[w].field);
		TRY(join_lines(s, out, &run, w));
	}
	return OK;
}

struct text order_lines_summary(struct arena *a, const struct order_lines *lines)
{
	struct buffer out = buffer_in(a);

	for (size_t i = 0; i < lines->count; i++) {
		const struct order_line *l = &lines->at[i];
		struct text what = l->sku.size ? l->sku : l->title;

		if (out.size + what.size > SUMMARY_MAX) {
			buffer_add_z(&out, out.size ? "; …" : "…");
			break;
		}
		buffer_format(&out, "%s%.*s*%lld", out.size ? "; " : "", TEXT_ARG(what), (long long)l->ordered);
	}
	return out.size ? buffer_text(&out) : TEXT("");
}

void order_people_read(struct scope *s, const struct facts *f, struct order_people *out)
{
	*out = (struct order_people){
		.name = stated(f, FIELD_CONSIGNEE_NAME),
		.phone = stated(f, FIELD_CONSIGNEE_PHONE),
		.address = stated(f, FIELD_CONSIGNEE_ADDRESS),
		.country = stated(f, FIELD_CONSIGNEE_COUNTRY),
		.postcode = stated(f, FIELD_CONSIGNEE_POSTCODE),
		.remark = stated(f, FIELD_BUYER_NOTE),
	};
	out->folded = find_people(s->arena, out->name, out->phone);
}

bool order_people_same(const struct order_people *a, const struct order_people *b)
{
	return text_same(a->name, b->name) && text_same(a->phone, b->phone) && text_same(a->address, b->address) &&
	       text_same(a->country, b->country) && text_same(a->postcode, b->postcode) &&
	       text_same(a->remark, b->remark);
}

int revision_order(struct revision_stamp a, struct revision_stamp b)
{
	if (a.channel_ver != b.channel_ver)
		return a.channel_ver < b.channel_ver ? 1 : -1;
	return (a.asked_at < b.asked_at) - (a.asked_at > b.asked_at);
}
