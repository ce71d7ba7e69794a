/* work/follow_test.c - what a later revision of an order moves here: by when it is to be shipped, and its cancelled pieces. */
#include "base/id.h"
#include "store/db_driver.h"
#include "work/intake.h"
#include "work/map.h"
#include "work/rig.h"
#include "work/shops.h"
#include "work/stock.h"

/* ---- an order of two lines, stated again and again ---- */

struct stated {
	const char *ref;
	int64_t ver, due, b_pieces;   /* of line a two pieces */
	int a_cancelled, b_cancelled; /* below 0: not stated */
	bool cancelled;
};

struct desk {
	struct rig rig;
	struct shop shop;
	struct packing packing;
	int64_t home, cup, saucer;
};

static enum err run_sql(struct scope *s, void *arg) { return db_statement(s, ((struct text *)arg)->at); }

static void sql(struct desk *d, struct text statement) { CHECK_OK(db_transact(d->rig.s, run_sql, &statement)); }

static int64_t article(struct desk *d, const char *code)
{
	int64_t id = id_next(d->rig.s->ids);

	sql(d,
	    text_format(d->rig.s->arena,
			"insert into skus (tenant_id, id, code, barcode, title, weight_g, tax_class, supplier_offer, "
			"photo, state, made_at, ver) values (%lld, %lld, '%s', '', '', 0, '', '', '', 'active', 0, 1)",
			(long long)d->rig.s->tenant_id, (long long)id, code));
	return id;
}

static void map(struct desk *d, const struct map_item *items, size_t members, struct map_item part)
{
	struct map_wish w = { .members = items, .member_count = members, .parts = &part, .part_count = 1 };

	CHECK_OK(map_make(d->rig.s, &w));
}

static void desk_open(struct scope *s, struct desk *d)
{
	int64_t id;

	*d = (struct desk){ 0 };
	rig_open(s, &d->rig, 0);
	id = id_next(s->ids);
	sql(d, text_format(s->arena,
			   "insert into shops (tenant_id, id, account_id, channel, channel_ref, title, zone, currency, "
			   "state, pull, cutover_at, policy, ver) values (%lld, %lld, 0, 'manual', 'm', 'Counter', "
			   "'UTC', 'TWD', 'bound', 'on', 0, '', 1)",
			   (long long)s->tenant_id, (long long)id));
	CHECK_OK(shop_get(s, id, &d->shop));
	d->home = id_next(s->ids);
	sql(d,
	    text_format(s->arena,
			"insert into warehouses (tenant_id, id, code, name, kind, priority, state, ver) values (%lld, "
			"%lld, 'HOME', 'Home', 'own', 1, 'active', 1)",
			(long long)s->tenant_id, (long long)d->home));
	d->cup = article(d, "CUP");
	d->saucer = article(d, "SAUCER");
	CHECK_OK(packing_open(s, TEXT("manual"), &d->packing));
}

static void desk_close(struct desk *d)
{
	packing_close(&d->packing);
	rig_close(&d->rig);
}

static struct text number(struct desk *d, int64_t n) { return text_format(d->rig.s->arena, "%lld", (long long)n); }

static void add_line(struct desk *d, struct facts *f, const char *key, const char *sku, int64_t ordered, int cancelled)
{
	struct arena *a = d->rig.s->arena;

	facts_add(a, f, FIELD_LINE_SKU, text_of(key), text_of(sku));
	facts_add(a, f, FIELD_LINE_TITLE, text_of(key), text_of(sku));
	facts_add(a, f, FIELD_LINE_ORDERED, text_of(key), number(d, ordered));
	if (cancelled >= 0)
		facts_add(a, f, FIELD_LINE_CANCELLED, text_of(key), number(d, cancelled));
}

