/* core/sku_map_property_test.c - what holds of every resolution, tried on random orders and mappings: no piece is lost or
 * counted twice, and the order in which mappings are given makes no difference. */
#include "base/rand.h"
#include "core/sku_map.h"
#include "tests/check.h"
#include <string.h>

enum { RUNS = 3000, MAPS_MOST = 8, LINES_MOST = 6, SKUS = 4 };

static const char *const names[SKUS] = { "A", "B", "CC", "D" };

static struct sku_map any_map(struct arena *a, struct rand *r, int64_t id)
{
	struct sku_map m = { .id = id, .channel = TEXT("") };

	if (rand_chance(r, 400000))
		m.channel = rand_chance(r, 700000) ? TEXT("shopee") : TEXT("lazada");
	if (m.channel.size && rand_chance(r, 500000))
		m.shop_id = rand_between(r, 1, 2);
	if (rand_chance(r, 200000))
		m.from_at = rand_between(r, 40, 60);
	if (rand_chance(r, 200000))
		m.until_at = m.from_at + rand_between(r, 1, 60);
	m.members = ARENA_ARRAY(a, struct map_member, SKUS);
	m.parts = ARENA_ARRAY(a, struct map_part, 3);
	for (size_t i = (size_t)rand_below(r, SKUS); i < SKUS && (m.member_count == 0 || rand_chance(r, 400000)); i++)
		m.members[m.member_count++] = (struct map_member){ text_of(names[i]), rand_between(r, 1, 3) };
	for (size_t i = (size_t)rand_below(r, 3); i < 3 && (m.part_count == 0 || rand_chance(r, 400000)); i++)
		m.parts[m.part_count++] = (struct map_part){ (int64_t)i + 1, rand_between(r, 1, 4) };
	return m;
}

struct tried {
	struct sku_map maps[MAPS_MOST];
	struct map_line lines[LINES_MOST];
	struct map_order order;
	size_t map_count, line_count;
	struct map_units units;
};

static void try_any(struct arena *a, struct rand *r, struct tried *t)
{
	memset(t, 0, sizeof *t);
	t->order = (struct map_order){ TEXT("shopee"), 1, 50 };
	t->map_count = (size_t)rand_below(r, MAPS_MOST + 1);
	t->line_count = (size_t)rand_below(r, LINES_MOST + 1);
	for (size_t i = 0; i < t->map_count; i++)
		t->maps[i] = any_map(a, r, (int64_t)i + 1);
	for (size_t i = 0; i < t->line_count; i++)
		t->lines[i] = (struct map_line){ .sku = text_of(names[rand_below(r, SKUS)]),
						 .pieces = rand_between(r, 0, 7) };
}

static void resolve(struct arena *a, const struct tried *t, bool backwards, struct map_line *lines,
		    struct map_units *out)
{
	struct sku_maps m = { .at = ARENA_ARRAY(a, struct sku_map, t->map_count + 1), .count = t->map_count };

	for (size_t i = 0; i < t->map_count; i++)
		m.at[i] = t->maps[backwards ? t->map_count - 1 - i : i];
	memcpy(lines, t->lines, sizeof t->lines);
	sku_maps_seal(a, &m);
	sku_map_resolve(a, &m, &t->order, lines, t->line_count, out);
}

/* Pieces of each platform SKU that no mapping took. */
static int64_t rest_of(const struct map_line *lines, size_t count, const char *sku)
{
	int64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += text_is(lines[i].sku, sku) ? lines[i].rest : 0;
	return sum;
}

/* Nothing that could still be resolved is left: no mapping that holds has all of its members among the rests. */
static bool complete(const struct tried *t, const struct map_line *lines, const struct sku_map *m)
{
	bool all = (m->shop_id == 0 || m->shop_id == t->order.shop_id) &&
		   (m->channel.size == 0 || text_same(m->channel, t->order.channel)) && m->from_at <= t->order.placed &&
		   (m->until_at == 0 || t->order.placed < m->until_at);

	for (size_t i = 0; all && i < m->member_count; i++) {
		const char *sku = text_z(check_scope()->arena, m->members[i].sku);

		all = rest_of(lines, t->line_count, sku) >= m->members[i].quantity;
	}
	return !all;
}

