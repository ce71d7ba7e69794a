/* work/hand_test.c - orders by hand go the way of any other: facts, revisions, lists, search, exact money; numbers without gaps. */
#include "base/id.h"
#include "base/instant.h"
#include "store/db_driver.h"
#include "work/hand.h"
#include "work/revision.h"
#include "work/rig.h"
#include "work/sku.h"
#include "work/stock.h"
#include <stdio.h>
#include <string.h>

static enum err run_sql(struct scope *s, void *arg) { return db_statement(s, arg); }

static void sql(struct scope *s, const char *statement)
{
	char *text = arena_alloc(s->arena, strlen(statement) + 1);

	memcpy(text, statement, strlen(statement) + 1);
	CHECK_OK(db_transact(s, run_sql, text));
}

/* A shop for orders by hand, as entering an account of the channel makes it. */
static struct shop manual_shop(struct rig *r, const char *currency)
{
	int64_t id = id_next(r->s->ids);
	struct shop shop;

	sql(r->s,
	    text_format(
		    r->s->arena,
		    "insert into shops (tenant_id, id, account_id, channel, channel_ref, title, zone, currency, state, "
		    "pull, cutover_at, policy, ver) values (%lld, %lld, 0, 'manual', 'm%lld', 'Counter', 'UTC', "
		    "'%s', 'bound', 'on', 0, '', 1)",
		    (long long)r->s->tenant_id, (long long)id, (long long)id, currency)
		    .at);
	CHECK_OK(hand_shop(r->s, id, &shop));
	return shop;
}

static struct hand_order order_of(const struct hand_line *lines, size_t count)
{
	return (struct hand_order){ .number = TEXT(""),
				    .name = TEXT("王小明"),
				    .phone = TEXT("0912 345 678"),
				    .address = TEXT("1 Test Street"),
				    .country = TEXT("TW"),
				    .postcode = TEXT("100"),
				    .delivery_method = TEXT("Post"),
				    .remark = TEXT("leave at the door"),
				    .currency = TEXT("TWD"),
				    .paid = true,
				    .lines = lines,
				    .line_count = count };
}

static const struct hand_line two[] = {
	{ .sku = { "SKU-0", 5 }, .title = { "A cup", 5 }, .quantity = 3, .has_price = true, .price_minor = 1230 },
	{ .sku = { "SKU-0", 5 }, .title = { "", 0 }, .quantity = 1, .has_price = true, .price_minor = 1 },
};

static struct sql_order_get_row held(struct rig *r, int64_t id)
{
	struct sql_order_get_row row;

	CHECK_OK(sql_order_get(r->s, (struct sql_order_get){ .id = id }, &row));
	return row;
}

ON_BOTH(an_order_by_hand_is_held_like_any_other)
{
	struct hand_order o = order_of(two, 2);
	struct sql_order_line_list_rows lines;
	struct sql_order_people_get_rows people;
	struct sql_order_get_row row;
	struct hand_made made;
	struct facts facts;
	struct shop shop;
	struct text raw;
	struct rig r;

	rig_open(s, &r, 0);
	shop = manual_shop(&r, "TWD");
	o.number = TEXT("PHONE-1");
	o.ship_by = INT64_C(1900000000000);
	CHECK_OK(hand_order_make(r.node, s, &shop, &o, "hand", &made));
	CHECK_TEXT(made.number, "PHONE-1");
	row = held(&r, made.id);
	CHECK_TEXT(row.state, "pending");
	CHECK_TEXT(row.word, "paid");
	CHECK_TEXT(row.display_no, "PHONE-1");
	CHECK_EQ(row.total_minor.value, 3 * 1230 + 1);
	CHECK_TEXT(row.currency, "TWD");
	CHECK_EQ(row.due, INT64_C(1900000000000));
	CHECK_OK(sql_order_line_list(s, (struct sql_order_line_list){ .ids = &made.id, .ids_count = 1 }, &lines));
	CHECK_EQ(lines.count, 2);
	CHECK_TEXT(lines.at[0].line, "SKU-0#1");
	CHECK_TEXT(lines.at[1].line, "SKU-0#2");
	CHECK_TEXT(lines.at[1].title, "SKU-0");
	CHECK_OK(sql_order_people_get(s, (struct sql_order_people_get){ .ids = &made.id, .ids_count = 1 }, &people));
	CHECK_TEXT(people.at[0].name, "王小明");
	CHECK_TEXT(people.at[0].remark, "leave at the door");
	CHECK_OK(revision_get(s, made.id, 1, true, &facts));
	CHECK_TEXT(facts_find(&facts, FIELD_CONSIGNEE_COUNTRY, TEXT("")), "TW");
	CHECK_OK(revision_raw(s, made.id, 1, &raw));
	CHECK(text_starts(raw, "{\"number\":\"PHONE-1\",\"name\":\"王小明\""));
	CHECK_EQ(rig_count(&r), 1);
	rig_close(&r);
}

