/* core/sku_map_test.c - what lines stand for: quantities, bundles, sets, places, times; and what a mapping may be. */
#include "core/sku_map.h"
#include "tests/check.h"

enum { S1 = 101, S2, S3 };

/* One mapping of at most two members and two parts. */
struct simple {
	struct sku_map map;
	struct map_member members[2];
	struct map_part parts[2];
};

static struct sku_map *one(struct simple *x, int64_t id, const char *sku, int64_t n, int64_t part, int64_t q)
{
	*x = (struct simple){ .map = { .id = id, .channel = TEXT(""), .member_count = 1, .part_count = 1 },
			      .members = { { text_of(sku), n } },
			      .parts = { { part, q } } };
	x->map.members = x->members;
	x->map.parts = x->parts;
	return &x->map;
}

static struct sku_map *and_member(struct simple *x, const char *sku, int64_t n)
{
	x->members[x->map.member_count++] = (struct map_member){ text_of(sku), n };
	return &x->map;
}

static struct sku_map *and_part(struct simple *x, int64_t part, int64_t q)
{
	x->parts[x->map.part_count++] = (struct map_part){ part, q };
	return &x->map;
}

static const struct map_order order = { .channel = { "shopee", 6 }, .shop_id = 7, .placed = 1000 };

static struct map_units resolve(const struct sku_map *maps, size_t count, struct map_line *lines, size_t line_count)
{
	struct arena *a = check_scope()->arena;
	struct sku_maps m = { .at = ARENA_ARRAY(a, struct sku_map, count + 1), .count = count };
	struct map_units out;

	for (size_t i = 0; i < count; i++)
		m.at[i] = maps[i];
	sku_maps_seal(a, &m);
	sku_map_resolve(a, &m, &order, lines, line_count, &out);
	return out;
}

#define LINE(text, n)                            \
	{                                        \
		.sku = TEXT(text), .pieces = (n) \
	}

static void check_unit(const struct map_units *u, size_t at, size_t line, int64_t sku_id, int64_t quantity)
{
	CHECK(at < u->count);
	CHECK_EQ(u->at[at].line, line);
	CHECK_EQ(u->at[at].sku_id, sku_id);
	CHECK_EQ(u->at[at].quantity, quantity);
}

TEST(quantity_multiplies_S001_27)
{
	struct simple x;
	struct map_line lines[] = { LINE("P", 3) };
	struct map_units u = resolve(one(&x, 1, "P", 1, S1, 4), 1, lines, 1);

	CHECK_EQ(u.count, 1);
	check_unit(&u, 0, 0, S1, 12);
	CHECK_EQ(lines[0].state, LINE_MAPPED);
	CHECK_EQ(lines[0].rest, 0);
	CHECK_EQ(lines[0].in_sets, 0);
}

TEST(a_bundle_stands_for_several_articles_S001_32)
{
	struct simple x;
	struct map_line lines[] = { LINE("BOX", 2) };
	struct map_units u;

	one(&x, 1, "BOX", 1, S1, 1);
	u = resolve(and_part(&x, S2, 3), 1, lines, 1);
	CHECK_EQ(u.count, 2);
	check_unit(&u, 0, 0, S1, 2);
	check_unit(&u, 1, 0, S2, 6);
}

TEST(a_set_resolves_as_often_as_its_scarcest_member_allows_S001_32)
{
	struct simple x;
	struct map_line lines[] = { LINE("A", 5), LINE("B", 5) };
	struct map_units u;

	one(&x, 1, "A", 1, S1, 1);
	u = resolve(and_member(&x, "B", 2), 1, lines, 2);
	CHECK_EQ(u.count, 1);
	check_unit(&u, 0, 0, S1, 2);
	CHECK_EQ(lines[0].rest, 3);
	CHECK_EQ(lines[1].rest, 1);
	CHECK_EQ(lines[0].state, LINE_PART);
	CHECK_EQ(lines[1].in_sets, 4);
}

TEST(the_rest_of_a_set_is_tried_by_other_mappings)
{
	struct simple x, y;
	struct map_line lines[] = { LINE("A", 5), LINE("B", 2) };
	struct sku_map maps[2];
	struct map_units u;

	one(&x, 1, "A", 1, S1, 1);
	maps[1] = *and_member(&x, "B", 1);
	maps[0] = *one(&y, 2, "A", 1, S2, 1);
	u = resolve(maps, 2, lines, 2);
	CHECK_EQ(u.count, 2);
	check_unit(&u, 0, 0, S1, 2);
	check_unit(&u, 1, 0, S2, 3);
	CHECK_EQ(lines[0].state, LINE_MAPPED);
	CHECK_EQ(lines[1].state, LINE_MAPPED);
	CHECK_EQ(lines[0].in_sets, 2);
}

