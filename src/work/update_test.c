/* work/update_test.c - orders edited here, updated from their channel, decided, taken back, and shown as they were. */
#include "base/id.h"
#include "base/instant.h"
#include "store/sql.h"
#include "work/edit.h"
#include "work/expire.h"
#include "work/map.h"
#include "work/stock.h"
#include "work/update_try.h"

/* ---- edits ---- */

ON_BOTH(an_edit_shows_is_kept_by_pulls_and_can_be_taken_back)
{
	struct rig r;
	struct sql_order_get_row head;
	struct text theirs;
	uint32_t n;
	int64_t id;

	rig_open(s, &r, 0);
	id = edit_order(&r, 1, &n);
	theirs = text_copy(s->arena, edit_name_of(&r, id));
	edit_field(&r, id, FIELD_CONSIGNEE_NAME, TEXT(""), "  Anna   Ivanova ");
	CHECK_TEXT(edit_name_of(&r, id), "Anna Ivanova");
	edit_field(&r, id, FIELD_DELIVERY_METHOD, TEXT(""), "By hand");
	CHECK_TEXT(rig_order(&r, 0, rig_sn(&r, n)).delivery_method, "By hand");
	CHECK_EQ(edit_shows(&r, id).edits.count, 2);
	rig_act(&r, MARKET_MOVE_HOUSE, n);
	rig_doze(&r, 2000);
	rig_pull(&r, 0);
	head = rig_order(&r, 0, rig_sn(&r, n));
	CHECK_EQ(head.latest_seq, 2);
	CHECK_TEXT(head.delivery_method, "By hand");
	CHECK_TEXT(edit_name_of(&r, id), "Anna Ivanova");
	struct edit_wish back = { FIELD_CONSIGNEE_NAME, TEXT(""), { 0 } };
	CHECK_ERR(order_edit(s, id, 1, &back, 1, TEXT("")), ERR_CONFLICT);
	CHECK_OK(order_edit(s, id, head.ver, &back, 1, TEXT("")));
	CHECK(text_same(edit_name_of(&r, id), theirs));
	CHECK_EQ(edit_shows(&r, id).edits.count, 1);
	rig_close(&r);
}

ON_BOTH(an_update_takes_what_only_the_channel_changed_and_keeps_edits)
{
	struct rig r;
	struct text address;
	struct shown x;
	uint32_t n;
	int64_t id, task;

	rig_open(s, &r, 0);
	id = edit_order(&r, 2, &n);
	address = text_copy(s->arena, edit_address_of(&r, id));
	edit_field(&r, id, FIELD_DELIVERY_METHOD, TEXT(""), "By hand");
	rig_act(&r, MARKET_MOVE_HOUSE, n);
	rig_doze(&r, 2000);
	task = edit_update(&r, id);
	CHECK_TEXT(edit_item(&r, task, id).outcome, "merged");
	x = edit_shows(&r, id);
	CHECK(!text_same(edit_address_of(&r, id), address));
	CHECK(text_same(edit_address_of(&r, id), edit_stated(&x.latest, FIELD_CONSIGNEE_ADDRESS)));
	CHECK_TEXT(rig_order(&r, 0, rig_sn(&r, n)).delivery_method, "By hand");
	CHECK_EQ(edit_item(&r, task, id).after, x.ver);
	/* Once more: nothing changes, and nothing is written. */
	task = edit_update(&r, id);
	CHECK_TEXT(edit_item(&r, task, id).outcome, "no_change");
	CHECK_EQ(edit_shows(&r, id).ver, x.ver);
	rig_close(&r);
}

