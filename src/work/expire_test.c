/* work/expire_test.c - personal data goes when its time is over, and nothing else does. */
#include "base/instant.h"
#include "work/expire.h"
#include "work/revision.h"
#include "work/rig.h"

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

static enum err age(struct scope *s, void *arg)
{
	const int64_t *order_id = arg;

	TRY(sql_order_people_put(
		s,
		&(struct sql_order_people_put){ .order_id = *order_id, .name = TEXT("old"), .expire_at = s->now - 1 },
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
	CHECK_OK(db_transact(s, age, &old));
	CHECK_OK(expire(&r, &end));
	CHECK_EQ(people_of(&r, old), 0);
	CHECK_EQ(people_of(&r, young), 1);
	CHECK_EQ(end.memo.size, 0); /* to the end: it comes back in a day */
	CHECK_EQ(end.again_at, 0); /* its timer decides: once a day */
	CHECK_EQ(rig_count(&r), 2);
	rig_close(&r);
}