TEST(a_set_that_is_not_complete_takes_nothing)
{
	struct simple x;
	struct map_line lines[] = { LINE("A", 5) };
	struct map_units u;

	one(&x, 1, "A", 1, S1, 1);
	u = resolve(and_member(&x, "B", 1), 1, lines, 1);
	CHECK_EQ(u.count, 0);
	CHECK_EQ(lines[0].state, LINE_UNMAPPED);
}

TEST(an_own_code_is_that_code_or_the_only_one_that_folds_alike_and_comes_behind_all_mappings_S000_12)
{
	static const struct own_code own[] = {
		{ 11, { "Cup", 3 } }, { 12, { "SHIRT", 5 } }, { 13, { "shirt", 5 } }, { 14, { "Tasse-\xc3\xa9", 8 } }
	};
	struct text skus[] = { TEXT("cup"), TEXT("shirt"), TEXT("Shirt"), TEXT("TASSE-E"), TEXT("none"), TEXT("A") };
	struct map_line lines[] = { LINE("cup", 2),     LINE("shirt", 1), LINE("Shirt", 1),
				    LINE("TASSE-E", 1), LINE("none", 1),  LINE("A", 1) };
	struct map_order by = { TEXT("manual"), 1, 50 };
	struct arena *a = check_scope()->arena;
	struct sku_maps m = { 0 };
	struct map_units u;
	struct simple x;

	sku_maps_add_own(a, &m, skus, 6, own, 4);
	sku_maps_seal(a, &m);
	sku_map_resolve(a, &m, &by, lines, 6, &u);
	CHECK_EQ(u.count, 3);
	check_unit(&u, 0, 0, 11, 2);
	check_unit(&u, 1, 1, 13, 1);
	check_unit(&u, 2, 3, 14, 1);
	CHECK_EQ(lines[2].state, LINE_UNMAPPED); /* two fold alike, and neither is it */
	CHECK_EQ(lines[4].state, LINE_UNMAPPED);
	m = (struct sku_maps){ one(&x, 1, "cup", 1, S2, 3), 1, NULL, 0 };
	sku_maps_add_own(a, &m, skus, 6, own, 4);
	sku_maps_seal(a, &m);
	sku_map_resolve(a, &m, &by, lines, 1, &u);
	CHECK_EQ(u.count, 1);
	check_unit(&u, 0, 0, S2, 6); /* a mapping wins */
	m = (struct sku_maps){ 0 };
	sku_maps_add_own(a, &m, skus, 0, own, 0);
	CHECK_EQ(m.count, 0);
}

TEST(several_platform_SKUs_are_one_article_S001_31)
{
	struct simple x, y;
	struct map_line lines[] = { LINE("P", 1), LINE("Q", 2) };
	struct sku_map maps[] = { *one(&x, 1, "P", 1, S1, 1), *one(&y, 2, "Q", 1, S1, 1) };
	struct map_units u = resolve(maps, 2, lines, 2);

	CHECK_EQ(u.count, 2);
	check_unit(&u, 0, 0, S1, 1);
	check_unit(&u, 1, 1, S1, 2);
}

TEST(a_shops_own_mapping_goes_before_its_channels_and_that_before_all_S001_28)
{
	struct simple x, y, z;
	struct sku_map maps[] = { *one(&x, 1, "P", 1, S1, 1), *one(&y, 2, "P", 1, S2, 1), *one(&z, 3, "P", 1, S3, 1) };
	struct map_line line[] = { LINE("P", 1) };
	struct map_units u;

	maps[1].channel = TEXT("shopee");
	maps[2].channel = TEXT("shopee");
	maps[2].shop_id = 7;
	u = resolve(maps, 3, line, 1);
	check_unit(&u, 0, 0, S3, 1);
	maps[2].shop_id = 8; /* another's: not ours */
	u = resolve(maps, 3, line, 1);
	check_unit(&u, 0, 0, S2, 1);
	maps[1].channel = TEXT("lazada");
	u = resolve(maps, 3, line, 1);
	check_unit(&u, 0, 0, S1, 1);
	CHECK_EQ(u.count, 1);
}

