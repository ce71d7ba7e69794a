/* work/watch_test.c - several nodes on one database: who is silent is buried, shops are shared and handed over. */
#include "store/nodes.h"
#include "work/heart.h"
#include "work/rig.h"
#include "work/shops.h"
#include "work/watch.h"

enum { HURRY = 5, ORDERS = 40, LOOKS = 400, WAIT_REAL_MS = 50 };

static void second_node(struct rig *r, struct node **out)
{
	struct node_options o = {
		.db = try_options(), .key_file = r->key_file, .private_hosts = true, .role = "second"
	};

	CHECK_OK(node_open(r->s, &o, out));
}

static void wait_a_little(struct rig *r) { rig_doze(r, WAIT_REAL_MS * HURRY); }

static bool wait_for_count(struct rig *r, int64_t count)
{
	for (int i = 0; i < LOOKS && rig_count(r) != count; i++)
		wait_a_little(r);
	return rig_count(r) == count;
}

static size_t shops_of(struct rig *r, const struct node *n)
{
	struct sql_leases_all_rows rows;
	size_t count = 0;

	CHECK_OK(sql_leases_all(r->s, &rows));
	for (size_t i = 0; i < rows.count; i++)
		count += rows.at[i].node == n->number && rows.at[i].incarnation == n->incarnation;
	return count;
}

static bool wait_for_shops(struct rig *r, const struct node *n, size_t count)
{
	for (int i = 0; i < LOOKS && shops_of(r, n) != count; i++)
		wait_a_little(r);
	return shops_of(r, n) == count;
}

struct claim {
	const struct node *node;
	int64_t max;
	struct sql_job_claim_rows rows;
};

static enum err claim(struct scope *s, void *arg)
{
	struct claim *c = arg;

	return sql_job_claim(
		s,
		(struct sql_job_claim){
			.node = c->node->number, .incarnation = c->node->incarnation, .now = s->now, .max = c->max },
		&c->rows);
}

static enum err fence(struct scope *s, void *arg)
{
	struct rig *r = arg;
	struct shop shop = { .id = r->made.shops[0], .fence = 1 };

	return shop_fence(r->node, s, &shop);
}

/* The rig's node enters, leases its shops, claims their jobs, and is never heard of again. */
static void enter_and_fall_silent(struct rig *r, struct claim *c)
{
	CHECK_OK(node_enter(r->s, r->node->number, r->node->incarnation, "working"));
	for (size_t i = 0; i < r->made.shop_count; i++) {
		struct shop shop;

		CHECK_OK(shop_get(r->s, r->made.shops[i], &shop));
		CHECK_OK(shop_lease(r->node, r->s, &shop));
	}
	*c = (struct claim){ .node = r->node, .max = 10 };
	CHECK_OK(db_transact(r->s, claim, c));
	CHECK_EQ(c->rows.count, r->made.shop_count);
}

ON_BOTH(who_falls_silent_is_buried_and_its_shops_and_jobs_go_to_another)
{
	struct rig r;
	struct node *other;
	struct claim c;
	struct job job;
	int64_t began;

	rig_open(s, &r, ORDERS);
	enter_and_fall_silent(&r, &c);
	try_hurry(HURRY);
	began = world_mono(s->world);
	second_node(&r, &other);
	CHECK_OK(node_start(other));
	CHECK(wait_for_count(&r, ORDERS));
	CHECK(world_mono(s->world) - began >= DEAD_MS);
	CHECK_EQ(shops_of(&r, other), r.made.shop_count);
	CHECK_ERR(node_beat(s, r.node->number, r.node->incarnation), ERR_FENCED);
	CHECK_ERR(db_transact(s, fence, &r), ERR_FENCED);
	job = (struct job){ .id = c.rows.at[0].id,
			    .shop_id = c.rows.at[0].shop_id,
			    .incarnation = r.node->incarnation };
	CHECK_OK(job_finish(r.node, s, &job, ERR_INTERNAL, &(struct job_end){ 0 }));
	CHECK_TEXT(rig_job_code(&r, 0), ""); /* what the dead one says of its job is not noted */
	node_close(other);
	try_hurry(1);
	rig_close(&r);
}

