/* bench/many.c - orders written in bulk through the tables of the intake, without revisions. */
#include "bench/many.h"
#include "base/id.h"
#include "base/instant.h"
#include "bench/bench.h"
#include "core/find.h"
#include "store/db.h"
#include "store/sql.h"
#include "work/listing.h"

enum { BATCH = 2000 };
#define PLACED_FIRST INT64_C(1700000000000)
#define APART_MS INT64_C(31000)

static const char *const countries[] = { "SG", "MY", "TH", "VN", "PH", "ID", "TW", "BR" };
static const char *const methods[] = { "SPX Express", "J&T Express", "Standard", "GoGo Xpress", "Ninja Van" };
static const char *const given[] = { "Maria", "Wei Ling", "Siti", "Hồng Nhung", "Kumar", "José", "Anna", "Farah" };
static const char *const parts[] = { "ka", "lo", "mi", "ten", "ra", "su", "vo", "ni", "pe", "dor", "ze", "wan" };
#define COUNT(list) (sizeof(list) / sizeof *(list))

/* The same order for the same number; names of one or two in a hundred thousand, and a few that thousands bear. */
static uint64_t drawn(size_t n)
{
	uint64_t x = (uint64_t)n * UINT64_C(0x9E3779B97F4A7C15);

	return x ^ x >> 29;
}

static enum order_state state_of(const struct many *l, size_t n)
{
	uint64_t d = drawn(n) % 1000;

	if (d == 0)
		return ORDER_FROZEN;
	if (d < 30)
		return ORDER_VOID;
	if (n + l->all / 50 > l->all)
		return d < 300 ? ORDER_PROCESSED : ORDER_PENDING;
	return ORDER_MARKED_SHIPPED;
}

static struct text family(struct scope *s, uint64_t d)
{
	struct buffer b = buffer_in(s->arena);

	for (int i = 0; i < 4; i++, d /= COUNT(parts))
		buffer_add_z(&b, parts[d % COUNT(parts)]);
	b.at[0] = (char)(b.at[0] - 'a' + 'A');
	return buffer_text(&b);
}

int64_t many_placed(size_t n) { return PLACED_FIRST + (int64_t)n * APART_MS; }

struct text many_ref(struct arena *a, size_t n)
{
	return text_format(a, "26%08zXZ%02u", n * 7, (unsigned)((drawn(n) >> 8) % 97));
}

struct rows {
	struct sql_order_insert *orders;
	struct sql_order_people_put *people;
	struct sql_order_line_insert *lines;
	struct listing listing;
};

static void one(struct scope *s, const struct many *l, struct rows *r, size_t i)
{
	size_t n = l->from + i;
	uint64_t d = drawn(n) >> 8;
	int64_t id = id_next(s->ids), placed = many_placed(n);
	enum order_state state = state_of(l, n);
	const char *country = countries[d % COUNT(countries)], *method = methods[d / 8 % COUNT(methods)];
	struct text ref = many_ref(s->arena, n);
	struct text name = text_format(s->arena, "%s %.*s", given[d / 64 % COUNT(given)], TEXT_ARG(family(s, d / 512)));
	struct text phone = text_format(s->arena, "63%010llu", (unsigned long long)(d % 10000000000ULL));
	struct text folded = find_people(s->arena, name, phone);

	r->orders[i] = (struct sql_order_insert){ .id = id,
						  .shop_id = l->shops[d % MANY_SHOPS],
						  .ref = ref,
						  .display_no = ref,
						  .state = text_of(order_state_name(state)),
						  .word = TEXT("paid"),
						  .channel_status = TEXT("READY_TO_SHIP"),
						  .payment_status = TEXT("paid"),
						  .delivery_method = text_of(method),
						  .total_minor = { true, 1230 },
						  .currency = TEXT("SGD"),
						  .country = text_of(country),
						  .placed = placed,
						  .due = placed + 3 * DAY_MS,
						  .lines_summary = TEXT("LS-001-A*1; LS-014*2"),
						  .lines_count = 2,
						  .digest = TEXT("0123456789abcdef"),
						  .latest_ver = 1,
						  .latest_asked_at = placed,
						  .seen_at = placed };
	r->people[i] = (struct sql_order_people_put){ .order_id = id,
						      .name = name,
						      .phone = phone,
						      .address = TEXT("Rizal Street 12, Barangay Mahayahay, Cebu"),
						      .country = text_of(country),
						      .postcode = TEXT("60000"),
						      .remark = TEXT(""),
						      .folded = folded,
						      .expire_at = s->now + DAY_MS };
	r->lines[i] = (struct sql_order_line_insert){ .order_id = id,
						      .line = TEXT("1"),
						      .platform_sku = TEXT("LS-001-A"),
						      .title = TEXT("Thing"),
						      .ordered = 1,
						      .price_minor = 1230 };
	r->listing.shop_id = r->orders[i].shop_id;
	listing_numbers(s, &r->listing, id, placed, ref, ref);
	listing_people(s, &r->listing, id, placed, folded);
	listing_facet(&r->listing, "country", text_of(country));
	listing_facet(&r->listing, "delivery_method", text_of(method));
}

static enum err load_batch(struct scope *s, void *arg)
{
	const struct many *l = arg;
	struct rows r = { .orders = ARENA_ARRAY(s->arena, struct sql_order_insert, l->count),
			  .people = ARENA_ARRAY(s->arena, struct sql_order_people_put, l->count),
			  .lines = ARENA_ARRAY(s->arena, struct sql_order_line_insert, l->count),
			  .listing = listing_for(s->arena, 0, l->count) };
	struct sql_order_count_add *counts = ARENA_ARRAY(s->arena, struct sql_order_count_add, l->count);

	for (size_t i = 0; i < l->count; i++) {
		one(s, l, &r, i);
		counts[i] = (struct sql_order_count_add){ r.orders[i].shop_id, r.orders[i].state, 1 };
	}
	TRY(sql_order_insert(s, r.orders, l->count, NULL));
	TRY(listing_write(s, &r.listing));
	TRY(sql_order_count_add(s, counts, l->count, NULL));
	TRY(sql_order_people_put(s, r.people, l->count, NULL));
	return sql_order_line_insert(s, r.lines, l->count, NULL);
}

static enum err add_shops(struct scope *s, void *arg)
{
	struct many *l = arg;

	for (int i = 0; i < MANY_SHOPS; i++) {
		struct sql_shop_put_row row;
		struct text title = text_format(s->arena, "Shop %d", i);

		TRY(sql_shop_put(s,
				 (struct sql_shop_put){ .id = id_next(s->ids),
							.account_id = 1,
							.channel = TEXT("shopee"),
							.channel_ref = title,
							.title = title,
							.region = TEXT(""),
							.currency = TEXT(""),
							.state = TEXT("bound"),
							.pull = TEXT("on") },
				 &row));
		l->shops[i] = row.id;
	}
	return OK;
}

void many_load(struct scope *root, struct many *l)
{
	MUST_IN(root, db_transact(root, add_shops, l));
	for (l->from = 0; l->from < l->all; l->from += l->count) {
		struct scope s;

		l->count = l->all - l->from < BATCH ? l->all - l->from : BATCH;
		scope_open(&s, root);
		MUST_IN(&s, db_transact(&s, load_batch, l));
		scope_close(&s);
	}
}
