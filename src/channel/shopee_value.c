/* channel/shopee_value.c - single values of a Shopee record: types, forms, bounds, and what is wrong with one. */
#include "base/money.h"
#include "channel/shopee.h"
#include <string.h>

enum { ID_DIGITS_MAX = 20 };
#define COUNT_MAX INT64_C(1000000000) /* pieces or days; more is a mistake */

enum err shopee_refuse(const struct shopee_record *r, const char *name, const char *why)
{
	struct text place = TEXT("");

	if (r->list && r->at != SIZE_MAX)
		place = text_format(r->s->arena, "%s[%zu].", r->list, r->at);
	else if (r->list)
		place = text_format(r->s->arena, "%s.", r->list);
	return fail(r->s, ERR_RECORD_UNREADABLE, "Shopee order %.*s: %.*s%s %s.",
		    TEXT_ARG(r->ref.at ? r->ref : TEXT("?")), TEXT_ARG(place), name, why);
}

struct text shopee_digits(struct arena *a, int64_t n)
{
	char digits[24], *at = digits + sizeof digits;
	uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	do
		*--at = (char)('0' + left % 10);
	while (left /= 10);
	if (n < 0)
		*--at = '-';
	return text_copy(a, (struct text){ at, (size_t)(digits + sizeof digits - at) });
}

bool shopee_id_fits(struct text id)
{
	for (size_t i = 0; i < id.size; i++)
		if (id.at[i] < '0' || id.at[i] > '9')
			return false;
	return id.size && id.size <= ID_DIGITS_MAX;
}

struct text shopee_sku(struct arena *a, struct text sku, struct text item, struct text model)
{
	sku = text_trim(sku);
	return sku.size ? sku : text_format(a, "%.*s-%.*s", TEXT_ARG(item), TEXT_ARG(model));
}

/* Absent and null say the same: nothing. */
static bool stated(struct json v) { return json_kind(v) != JSON_NONE && json_kind(v) != JSON_NULL; }

static enum err read_text(const struct shopee_record *r, const char *name, size_t max, struct json v, struct text *out)
{
	if (json_kind(v) != JSON_STRING)
		return shopee_refuse(r, name, "is not a text");
	*out = json_text(v);
	if (out->size > max)
		return shopee_refuse(r, name, text_format(r->s->arena, "is longer than %zu bytes", max).at);
	return OK;
}

static enum err read_count(const struct shopee_record *r, const char *name, struct json v, int64_t *out)
{
	if (!json_int(v, out) || *out < 0 || *out > COUNT_MAX)
		return shopee_refuse(r, name, "is not a whole number from 0 to 1000000000");
	return OK;
}

/* 0 stands for "not yet" in all of Shopee's times. */
static enum err read_time(const struct shopee_record *r, const char *name, struct json v, int64_t *ms)
{
	int64_t seconds;

	if (!json_int(v, &seconds) || seconds < 0 || seconds > INSTANT_MAX / SECOND_MS)
		return shopee_refuse(r, name, "is not a moment in whole seconds since 1970");
	*ms = seconds * SECOND_MS;
	return OK;
}

static enum err read_money(const struct shopee_record *r, const char *name, struct json v, int64_t *minor)
{
	if (json_kind(v) != JSON_NUMBER)
		return shopee_refuse(r, name, "is not a number");
	if (!r->currency.at)
		return shopee_refuse(r, name, "is an amount, but the order states no currency");
	if (money_parse(r->s, json_text(v), r->currency, minor) != OK || *minor < 0)
		return shopee_refuse(r, name, "is not an exact amount of the order's currency from 0");
	return OK;
}

enum err shopee_text(const struct shopee_record *r, struct json object, const char *name, size_t max, struct text *out)
{
	struct json v = json_at(object, name);

	*out = (struct text){ 0 };
	return stated(v) ? read_text(r, name, max, v, out) : OK;
}

/* Ids are 64-bit numbers; some answers write them as texts, and a blank one says nothing. */
enum err shopee_id(const struct shopee_record *r, struct json object, const char *name, struct text *out)
{
	struct json v = json_at(object, name);
	struct text id = json_text(v);

	*out = (struct text){ 0 };
	if (!stated(v) || (json_kind(v) == JSON_STRING && !id.size))
		return OK;
	if (!shopee_id_fits(id))
		return shopee_refuse(r, name, "is not a whole number of at most 20 digits");
	*out = id;
	return OK;
}

enum err shopee_count(const struct shopee_record *r, struct json object, const char *name, int64_t *out)
{
	struct json v = json_at(object, name);

	*out = 0;
	return stated(v) ? read_count(r, name, v, out) : OK;
}

enum err shopee_time(const struct shopee_record *r, struct json object, const char *name, int64_t *ms)
{
	struct json v = json_at(object, name);

	*ms = 0;
	return stated(v) ? read_time(r, name, v, ms) : OK;
}

/* The value in the form of its field's type; {0}: it says nothing. */
static enum err read_value(const struct shopee_record *r, const struct shopee_said *d, struct json v, struct text *out)
{
	int64_t n;

	*out = (struct text){ 0 };
	switch (field_type(d->field)) {
	case TYPE_INT:
		TRY(read_count(r, d->name, v, &n));
		break;
	case TYPE_MONEY:
		TRY(read_money(r, d->name, v, &n));
		break;
	case TYPE_TIME:
		TRY(read_time(r, d->name, v, &n));
		if (n == 0)
			return OK;
		break;
	case TYPE_FLAG:
		if (json_kind(v) != JSON_TRUE && json_kind(v) != JSON_FALSE)
			return shopee_refuse(r, d->name, "is neither true nor false");
		n = json_is_true(v);
		break;
	case TYPE_WORD:
	case TYPE_TEXT:
	case TYPE_CODE:
		return read_text(r, d->name, d->max, v, out);
	}
	*out = shopee_digits(r->s->arena, n);
	return OK;
}

/* The line of the table with this name; the table is sorted, as most members of a record are none of ours. */
static const struct shopee_said *find(const struct shopee_said *table, size_t count, struct text name)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strncmp(table[middle].name, name.at, name.size);

		if (order == 0 && table[middle].name[name.size] == '\0')
			return &table[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* Blank is a statement, except of a person: there it says that the channel no longer shows it. */
enum err shopee_said(struct shopee_record *r, struct json object, const struct shopee_said *table, size_t count,
		     struct text line)
{
	for (struct json v = json_first(object); json_kind(v) != JSON_NONE; v = json_next(object, v)) {
		const struct shopee_said *d = find(table, count, json_name(object, v));
		struct text value;

		if (!d || !stated(v))
			continue;
		TRY(read_value(r, d, v, &value));
		if (!field_is_personal(d->field) || text_trim(value).size)
			facts_add(r->s->arena, r->facts, d->field, line, value);
	}
	return OK;
}