TEST(no_mapping_that_holds_leaves_a_set_that_it_could_take)
{
	struct rand r = rand_seed(check_seed());
	struct arena *a = check_scope()->arena;
	struct map_line lines[LINES_MOST];

	for (int i = 0; i < RUNS; i++) {
		struct tried t;

		try_any(a, &r, &t);
		resolve(a, &t, false, lines, &t.units);
		for (size_t k = 0; k < t.line_count; k++) {
			CHECK_EQ(lines[k].pieces, t.lines[k].pieces);
			CHECK(lines[k].rest >= 0 && lines[k].rest <= lines[k].pieces);
			CHECK(lines[k].in_sets >= 0 && lines[k].in_sets <= lines[k].pieces - lines[k].rest);
			CHECK_EQ(lines[k].state == LINE_PART, lines[k].rest > 0 && lines[k].rest < lines[k].pieces);
			CHECK(lines[k].state != LINE_PART || lines[k].in_sets == lines[k].pieces - lines[k].rest);
		}
		for (size_t k = 0; k < t.map_count; k++)
			CHECK(complete(&t, lines, &t.maps[k]));
	}
}

/* With parts of 1 for each mapping's own article, the pieces taken are told from the units. */
TEST(pieces_are_conserved)
{
	struct rand r = rand_seed(check_seed());
	struct arena *a = check_scope()->arena;
	struct map_line lines[LINES_MOST];

	for (int i = 0; i < RUNS; i++) {
		struct tried t;
		int64_t taken = 0, gone = 0;

		try_any(a, &r, &t);
		for (size_t k = 0; k < t.map_count; k++) {
			t.maps[k].part_count = 1;
			t.maps[k].parts[0] = (struct map_part){ (int64_t)k, 1 };
		}
		resolve(a, &t, false, lines, &t.units);
		for (size_t k = 0; k < t.line_count; k++)
			gone += lines[k].pieces - lines[k].rest;
		for (size_t k = 0; k < t.units.count; k++) {
			const struct sku_map *m = &t.maps[t.units.at[k].sku_id];

			for (size_t n = 0; n < m->member_count; n++)
				taken += t.units.at[k].quantity * m->members[n].quantity;
		}
		CHECK_EQ(taken, gone);
	}
}

TEST(the_order_in_which_mappings_are_read_makes_no_difference)
{
	struct rand r = rand_seed(check_seed());
	struct arena *a = check_scope()->arena;
	struct map_line lines[LINES_MOST], others[LINES_MOST];

	for (int i = 0; i < RUNS; i++) {
		struct tried t;
		struct map_units other;

		try_any(a, &r, &t);
		resolve(a, &t, false, lines, &t.units);
		resolve(a, &t, true, others, &other);
		CHECK_EQ(t.units.count, other.count);
		for (size_t k = 0; k < other.count; k++)
			CHECK(t.units.at[k].line == other.at[k].line && t.units.at[k].sku_id == other.at[k].sku_id &&
			      t.units.at[k].quantity == other.at[k].quantity);
		for (size_t k = 0; k < t.line_count; k++)
			CHECK(lines[k].rest == others[k].rest && lines[k].in_sets == others[k].in_sets);
	}
}

/* Partial cancellation counts on this: of lines that no set took, each piece makes the same number of each article. */
TEST(what_no_set_took_is_in_proportion_to_its_pieces)
{
	struct rand r = rand_seed(check_seed());
	struct arena *a = check_scope()->arena;
	struct map_line lines[LINES_MOST];

	for (int i = 0; i < RUNS; i++) {
		struct tried t;

		try_any(a, &r, &t);
		resolve(a, &t, false, lines, &t.units);
		for (size_t k = 0; k < t.units.count; k++) {
			const struct map_line *l = &lines[t.units.at[k].line];

			if (l->in_sets == 0)
				CHECK_EQ(t.units.at[k].quantity % l->pieces, 0);
		}
	}
}
