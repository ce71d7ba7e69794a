/* core/order_filter.c - does an order belong to a list, and where does it stand in it? */
#include "core/order_filter.h"
#include "core/find.h"
#include <stdlib.h>
#include <string.h>

static const char *const sorts[ORDER_SORT_COUNT] = {
#define X(id, name) [SORT_##id] = name,
	ORDER_SORTS(X)
#undef X
};

const char *order_sort_name(enum order_sort s) { return sorts[s]; }

bool order_sort_find(struct text name, enum order_sort *out)
{
	for (int s = 0; s < ORDER_SORT_COUNT; s++)
		if (text_is(name, sorts[s])) {
			*out = (enum order_sort)s;
			return true;
		}
	return false;
}

static const char *const needs[ORDER_NEED_COUNT] = {
#define X(id, name) [NEED_##id] = name,
	ORDER_NEEDS(X)
#undef X
};

const char *order_need_name(enum order_need n) { return needs[n]; }

bool order_need_find(struct text name, enum order_need *out)
{
	for (int n = 0; n < ORDER_NEED_COUNT; n++)
		if (text_is(name, needs[n])) {
			*out = (enum order_need)n;
			return true;
		}
	return false;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int by_text(const void *a, const void *b)
{
	return text_order(*(const struct text *)a, *(const struct text *)b);
}

static bool among(const struct text *list, size_t count, struct text t)
{
	for (size_t i = 0; i < count; i++)
		if (text_same(list[i], t))
			return true;
	return count == 0;
}

static bool within(struct span s, int64_t at)
{
	if (s.from == 0 && s.to == 0)
		return true;
	return at > 0 && at >= s.from && (s.to == 0 || at < s.to); /* what has no moment is in no stretch of time */
}

static bool of_shops(const struct order_filter *f, int64_t shop_id)
{
	if (!f->by_shop)
		return true;
	return f->shop_count && bsearch(&shop_id, f->shops, f->shop_count, sizeof *f->shops, by_number);
}

bool order_filter_head(const struct order_filter *f, const struct order_row *r)
{
	return (!f->one_tab || r->state == f->tab) && of_shops(f, r->shop_id) &&
	       among(f->countries, f->country_count, r->country) && among(f->methods, f->method_count, r->method) &&
	       within(f->placed, r->placed) && (f->outbounds == 0 || f->outbounds >> OUTBOUND_NONE & 1);
}

static bool number_fits(const struct order_filter *f, struct text number)
{
	if (f->number_count && !bsearch(&number, f->numbers, f->number_count, sizeof number, by_text))
		return false;
	return number.size >= f->number.size &&
	       (f->number.size == 0 || memcmp(number.at, f->number.at, f->number.size) == 0);
}

static bool numbers_fit(struct arena *a, const struct order_filter *f, const struct order_row *r)
{
	if (f->number.size == 0 && f->number_count == 0)
		return true;
	return number_fits(f, text_fold(a, r->ref)) ||
	       (r->display_no.size && number_fits(f, text_fold(a, r->display_no)));
}

static bool needs_fit(const struct order_filter *f, const struct order_row *r)
{
	return f->needs == 0 || (f->needs >> NEED_MAPPING & 1 && r->unmapped > 0) ||
	       (f->needs >> NEED_STOCK & 1 && r->waiting > 0);
}

bool order_filter_fits(struct arena *a, const struct order_filter *f, const struct order_row *r)
{
	return order_filter_head(f, r) && needs_fit(f, r) && within(f->pulled, r->seen_at) &&
	       within(f->ship_by, r->due) && numbers_fit(a, f, r) &&
	       (f->name.size == 0 || find_name_fits(r->people, f->name)) &&
	       (f->phone.size == 0 || find_phone_fits(r->people, f->phone));
}

static bool any_time(struct span s) { return s.from == 0 && s.to == 0; }

bool order_filter_is_head(const struct order_filter *f)
{
	return any_time(f->pulled) && any_time(f->ship_by) && f->number.size == 0 && f->number_count == 0 &&
	       f->name.size == 0 && f->phone.size == 0;
}

struct order_place order_place_of(enum order_sort s, int64_t id, int64_t placed, int64_t due)
{
	return (struct order_place){ s == SORT_PLACED ? placed : s == SORT_SHIP_BY ? due : 0, id };
}

static int rising(int64_t a, int64_t b) { return (a > b) - (a < b); }

int order_place_order(enum order_sort s, struct order_place a, struct order_place b)
{
	if (s != SORT_SHIP_BY)
		return a.key != b.key ? rising(b.key, a.key) : rising(b.id, a.id);
	if ((a.key == 0) != (b.key == 0))
		return a.key == 0 ? 1 : -1;
	return a.key != b.key ? rising(a.key, b.key) : rising(a.id, b.id);
}
