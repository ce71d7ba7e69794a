/* web/order_query.c - reads what list of orders a person asks for, and says plainly what is wrong with it. */
#include "web/order_query.h"
#include "base/digest.h"
#include "base/instant.h"
#include "core/find.h"
#include "store/sql.h"
#include <stdlib.h>
#include <string.h>

enum { TYPED_MAX = 200, NUMBER_MAX = FIND_KEY_MAX - 1, CURSOR_BYTES = 1 + 8 + 8 + 4 };

struct order_parameters order_parameters(void)
{
	return (struct order_parameters){ {
#define X(id, name) [ORDER_P_##id] = { name, { 0 } },
		ORDER_PARAMETERS(X)
#undef X
	} };
}

static enum err not_empty(struct scope *s, const struct parameter *p)
{
	if (p->value.size == 0)
		return fail(s, ERR_BAD_REQUEST, "the parameter \"%s\" is empty; leave it out to list all", p->name);
	return OK;
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* Values between commas, or between blanks too; `most` of them at most, none empty where only commas part them. */
static enum err split(struct scope *s, const struct parameter *p, bool blanks, size_t most, struct text **out,
		      size_t *count)
{
	struct text *at = ARENA_ARRAY(s->arena, struct text, most + 1);
	size_t from = 0;

	TRY(not_empty(s, p));
	for (size_t i = 0; i <= p->value.size; i++) {
		struct text part = { p->value.at + from, i - from };

		if (i < p->value.size && p->value.at[i] != ',' && !(blanks && is_blank(p->value.at[i])))
			continue;
		from = i + 1;
		part = text_trim(part);
		if (part.size == 0 && blanks)
			continue;
		if (part.size == 0 || part.size > TYPED_MAX)
			return fail(s, ERR_BAD_REQUEST, "a value of the parameter \"%s\" has 1 to %d bytes", p->name,
				    TYPED_MAX);
		if (*count == most)
			return fail(s, ERR_BAD_REQUEST, "the parameter \"%s\" has at most %zu values", p->name, most);
		at[(*count)++] = part;
	}
	*out = at;
	return *count ? OK : fail(s, ERR_BAD_REQUEST, "the parameter \"%s\" has no value", p->name);
}

static void names_of(struct buffer *b, const char *name) { buffer_format(b, "%s%s", b->size ? ", " : "", name); }

static enum err read_tab(struct scope *s, const struct parameter *p, struct order_filter *f)
{
	struct buffer b = buffer_in(s->arena);

	f->one_tab = p->value.size > 0 && !text_is(p->value, "all");
	if (!f->one_tab || order_state_find(p->value, &f->tab))
		return OK;
	for (int i = 0; i < ORDER_STATE_COUNT; i++)
		names_of(&b, order_state_name((enum order_state)i));
	return fail(s, ERR_BAD_REQUEST, "there is no such tab; the tabs are: all, %.*s", TEXT_ARG(buffer_text(&b)));
}

static enum err read_sort(struct scope *s, const struct parameter *p, struct order_filter *f)
{
	struct buffer b = buffer_in(s->arena);