TEST(a_mapping_holds_from_a_moment_up_to_another)
{
	struct {
		int64_t from, until;
		bool holds;
	} at[] = { { 0, 0, true },     { 1000, 0, true }, { 1001, 0, false },
		   { 0, 1000, false }, { 0, 1001, true }, { 1000, 1001, true } };

	for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
		struct simple x;
		struct map_line line[] = { LINE("P", 1) };
		struct sku_map m = *one(&x, 1, "P", 1, S1, 1);

		m.from_at = at[i].from;
		m.until_at = at[i].until;
		CHECK_EQ(resolve(&m, 1, line, 1).count, at[i].holds);
	}
}

TEST(lines_of_one_platform_SKU_share_its_sets_and_each_belongs_to_the_line_that_completes_it)
{
	struct simple x;
	struct map_line lines[] = { LINE("P", 1), LINE("P", 2), LINE("P", 4) };
	struct map_units u = resolve(one(&x, 1, "P", 2, S1, 1), 1, lines, 3);

	CHECK_EQ(u.count, 2);
	check_unit(&u, 0, 1, S1, 1);
	check_unit(&u, 1, 2, S1, 2);
	CHECK_EQ(lines[2].rest, 1);
	CHECK_EQ(lines[0].in_sets, 1);
}

TEST(cancelled_lines_need_nothing)
{
	struct simple x;
	struct map_line lines[] = { LINE("P", 0), LINE("Q", 0) };

	CHECK_EQ(resolve(one(&x, 1, "P", 1, S1, 1), 1, lines, 2).count, 0);
	CHECK_EQ(lines[0].state, LINE_NONE);
	CHECK_EQ(lines[1].state, LINE_NONE);
}

TEST(huge_quantities_stay_unresolved)
{
	struct simple x;
	struct map_line lines[] = { LINE("P", INT64_MAX), LINE("P", MAP_PIECES_MAX), LINE("P", 3) };
	struct map_units u = resolve(one(&x, 1, "P", 1, S1, MAP_QUANTITY_MAX), 1, lines, 3);

	CHECK_EQ(lines[0].state, LINE_UNMAPPED);
	CHECK_EQ(lines[1].state, LINE_PART);
	CHECK_EQ(u.count, 1);
	check_unit(&u, 0, 1, S1, MAP_PIECES_MAX);
	CHECK_EQ(lines[1].in_sets, MAP_PIECES_MAX / MAP_QUANTITY_MAX);
}

TEST(what_is_stored_of_a_lines_state_is_read_again)
{
	CHECK_TEXT(text_of(line_state_name(LINE_PART)), "part");
	for (int i = LINE_NONE; i <= LINE_UNMAPPED; i++)
		CHECK_EQ(line_state_of(text_of(line_state_name((enum line_state)i))), i);
	CHECK_EQ(line_state_of(TEXT("of tomorrow")), LINE_NONE);
}

TEST(two_mappings_of_the_same_place_and_members_must_not_hold_at_once)
{
	struct simple x, y;
	struct sku_map a = *one(&x, 1, "P", 1, S1, 1), b = *one(&y, 2, "P", 1, S2, 1);

	CHECK(sku_map_overlaps(&a, &b));
	a.until_at = 100;
	b.from_at = 100;
	CHECK(!sku_map_overlaps(&a, &b));
	CHECK(!sku_map_overlaps(&b, &a));
	b.from_at = 99;
	CHECK(sku_map_overlaps(&a, &b) && sku_map_overlaps(&b, &a));
	b.shop_id = 3;
	CHECK(!sku_map_overlaps(&a, &b));
	b.shop_id = 0;
	b.channel = TEXT("shopee");
	CHECK(!sku_map_overlaps(&a, &b));
	b.channel = TEXT("");
	y.members[0].quantity = 2; /* a pack of two is another thing */
	CHECK(!sku_map_overlaps(&a, &b));
	y.members[0].quantity = 1;
	b = *and_member(&y, "Q", 1);
	CHECK(!sku_map_overlaps(&a, &b));
}

static void check_fault(const struct sku_map *m, enum map_side side, bool fault)
{
	enum map_side where;
	struct text words = sku_map_fault(check_scope()->arena, m, &where);

	CHECK_EQ(words.at != NULL, fault);
	if (fault)
		CHECK_EQ(where, side);
}

