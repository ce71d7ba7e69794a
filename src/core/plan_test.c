/* core/plan_test.c - the steps of each deed, and a plan that does not hold any more. */
#include "core/plan.h"
#include "tests/check.h"
#include <string.h>

static struct plan plan;

static void plans(enum plan_deed d, struct plan_stand o, const char *wanted)
{
	struct buffer b = buffer_in(check_scope()->arena);

	CHECK_OK(plan_make(d, &o, &plan));
	for (size_t i = 0; i < plan.count; i++) {
		buffer_format(&b, "%s%s", i ? " " : "", plan_step_name(plan.steps[i].kind));
		if (plan.steps[i].pieces)
			buffer_format(&b, "*%lld", (long long)plan.steps[i].pieces);
	}
	CHECK_TEXT(buffer_text(&b), wanted);
}

static void refuses(enum plan_deed d, struct plan_stand o, enum err why)
{
	CHECK_ERR(plan_make(d, &o, &plan), why);
	CHECK_EQ(plan.count, 0);
}

#define BOUND .channel_can = true, .shop_bound = true
#define STAND(...) ((struct plan_stand){ __VA_ARGS__ })

TEST(the_steps_of_an_update)
{
	plans(PLAN_UPDATE, STAND(BOUND, .lines_change = true), "fetch apply");
	plans(PLAN_UPDATE, STAND(BOUND, .state = ORDER_VOID, .edits_stay = true), "fetch apply keep");
	plans(PLAN_UPDATE, STAND(BOUND, .edits_go = true, .posted = true), "fetch apply drop repost");
	CHECK(plan.undoable);
	refuses(PLAN_UPDATE, STAND(.shop_bound = true), ERR_CHANNEL_NOT_UPDATABLE);
	refuses(PLAN_UPDATE, STAND(BOUND, .reserved = 2), ERR_STOCK_PREOCCUPIED);
	refuses(PLAN_UPDATE, STAND(BOUND, .state = ORDER_FROZEN), ERR_ORDER_FIXED);
}

TEST(release_update_and_reserve_again_is_one_plan)
{
	plans(PLAN_UPDATE_RELEASED, STAND(BOUND, .reserved = 2), "fetch release*2 apply reserve*2");
	plans(PLAN_UPDATE_RELEASED, STAND(BOUND), "fetch apply");
	refuses(PLAN_UPDATE_RELEASED, STAND(BOUND, .state = ORDER_PROCESSED, .reserved = 2), ERR_ORDER_FIXED);
}

TEST(accepting_goes_through_a_plan_until_the_order_has_left)
{
	plans(PLAN_ACCEPT, STAND(BOUND, .state = ORDER_FROZEN, .reserved = 2), "fetch apply");
	plans(PLAN_ACCEPT, STAND(.shop_bound = true, .reserved = 2, .lines_change = true),
	      "fetch release*2 apply reserve*2");
	plans(PLAN_ACCEPT, STAND(BOUND, .state = ORDER_PROCESSED, .reserved = 2, .audited = true, .edits_stay = true),
	      "fetch withdraw unaudit release*2 apply keep convert reserve*2");
	plans(PLAN_ACCEPT, STAND(BOUND, .posted = true, .forgets = true), "fetch apply forget");
	CHECK(!plan.undoable);
	plans(PLAN_ACCEPT, STAND(BOUND, .posted = true), "fetch apply repost");
	refuses(PLAN_ACCEPT, STAND(.channel_can = true), ERR_SHOP_UNBOUND);
	refuses(PLAN_ACCEPT, STAND(BOUND, .state = ORDER_MARKED_SHIPPED), ERR_TOO_LATE);
	refuses(PLAN_ACCEPT, STAND(BOUND, .state = ORDER_PROCESSED, .dispatched = true), ERR_TOO_LATE);
}

TEST(editing_voids_the_audit_and_moves_the_stock_only_with_lines)
{
	plans(PLAN_EDIT, STAND(.reserved = 2, .edits_stay = true, .edits_go = true), "edit");
	plans(PLAN_EDIT,
	      STAND(.state = ORDER_PROCESSED, .audited = true, .reserved = 2, .lines_change = true, .posted = true,
		    .forgets = true),
	      "unaudit release*2 edit reserve*2 repost");
	refuses(PLAN_EDIT, STAND(.state = ORDER_PROCESSED, .packed = true), ERR_EDIT_CLOSED);
	refuses(PLAN_EDIT, STAND(.state = ORDER_VOID), ERR_EDIT_CLOSED);
}

TEST(an_update_is_undone_without_asking_the_channel)
{
	plans(PLAN_UNDO, STAND(.lines_change = true, .reserved = 1), "release*1 restore reserve*1");
	plans(PLAN_UNDO, STAND(.state = ORDER_PROCESSED), "withdraw restore convert");
	refuses(PLAN_UNDO, STAND(.dispatched = true), ERR_TOO_LATE);
}

TEST(a_plan_that_does_not_hold_any_more_is_shown_again)
{
	const struct plan_stand o = STAND(.order_id = 7, .ver = 3, BOUND, .reserved = 2, .lines_change = true);
	struct plan_stand others[] = { o, o, o, o, o, o };
	struct scope *s = check_scope();
	struct text shown;

	CHECK_OK(plan_make(PLAN_ACCEPT, &o, &plan));
	shown = plan_digest(s->arena, &plan);
	CHECK_EQ(shown.size, 32);
	CHECK_OK(plan_same(s, &plan, shown));
	others[0].ver++;
	others[1].reserved++;
	others[2].latest_seq++;
	others[3].state = ORDER_VOID;
	others[4].posted = true;
	others[5].order_id++;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		CHECK_OK(plan_make(PLAN_ACCEPT, &others[i], &plan));
		CHECK_ERR(plan_same(s, &plan, shown), ERR_PLAN_MOVED);
	}
	CHECK_OK(plan_make(PLAN_UNDO, &o, &plan));
	CHECK_ERR(plan_same(s, &plan, shown), ERR_PLAN_MOVED);
}

TEST(steps_and_deeds_have_names)
{
	enum plan_deed found;

	for (int i = 0; i < STEP_COUNT; i++) {
		enum plan_step_kind k = (enum plan_step_kind)i;

		CHECK(strlen(plan_step_name(k)) && strlen(plan_step_words(k)) && strlen(plan_step_zh(k)));
		CHECK(strlen(plan_touch_name(plan_step_touch(k))) > 0);
		CHECK_EQ(plan_step_undoable(k), k != STEP_FORGET);
	}
	for (int d = 0; d < PLAN_DEED_COUNT; d++) {
		CHECK(plan_deed_find(text_of(plan_deed_name((enum plan_deed)d)), &found));
		CHECK_EQ(found, d);
	}
	CHECK(!plan_deed_find(TEXT("nothing"), &found));
}
