/* core/order_filter_test.c - which orders belong to a list (S001-35, 36, 51, 65), and in which order they stand. */
#include "core/find.h"
#include "core/order_filter.h"
#include "tests/check.h"

static struct order_row a_row(void)
{
	struct arena *a = check_scope()->arena;

	return (struct order_row){ .id = 10,
				   .shop_id = 7,
				   .placed = 1000,
				   .due = 3000,
				   .seen_at = 2000,
				   .state = ORDER_PENDING,
				   .country = TEXT("PH"),
				   .method = TEXT("GoGo Xpress"),
				   .ref = TEXT("220101ABC"),
				   .display_no = TEXT("HMKJ-1"),
				   .people = find_people(a, TEXT("Zoë Ñuñez-Cruz"), TEXT("+65 9123 4567")) };
}

static bool fits(const struct order_filter *f)
{
	struct order_row r = a_row();

	return order_filter_fits(check_scope()->arena, f, &r);
}

TEST(what_an_order_lacks_is_asked_for_alone_or_as_one_of_several)
{
	struct order_row r = a_row();

	for (uint32_t lacks = 0; lacks < 1u << ORDER_NEED_COUNT; lacks++)
		for (uint32_t needs = 0; needs < 1u << ORDER_NEED_COUNT; needs++) {
			struct order_filter f = { .needs = needs };

			r.unmapped = lacks >> NEED_MAPPING & 1 ? 3 : 0;
			r.waiting = lacks >> NEED_STOCK & 1 ? 5 : 0;
			CHECK_EQ(order_filter_fits(check_scope()->arena, &f, &r), needs == 0 || (needs & lacks) != 0);
		}
}

TEST(a_filter_of_nothing_takes_every_order)
{
	struct order_filter f = { 0 };

	CHECK(fits(&f));
	CHECK(order_filter_is_head(&f));
}