ON_BOTH(two_nodes_share_the_shops_and_one_that_ends_hands_its_own_over_at_once)
{
	struct rig r;
	struct node *other;
	int64_t began;

	rig_open(s, &r, ORDERS);
	CHECK_OK(node_start(r.node));
	CHECK(wait_for_shops(&r, r.node, 2));
	CHECK(wait_for_count(&r, ORDERS));
	second_node(&r, &other);
	CHECK_OK(node_start(other));
	CHECK(wait_for_shops(&r, other, 1));
	CHECK_EQ(shops_of(&r, r.node), 1);
	rig_place(&r, 0, 3);
	rig_place(&r, 1, 3);
	for (size_t i = 0; i < 2; i++)
		CHECK_OK(shop_pull(s, r.made.shops[i]));
	CHECK(wait_for_count(&r, ORDERS + 6));
	began = world_mono(s->world);
	node_stop(other);
	CHECK_EQ(shops_of(&r, other), 0);
	CHECK(wait_for_shops(&r, r.node, 2));
	CHECK(world_mono(s->world) - began < DEAD_MS); /* nobody had to be buried */
	node_close(other);
	rig_close(&r);
}

static enum err bury(struct scope *s, void *arg)
{
	const struct node *n = arg;
	struct sql_nodes_working_rows rows;
	int64_t changed;

	TRY(sql_nodes_working(s, &rows));
	CHECK_EQ(rows.count, 1);
	TRY(sql_node_bury(s,
			  (struct sql_node_bury){ .number = n->number,
						  .incarnation = rows.at[0].incarnation,
						  .beat = rows.at[0].beat,
						  .now = s->now },
			  &changed));
	CHECK_EQ(changed, 1);
	return OK;
}

ON_BOTH(a_node_that_finds_itself_declared_dead_begins_anew_and_goes_on)
{
	struct rig r;
	struct sql_nodes_working_rows rows = { 0 };
	int64_t before;

	rig_open(s, &r, ORDERS);
	before = r.node->incarnation;
	CHECK_OK(node_start(r.node));
	CHECK(wait_for_count(&r, ORDERS));
	CHECK_OK(db_transact(s, bury, r.node));
	for (int i = 0; i < LOOKS && rows.count == 0; i++) {
		CHECK_OK(sql_nodes_working(s, &rows));
		wait_a_little(&r);
	}
	CHECK_EQ(rows.count, 1);
	CHECK_EQ(rows.at[0].incarnation, before + 1);
	rig_place(&r, 0, 2);
	CHECK_OK(shop_pull(s, r.made.shops[0]));
	CHECK(wait_for_count(&r, ORDERS + 2));
	node_stop(r.node);
	CHECK_EQ(r.node->incarnation, before + 1);
	rig_close(&r);
}

static bool lives(struct rig *r, int64_t number)
{
	struct sql_nodes_working_rows rows;

	CHECK_OK(sql_nodes_working(r->s, &rows));
	for (size_t i = 0; i < rows.count; i++)
		if (rows.at[i].number == number)
			return true;
	return false;
}

ON_BOTH(time_in_which_nobody_could_look_is_no_silence_of_the_others)
{
	struct rig r;
	struct node *other;
	struct watch w;
	struct hands none = { 0 };
	int64_t began;

	rig_open(s, &r, 0);
	second_node(&r, &other);
	CHECK_OK(node_enter(s, r.node->number, r.node->incarnation, "working"));
	CHECK_OK(node_enter(s, other->number, other->incarnation, "working"));
	watch_open(&w);
	try_hurry(HURRY);
	for (int i = 0; i < 3; i++) {
		CHECK_OK(watch_look(&w, r.node, s, &none));
		rig_doze(&r, DEAD_MS + 2000); /* we were asleep */
	}
	CHECK(lives(&r, other->number));
	began = world_mono(s->world);
	for (int i = 0; i < LOOKS && lives(&r, other->number); i++) {
		CHECK_OK(watch_look(&w, r.node, s, &none));
		rig_doze(&r, LOOK_MS);
	}
	CHECK(!lives(&r, other->number));
	CHECK(world_mono(s->world) - began >= DEAD_MS);
	CHECK(lives(&r, r.node->number)); /* nobody buries himself */
	watch_close(&w);
	try_hurry(1);
	node_close(other);
	rig_close(&r);
}

