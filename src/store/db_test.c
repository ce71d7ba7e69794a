/* store/db_test.c - what goes in comes out, on both databases; and what a transaction keeps. */
#include "store/try.h"
#include <limits.h>
#include <string.h>

enum { BULK_ROWS = 10000 };

struct sets {
	const char *name, *value;
	enum err ends; /* the body gives this */
	int runs;
};

static enum err set_one(struct scope *s, void *arg)
{
	struct sets *x = arg;

	x->runs++;
	TRY(try_set(s, x->name, x->value));
	return x->ends;
}

ON_BOTH(a_transaction_keeps_all_or_nothing)
{
	struct sets good = { "a", "1", OK, 0 }, bad = { "b", "2", ERR_CONFLICT, 0 };

	CHECK_OK(db_transact(s, set_one, &good));
	CHECK_ERR(db_transact(s, set_one, &bad), ERR_CONFLICT);
	CHECK_TEXT(try_get(s, "a"), "1");
	CHECK(!try_get(s, "b").at);
	CHECK_EQ(bad.runs, 1);
	CHECK(!s->tx);
}

static struct sql_order_insert order(int64_t id, struct text ref)
{
	return (struct sql_order_insert){
		.id = id, .shop_id = 7, .ref = ref, .state = TEXT("pending"), .placed = id, .seen_at = 5
	};
}

struct orders {
	struct sql_order_insert *at;
	size_t count;
	int64_t changed;
};

static enum err insert_orders(struct scope *s, void *arg)
{
	struct orders *o = arg;

	return sql_order_insert(s, o->at, o->count, &o->changed);
}

ON_BOTH(every_value_comes_back_as_it_went_in)
{
	struct sql_order_insert o = order(INT64_MAX, TEXT("ref ’ 订单 \x7f \"'\\"));
	struct orders one = { &o, 1, 0 };
	struct sql_order_get_row got;
	struct sql_orders_held_rows held;
	char bytes[256];

	for (int i = 0; i < 256; i++)
		bytes[i] = (char)i;
	o.digest = (struct text){ bytes, sizeof bytes };
	o.total_minor = (struct sql_opt){ true, INT64_MIN };
	o.latest_ver = -1;
	o.hold_code = TEXT("");
	o.placed = 0;
	CHECK_OK(db_transact(s, insert_orders, &one));
	CHECK_EQ(one.changed, 1);
	CHECK_OK(sql_order_get(s, (struct sql_order_get){ INT64_MAX }, &got));
	CHECK_EQ(got.id, INT64_MAX);
	CHECK_EQ(got.total_minor.value, INT64_MIN);
	CHECK_EQ(got.latest_ver, -1);
	CHECK_SAME(got.ref, o.ref);
	CHECK_TEXT(got.currency, "");  /* {0} is an empty text where none may be null */
	CHECK_TEXT(got.hold_code, ""); /* empty is not null */
	CHECK(!got.void_reason.at);    /* and {0} is, where it may be */
	CHECK(!got.hold_since.is);
	CHECK_OK(sql_orders_held(s, (struct sql_orders_held){ .shop_id = 7, .refs = &o.ref, .refs_count = 1 }, &held));
	CHECK_EQ(held.count, 1);
	CHECK_SAME(held.at[0].digest, o.digest);
}

ON_BOTH(a_blob_may_be_empty)
{
	struct sql_order_insert o = order(1, TEXT("r"));
	struct orders one = { &o, 1, 0 };
	struct sql_orders_held_rows held;

	o.hold_since = (struct sql_opt){ true, -5 };
	CHECK_OK(db_transact(s, insert_orders, &one));
	CHECK_OK(sql_orders_held(s, (struct sql_orders_held){ .shop_id = 7, .refs = &o.ref, .refs_count = 1 }, &held));
	CHECK_EQ(held.count, 1);
	CHECK(held.at[0].digest.at);
	CHECK_EQ(held.at[0].digest.size, 0);
}

ON_BOTH(ten_thousand_rows_go_in_at_once_and_a_list_finds_them)
{
	struct orders all = { ARENA_ARRAY(s->arena, struct sql_order_insert, BULK_ROWS), BULK_ROWS, 0 };
	struct text *refs = ARENA_ARRAY(s->arena, struct text, BULK_ROWS + 1);
	struct sql_orders_held_rows held;

	for (size_t i = 0; i < BULK_ROWS; i++) {
		refs[i] = text_format(s->arena, "ref %zu", i);
		all.at[i] = order((int64_t)i + 1, refs[i]);
	}
	refs[BULK_ROWS] = TEXT("unknown");
	CHECK_OK(db_transact(s, insert_orders, &all));
	CHECK_EQ(all.changed, BULK_ROWS);
	CHECK_OK(sql_orders_held(s, (struct sql_orders_held){ .shop_id = 7, .refs = refs, .refs_count = BULK_ROWS + 1 },
				 &held));
	CHECK_EQ(held.count, BULK_ROWS);
	CHECK_OK(sql_orders_held(s, (struct sql_orders_held){ .shop_id = 7, .refs = refs, .refs_count = 0 }, &held));
	CHECK_EQ(held.count, 0);
	for (size_t i = 0; i < BULK_ROWS; i++)
		all.at[i].id += BULK_ROWS;
	CHECK_OK(db_transact(s, insert_orders, &all)); /* the same orders once more */
	CHECK_EQ(all.changed, 0);
}

