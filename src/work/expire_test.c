/* work/expire_test.c - personal data goes when its time is over, and nothing else does. */
#include "base/instant.h"
#include "work/expire.h"
#include "work/revision.h"
#include "work/rig.h"
#include "work/settings.h"

static enum err expire(struct rig *r, struct job_end *end)
{
	struct job job = { 0 };
	struct scope s;
	enum err e;

	scope_open(&s, &r->node->root);
	*end = (struct job_end){ 0 };
	e = expire_run(r->node, &s, &job, end);
	scope_close(&s);
	return e;
}

struct aged {
	int64_t order_id, left_ms; /* until it goes, by the usual periods */
};

static enum err age(struct scope *s, void *arg)
{
	const struct aged *a = arg;

	TRY(sql_order_people_put(s,
				 &(struct sql_order_people_put){ .order_id = a->order_id,
								 .name = TEXT("old"),
								 .expire_at = s->now + a->left_ms },
				 1, NULL));
	return OK;
}

static size_t people_of(struct rig *r, int64_t order_id)
{
	struct sql_order_people_get_rows rows;

	CHECK_OK(sql_order_people_get(r->s, (struct sql_order_people_get){ .ids = &order_id, .ids_count = 1 }, &rows));
	return rows.count;
}

ON_BOTH(personal_data_goes_when_its_time_is_over_and_nothing_else_does)
{
	struct rig r;
	struct job_end end;
	int64_t old, young;
	uint32_t first;

	rig_open(s, &r, 0);
	first = rig_place(&r, 0, 2);
	rig_pull(&r, 0);
	old = rig_order(&r, 0, rig_sn(&r, first)).id;
	young = rig_order(&r, 0, rig_sn(&r, first + 1)).id;
	CHECK_OK(db_transact(s, age, &(struct aged){ old, -1 }));
	CHECK_OK(expire(&r, &end));
	CHECK_EQ(people_of(&r, old), 0);
	CHECK_EQ(people_of(&r, young), 1);
	CHECK_EQ(end.memo.size, 0); /* to the end: it comes back in a day */
	CHECK_EQ(end.again_at, 0);  /* its timer decides: once a day */
	CHECK_EQ(rig_count(&r), 2);
	rig_close(&r);
}

static bool raw_kept(struct rig *r, int64_t order_id)
{
	struct sql_revision_raw_get_row row;
	enum err e = sql_revision_raw_get(r->s, (struct sql_revision_raw_get){ .order_id = order_id, .seq = 1 }, &row);

	CHECK(e == OK || e == ERR_NO_ROW);
	return e == OK;
}

/* An order's raw answer is 90 days from going, its people 180; one whose people were stored 150 days ago is 30 from it. */
ON_BOTH(the_tenants_periods_hold_for_what_was_stored_before_they_were_set)
{
	struct rig r;
	struct job_end end;
	int64_t old, young;
	uint32_t first;

	rig_open(s, &r, 0);
	first = rig_place(&r, 0, 2);
	rig_pull(&r, 0);
	old = rig_order(&r, 0, rig_sn(&r, first)).id;
	young = rig_order(&r, 0, rig_sn(&r, first + 1)).id;
	CHECK_OK(db_transact(s, age, &(struct aged){ old, 30 * DAY_MS }));
	CHECK_OK(setting_put(s, TEXT("people_kept_days"), TEXT("151")));
	CHECK_OK(expire(&r, &end));
	CHECK_EQ(people_of(&r, old), 1);
	CHECK_OK(setting_put(s, TEXT("people_kept_days"), TEXT("149")));
	CHECK_OK(expire(&r, &end));
	CHECK_EQ(people_of(&r, old), 0);
	CHECK_EQ(people_of(&r, young), 1);
	CHECK(raw_kept(&r, young));
	CHECK_OK(db_transact(s, age, &(struct aged){ old, -DAY_MS })); /* overdue, but to be kept for longer by now */
	CHECK_OK(setting_put(s, TEXT("people_kept_days"), TEXT("200")));
	CHECK_OK(expire(&r, &end));
	CHECK_EQ(people_of(&r, old), 1);
	CHECK_EQ(rig_count(&r), 2);
	rig_close(&r);
}

ON_BOTH(a_setting_is_usual_until_it_is_set_and_refused_out_of_bounds)
{
	static const char *const wrong[] = {
		"29", "3651", "0", "-180", "", "x", "180.0", "99999999999999999999", " 90"
	};
	int64_t value;

	CHECK_OK(setting_get(s, SETTING_people_kept_days, &value));
	CHECK_EQ(value, PEOPLE_KEPT_DAYS);
	CHECK_OK(setting_get(s, SETTING_raw_kept_days, &value));
	CHECK_EQ(value, RAW_KEPT_DAYS);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK_ERR(setting_put(s, TEXT("people_kept_days"), text_of(wrong[i])), ERR_USAGE);
	CHECK_ERR(setting_put(s, TEXT("key"), TEXT("90")),
		  ERR_USAGE); /* there is such a row, but it is nobody's to set */
	CHECK_ERR(setting_put(s, TEXT(""), TEXT("90")), ERR_USAGE);
	CHECK_OK(setting_get(s, SETTING_people_kept_days, &value));
	CHECK_EQ(value, PEOPLE_KEPT_DAYS);
	CHECK_OK(setting_put(s, TEXT("raw_kept_days"), TEXT("1")));
	CHECK_OK(setting_put(s, TEXT("raw_kept_days"), TEXT("3650")));
	CHECK_OK(setting_get(s, SETTING_raw_kept_days, &value));
	CHECK_EQ(value, 3650);
	CHECK_OK(setting_get(s, SETTING_people_kept_days, &value));
	CHECK_EQ(value, PEOPLE_KEPT_DAYS);
}