TEST(each_condition_takes_what_it_says_and_leaves_the_rest)
{
	int64_t ours[] = { 3, 7 }, others[] = { 3, 8 };
	struct text countries[] = { TEXT("SG"), TEXT("PH") }, methods[] = { TEXT("GoGo Xpress") };
	struct text numbers[] = { TEXT("220101abc"), TEXT("zzz") }, shown[] = { TEXT("hmkj-1") },
		    none[] = { TEXT("x") };
	const struct {
		bool fits;
		struct order_filter f;
	} cases[] = {
		{ true, { .one_tab = true, .tab = ORDER_PENDING } },
		{ false, { .one_tab = true, .tab = ORDER_VOID } },
		{ true, { .by_shop = true, .shops = ours, .shop_count = 2 } },
		{ false, { .by_shop = true, .shops = others, .shop_count = 2 } },
		{ false, { .by_shop = true } },
		{ true, { .countries = countries, .country_count = 2 } },
		{ false, { .countries = countries, .country_count = 1 } },
		{ true, { .methods = methods, .method_count = 1 } },
		{ false, { .methods = none, .method_count = 1 } },
		{ true, { .number = TEXT("2201") } },
		{ true, { .number = TEXT("hmkj") } },
		{ false, { .number = TEXT("101abc") } },
		{ false, { .number = TEXT("220101abcd") } },
		{ true, { .numbers = numbers, .number_count = 2 } },
		{ true, { .numbers = shown, .number_count = 1 } },
		{ false, { .numbers = none, .number_count = 1 } },
		{ true, { .name = TEXT("zoe n") } },
		{ true, { .name = TEXT("cruz") } },
		{ false, { .name = TEXT("uz") } },
		{ true, { .phone = TEXT("4567") } },
		{ false, { .phone = TEXT("456") } },
		{ true, { .outbounds = 1u << OUTBOUND_NONE | 1u << OUTBOUND_PACKED } },
		{ false, { .outbounds = 1u << OUTBOUND_PACKED } },
		{ true, { .placed = { 1000, 1001 } } },
		{ false, { .placed = { 1001, 0 } } },
		{ false, { .placed = { 0, 1000 } } },
		{ true, { .pulled = { 2000, 0 } } },
		{ false, { .pulled = { 2001, 0 } } },
		{ true, { .ship_by = { 0, 3001 } } },
		{ false, { .ship_by = { 0, 3000 } } },
		{ false, { .name = TEXT("zoe"), .phone = TEXT("999") } }, /* all must hold */
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (fits(&cases[i].f) != cases[i].fits)
			check_failed(__FILE__, __LINE__, "condition %zu", i);
}

TEST(an_order_without_a_moment_is_in_no_stretch_of_time)
{
	struct order_row r = a_row();
	struct order_filter f = { .ship_by = { 0, 9000 } };

	r.due = 0;
	CHECK(!order_filter_fits(check_scope()->arena, &f, &r));
}

TEST(an_order_without_people_or_shown_number_fits_no_search_for_them)
{
	struct order_row r = a_row();
	struct order_filter name = { .name = TEXT("zoe") }, phone = { .phone = TEXT("567") },
			    no = { .number = TEXT("h") };

	r.people = (struct text){ 0 };
	r.display_no = TEXT("");
	CHECK(!order_filter_fits(check_scope()->arena, &name, &r));
	CHECK(!order_filter_fits(check_scope()->arena, &phone, &r));
	CHECK(!order_filter_fits(check_scope()->arena, &no, &r));
}

TEST(what_the_index_of_a_list_cannot_tell_is_known)
{
	struct text one[] = { TEXT("a") };
	struct order_filter beyond[] = { { .pulled = { 1, 0 } },  { .ship_by = { 0, 1 } },
					 { .number = TEXT("a") }, { .numbers = one, .number_count = 1 },
					 { .name = TEXT("a") },   { .phone = TEXT("123") } };
	struct order_filter head = { .countries = one, .country_count = 1, .placed = { 1, 2 }, .one_tab = true };

	CHECK(order_filter_is_head(&head));
	for (size_t i = 0; i < sizeof beyond / sizeof *beyond; i++)
		CHECK(!order_filter_is_head(&beyond[i]));
}

/* For each sort: places in the order in which they stand. */
TEST(orders_stand_newest_first_or_by_the_soonest_to_ship_with_none_last)
{
	static const struct order_place placed[] = { { 9, 1 }, { 5, 8 }, { 5, 7 }, { 0, 99 } };
	static const struct order_place pulled[] = { { 0, 99 }, { 0, 8 }, { 0, 7 } };
	static const struct order_place ship_by[] = { { 3, 8 }, { 4, 1 }, { 4, 2 }, { 0, 1 }, { 0, 5 } };
	static const struct {
		const struct order_place *at;
		size_t count;
	} lists[] = { [SORT_PLACED] = { placed, 4 }, [SORT_PULLED] = { pulled, 3 }, [SORT_SHIP_BY] = { ship_by, 5 } };

	for (int s = 0; s < ORDER_SORT_COUNT; s++)
		for (size_t i = 0; i < lists[s].count; i++)
			for (size_t j = 0; j < lists[s].count; j++) {
				int order = order_place_order((enum order_sort)s, lists[s].at[i], lists[s].at[j]);

				CHECK_EQ((order > 0) - (order < 0), (i > j) - (i < j));
			}
	CHECK_EQ(order_place_of(SORT_PLACED, 1, 2, 3).key, 2);
	CHECK_EQ(order_place_of(SORT_SHIP_BY, 1, 2, 3).key, 3);
	CHECK_EQ(order_place_of(SORT_PULLED, 1, 2, 3).key, 0);
}

TEST(sorts_and_outbound_states_have_names)
{
	enum order_sort sort;
	enum outbound_state state;

	for (int i = 0; i < ORDER_SORT_COUNT; i++) {
		CHECK(order_sort_find(text_of(order_sort_name((enum order_sort)i)), &sort));
		CHECK_EQ(sort, i);
	}
	CHECK(!order_sort_find(TEXT("size"), &sort));
	CHECK_EQ(OUTBOUND_STATE_COUNT, 11);
	for (int i = 0; i < OUTBOUND_STATE_COUNT; i++) {
		CHECK(outbound_state_find(text_of(outbound_state_name((enum outbound_state)i)), &state));
		CHECK_EQ(state, i);
	}
	CHECK(!outbound_state_find(TEXT("lost"), &state));
}
