/* work/fetch_test.c - one order is fetched by its number: it comes, once, or the person is told why not. */
#include "work/fetch.h"
#include "work/rig.h"

static struct fetch asked(struct rig *r, size_t shop, struct text number)
{
	struct fetch f;

	CHECK_OK(fetch_ask(r->s, r->made.shops[shop], number, &f));
	return f;
}

static struct fetch looked(struct rig *r, int64_t id)
{
	struct fetch f;

	CHECK_OK(fetch_get(r->s, id, &f));
	return f;
}

ON_BOTH(an_order_that_no_pull_has_seen_comes_by_its_number)
{
	struct rig r;
	struct fetch f;
	struct text sn;

	rig_open(s, &r, 0);
	rig_pull_all(&r);
	sn = rig_sn(&r, rig_place(&r, 0, 1));
	CHECK_EQ(rig_count(&r), 0);
	f = asked(&r, 0, text_format(s->arena, "  %.*s ", TEXT_ARG(sn)));
	CHECK_EQ(f.state, FETCH_WAITING);
	CHECK_EQ(f.order_id, 0);
	CHECK_EQ(asked(&r, 0, sn).id, f.id); /* asked twice it is one */
	CHECK_EQ(rig_run_due(&r), 1);
	f = looked(&r, f.id);
	CHECK_EQ(f.state, FETCH_DONE);
	CHECK(f.order_id != 0 && f.code.size == 0);
	CHECK_TEXT(rig_order(&r, 0, sn).state, "pending");
	CHECK_EQ(rig_run_due(&r), 0);
	f = asked(&r, 0, sn); /* once more: as it is now */
	CHECK_EQ(f.state, FETCH_WAITING);
	CHECK_EQ(rig_run_due(&r), 1);
	CHECK_EQ(looked(&r, f.id).state, FETCH_DONE);
	CHECK_EQ(rig_order(&r, 0, sn).latest_seq, 1);
	rig_close(&r);
}

ON_BOTH(a_number_that_the_channel_does_not_know_is_said_so)
{
	struct rig r;
	struct fetch f;

	rig_open(s, &r, 0);
	rig_pull_all(&r);
	f = asked(&r, 0, TEXT("220810NOBODY00"));
	CHECK_EQ(rig_run_due(&r), 1);
	f = looked(&r, f.id);
	CHECK_EQ(f.state, FETCH_FAILED);
	CHECK_TEXT(f.code, "channel_order_unknown");
	CHECK(f.words.size > 0 && f.order_id == 0);
	CHECK_EQ(rig_count(&r), 0);
	f = asked(&r, 0, TEXT("not-a-shopee-number/../"));
	CHECK_EQ(rig_run_due(&r), 1);
	CHECK_TEXT(looked(&r, f.id).code, "channel_order_unknown");
	rig_close(&r);
}

ON_BOTH(what_cannot_be_fetched_is_refused_at_once)
{
	struct rig r;
	struct fetch f;

	rig_open(s, &r, 0);
	CHECK_ERR(fetch_ask(s, r.made.shops[0], TEXT(""), &f), ERR_BAD_REQUEST);
	CHECK_ERR(fetch_ask(s, r.made.shops[0], TEXT("a b"), &f), ERR_BAD_REQUEST);
	CHECK_ERR(fetch_ask(s, r.made.shops[0],
			    TEXT("12345678901234567890123456789012345678901234567890123456789012345"), &f),
		  ERR_BAD_REQUEST);
	CHECK_ERR(fetch_ask(s, 4711, TEXT("A"), &f), ERR_SHOP_UNKNOWN);
	CHECK_ERR(fetch_get(s, 4711, &f), ERR_FETCH_UNKNOWN);
	rig_close(&r);
}

ON_SQLITE(a_channel_that_is_away_is_asked_again_and_in_the_end_the_person_is_told)
{
	struct rig r;
	struct fetch f;
	struct text sn;
	int ran = 0;

	rig_open(s, &r, 0);
	rig_pull_all(&r);
	sn = rig_sn(&r, rig_place(&r, 0, 1));
	f = asked(&r, 0, sn);
	try_plug(s, NULL, NULL); /* nobody is there */
	ran = rig_run_due(&r);
	CHECK(ran >= 1);
	CHECK_EQ(looked(&r, f.id).state, FETCH_WAITING);
	CHECK_TEXT(looked(&r, f.id).code, "channel_down");
	for (int i = 0; i < 8 && looked(&r, f.id).state == FETCH_WAITING; i++) {
		asked(&r, 0, sn); /* due now */
		rig_run_due(&r);
	}
	CHECK_EQ(looked(&r, f.id).state, FETCH_FAILED);
	try_plug(s, sim_send, r.sim);
	asked(&r, 0, sn);
	rig_run_due(&r);
	CHECK_EQ(looked(&r, f.id).state, FETCH_DONE);
	rig_close(&r);
}