static enum err insert_nothing(struct scope *s, void *arg)
{
	int64_t *changed = arg;

	return sql_order_insert(s, NULL, 0, changed);
}

ON_BOTH(no_row_is_no_failure)
{
	struct sql_order_get_row row;
	int64_t changed = 5;

	s->words = (struct text){ 0 };
	CHECK_ERR(sql_order_get(s, (struct sql_order_get){ 1 }, &row), ERR_NO_ROW);
	CHECK(!s->words.at);
	CHECK_OK(db_transact(s, insert_nothing, &changed));
	CHECK_EQ(changed, 0);
}

ON_BOTH(a_query_sees_its_own_tenant_only)
{
	struct sets x = { "a", "1", OK, 0 };

	CHECK_OK(db_transact(s, set_one, &x));
	s->tenant_id = 2;
	CHECK(!try_get(s, "a").at);
	s->tenant_id = 1;
	CHECK_TEXT(try_get(s, "a"), "1");
}

/* Goes on after a statement failed, as a careless body would. */
static enum err careless(struct scope *s, void *arg)
{
	struct sql_login_insert row = { .token_hash = TEXT("same"), .kind = TEXT("session") };

	(void)arg;
	TRY(try_set(s, "a", "1"));
	TRY(sql_login_insert(s, row, NULL));
	if (sql_login_insert(s, row, NULL) != ERR_DUPLICATE)
		return ERR_INTERNAL;
	if (try_set(s, "b", "2") != ERR_DUPLICATE)
		return ERR_INTERNAL;
	return OK;
}

ON_BOTH(a_failed_statement_condemns_its_transaction)
{
	CHECK_ERR(db_transact(s, careless, NULL), ERR_DUPLICATE);
	CHECK(!try_get(s, "a").at);
	CHECK(!try_get(s, "b").at);
}

static enum err nested(struct scope *s, void *arg) { return db_transact(s, set_one, arg); }

ON_BOTH(writing_outside_of_a_transaction_is_refused_and_so_is_one_inside_another)
{
	struct sets x = { "a", "1", OK, 0 };

	CHECK_ERR(try_set(s, "a", "1"), ERR_INTERNAL);
	CHECK_ERR(db_transact(s, nested, &x), ERR_INTERNAL);
	CHECK_EQ(x.runs, 0);
	CHECK(!try_get(s, "a").at);
}

static enum err touch_orders_then_lease(struct scope *s, void *arg)
{
	bool right = *(bool *)arg;

	if (right)
		TRY(sql_lease_touch(s, (struct sql_lease_touch){ .shop_id = 7 }, NULL));
	TRY(sql_order_change(s, &(struct sql_order_change){ .id = 1 }, 1, NULL));
	return right ? OK : sql_lease_touch(s, (struct sql_lease_touch){ .shop_id = 7 }, NULL);
}

ON_BOTH(rows_are_locked_in_one_order)
{
	CHECK_OK(db_transact(s, touch_orders_then_lease, &(bool){ true }));
	CHECK_ERR(db_transact(s, touch_orders_then_lease, &(bool){ false }), ERR_INTERNAL);
	CHECK(strstr(s->words.at, "lease_touch locks out of order"));
}

ON_BOTH(text_that_one_database_would_refuse_is_refused_by_both)
{
	struct sql_order_insert o = order(1, (struct text){ "a\0b", 3 });
	struct orders one = { &o, 1, 0 };

	CHECK_ERR(db_transact(s, insert_orders, &one), ERR_BAD_TEXT);
	o.ref = TEXT("\xff");
	CHECK_ERR(db_transact(s, insert_orders, &one), ERR_BAD_TEXT);
	CHECK(strstr(s->words.at, "ref of the query order_insert"));
}

ON_BOTH(a_page_of_orders_goes_on_where_the_last_one_ended)
{
	struct sql_order_insert rows[10];
	struct orders all = { rows, 10, 0 };
	struct sql_order_walk_tab_rows page;
	int64_t placed = INT64_MAX, id = INT64_MAX, seen = 0;

	for (int i = 0; i < 10; i++) {
		rows[i] = order(i + 1, text_format(s->arena, "%d", i));
		rows[i].placed = i / 2;
		rows[i].state = TEXT("pending");
	}
	CHECK_OK(db_transact(s, insert_orders, &all));
	for (int turn = 0; turn < 5; turn++) {
		CHECK_OK(sql_order_walk_tab(s, (struct sql_order_walk_tab){ TEXT("pending"), placed, id, 3 }, &page));
		for (size_t i = 0; i < page.count; i++) {
			CHECK(page.at[i].placed < placed || (page.at[i].placed == placed && page.at[i].id < id));
			placed = page.at[i].placed;
			id = page.at[i].id;
			seen++;
		}
	}
	CHECK_EQ(seen, 10);
	CHECK_EQ(id, 1);
}