ON_BOTH(a_number_that_is_there_already_is_refused_and_changes_nothing)
{
	struct hand_order o = order_of(two, 1);
	struct hand_made made, again;
	struct shop shop;
	struct rig r;

	rig_open(s, &r, 0);
	shop = manual_shop(&r, "TWD");
	o.number = TEXT("X-1");
	CHECK_OK(hand_order_make(r.node, s, &shop, &o, "hand", &made));
	o.name = TEXT("Somebody Else");
	CHECK_ERR(hand_order_make(r.node, s, &shop, &o, "hand", &again), ERR_DUPLICATE);
	CHECK_EQ(held(&r, made.id).latest_seq, 1);
	o = order_of(two, 1);
	o.number = TEXT("X-1");
	CHECK_ERR(hand_order_make(r.node, s, &shop, &o, "hand", &again), ERR_DUPLICATE); /* alike, too */
	rig_close(&r);
}

static struct text day_now(struct scope *s)
{
	struct instant_parts p = instant_parts(world_now(s->world));

	return text_format(s->arena, "M-%02d%02d%02d-", p.year % 100, p.month, p.day);
}

ON_BOTH(orders_without_a_number_get_the_next_one_of_the_day)
{
	struct hand_order o = order_of(two, 1);
	struct hand_made made;
	struct text day;
	struct shop shop;
	struct rig r;

	rig_open(s, &r, 0);
	shop = manual_shop(&r, "TWD");
	day = day_now(s);
	for (int i = 1; i <= 2; i++) {
		CHECK_OK(hand_order_make(r.node, s, &shop, &o, "hand", &made));
		CHECK_TEXT(made.number, text_format(s->arena, "%.*s%05d", TEXT_ARG(day), i).at);
	}
	o.number = text_format(s->arena, "%.*s00003", TEXT_ARG(day)); /* somebody types what would be next */
	CHECK_OK(hand_order_make(r.node, s, &shop, &o, "hand", &made));
	o.number = TEXT("");
	CHECK_OK(hand_order_make(r.node, s, &shop, &o, "hand", &made));
	CHECK_TEXT(made.number, text_format(s->arena, "%.*s00004", TEXT_ARG(day)).at);
	o.address = TEXT(""); /* what is refused takes no number */
	CHECK_ERR(hand_order_make(r.node, s, &shop, &o, "hand", &made), ERR_BAD_REQUEST);
	o.address = TEXT("2 Test Street");
	CHECK_OK(hand_order_make(r.node, s, &shop, &o, "hand", &made));
	CHECK_TEXT(made.number, text_format(s->arena, "%.*s00005", TEXT_ARG(day)).at);
	rig_close(&r);
}

struct maker {
	struct node *node;
	const struct shop *shop;
	enum err e;
	struct hand_made made;
	char number[40];
};

