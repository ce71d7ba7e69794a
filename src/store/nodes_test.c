/* store/nodes_test.c - no two processes have the same number. */
#include "base/id.h"
#include "store/nodes.h"
#include "store/try.h"

enum { CLAIMERS = 16, TURNS = 5 };

struct claim {
	int64_t numbers[TURNS], incarnations[TURNS];
	enum err result;
};

static void claim(struct scope *s, void *arg)
{
	struct claim *c = arg;

	for (int i = 0; i < TURNS && !c->result; i++)
		c->result = node_claim(s, &c->numbers[i], &c->incarnations[i]);
}

ON_BOTH(many_processes_at_once_get_a_number_each)
{
	struct claim *claims = ARENA_ARRAY(s->arena, struct claim, CLAIMERS);
	bool taken[NODE_MAX + 1] = { false };

	try_threads(s, CLAIMERS, claim, claims, sizeof *claims);
	for (int i = 0; i < CLAIMERS; i++) {
		CHECK_EQ(claims[i].result, OK);
		for (int n = 0; n < TURNS; n++) {
			CHECK(claims[i].numbers[n] >= 1 && claims[i].numbers[n] <= CLAIMERS * TURNS);
			CHECK(!taken[claims[i].numbers[n]]);
			taken[claims[i].numbers[n]] = true;
		}
	}
}

ON_BOTH(a_number_given_back_is_taken_again_by_a_new_incarnation)
{
	int64_t number, incarnation, number2, incarnation2;

	CHECK_OK(node_claim(s, &number, &incarnation));
	CHECK_EQ(number, 1);
	CHECK_EQ(incarnation, 1);
	CHECK_OK(node_claim(s, &number2, &incarnation2));
	CHECK_EQ(number2, 2);
	CHECK_OK(node_beat(s, number, incarnation));
	CHECK_OK(node_release(s, number, incarnation));
	CHECK_ERR(node_beat(s, number, incarnation), ERR_FENCED);
	CHECK_OK(node_claim(s, &number2, &incarnation2));
	CHECK_EQ(number2, 1);
	CHECK_EQ(incarnation2, 2);
	CHECK_ERR(node_beat(s, number, incarnation), ERR_FENCED);
	CHECK_OK(node_release(s, number, incarnation)); /* the one before cannot give back what is no longer its own */
	CHECK_OK(node_beat(s, number2, incarnation2));
}