ON_BOTH(where_both_changed_a_field_a_person_decides_and_what_was_declined_stays_declined)
{
	struct rig r;
	struct merge_choice c;
	struct merged m;
	struct plan plan;
	struct shown x;
	uint32_t n;
	int64_t id, task;

	rig_open(s, &r, 0);
	id = edit_order(&r, 1, &n);
	edit_field(&r, id, FIELD_CONSIGNEE_ADDRESS, TEXT(""), "1 Own Street");
	rig_act(&r, MARKET_MOVE_HOUSE, n);
	rig_doze(&r, 2000);
	task = edit_update(&r, id);
	CHECK_TEXT(edit_item(&r, task, id).outcome, "needs_decision");
	CHECK_TEXT(edit_address_of(&r, id), "1 Own Street");
	CHECK_OK(order_merge(s, id, MERGE_KEEP, &x, &m, &plan));
	CHECK_EQ(m.collision_count, 1);
	CHECK(plan.count > 0);
	c = (struct merge_choice){ m.collisions[0].field, m.collisions[0].line, m.collisions[0].theirs, false };
	CHECK_OK(order_decide(s, id, x.ver, &c, 1, TEXT("the buyer moved back")));
	CHECK_TEXT(edit_address_of(&r, id), "1 Own Street");
	CHECK_TEXT(edit_item(&r, edit_update(&r, id), id).outcome, "no_change");
	rig_act(&r, MARKET_MOVE_HOUSE, n); /* another value asks again */
	rig_doze(&r, 2000);
	CHECK_TEXT(edit_item(&r, edit_update(&r, id), id).outcome, "needs_decision");
	CHECK_OK(order_merge(s, id, MERGE_KEEP, &x, &m, &plan));
	CHECK_EQ(m.collision_count, 1);
	CHECK_ERR(order_decide(s, id, x.ver, &c, 1, TEXT("")), ERR_CONFLICT);
	c.theirs = m.collisions[0].theirs;
	c.take = true;
	CHECK_OK(order_decide(s, id, x.ver, &c, 1, TEXT("")));
	CHECK(text_same(edit_address_of(&r, id), c.theirs));
	CHECK_EQ(edit_shows(&r, id).edits.count, 0);
	rig_close(&r);
}

/* ---- lines and stock ---- */

static void map_to_article(struct rig *r, int64_t order_id, const char *code)
{
	struct sql_order_line_list_rows lines;
	struct map_item part = { text_of(code), 1 };

	edit_sql(r,
		 text_format(
			 r->s->arena,
			 "insert into skus (tenant_id, id, code, barcode, title, weight_g, tax_class, supplier_offer, "
			 "photo, state, made_at, ver) values (%lld, %lld, '%s', '', '', 0, '', '', '', 'active', 0, 1)",
			 (long long)r->s->tenant_id, (long long)id_next(r->s->ids), code));
	CHECK_OK(sql_order_line_list(r->s, (struct sql_order_line_list){ .ids = &order_id, .ids_count = 1 }, &lines));
	for (size_t i = 0; i < lines.count; i++) {
		struct map_item member = { lines.at[i].platform_sku, 1 };
		struct map_wish w = { .members = &member, .member_count = 1, .parts = &part, .part_count = 1 };

		CHECK_OK(map_make(r->s, &w));
	}
	rig_run_due(r);
}

static void stock_up(struct rig *r, const char *code, int64_t pieces)
{
	int64_t id = id_next(r->s->ids);

	edit_sql(r,
		 text_format(
			 r->s->arena,
			 "insert into warehouses (tenant_id, id, code, name, kind, priority, state, ver) values (%lld, "
			 "%lld, 'H%lld', 'H', 'own', 1, 'active', 1)",
			 (long long)r->s->tenant_id, (long long)id, (long long)id));
	struct sql_skus_same_code_rows rows;
	struct text t = text_of(code);
	CHECK_OK(sql_skus_same_code(r->s, (struct sql_skus_same_code){ .codes = &t, .codes_count = 1 }, &rows));
	CHECK_EQ(rows.count, 1);
	struct receipt_item item = { rows.at[0].id, pieces };
	struct receipt_new in = { .kind = TEXT("receipt"), .warehouse_id = id, .items = &item, .count = 1 };
	CHECK_OK(stock_receive(r->s, &in));
	rig_run_due(r);
}