static void make_one(struct scope *s, void *arg)
{
	struct maker *m = arg;
	struct hand_order o = order_of(two, 2);
	struct scope own;

	scope_open(&own, &m->node->root);
	m->e = hand_order_make(m->node, &own, m->shop, &o, "hand", &m->made);
	snprintf(m->number, sizeof m->number, "%.*s", m->e == OK ? (int)m->made.number.size : 0, m->made.number.at);
	scope_close(&own);
	(void)s;
}

ON_BOTH(several_at_once_each_get_a_number_of_their_own_without_gaps)
{
	struct maker m[4];
	struct shop shop;
	struct rig r;
	int sum = 0;

	rig_open(s, &r, 0);
	shop = manual_shop(&r, "TWD");
	for (int i = 0; i < 4; i++)
		m[i] = (struct maker){ .node = r.node, .shop = &shop };
	try_threads(s, 4, make_one, m, sizeof *m);
	for (int i = 0; i < 4; i++) {
		CHECK_OK(m[i].e);
		sum += m[i].number[strlen(m[i].number) - 1] - '0';
		for (int k = 0; k < i; k++)
			CHECK(strcmp(m[i].number, m[k].number) != 0);
	}
	CHECK_EQ(sum, 1 + 2 + 3 + 4);
	rig_close(&r);
}

ON_SQLITE(an_order_whose_answer_was_lost_is_made_once)
{
	struct hand_order o = order_of(two, 2);
	struct hand_made made;
	struct shop shop;
	struct rig r;

	rig_open(s, &r, 0);
	shop = manual_shop(&r, "TWD");
	try_fault("db commit lost", 1);
	CHECK_OK(hand_order_make(r.node, s, &shop, &o, "hand", &made));
	try_fault(NULL, 0);
	CHECK(text_ends(made.number, "-00001"));
	CHECK_EQ(rig_count(&r), 1);
	CHECK(made.id != 0);
	rig_close(&r);
}

ON_SQLITE(what_cannot_be_is_said_and_nothing_is_made)
{
	const struct hand_line none = { .sku = TEXT("A"), .title = TEXT(""), .quantity = 0 };
	const struct hand_line much = { .sku = TEXT("A"), .title = TEXT(""), .quantity = HAND_QUANTITY_MAX + 1 };
	const struct hand_line nameless = { .sku = TEXT(""), .title = TEXT(""), .quantity = 1 };
	const struct hand_line dear = {
		.sku = TEXT("A"), .title = TEXT(""), .quantity = 100000, .has_price = true, .price_minor = INT64_MAX / 2
	};
	const struct hand_line below = {
		.sku = TEXT("A"), .title = TEXT(""), .quantity = 1, .has_price = true, .price_minor = -1
	};
	const struct hand_line *const lines[] = { &none, &much, &nameless, &dear, &below };
	struct hand_order o = order_of(two, 2);

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		o = order_of(lines[i], 1);
		CHECK(hand_order_check(s, &o) == (i < 3 ? ERR_BAD_REQUEST : ERR_BAD_MONEY));
	}
	o = order_of(two, 0);
	CHECK_ERR(hand_order_check(s, &o), ERR_BAD_REQUEST);
	o = order_of(two, 2);
	CHECK_OK(hand_order_check(s, &o));
	o.country = TEXT("Taiwan");
	CHECK_ERR(hand_order_check(s, &o), ERR_BAD_REQUEST);
	o = order_of(two, 2);
	o.name = TEXT(" ");
	CHECK_ERR(hand_order_check(s, &o), ERR_BAD_REQUEST);
	o = order_of(two, 2);
	o.number = TEXT("A\nB");
	CHECK_ERR(hand_order_check(s, &o), ERR_BAD_REQUEST);
	o = order_of(two, 2);
	o.currency = TEXT("");
	CHECK_ERR(hand_order_check(s, &o), ERR_CURRENCY_UNKNOWN);
	o.currency = TEXT("XYZ");
	CHECK_ERR(hand_order_check(s, &o), ERR_CURRENCY_UNKNOWN);
}