TEST(what_a_mapping_may_be)
{
	struct simple x;
	struct sku_map m = *one(&x, 1, "P", 1, S1, 1);

	check_fault(&m, MAP_SIDE_MEMBERS, false);
	x.members[0].quantity = 0;
	check_fault(&m, MAP_SIDE_MEMBERS, true);
	x.members[0].quantity = MAP_QUANTITY_MAX + 1;
	check_fault(&m, MAP_SIDE_MEMBERS, true);
	x.members[0].quantity = MAP_QUANTITY_MAX;
	check_fault(&m, MAP_SIDE_MEMBERS, false);
	x.parts[0].quantity = -1;
	check_fault(&m, MAP_SIDE_PARTS, true);
	x.parts[0].quantity = INT64_MAX;
	check_fault(&m, MAP_SIDE_PARTS, true);
	m = *one(&x, 1, "P", 1, S1, 1);
	m = *and_member(&x, "P", 1);
	check_fault(&m, MAP_SIDE_MEMBERS, true);
	m = *one(&x, 1, "P", 1, S1, 1);
	m = *and_part(&x, S1, 1);
	check_fault(&m, MAP_SIDE_PARTS, true);
	m.part_count = 0;
	check_fault(&m, MAP_SIDE_PARTS, true);
	m.member_count = 0;
	check_fault(&m, MAP_SIDE_MEMBERS, true);
	m = *one(&x, 1, "P", 1, S1, 1);
	m.from_at = m.until_at = 5;
	check_fault(&m, MAP_SIDE_TIME, true);
	m.until_at = 6;
	check_fault(&m, MAP_SIDE_TIME, false);
	m.from_at = -1;
	check_fault(&m, MAP_SIDE_TIME, true);
}

TEST(a_platform_SKU_is_a_name_on_one_line)
{
	struct arena *a = check_scope()->arena;
	struct buffer b = buffer_in(a);

	for (int i = 0; i < MAP_SKU_MAX; i++)
		buffer_add_z(&b, "货");
	CHECK(map_sku_fits(buffer_text(&b)));
	buffer_byte(&b, 'x');
	CHECK(!map_sku_fits(buffer_text(&b)));
	CHECK(map_sku_fits(TEXT("a;b*c\\ ü")));
	CHECK(!map_sku_fits(TEXT("")));
	CHECK(!map_sku_fits(TEXT(" a")));
	CHECK(!map_sku_fits(TEXT("a\nb")));
	CHECK(!map_sku_fits(TEXT("a\x7f")));
	CHECK(!map_sku_fits(TEXT("\xff")));
}

static void check_cell(const char *cell, const char *again)
{
	struct arena *a = check_scope()->arena;
	struct map_item items[4];
	size_t count;

	CHECK(!map_unpack(a, text_of(cell), 4, items, &count).at);
	CHECK_TEXT(map_pack(a, items, count), again);
}

TEST(a_cell_is_packed_and_unpacked_without_loss_S001_26)
{
	struct arena *a = check_scope()->arena;
	struct map_item items[3];
	size_t count;

	check_cell("P", "P");
	check_cell("P1*1;P2*2", "P1*1;P2*2");
	check_cell(" P1 * 1 ; P2*2 ;", "P1*1;P2*2");
	check_cell("a\\*b\\;c\\\\*3", "a\\*b\\;c\\\\*3");
	check_cell("货号\\*红*2", "货号\\*红*2");
	check_cell("\\'=1", "\\'=1");
	check_cell("", "");
	CHECK(!map_unpack(a, TEXT("a\\*2"), 3, items, &count).at);
	CHECK_TEXT(items[0].name, "a*2");
	CHECK_EQ(items[0].quantity, 0);
	CHECK(map_unpack(a, TEXT("A*0"), 3, items, &count).at != NULL);
	CHECK(map_unpack(a, TEXT("A*-1"), 3, items, &count).at != NULL);
	CHECK(map_unpack(a, TEXT("A*100001"), 3, items, &count).at != NULL);
	CHECK(map_unpack(a, TEXT("A*99999999999999999999"), 3, items, &count).at != NULL);
	CHECK(map_unpack(a, TEXT("A*XL"), 3, items, &count).at != NULL);
	CHECK(map_unpack(a, TEXT("A*"), 3, items, &count).at != NULL);
	CHECK(map_unpack(a, TEXT("*2"), 3, items, &count).at != NULL);
	CHECK(map_unpack(a, TEXT("A;B;C;D"), 3, items, &count).at != NULL);
}