ON_BOTH(edited_lines_are_resolved_and_reserved_anew)
{
	struct rig r;
	struct shown x;
	struct text line;
	uint32_t n;
	int64_t id, pieces;

	rig_open(s, &r, 0);
	id = edit_order(&r, 1, &n);
	map_to_article(&r, id, "SHIRT");
	stock_up(&r, "SHIRT", 5000);
	x = edit_shows(&r, id);
	pieces = x.reserved;
	CHECK(pieces > 0);
	line = edit_first_line(&x.facts);
	edit_field(&r, id, FIELD_LINE_ORDERED, line, text_format(s->arena, "%lld", (long long)pieces + 7).at);
	x = edit_shows(&r, id);
	CHECK_EQ(x.reserved, pieces + 7);
	CHECK_EQ(x.waiting, 0);
	edit_field(&r, id, FIELD_LINE_ORDERED, line, text_format(s->arena, "%lld", (long long)pieces + 9000).at);
	x = edit_shows(&r, id);
	CHECK_EQ(x.reserved, 5000);
	CHECK_EQ(x.waiting, pieces + 4000);
	/* A line of ours, which nobody maps, waits; taken out again, the order is as before. */
	struct edit_wish w[] = { { FIELD_LINE_ORDERED, TEXT("+1"), TEXT("2") },
				 { FIELD_LINE_SKU, TEXT("+1"), TEXT("GIFT") },
				 { FIELD_LINE_ORDERED, line, { 0 } } };
	CHECK_OK(order_edit(s, id, x.ver, w, 3, TEXT("")));
	x = edit_shows(&r, id);
	CHECK_EQ(x.reserved, pieces);
	w[0].value = (struct text){ 0 };
	CHECK_OK(order_edit(s, id, x.ver, w, 1, TEXT("")));
	CHECK_EQ(edit_shows(&r, id).edits.count, 0);
	CHECK_EQ(edit_shows(&r, id).reserved, pieces);
	rig_close(&r);
}

ON_BOTH(an_update_is_refused_while_stock_is_held_or_releases_updates_and_reserves_again)
{
	struct rig r;
	uint32_t n;
	int64_t id, pieces, task;

	rig_open(s, &r, 0);
	id = edit_order(&r, 1, &n);
	map_to_article(&r, id, "SHIRT");
	stock_up(&r, "SHIRT", 5000);
	pieces = edit_shows(&r, id).reserved;
	rig_act(&r, MARKET_MOVE_HOUSE, n);
	rig_doze(&r, 2000);
	task = edit_update(&r, id);
	CHECK_TEXT(edit_item(&r, task, id).code, "stock_preoccupied");
	task = edit_update_as(&r, &id, 1, MERGE_KEEP, true);
	CHECK_TEXT(edit_item(&r, task, id).outcome, "updated");
	CHECK_EQ(edit_shows(&r, id).reserved, pieces);
	rig_close(&r);
}

ON_BOTH(an_update_changes_no_status_and_the_pull_brings_it)
{
	struct rig r;
	struct sql_order_get_row before, after;
	uint32_t n;
	int64_t id, task;

	rig_open(s, &r, 0);
	id = edit_order(&r, 1, &n);
	CHECK_OK(shop_stop(s, r.made.shops[0]));
	before = rig_order(&r, 0, rig_sn(&r, n));
	rig_act(&r, MARKET_MOVE_HOUSE, n);
	rig_act(&r, MARKET_ARRANGE, n);
	rig_doze(&r, 2000);
	task = edit_update(&r, id);
	CHECK_TEXT(edit_item(&r, task, id).outcome, "updated");
	after = rig_order(&r, 0, rig_sn(&r, n));
	CHECK(text_same(before.state, after.state));
	CHECK(text_same(before.word, after.word));
	CHECK(text_same(before.payment_status, after.payment_status));
	CHECK_OK(shop_resume(s, r.made.shops[0]));
	rig_pull(&r, 0);
	CHECK_TEXT(rig_order(&r, 0, rig_sn(&r, n)).word, "arranged");
	rig_close(&r);
}

/* ---- taken back, and looked back at ---- */