ON_BOTH(a_node_is_sure_of_its_shops_only_while_its_last_beat_is_young)
{
	struct heart h = { .like = s };

	h.beat_at = world_mono(s->world);
	CHECK(heart_sure(&h));
	h.beat_at = world_mono(s->world) - SURE_MS;
	CHECK(!heart_sure(&h));
	h.beat_at = world_mono(s->world);
	h.lost = true;
	CHECK(!heart_sure(&h));
}

/* A job with a lane of its kind. */
static enum err job_put(struct scope *s, int64_t shop_id, const char *kind, struct text key, int64_t due_at)
{
	return sql_job_recur(s,
			     (struct sql_job_recur){ .id = id_next(s->ids),
						     .shop_id = shop_id,
						     .lane = text_format(s->arena, "%s/%lld", kind, (long long)shop_id),
						     .kind = text_of(kind),
						     .key = key,
						     .due_at = due_at },
			     NULL);
}

/* Jobs of kinds that this version does not know are never run here, only claimed. */
static enum err add_jobs(struct scope *s, void *arg)
{
	static const char *const kinds[] = { "a", "b", "c", "d", "e", "f" };
	int64_t *shops = arg;
	struct sql_lease_take_row row;

	for (int i = 0; i < 6; i++)
		TRY(job_put(s, shops[0], kinds[i], TEXT("x"), s->now - 1000));
	TRY(job_put(s, shops[0], "a", TEXT("second in its lane"), s->now - 2000));
	TRY(job_put(s, shops[1], "a", TEXT("x"), s->now));
	TRY(job_put(s, shops[1], "b", TEXT("x"), s->now));
	TRY(job_put(s, shops[2], "a", TEXT("not leased"), s->now - 5000));
	TRY(job_put(s, 0, "z", TEXT("of no shop"), s->now));
	for (int i = 0; i < 2; i++)
		TRY(sql_lease_take(s, (struct sql_lease_take){ .shop_id = shops[i], .node = 1, .incarnation = 1 },
				   &row));
	return OK;
}

static int count_of(const struct claim *c, int64_t shop)
{
	int count = 0;

	for (size_t i = 0; i < c->rows.count; i++)
		count += c->rows.at[i].shop_id == shop;
	return count;
}

ON_BOTH(shops_take_turns_lanes_run_one_at_a_time_and_what_is_not_leased_stays)
{
	int64_t shops[] = { 101, 102, 103 };
	struct node n = { .number = 1, .incarnation = 1 };
	struct claim c = { .node = &n, .max = 5 };

	s->ids = ids_new(s->world, 1);
	CHECK_OK(db_transact(s, add_jobs, shops));
	CHECK_OK(db_transact(s, claim, &c));
	CHECK_EQ(c.rows.count, 5);
	CHECK_EQ(count_of(&c, 101), 2);
	CHECK_EQ(count_of(&c, 102), 2);
	CHECK_EQ(count_of(&c, 0), 1);
	c.max = 20;
	CHECK_OK(db_transact(s, claim, &c)); /* all that may run, but the second of the lane a of 101 */
	CHECK_EQ(c.rows.count, 4);
	CHECK_EQ(count_of(&c, 101), 4);
	CHECK_OK(db_transact(s, claim, &c));
	CHECK_EQ(c.rows.count, 0);
	ids_free(s->ids);
	s->ids = NULL;
}
