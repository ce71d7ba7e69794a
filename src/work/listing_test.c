/* work/listing_test.c - what the list needs beside the orders stays right as orders come, move, change and expire. */
#include "base/instant.h"
#include "core/find.h"
#include "store/db_driver.h"
#include "work/expire.h"
#include "work/finds.h"
#include "work/listing.h"
#include "work/rig.h"

static size_t found(struct rig *r, const char *low)
{
	struct sql_order_find_range_rows rows;
	struct text high = text_format(r->s->arena, "%s\xF4\x8F\xBF\xBF", low);

	CHECK_OK(sql_order_find_range(
		r->s, (struct sql_order_find_range){ .low = text_of(low), .high = high, .max = 1000 }, &rows));
	return rows.count;
}

static void counts_are_right(struct rig *r)
{
	struct sql_order_count_wrong_rows wrong;
	struct sql_order_count_all_rows all;
	int64_t sum = 0;

	CHECK_OK(sql_order_count_wrong(r->s, &wrong));
	CHECK_EQ(wrong.count, 0);
	CHECK_OK(sql_order_count_all(r->s, &all));
	for (size_t i = 0; i < all.count; i++)
		sum += all.at[i].count;
	CHECK_EQ(sum, rig_count(r));
}

ON_BOTH(the_counters_are_right_as_orders_come_and_move)
{
	struct rig r;
	uint32_t first;

	rig_open(s, &r, 60);
	rig_pull_all(&r);
	counts_are_right(&r);
	first = rig_place(&r, 0, 3);
	rig_pull_all(&r);
	counts_are_right(&r);
	rig_act(&r, MARKET_ASK_CANCEL, first);
	rig_act(&r, MARKET_CANCEL, first + 1);
	rig_pull_all(&r);
	counts_are_right(&r);
	rig_pull_all(&r);
	counts_are_right(&r);
	rig_close(&r);
}

struct order_people_now {
	struct text name, phone, folded;
};

static struct order_people_now people_of(struct rig *r, int64_t id)
{
	struct sql_order_people_get_rows rows;

	CHECK_OK(sql_order_people_get(r->s, (struct sql_order_people_get){ .ids = &id, .ids_count = 1 }, &rows));
	CHECK_EQ(rows.count, 1);
	return (struct order_people_now){ rows.at[0].name, rows.at[0].phone, rows.at[0].folded };
}

/* Is the order found by the first bytes of its number, name and phone, each? */
static void is_found(struct rig *r, int64_t id, struct text sn)
{
	struct order_people_now p = people_of(r, id);
	struct text keys[16];
	size_t count = find_people_keys(r->s->arena, p.folded, keys);

	CHECK(count > 1);
	for (size_t i = 0; i < count; i++)
		CHECK(found(r, text_z(r->s->arena, keys[i])) >= 1);
	CHECK_EQ(found(r, find_number_key(r->s->arena, text_fold(r->s->arena, sn)).at), 1);
}

static enum err put_people(struct scope *s, void *arg)
{
	struct sql_order_people_put p = {
		.order_id = *(int64_t *)arg, .name = TEXT("Zzyx Qqer"), .phone = TEXT("000111"), .expire_at = s->now - 1
	};
	struct listing l = listing_for(s->arena, 1, 1);

	p.folded = find_people(s->arena, p.name, p.phone);
	TRY(listing_replace(s, &l, &p, 1));
	TRY(listing_write(s, &l));
	return sql_order_people_put(s, &p, 1, NULL);
}

static void run(struct rig *r, job_run *what, struct text memo, struct job_end *end)
{
	struct job job = { .memo = memo };
	struct scope s;

	scope_open(&s, &r->node->root);
	*end = (struct job_end){ 0 };
	CHECK_OK(what(r->node, &s, &job, end));
	end->memo = text_copy(r->s->arena, end->memo);
	scope_close(&s);
}

ON_BOTH(keys_follow_the_people_and_go_with_them)
{
	struct rig r;
	struct text keys[16], sn;
	struct job_end end;
	size_t count;
	int64_t id;

	rig_open(s, &r, 0);
	sn = rig_sn(&r, rig_place(&r, 0, 1));
	rig_pull(&r, 0);
	id = rig_order(&r, 0, sn).id;
	is_found(&r, id, sn);
	count = find_people_keys(s->arena, people_of(&r, id).folded, keys);
	CHECK_OK(db_transact(s, put_people, &id));
	for (size_t i = 0; i < count; i++)
		CHECK_EQ(found(&r, text_z(s->arena, keys[i])), 0);
	CHECK_EQ(found(&r, "zzyx q"), 1);
	CHECK_EQ(found(&r, "qqer"), 1);
	CHECK_EQ(found(&r, "#111"), 1);
	run(&r, expire_run, (struct text){ 0 }, &end);
	CHECK_EQ(found(&r, "z") + found(&r, "q") + found(&r, "#"), 0);
	CHECK_EQ(found(&r, "="), 1); /* its number is nobody's secret */
	rig_close(&r);
}

/* As an earlier version left it: no keys, no summary, other folded text. */
static enum err make_old(struct scope *s, void *arg)
{
	(void)arg;
	TRY(db_statement(s, "delete from order_finds"));
	TRY(db_statement(s, "update orders set lines_summary = '', lines_count = -1"));
	return db_statement(s, "update order_people set folded = 'all of it', remark = ''");
}

ON_BOTH(orders_of_an_earlier_version_get_what_the_list_needs)
{
	enum { ORDERS = 450 }; /* more than a stretch */
	struct rig r;
	struct job_end end;
	struct sql_finds_stretch_rows before, after;
	int64_t keys;

	rig_open(s, &r, ORDERS);
	rig_pull_all(&r);
	keys = (int64_t)found(&r, "");
	CHECK_OK(sql_finds_stretch(s, (struct sql_finds_stretch){ .max = ORDERS }, &before));
	CHECK_OK(db_transact(s, make_old, NULL));
	CHECK_EQ(found(&r, ""), 0);
	run(&r, finds_run, (struct text){ 0 }, &end);
	CHECK_TEXT(end.memo, "1 done");
	CHECK_EQ((int64_t)found(&r, ""), keys);
	CHECK_OK(sql_finds_stretch(s, (struct sql_finds_stretch){ .max = ORDERS }, &after));
	CHECK_EQ(before.count, after.count);
	for (size_t i = 0; i < before.count; i++) {
		CHECK_SAME(before.at[i].folded, after.at[i].folded);
		CHECK_EQ(before.at[i].lines_count, after.at[i].lines_count);
	}
	run(&r, finds_run, end.memo, &end); /* and nothing more */
	CHECK_TEXT(end.memo, "1 done");
	CHECK(end.again_at > world_now(s->world) + HOUR_MS);
	rig_close(&r);
}