ON_BOTH(an_update_is_taken_back_where_nothing_came_after)
{
	struct rig r;
	struct text was;
	uint32_t n;
	int64_t id, task, back;

	rig_open(s, &r, 0);
	id = edit_order(&r, 1, &n);
	edit_field(&r, id, FIELD_CONSIGNEE_ADDRESS, TEXT(""), "1 Own Street");
	rig_act(&r, MARKET_MOVE_HOUSE, n);
	rig_doze(&r, 2000);
	task = edit_update_as(&r, &id, 1, MERGE_TAKE, false);
	CHECK_TEXT(edit_item(&r, task, id).outcome, "updated");
	was = text_copy(s->arena, edit_address_of(&r, id));
	CHECK(!text_is(was, "1 Own Street"));
	CHECK_OK(task_undo(s, task, &back));
	rig_run_due(&r);
	CHECK_TEXT(edit_item(&r, back, id).code, "");
	CHECK_TEXT(edit_address_of(&r, id), "1 Own Street");
	CHECK_EQ(edit_shows(&r, id).edits.count, 1);
	task = edit_update_as(&r, &id, 1, MERGE_TAKE, false);
	edit_field(&r, id, FIELD_DELIVERY_METHOD, TEXT(""), "By hand");
	CHECK_OK(task_undo(s, task, &back));
	rig_run_due(&r);
	CHECK_TEXT(edit_item(&r, back, id).code, "conflict");
	rig_close(&r);
}

ON_BOTH(an_edit_that_is_put_back_is_of_who_made_it_first_and_the_undo_of_who_undid)
{
	struct sql_history_activities_rows done;
	struct sql_edit_list_rows edits;
	struct shown_at shown;
	struct rig r;
	uint32_t n;
	int64_t id, task, back, made_at;

	rig_open(s, &r, 0);
	id = edit_order(&r, 1, &n);
	edit_sql(&r, TEXT("insert into users (id, login, name, password, totp, locale, state, ver) values "
			  "(41, 'anna', 'Anna', '', null, '', 'active', 1), (42, 'boris', 'Boris', '', null, '', "
			  "'active', 1)"));
	s->actor_id = 41;
	edit_field(&r, id, FIELD_CONSIGNEE_ADDRESS, TEXT(""), "1 Own Street");
	made_at = s->now;
	rig_act(&r, MARKET_MOVE_HOUSE, n);
	rig_doze(&r, 2000);
	s->actor_id = 42;
	s->now = world_now(s->world);
	task = edit_update_as(&r, &id, 1, MERGE_TAKE, false);
	CHECK_EQ(edit_shows(&r, id).edits.count, 0);
	rig_doze(&r, 2000);
	s->now = world_now(s->world);
	CHECK_OK(task_undo(s, task, &back));
	rig_run_due(&r);
	CHECK_OK(sql_edit_list(
		s, (struct sql_edit_list){ .order_id = id, .field = TEXT(""), .line = TEXT(""), .max = 9 }, &edits));
	CHECK_EQ(edits.count, 1);
	CHECK_TEXT(edits.at[0].who, "Anna");
	CHECK_TEXT(edits.at[0].why, "as the buyer wrote");
	CHECK_EQ(edits.at[0].at, made_at);
	CHECK_OK(sql_history_activities(s, (struct sql_history_activities){ .order_id = id, .max = 1 }, &done));
	CHECK_TEXT(done.at[0].kind, "undo");
	CHECK_TEXT(done.at[0].who, "Boris");
	CHECK(done.at[0].at > made_at);
	CHECK_OK(shown_at(s, id, world_now(s->world), &shown)); /* the time machine says the same */
	for (size_t i = 0; i < shown.facts.count; i++)
		if (shown.facts.at[i].field == FIELD_CONSIGNEE_ADDRESS)
			CHECK_TEXT(shown.sources[i].who, "Anna");
	rig_close(&r);
}

