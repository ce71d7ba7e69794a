/* core/pieces_test.c - cancelled pieces go, those given back come again, and units follow exactly. */
#include "base/rand.h"
#include "core/pieces.h"
#include "tests/check.h"

TEST(what_is_cancelled_goes_what_is_given_back_is_resolved_anew)
{
	static const struct {
		int64_t ordered, was, now, in_sets;
		enum pieces_turn turn;
	} cases[] = {
		{ 5, 0, 0, 0, PIECES_STAY }, { 5, 2, 2, 3, PIECES_STAY },
		{ 5, 0, 2, 0, PIECES_GO },   { 5, 2, 5, 0, PIECES_GO },
		{ 5, 2, 3, 2, PIECES_ANEW }, { 5, 2, 1, 0, PIECES_ANEW },
		{ 5, 5, 0, 0, PIECES_ANEW }, { 5, 2, 0, 3, PIECES_ANEW },
		{ 5, 5, 9, 0, PIECES_STAY }, /* no more than all */
		{ 5, 9, 4, 0, PIECES_ANEW }, { 5, -1, 0, 0, PIECES_STAY },
		{ 0, 0, 3, 0, PIECES_STAY },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct pieces_line was = { cases[i].ordered, cases[i].was, cases[i].in_sets };

		CHECK_EQ(pieces_turn(&was, cases[i].now), cases[i].turn);
	}
	CHECK_EQ(pieces_left(5, 2), 3);
	CHECK_EQ(pieces_left(5, 9), 0);
	CHECK_EQ(pieces_left(5, -1), 5);
}

TEST(what_an_order_lacks_and_has_too_much_is_told_by_line_and_article)
{
	struct pieces want[] = { { TEXT("b"), 1, 4 }, { TEXT("a"), 1, 3 }, { TEXT("a"), 2, 5 } };
	struct pieces have[] = { { TEXT("a"), 2, 2 }, { TEXT("a"), 1, 3 }, { TEXT("a"), 2, 4 }, { TEXT("c"), 1, 7 } };
	struct pieces_list w = { want, 3 }, h = { have, 4 }, none = { NULL, 0 }, out;

	out = pieces_differ(check_scope()->arena, &w, &h);
	CHECK_EQ(out.count, 3);
	CHECK_TEXT(out.at[0].line, "a");
	CHECK_EQ(out.at[0].sku_id, 2);
	CHECK_EQ(out.at[0].quantity, -1);
	CHECK_TEXT(out.at[1].line, "b");
	CHECK_EQ(out.at[1].quantity, 4);
	CHECK_TEXT(out.at[2].line, "c");
	CHECK_EQ(out.at[2].quantity, -7);
	CHECK_EQ(pieces_differ(check_scope()->arena, &w, &none).count, 3);
	CHECK_EQ(pieces_differ(check_scope()->arena, &w, &w).count, 0);
	CHECK_EQ(pieces_differ(check_scope()->arena, &none, &none).count, 0);
}

/* Whatever is there: with what is lacking, and without what is too much, it is what is wanted. */
TEST(the_difference_makes_of_what_is_there_what_is_wanted)
{
	enum { RUNS = 2000, MOST = 8, LINES = 3, SKUS = 3 };
	static const char *const lines[LINES] = { "a", "b#1", "b#2" };
	struct rand r = rand_seed(11);

	for (int run = 0; run < RUNS; run++) {
		int64_t sum[LINES][SKUS] = { { 0 } };
		struct pieces at[2][MOST];
		struct pieces_list both[2] = { { at[0], 0 }, { at[1], 0 } }, out;

		for (int side = 0; side < 2; side++)
			for (uint64_t n = rand_below(&r, MOST + 1); n > 0; n--) {
				size_t line = (size_t)rand_below(&r, LINES), sku = (size_t)rand_below(&r, SKUS);
				int64_t pieces = rand_between(&r, 1, 5);

				at[side][both[side].count++] =
					(struct pieces){ text_of(lines[line]), (int64_t)sku, pieces };
				sum[line][sku] += side == 0 ? pieces : -pieces;
			}
		out = pieces_differ(check_scope()->arena, &both[0], &both[1]);
		for (size_t i = 0; i < out.count; i++) {
			size_t line = 0;

			while (!text_is(out.at[i].line, lines[line]))
				line++;
			CHECK_EQ(out.at[i].quantity, sum[line][out.at[i].sku_id]);
			CHECK(out.at[i].quantity != 0);
			sum[line][out.at[i].sku_id] = 0;
		}
		for (size_t line = 0; line < LINES; line++)
			for (size_t sku = 0; sku < SKUS; sku++)
				CHECK_EQ(sum[line][sku], 0); /* each is told, once */
	}
}
