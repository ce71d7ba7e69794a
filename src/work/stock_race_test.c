/* work/stock_race_test.c - many at once at one SKU: nothing is sold twice, nothing is lost, and all of it adds up. */
#include "base/rand.h"
#include "work/stock_allocate.h"
#include "work/stock_try.h"

enum { THREADS = 12, ROUNDS = 12, ORDERS = THREADS, PIECES = 2 };

struct racer {
	struct shelf *k;
	uint64_t seed;
	int64_t order; /* its own */
	int64_t added; /* to the shelf, all together */
	int wrong;     /* deeds that ended otherwise than they may */
};

static enum err reserve(struct scope *s, void *arg)
{
	struct stock_served got;

	return stock_reserve_order(s, ((struct racer *)arg)->order, &got);
}

static enum err release(struct scope *s, void *arg)
{
	int64_t pieces;

	return stock_release_order(s, ((struct racer *)arg)->order, TEXT("race"), &pieces);
}

static enum err allocate(struct scope *s, void *arg)
{
	bool more;

	return stock_allocate(s, ((struct racer *)arg)->k->skus[0], &more);
}

/* A deed whose rows others have changed is begun anew, as its callers do. */
static enum err again(struct scope *s, db_body *body, struct racer *r)
{
	enum err e = ERR_CONFLICT;

	for (int i = 0; e == ERR_CONFLICT && i < 1000; i++)
		e = db_transact(s, body, r);
	return e;
}

static enum err change(struct scope *s, struct racer *r, int64_t quantity)
{
	struct stock_adjust a = { .warehouse_id = r->k->home,
				  .sku_id = r->k->skus[0],
				  .kind = ADJUST_SHELF,
				  .quantity = quantity,
				  .why = TEXT("race") };
	enum err e = stock_adjust(s, &a);

	r->added += e == OK ? quantity : 0;
	return e == ERR_STOCK_SHORT ? OK : e; /* more is reserved: as it must be */
}

static enum err receive(struct scope *s, struct racer *r)
{
	struct receipt_item item = { r->k->skus[0], 1 };
	struct receipt_new n = { .kind = TEXT("receipt"), .warehouse_id = r->k->home, .items = &item, .count = 1 };
	enum err e = stock_receive(s, &n);

	r->added += e == OK;
	return e;
}

static void race(struct scope *s, void *arg)
{
	struct racer *r = arg;
	struct rand dice = rand_seed(r->seed);

	for (int i = 0; i < ROUNDS; i++) {
		struct scope one;
		enum err e;

		scope_open(&one, s);
		switch (rand_below(&dice, 6)) {
		case 0:
			e = again(&one, release, r);
			break;
		case 1:
			e = change(&one, r, -1);
			break;
		case 2:
			e = change(&one, r, 1);
			break;
		case 3:
			e = receive(&one, r);
			break;
		case 4:
			e = again(&one, allocate, r);
			break;
		default:
			e = again(&one, reserve, r);
		}
		r->wrong += e != OK;
		scope_close(&one);
	}
}

ON_BOTH(many_at_one_sku_oversell_nothing_and_lose_nothing)
{
	struct racer racers[THREADS] = { 0 };
	struct shelf k;
	int64_t added = 10, held = 0, pieces;
	uint64_t seed = check_seed();
	struct balance b;

	shelf_open(s, &k);
	shelf_receive(&k, k.home, 0, 10); /* far fewer than the orders wish */
	for (int i = 0; i < THREADS; i++)
		racers[i] = (struct racer){ .k = &k,
					    .seed = seed + (uint64_t)i,
					    .order = shelf_order(&k, k.shop, 0, 0, PIECES) };
	try_threads(s, THREADS, race, racers, sizeof *racers);
	for (int i = 0; i < THREADS; i++) {
		CHECK_EQ(racers[i].wrong, 0);
		added += racers[i].added;
		shelf_units(&k, racers[i].order, "reserved", &pieces);
		held += pieces;
	}
	b = shelf_balance(&k, k.home, 0);
	CHECK_EQ(b.on_shelf, added);
	CHECK_EQ(b.reserved, held);
	CHECK(balance_holds(&b));
	shelf_is_right(&k);
}

/* Each holds and gives back all SKUs, in orders that name them in another order: nobody waits for another in a circle. */
static void take_and_give(struct scope *s, void *arg)
{
	struct racer *r = arg;

	for (int i = 0; i < ROUNDS; i++) {
		struct scope one;

		scope_open(&one, s);
		r->wrong += again(&one, i % 2 ? release : reserve, r) != OK;
		scope_close(&one);
	}
}

ON_BOTH(many_at_several_skus_wait_for_each_other_in_one_order)
{
	struct racer racers[THREADS] = { 0 };
	struct shelf k;

	shelf_open(s, &k);
	for (size_t sku = 0; sku < TRY_SKUS; sku++)
		shelf_receive(&k, k.home, sku, 1000);
	for (size_t i = 0; i < THREADS; i++) {
		racers[i] = (struct racer){ .k = &k, .order = shelf_order(&k, k.shop, 0, i % TRY_SKUS, 1) };
		shelf_more(&k, racers[i].order, 0, (i + 1 + i % 2) % TRY_SKUS, 1);
		shelf_more(&k, racers[i].order, 0, (i + 2 - i % 2) % TRY_SKUS, 1);
	}
	try_threads(s, THREADS, take_and_give, racers, sizeof *racers);
	for (int i = 0; i < THREADS; i++)
		CHECK_EQ(racers[i].wrong, 0);
	for (size_t sku = 0; sku < TRY_SKUS; sku++)
		CHECK_EQ(shelf_balance(&k, k.home, sku).reserved, 0);
	shelf_is_right(&k);
}

static void grab(struct scope *s, void *arg)
{
	struct racer *r = arg;

	r->wrong += again(s, reserve, r) != OK;
}

/* Of as many as wish the last pieces, exactly as many get them. */
ON_BOTH(the_last_pieces_go_to_exactly_as_many_as_there_are)
{
	enum { LAST = 5 };
	struct racer racers[THREADS] = { 0 };
	struct shelf k;
	int64_t held = 0, pieces;

	shelf_open(s, &k);
	shelf_receive(&k, k.home, 0, LAST);
	for (int i = 0; i < THREADS; i++)
		racers[i] = (struct racer){ .k = &k, .order = shelf_order(&k, k.hand_shop, 0, 0, 1) };
	try_threads(s, THREADS, grab, racers, sizeof *racers);
	for (int i = 0; i < THREADS; i++) {
		CHECK_EQ(racers[i].wrong, 0);
		shelf_units(&k, racers[i].order, "reserved", &pieces);
		held += pieces;
	}
	CHECK_EQ(held, LAST);
	CHECK_EQ(shelf_balance(&k, k.home, 0).reserved, LAST);
	shelf_is_right(&k);
}