ON_BOTH(the_total_that_follows_edited_lines_is_by_who_edited_them)
{
	struct shown_at at;
	struct text line;
	struct rig r;
	uint32_t n;
	int64_t id;

	rig_open(s, &r, 0);
	id = edit_order(&r, 1, &n);
	CHECK_OK(shown_at(s, id, INT64_MAX, &at));
	line = edit_first_line(&at.facts);
	for (size_t i = 0; i < at.facts.count; i++)
		CHECK_EQ(at.sources[i].seq, 1);
	edit_field(&r, id, FIELD_LINE_ORDERED, line, "77");
	CHECK_OK(shown_at(s, id, INT64_MAX, &at));
	for (size_t i = 0; i < at.facts.count; i++) {
		bool ours = at.facts.at[i].field == FIELD_TOTAL || at.facts.at[i].field == FIELD_LINE_ORDERED;

		CHECK_EQ(at.sources[i].seq, ours ? 0 : 1);
		if (ours)
			CHECK_TEXT(at.sources[i].why, "as the buyer wrote");
	}
	rig_close(&r);
}

ON_BOTH(an_order_is_shown_as_it_was_with_the_source_of_each_fact)
{
	struct rig r;
	struct shown_at at;
	struct text theirs;
	uint32_t n;
	int64_t id, t0, t1, t2;

	rig_open(s, &r, 0);
	id = edit_order(&r, 1, &n);
	theirs = text_copy(s->arena, edit_address_of(&r, id));
	t0 = world_now(s->world);
	rig_doze(&r, 1100);
	s->now = world_now(s->world);
	edit_field(&r, id, FIELD_CONSIGNEE_NAME, TEXT(""), "Anna");
	t1 = world_now(s->world);
	rig_act(&r, MARKET_MOVE_HOUSE, n);
	rig_doze(&r, 2000);
	(void)edit_update(&r, id);
	t2 = world_now(s->world);
	CHECK_OK(shown_at(s, id, t0, &at));
	CHECK(text_same(edit_stated(&at.facts, FIELD_CONSIGNEE_ADDRESS), theirs));
	CHECK_OK(shown_at(s, id, t1, &at));
	CHECK_TEXT(edit_stated(&at.facts, FIELD_CONSIGNEE_NAME), "Anna");
	CHECK(text_same(edit_stated(&at.facts, FIELD_CONSIGNEE_ADDRESS), theirs));
	for (size_t i = 0; i < at.facts.count; i++)
		CHECK_EQ(at.sources[i].seq, at.facts.at[i].field == FIELD_CONSIGNEE_NAME ? 0 : 1);
	CHECK_OK(shown_at(s, id, t2, &at));
	CHECK(text_same(edit_stated(&at.facts, FIELD_CONSIGNEE_ADDRESS), edit_address_of(&r, id)));
	CHECK_ERR(shown_at(s, id, 1, &at), ERR_REVISION_UNKNOWN);
	rig_close(&r);
}

/* ---- personal edits go as people do ---- */

ON_BOTH(edits_that_speak_of_people_go_when_their_time_is_over)
{
	struct job job = { 0 };
	struct job_end end = { 0 };
	struct shown x, stood;
	struct rig r;
	uint32_t n;
	int64_t id, tenant;

	rig_open(s, &r, 0);
	id = edit_order(&r, 1, &n);
	tenant = s->tenant_id;
	edit_field(&r, id, FIELD_CONSIGNEE_NAME, TEXT(""), "Anna");
	edit_field(&r, id, FIELD_DELIVERY_METHOD, TEXT(""), "By hand");
	CHECK_EQ(edit_shows(&r, id).edits.count, 2);
	edit_sql(&r,
		 text_format(s->arena, "update order_edits set expire_at = 1 where tenant_id = %lld and expire_at > 0",
			     (long long)tenant));
	edit_sql(&r,
		 text_format(s->arena, "update order_shows set expire_at = 1 where tenant_id = %lld and expire_at > 0",
			     (long long)tenant));
	CHECK_OK(expire_run(r.node, s, &job, &end));
	x = edit_shows(&r, id);
	CHECK_EQ(x.edits.count, 1);
	CHECK_TEXT(edit_stated(&x.edits, FIELD_DELIVERY_METHOD), "By hand");
	CHECK_OK(shown_stood(s, &x, 2, &stood));
	CHECK_EQ(stood.edits.count, 1);
	rig_close(&r);
}