	if (!p->value.at || order_sort_find(p->value, &f->sort))
		return OK;
	for (int i = 0; i < ORDER_SORT_COUNT; i++)
		names_of(&b, order_sort_name((enum order_sort)i));
	return fail(s, ERR_BAD_REQUEST, "\"sort\" is one of: %.*s", TEXT_ARG(buffer_text(&b)));
}

static int by_int(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int by_text(const void *a, const void *b)
{
	return text_order(*(const struct text *)a, *(const struct text *)b);
}

static enum err read_shops(struct scope *s, const struct parameter *p, struct order_filter *f)
{
	struct text *values;
	size_t count = 0;

	if (!p->value.at)
		return OK;
	TRY(split(s, p, false, ORDERS_VALUES_MAX, &values, &count));
	f->by_shop = true;
	f->shops = ARENA_ARRAY(s->arena, int64_t, count);
	for (size_t i = 0; i < count; i++) {
		struct parameter one = { p->name, values[i] };

		TRY(parameter_int(s, &one, 1, INT64_MAX, &f->shops[f->shop_count++]));
	}
	qsort(f->shops, f->shop_count, sizeof *f->shops, by_int);
	count = f->shop_count;
	f->shop_count = 0;
	for (size_t i = 0; i < count; i++) /* each once: a shop is a lane of the walk */
		if (i == 0 || f->shops[i] != f->shops[i - 1])
			f->shops[f->shop_count++] = f->shops[i];
	return OK;
}

static bool is_word(struct text t)
{
	for (size_t i = 0; i < t.size; i++)
		if (!((t.at[i] >= 'a' && t.at[i] <= 'z') || (t.at[i] >= '0' && t.at[i] <= '9') || t.at[i] == '_'))
			return false;
	return t.size > 0;
}

static bool among(const struct text *list, size_t count, struct text t)
{
	for (size_t i = 0; i < count; i++)
		if (text_same(list[i], t))
			return true;
	return false;
}

/* A channel is the shops that sell there; with shops given too, those of them. */
static enum err read_channels(struct scope *s, const struct parameter *p, struct order_filter *f)
{
	struct sql_view_shop_names_rows shops;
	struct text *channels;
	size_t count = 0, kept = 0;
	int64_t *ids;

	if (!p->value.at)
		return OK;
	TRY(split(s, p, false, ORDERS_VALUES_MAX, &channels, &count));
	for (size_t i = 0; i < count; i++)
		if (!is_word(channels[i]))
			return fail(s, ERR_BAD_REQUEST, "a channel's name is a word like \"shopee\", not \"%.*s\"",
				    TEXT_ARG(call_quote(s, channels[i])));
	TRY(sql_view_shop_names(s, (struct sql_view_shop_names){ .max = ORDER_SHOPS_MAX }, &shops));
	ids = ARENA_ARRAY(s->arena, int64_t, shops.count + 1);
	for (size_t i = 0; i < shops.count; i++) {
		int64_t id = shops.at[i].id;

		if (among(channels, count, shops.at[i].channel) &&
		    (!f->by_shop || bsearch(&id, f->shops, f->shop_count, sizeof id, by_int)))
			ids[kept++] = id; /* they come sorted */
	}
	f->by_shop = true;
	f->shops = ids;
	f->shop_count = kept;
	return OK;
}

/* Values that no order ever had are left out; where none is left, no order fits. */
static enum err known_values(struct scope *s, const char *kind, struct order_filter *f, struct text *values,
			     size_t *count)
{
	struct sql_order_facet_some_rows rows;

	TRY(sql_order_facet_some(
		s, (struct sql_order_facet_some){ .kind = text_of(kind), .values = values, .values_count = *count },
		&rows));
	for (size_t i = 0; i < rows.count; i++)
		values[i] = rows.at[i].value;
	*count = rows.count;
	if (rows.count)
		return OK;
	f->by_shop = true;
	f->shop_count = 0;
	return OK;
}

static enum err read_countries(struct scope *s, const struct parameter *p, struct order_filter *f)
{
	if (!p->value.at)
		return OK;
	TRY(split(s, p, false, ORDERS_VALUES_MAX, &f->countries, &f->country_count));
	for (size_t i = 0; i < f->country_count; i++) {
		struct text t = f->countries[i];

		if (t.size != 2 || t.at[0] < 'A' || t.at[0] > 'Z' || t.at[1] < 'A' || t.at[1] > 'Z')
			return fail(s, ERR_BAD_REQUEST, "a country is two capital letters like PH, not \"%.*s\"",
				    TEXT_ARG(call_quote(s, t)));
	}
	return known_values(s, "country", f, f->countries, &f->country_count);
}

/* A method's name may have a comma in it, so the whole is one of the values too. */
static enum err read_methods(struct scope *s, const struct parameter *p, struct order_filter *f)
{
	if (!p->value.at)
		return OK;
	TRY(split(s, p, false, ORDERS_VALUES_MAX, &f->methods, &f->method_count));
	if (f->method_count > 1)
		f->methods[f->method_count++] = p->value;
	return known_values(s, "delivery_method", f, f->methods, &f->method_count);
}

static enum err read_outbounds(struct scope *s, const struct parameter *p, struct order_filter *f)
{
	struct buffer b = buffer_in(s->arena);
	enum outbound_state state;
	struct text *values;
	size_t count = 0;

	if (!p->value.at)
		return OK;
	TRY(split(s, p, false, OUTBOUND_STATE_COUNT, &values, &count));
	for (int i = 0; i < OUTBOUND_STATE_COUNT; i++)
		names_of(&b, outbound_state_name((enum outbound_state)i));
	for (size_t i = 0; i < count; i++) {
		if (!outbound_state_find(values[i], &state))
			return fail(s, ERR_BAD_REQUEST, "\"outbound\" holds some of: %.*s", TEXT_ARG(buffer_text(&b)));
		f->outbounds |= 1u << state;
	}
	return OK;
}

static enum err read_needs(struct scope *s, const struct parameter *p, struct order_filter *f)
{
	struct buffer b = buffer_in(s->arena);
	enum order_need need;
	struct text *values;
	size_t count = 0;

	if (!p->value.at)
		return OK;
	TRY(split(s, p, false, ORDER_NEED_COUNT, &values, &count));
	for (int i = 0; i < ORDER_NEED_COUNT; i++)
		names_of(&b, order_need_name((enum order_need)i));
	for (size_t i = 0; i < count; i++) {
		if (!order_need_find(values[i], &need))
			return fail(s, ERR_BAD_REQUEST, "\"needs\" holds some of: %.*s", TEXT_ARG(buffer_text(&b)));
		f->needs |= 1u << need;
	}
	return OK;
}

static enum err read_number(struct scope *s, const struct parameter *p, struct order_filter *f)
{
	if (!p->value.at)
		return OK;
	TRY(not_empty(s, p));
	f->number = text_fold(s->arena, text_trim(p->value));
	if (f->number.size == 0 || f->number.size > NUMBER_MAX)
		return fail(s, ERR_BAD_REQUEST, "\"number\" is the beginning of an order's number: 1 to %d bytes",
			    NUMBER_MAX);
	return OK;
}

static enum err read_numbers(struct scope *s, const struct parameter *p, struct order_query *q)
{
	struct order_filter *f = &q->filter;

	if (!p->value.at)
		return OK;
	TRY(split(s, p, true, ORDERS_NUMBERS_MAX, &q->numbers, &q->number_count));
	f->numbers = ARENA_ARRAY(s->arena, struct text, q->number_count);
	for (size_t i = 0; i < q->number_count; i++) {
		f->numbers[f->number_count++] = text_fold(s->arena, q->numbers[i]);
		if (f->numbers[i].size > NUMBER_MAX)
			return fail(s, ERR_BAD_REQUEST, "an order's number has at most %d bytes, not \"%.*s\"",
				    NUMBER_MAX, TEXT_ARG(call_quote(s, q->numbers[i])));
	}
	qsort(f->numbers, f->number_count, sizeof *f->numbers, by_text);
	return OK;
}

static enum err read_people(struct scope *s, const struct parameter *name, const struct parameter *phone, bool allowed,
			    struct order_filter *f)
{
	if (!name->value.at && !phone->value.at)
		return OK;
	if (!allowed)
		return fail(s, ERR_FORBIDDEN, "to search by name or phone needs the right read_people");
	if (name->value.at) {
		f->name = find_name(s->arena, name->value);
		if (f->name.size == 0 || f->name.size > TYPED_MAX)
			return fail(s, ERR_BAD_REQUEST, "\"name\" needs a letter or a digit, and at most %d bytes",
				    TYPED_MAX);
	}
	if (phone->value.at) {
		f->phone = find_digits(s->arena, phone->value);
		if (f->phone.size < FIND_DIGITS_MIN || f->phone.size > NUMBER_MAX)
			return fail(s, ERR_BAD_REQUEST, "\"phone\" is the end of a phone number: %d to %d digits",
				    FIND_DIGITS_MIN, NUMBER_MAX);
	}
	return OK;
}

static enum err read_moment(struct scope *s, const struct parameter *p, int64_t *out)
{
	if (!p->value.at)
		return OK;
	if (!instant_from_rfc3339(p->value, out) || *out <= 0)
		return fail(s, ERR_BAD_REQUEST,
			    "the parameter \"%s\" is a moment like 2026-11-21T08:00:00Z, not \"%.*s\" (a + is written "
			    "%%2B)",
			    p->name, TEXT_ARG(call_quote(s, p->value)));
	return OK;
}

static enum err read_span(struct scope *s, const struct parameter *from, const struct parameter *to, struct span *out)
{
	TRY(read_moment(s, from, &out->from));
	TRY(read_moment(s, to, &out->to));
	if (out->from && out->to && out->from >= out->to)
		return fail(s, ERR_BAD_REQUEST, "\"%s\" must be before \"%s\"", from->name, to->name);
	return OK;
}

static void put_int(unsigned char *to, int64_t n)
{
	for (int i = 0; i < 8; i++)
		to[i] = (unsigned char)((uint64_t)n >> (56 - 8 * i));
}

static int64_t get_int(const char *from)
{
	uint64_t n = 0;

	for (int i = 0; i < 8; i++)
		n = n << 8 | (unsigned char)from[i];
	return (int64_t)n;
}

/* What the list is, without the page: the parameters as they were given. */
static uint32_t mark_of(struct scope *s, const struct order_parameters *p)
{
	struct buffer b = buffer_in(s->arena);
	struct digest128 d;
	uint32_t mark;

	for (int i = 0; i < ORDER_P_LIMIT; i++) {
		struct text v = p->at[i].value;

		if (v.size && !(i == ORDER_P_TAB && text_is(v, "all")))
			buffer_format(&b, "%s=%zu:%.*s&", p->at[i].name, v.size, TEXT_ARG(v));
	}
	d = digest_xxh3(b.size ? buffer_text(&b) : TEXT(""));
	memcpy(&mark, d.bytes, sizeof mark);
	return mark;
}

struct text order_cursor_format(struct arena *a, const struct order_query *q, struct order_place at)
{
	unsigned char bytes[CURSOR_BYTES] = { (unsigned char)q->filter.sort };

	put_int(bytes + 1, at.key);
	put_int(bytes + 9, at.id);
	memcpy(bytes + 17, &q->mark, sizeof q->mark);
	return hex_format(a, bytes, sizeof bytes);
}

static enum err read_cursor(struct scope *s, const struct parameter *p, struct order_query *q)
{
	struct text bytes;

	if (!p->value.at)
		return OK;
	bytes = hex_parse(s->arena, p->value);
	if (!bytes.at || bytes.size != CURSOR_BYTES)
		return fail(s, ERR_BAD_REQUEST, "\"after\" must be what the page before gave as \"next\"");
	if (bytes.at[0] != (char)q->filter.sort || memcmp(bytes.at + 17, &q->mark, sizeof q->mark) != 0)
		return fail(
			s, ERR_BAD_REQUEST,
			"\"after\" belongs to a list with other filters or another sort; begin this list without it");
	q->goes_on = true;
	q->after = (struct order_place){ get_int(bytes.at + 1), get_int(bytes.at + 9) };
	return OK;
}

enum err order_query_read(struct scope *s, const struct order_parameters *p, bool people, struct order_query *q)
{
	const struct parameter *at = p->at;
	struct order_filter *f = &q->filter;

	*q = (struct order_query){ .limit = ORDERS_LIMIT, .people = people, .mark = mark_of(s, p) };
	TRY(read_tab(s, &at[ORDER_P_TAB], f));
	TRY(read_sort(s, &at[ORDER_P_SORT], f));
	TRY(parameter_int(s, &at[ORDER_P_LIMIT], 1, ORDERS_LIMIT_MAX, &q->limit));
	TRY(read_shops(s, &at[ORDER_P_SHOP], f));
	TRY(read_channels(s, &at[ORDER_P_CHANNEL], f));
	TRY(read_countries(s, &at[ORDER_P_COUNTRY], f));
	TRY(read_methods(s, &at[ORDER_P_DELIVERY_METHOD], f));
	TRY(read_outbounds(s, &at[ORDER_P_OUTBOUND], f));
	TRY(read_needs(s, &at[ORDER_P_NEEDS], f));
	TRY(read_number(s, &at[ORDER_P_NUMBER], f));
	TRY(read_numbers(s, &at[ORDER_P_NUMBERS], q));
	TRY(read_people(s, &at[ORDER_P_NAME], &at[ORDER_P_PHONE], people, f));
	TRY(read_span(s, &at[ORDER_P_PULLED_FROM], &at[ORDER_P_PULLED_TO], &f->pulled));
	TRY(read_span(s, &at[ORDER_P_PLACED_FROM], &at[ORDER_P_PLACED_TO], &f->placed));
	TRY(read_span(s, &at[ORDER_P_SHIP_BY_FROM], &at[ORDER_P_SHIP_BY_TO], &f->ship_by));
	return read_cursor(s, &at[ORDER_P_AFTER], q);
}

bool order_query_is_plain(const struct order_query *q)
{
	const struct order_filter *f = &q->filter;

	return order_filter_is_head(f) && f->country_count == 0 && f->method_count == 0 && f->outbounds == 0 &&
	       f->needs == 0 && f->placed.from == 0 && f->placed.to == 0;
}