ON_SQLITE(a_shop_of_a_channel_takes_no_orders_by_hand)
{
	struct shop shop;
	struct rig r;

	rig_open(s, &r, 0);
	CHECK_ERR(hand_shop(s, r.made.shops[0], &shop), ERR_NOT_BY_HAND);
	CHECK_ERR(hand_shop(s, 4711, &shop), ERR_SHOP_UNKNOWN);
	rig_close(&r);
}

/* An article and a warehouse. */
static int64_t article(struct rig *r, const char *code, int64_t *warehouse)
{
	struct sku k = { .code = text_of(code), .state = TEXT("active") };

	CHECK_OK(sku_make(r->s, &k));
	*warehouse = id_next(r->s->ids);
	sql(r->s,
	    text_format(r->s->arena,
			"insert into warehouses (tenant_id, id, code, name, kind, priority, state, ver) values (%lld, "
			"%lld, 'HOME', 'Home', 'own', 1, 'active', 1)",
			(long long)r->s->tenant_id, (long long)*warehouse)
		    .at);
	return k.id;
}

ON_BOTH(an_order_by_hand_is_mapped_and_reserved_as_it_is_made)
{
	struct hand_order o = order_of(two, 1);
	struct sql_place_get_row row;
	struct receipt_item item;
	struct receipt_new receipt = { .kind = TEXT("opening"), .items = &item, .count = 1 };
	struct hand_made made;
	struct shop shop;
	struct rig r;

	rig_open(s, &r, 0);
	shop = manual_shop(&r, "TWD");
	item = (struct receipt_item){ article(&r, "SKU-0", &receipt.warehouse_id), 2 };
	receipt.supplier = receipt.note = TEXT("");
	CHECK_OK(stock_receive(s, &receipt));
	CHECK_OK(hand_order_make(r.node, s, &shop, &o, "hand", &made));
	CHECK_OK(sql_place_get(s, (struct sql_place_get){ .id = made.id }, &row));
	CHECK_EQ(row.unmapped, 0);
	CHECK_EQ(row.reserved, 2);
	CHECK_EQ(row.waiting, 1);
	rig_close(&r);
}

static int64_t lines_without(struct rig *r, int64_t id)
{
	struct sql_place_get_row row;

	CHECK_OK(sql_place_get(r->s, (struct sql_place_get){ .id = id }, &row));
	return row.unmapped;
}

/* S000-12: who types an order says what it is by our own codes. */
ON_BOTH(an_order_by_hand_names_articles_by_their_codes_before_and_after_they_are_there)
{
	struct hand_order o = order_of(two, 1);
	struct hand_line cup = { .sku = TEXT("cup"), .title = TEXT(""), .quantity = 2 };
	struct sku k = { .code = TEXT("CUP"), .state = TEXT("archived") };
	struct hand_made known, waits;
	int64_t warehouse;
	struct shop shop;
	struct rig r;

	rig_open(s, &r, 0);
	shop = manual_shop(&r, "TWD");
	(void)article(&r, "sku-0", &warehouse);
	CHECK_OK(hand_order_make(r.node, s, &shop, &o, "hand", &known));
	CHECK_EQ(lines_without(&r, known.id), 0);
	o.lines = &cup;
	CHECK_OK(hand_order_make(r.node, s, &shop, &o, "hand", &waits));
	CHECK_EQ(lines_without(&r, waits.id), 1);
	CHECK_OK(sku_make(s, &k));
	rig_run_due(&r);
	CHECK_EQ(lines_without(&r, waits.id), 1); /* it is archived */
	k.state = TEXT("active");
	CHECK_OK(sku_change(s, &k));
	rig_run_due(&r);
	CHECK_EQ(lines_without(&r, waits.id), 0);
	rig_close(&r);
}