/* The channel says so now. Gives the order. */
static int64_t say(struct desk *d, const struct stated *o)
{
	struct scope *s = d->rig.s;
	enum word word = o->cancelled ? WORD_cancelled : WORD_paid;
	struct sighting seen = { .ref = text_of(o->ref),
				 .asked_at = o->ver,
				 .channel_ver = o->ver,
				 .word = word,
				 .word_known = true,
				 .raw = TEXT("{}") };
	struct intake in = { .node = d->rig.node,
			     .shop = &d->shop,
			     .packing = &d->packing,
			     .seen = &seen,
			     .count = 1,
			     .feed = TEXT("hand"),
			     .source = TEXT("hand"),
			     .by_person = true };
	struct sql_order_by_ref_row row;

	facts_add(s->arena, &seen.facts, FIELD_ORDER_STATUS, TEXT(""), text_of(word_name(word)));
	facts_add(s->arena, &seen.facts, FIELD_PLACED_AT, TEXT(""), TEXT("1900000000000"));
	if (o->due)
		facts_add(s->arena, &seen.facts, FIELD_SHIP_BY, TEXT(""), number(d, o->due));
	add_line(d, &seen.facts, "a", "P-CUP", 2, o->a_cancelled);
	add_line(d, &seen.facts, "b", "P-SAUCER", o->b_pieces, o->b_cancelled);
	CHECK_OK(facts_seal(s, &seen.facts));
	CHECK_OK(intake_run(s, &in));
	CHECK_OK(sql_order_by_ref(s, (struct sql_order_by_ref){ .shop_id = d->shop.id, .ref = seen.ref }, &row));
	return row.id;
}

static void receive(struct desk *d, int64_t sku_id, int64_t pieces)
{
	struct receipt_item item = { sku_id, pieces };
	struct receipt_new receipt = { .kind = TEXT("opening"),
				       .warehouse_id = d->home,
				       .supplier = TEXT(""),
				       .note = TEXT(""),
				       .items = &item,
				       .count = 1 };

	CHECK_OK(stock_receive(d->rig.s, &receipt));
	rig_run_due(&d->rig);
}

static struct sql_stock_units_rows units_of(struct desk *d, int64_t id)
{
	struct sql_stock_units_rows rows;

	CHECK_OK(sql_stock_units(d->rig.s, (struct sql_stock_units){ .order_ids = &id, .order_ids_count = 1 }, &rows));
	return rows;
}

/* So many pieces of an article wait, and are reserved, for a line; and the order's own counts say the same. */
static void stands(struct desk *d, int64_t id, const char *line, int64_t sku_id, int64_t waiting, int64_t reserved)
{
	struct sql_stock_units_rows units = units_of(d, id);
	struct sql_place_get_row row;
	int64_t all_waiting = 0, all_reserved = 0;

	for (size_t i = 0; i < units.count; i++) {
		const struct sql_stock_units_row *u = &units.at[i];
		bool it = text_is(u->line, line) && u->sku_id == sku_id, waits = text_is(u->state, "waiting");

		all_waiting += waits ? u->quantity : 0;
		all_reserved += waits ? 0 : u->quantity;
		waiting -= it && waits ? u->quantity : 0;
		reserved -= it && !waits ? u->quantity : 0;
	}
	CHECK_EQ(waiting, 0);
	CHECK_EQ(reserved, 0);
	CHECK_OK(sql_place_get(d->rig.s, (struct sql_place_get){ .id = id }, &row));
	CHECK_EQ(row.waiting, all_waiting);
	CHECK_EQ(row.reserved, all_reserved);
}

static const struct map_item cup = { { "P-CUP", 5 }, 1 }, saucer = { { "P-SAUCER", 8 }, 1 };
static const struct map_item our_cup = { { "CUP", 3 }, 1 }, our_saucer = { { "SAUCER", 6 }, 1 };

/* ---- by when ---- */

ON_BOTH(a_moment_to_ship_by_that_moves_reaches_what_waits_and_who_is_served_first)
{
	struct stated first = { .ref = "1", .ver = 1, .due = 1000, .b_pieces = 1 };
	struct stated second = { .ref = "2", .ver = 1, .due = 2000, .b_pieces = 1 };
	struct sql_stock_units_rows units;
	int64_t one, two;
	struct desk d;

	desk_open(s, &d);
	map(&d, &cup, 1, our_cup);
	map(&d, &saucer, 1, our_saucer);
	one = say(&d, &first);
	two = say(&d, &second);
	first.ver = 2;
	first.due = 3000;
	CHECK_EQ(say(&d, &first), one);
	units = units_of(&d, one);
	CHECK_EQ(units.count, 2);
	for (size_t i = 0; i < units.count; i++)
		CHECK_EQ(units.at[i].due, 3000);
	CHECK_EQ(units_of(&d, two).at[0].due, 2000);
	receive(&d, d.cup, 3);
	stands(&d, two, "a", d.cup, 0, 2);
	stands(&d, one, "a", d.cup, 1, 1);
	first.ver = 3;
	first.due = 0; /* no longer stated: nothing is said of it */
	first.b_cancelled = 1;
	(void)say(&d, &first);
	units = units_of(&d, one);
	CHECK_EQ(units.at[0].due, 3000);
	desk_close(&d);
}

/* ---- cancelled pieces ---- */

ON_BOTH(pieces_that_the_channel_gives_back_wait_again_and_are_served)
{
	struct stated o = { .ref = "1", .ver = 1, .b_pieces = 5 };
	struct desk d;
	int64_t id;

	desk_open(s, &d);
	map(&d, &cup, 1, our_cup);
	map(&d, &saucer, 1, our_saucer);
	receive(&d, d.saucer, 4);
	id = say(&d, &o);
	stands(&d, id, "b", d.saucer, 1, 4);
	o.ver = 2;
	o.b_cancelled = 3;
	(void)say(&d, &o);
	stands(&d, id, "b", d.saucer, 0, 2);
	o.ver = 3;
	o.b_cancelled = -1; /* not stated: nothing changes */
	o.due = 500;
	(void)say(&d, &o);
	stands(&d, id, "b", d.saucer, 0, 2);
	o.ver = 2; /* an older answer never wins */
	o.b_cancelled = 0;
	o.due = 0;
	(void)say(&d, &o);
	stands(&d, id, "b", d.saucer, 0, 2);
	o.ver = 4;
	o.b_cancelled = 1;
	(void)say(&d, &o);
	stands(&d, id, "b", d.saucer, 0, 4);
	stands(&d, id, "a", d.cup, 2, 0); /* what it had is as it was */
	o.ver = 5;
	o.b_cancelled = 0;
	(void)say(&d, &o);
	stands(&d, id, "b", d.saucer, 1, 4);
	o.ver = 6;
	o.b_cancelled = 5;
	(void)say(&d, &o);
	stands(&d, id, "b", d.saucer, 0, 0);
	o.ver = 7;
	o.b_cancelled = 4;
	(void)say(&d, &o);
	rig_run_due(&d.rig);
	stands(&d, id, "b", d.saucer, 0, 1);
	o.ver = 8;
	o.cancelled = true;
	o.b_cancelled = 0;
	(void)say(&d, &o);
	CHECK_EQ(units_of(&d, id).count, 0); /* a void order gets nothing back */
	desk_close(&d);
}

/* A cup and a saucer are a set: what of it is held stays held where a piece goes and comes again. */
ON_BOTH(pieces_of_a_set_that_are_given_back_make_the_set_again)
{
	struct stated o = { .ref = "1", .ver = 1, .b_pieces = 2 };
	struct map_item both[] = { cup, saucer };
	struct desk d;
	int64_t id;

	desk_open(s, &d);
	map(&d, both, 2, our_cup);
	receive(&d, d.cup, 9);
	id = say(&d, &o);
	stands(&d, id, "a", d.cup, 0, 2);
	o.ver = 2;
	o.b_cancelled = 1;
	(void)say(&d, &o);
	stands(&d, id, "a", d.cup, 0, 1); /* and a cup alone waits for a mapping */
	o.ver = 3;
	o.b_cancelled = 0;
	(void)say(&d, &o);
	stands(&d, id, "a", d.cup, 0, 2);
	desk_close(&d);
}

/* What came back is resolved by the mappings of now; without one it waits for one. */
ON_BOTH(pieces_without_a_mapping_wait_for_one_when_they_are_given_back)
{
	struct stated o = { .ref = "1", .ver = 1, .b_pieces = 3, .b_cancelled = 3 };
	struct sql_place_get_row row;
	struct desk d;
	int64_t id;

	desk_open(s, &d);
	map(&d, &cup, 1, our_cup);
	id = say(&d, &o);
	CHECK_OK(sql_place_get(s, (struct sql_place_get){ .id = id }, &row));
	CHECK_EQ(row.unmapped, 0);
	o.ver = 2;
	o.b_cancelled = 1;
	(void)say(&d, &o);
	CHECK_OK(sql_place_get(s, (struct sql_place_get){ .id = id }, &row));
	CHECK_EQ(row.unmapped, 1);
	stands(&d, id, "a", d.cup, 2, 0);
	map(&d, &saucer, 1, our_saucer);
	rig_run_due(&d.rig);
	stands(&d, id, "b", d.saucer, 2, 0);
	desk_close(&d);
}
