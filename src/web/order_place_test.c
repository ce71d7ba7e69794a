/* web/order_place_test.c - places and deeds, orders by hand, fetches and going live over the API. */
#include "base/id.h"
#include "base/instant.h"
#include "store/db_driver.h"
#include "web/session.h"
#include "web/try_web.h"
#include "work/fetch.h"
#include "work/rig.h"
#include <string.h>

struct desk {
	struct rig rig;
	struct try_web t;
	int64_t hand, first, second; /* a shop for orders by hand; two orders */
};

static enum err run_sql(struct scope *s, void *arg) { return db_statement(s, arg); }

static int64_t hand_shop_of(struct scope *s)
{
	int64_t id = id_next(s->ids);
	struct text sql = text_format(
		s->arena,
		"insert into shops (tenant_id, id, account_id, channel, channel_ref, title, zone, currency, "
		"state, pull, cutover_at, policy, ver) values (%lld, %lld, 0, 'manual', 'm', 'Counter', 'UTC', "
		"'SGD', 'bound', 'on', 0, '', 1)",
		(long long)s->tenant_id, (long long)id);
	char *z = arena_alloc(s->arena, sql.size + 1);

	memcpy(z, sql.at, sql.size);
	z[sql.size] = '\0';
	CHECK_OK(db_transact(s, run_sql, z));
	return id;
}

static void desk_open(struct scope *s, struct desk *d)
{
	int64_t shop;

	*d = (struct desk){ .hand = 0 };
	rig_open(s, &d->rig, 0);
	try_web_open(s, &d->t);
	web_close(d->t.web);
	d->t.web = web_open(s->world, &(struct web_options){ .node = d->rig.node });
	try_web_person(&d->t, "anna", RIGHTS_ALL);
	d->hand = hand_shop_of(s);
	shop = try_shop(s, "North");
	d->first = try_order(s, shop, "A-1", "pending", 1000);
	d->second = try_order(s, shop, "B-2", "marked_shipped", 2000);
}

static void desk_close(struct desk *d)
{
	try_web_close(&d->t);
	rig_close(&d->rig);
}

static void post(struct desk *d, const char *path, const char *body) { try_ask(&d->t, "POST", path, body); }

/* One deed on both orders and one that nobody knows. */
static void deed(struct desk *d, const char *rest)
{
	post(d, "/api/v1/orders/deeds",
	     text_format(d->t.s->arena, "{\"ids\":[\"%lld\",\"%lld\",\"4711\"],%s}", (long long)d->first,
			 (long long)d->second, rest)
		     .at);
}

static struct json place(struct desk *d, int64_t id)
{
	try_ask(&d->t, "GET", text_format(d->t.s->arena, "/api/v1/orders/%lld/place", (long long)id).at, NULL);
	CHECK_EQ(d->t.status, 200);
	return d->t.body;
}

ON_BOTH(each_order_has_its_own_result_and_says_what_may_be_done_with_it) /* S001-41, 63, 64 */
{
	struct json items, item, v;
	struct desk d;

	desk_open(s, &d);
	deed(&d, "\"deed\":\"freeze\",\"why\":\"call the buyer\",\"until\":\"2100-01-01T00:00:00Z\"");
	CHECK_EQ(d.t.status, 200);
	CHECK_TEXT(json_lexeme(json_at(d.t.body, "done")), "1");
	CHECK_TEXT(json_lexeme(json_at(d.t.body, "refused")), "2");
	items = json_at(d.t.body, "items");
	item = json_first(items);
	CHECK(json_is_true(json_at(item, "done")) && json_kind(json_at(item, "problem")) == JSON_NULL);
	CHECK_TEXT(json_text(json_at(item, "state")), "frozen");
	item = json_next(items, item);
	CHECK_TEXT(json_text(json_path(item, "problem.code")), "move_refused");
	CHECK_TEXT(json_text(json_at(item, "number")), "B-2");
	item = json_next(items, item);
	CHECK_TEXT(json_text(json_path(item, "problem.code")), "order_unknown");
	CHECK_EQ(json_kind(json_at(item, "state")), JSON_NULL);
	v = place(&d, d.first);
	CHECK_TEXT(json_text(json_at(v, "hold")), "by_hand");
	CHECK_TEXT(json_text(json_at(v, "hold_why")), "call the buyer");
	CHECK_TEXT(json_text(json_at(v, "hold_until")), "2100-01-01T00:00:00Z");
	CHECK_TEXT(json_text(json_at(json_first(json_at(v, "blocks")), "code")), "order_frozen");
	CHECK(json_text(json_at(json_first(json_at(v, "blocks")), "cure")).size > 0);
	CHECK_TEXT(json_lexeme(json_at(v, "moves")), "[\"unfreeze\",\"void\"]");
	deed(&d, "\"deed\":\"void\",\"why\":\"bought twice\"");
	v = place(&d, d.first);
	CHECK_TEXT(json_text(json_at(v, "state")), "void");
	CHECK_TEXT(json_lexeme(json_at(v, "moves")), "[\"restore\"]");
	CHECK_TEXT(json_lexeme(json_at(place(&d, d.second), "moves")), "[]");
	desk_close(&d);
}

ON_SQLITE(a_wrong_deed_changes_nothing_and_says_what_is_wrong)
{
	static const char *const wrong[] = {
		"\"deed\":\"freeze\"",
		"\"deed\":\"void\",\"why\":\"  \"",
		"\"deed\":\"convert\",\"why\":\"x\"",
		"\"deed\":\"freeze\",\"why\":\"x\",\"until\":\"2001-01-01T00:00:00Z\"",
		"\"deed\":\"restore\",\"until\":\"2100-01-01T00:00:00Z\"",
		"\"deed\":\"freeze\",\"why\":7",
		"\"deed\":\"freeze\",\"why\":\"x\",\"more\":1",
	};
	struct buffer many = buffer_in(s->arena);
	struct desk d;

	desk_open(s, &d);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		deed(&d, wrong[i]);
		try_problem(&d.t, ERR_BAD_REQUEST);
	}
	deed(&d, "\"deed\":\"freeze\",\"why\":\"x\",\"until\":\"tomorrow\"");
	try_problem(&d.t, ERR_BAD_TIME);
	post(&d, "/api/v1/orders/deeds", "{\"ids\":[],\"deed\":\"restore\"}");
	try_problem(&d.t, ERR_BAD_REQUEST);
	post(&d, "/api/v1/orders/deeds", "{\"ids\":[7],\"deed\":\"restore\"}");
	try_problem(&d.t, ERR_BAD_REQUEST);
	buffer_add_z(&many, "{\"deed\":\"restore\",\"ids\":[\"1\"");
	for (int i = 0; i < 1000; i++)
		buffer_add_z(&many, ",\"1\"");
	buffer_add_z(&many, "]}");
	post(&d, "/api/v1/orders/deeds", buffer_text(&many).at);
	try_problem(&d.t, ERR_TOO_LARGE);
	CHECK_TEXT(json_text(json_at(place(&d, d.first), "state")), "pending");
	try_ask(&d.t, "GET", "/api/v1/orders/4711/place", NULL);
	try_problem(&d.t, ERR_ORDER_UNKNOWN);
	try_web_person(&d.t, "bert", right_bit(RIGHT_READ_ORDERS));
	deed(&d, "\"deed\":\"restore\"");
	try_problem(&d.t, ERR_FORBIDDEN);
	desk_close(&d);
}

static void order(struct desk *d, const char *rest)
{
	post(d, "/api/v1/orders",
	     text_format(d->t.s->arena, "{\"shop_id\":\"%lld\",\"paid\":true,%s}", (long long)d->hand, rest).at);
}

#define WHO "\"name\":\"Ann\",\"address\":\"1 Road\""

ON_BOTH(an_order_by_hand_is_made_and_shown)
{
	struct desk d;

	desk_open(s, &d);
	order(&d, WHO
	      ",\"number\":\"P-1\",\"country\":\"SG\",\"lines\":[{\"sku\":\"X\",\"quantity\":3,\"price\":\"0.10\"}]");
	CHECK_EQ(d.t.status, 201);
	CHECK_TEXT(try_at(&d.t, "number"), "P-1");
	try_ask(&d.t, "GET", text_format(s->arena, "/api/v1/orders/%.*s", TEXT_ARG(try_at(&d.t, "id"))).at, NULL);
	CHECK_EQ(d.t.status, 200);
	CHECK_TEXT(try_at(&d.t, "total.amount"), "0.30");
	CHECK_TEXT(try_at(&d.t, "channel"), "manual");
	order(&d, WHO ",\"number\":\"P-1\",\"lines\":[{\"sku\":\"X\",\"quantity\":3}]");
	try_problem(&d.t, ERR_DUPLICATE);
	order(&d, WHO ",\"lines\":[{\"sku\":\"X\",\"quantity\":1}]");
	CHECK_EQ(d.t.status, 201);
	CHECK(text_starts(try_at(&d.t, "number"), "M-") && text_ends(try_at(&d.t, "number"), "-00001"));
	desk_close(&d);
}

ON_SQLITE(an_order_that_cannot_be_is_refused_with_words)
{
	static const struct {
		const char *body;
		enum err wanted;
	} wrong[] = {
		{ WHO ",\"lines\":[]", ERR_BAD_REQUEST },
		{ WHO ",\"lines\":[{\"sku\":\"X\",\"quantity\":0}]", ERR_BAD_REQUEST },
		{ WHO ",\"lines\":[{\"sku\":\"X\",\"quantity\":1.5}]", ERR_BAD_REQUEST },
		{ WHO ",\"lines\":[{\"sku\":\"\",\"quantity\":1}]", ERR_BAD_REQUEST },
		{ WHO ",\"lines\":[{\"sku\":\"X\",\"quantity\":100001}]", ERR_BAD_REQUEST },
		{ WHO ",\"lines\":[{\"sku\":\"X\",\"quantity\":1,\"price\":\"0.001\"}]", ERR_BAD_MONEY },
		{ WHO ",\"lines\":[{\"sku\":\"X\",\"quantity\":1,\"price\":\"-1\"}]", ERR_BAD_MONEY },
		{ WHO ",\"lines\":[{\"sku\":\"X\",\"quantity\":1,\"odd\":1}]", ERR_BAD_REQUEST },
		{ "\"name\":\"\",\"address\":\"1 Road\",\"lines\":[{\"sku\":\"X\",\"quantity\":1}]", ERR_BAD_REQUEST },
		{ WHO ",\"country\":\"sg\",\"lines\":[{\"sku\":\"X\",\"quantity\":1}]", ERR_BAD_REQUEST },
		{ WHO ",\"ship_by\":\"soon\",\"lines\":[{\"sku\":\"X\",\"quantity\":1}]", ERR_BAD_TIME },
	};
	struct desk d;

	desk_open(s, &d);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		order(&d, wrong[i].body);
		try_problem(&d.t, wrong[i].wanted);
	}
	d.hand = d.rig.made.shops[0];
	order(&d, WHO ",\"lines\":[{\"sku\":\"X\",\"quantity\":1}]");
	try_problem(&d.t, ERR_NOT_BY_HAND);
	d.hand = 4711;
	order(&d, WHO ",\"lines\":[{\"sku\":\"X\",\"quantity\":1}]");
	try_problem(&d.t, ERR_SHOP_UNKNOWN);
	desk_close(&d);
}

ON_BOTH(one_order_is_fetched_by_its_number)
{
	struct text sn, id;
	struct desk d;
	const char *path;

	desk_open(s, &d);
	rig_pull_all(&d.rig);
	sn = rig_sn(&d.rig, rig_place(&d.rig, 0, 1));
	path = text_format(s->arena, "/api/v1/shops/%lld/fetch", (long long)d.rig.made.shops[0]).at;
	post(&d, path, text_format(s->arena, "{\"number\":\"%.*s\"}", TEXT_ARG(sn)).at);
	CHECK_EQ(d.t.status, 202);
	CHECK_TEXT(try_at(&d.t, "state"), "waiting");
	id = try_at(&d.t, "id");
	post(&d, path, text_format(s->arena, "{\"number\":\"%.*s\"}", TEXT_ARG(sn)).at);
	CHECK_TEXT(try_at(&d.t, "id"), text_z(s->arena, id));
	rig_run_due(&d.rig);
	try_ask(&d.t, "GET", text_format(s->arena, "/api/v1/fetches/%.*s", TEXT_ARG(id)).at, NULL);
	CHECK_TEXT(try_at(&d.t, "state"), "done");
	CHECK(try_at(&d.t, "order_id").size > 0);
	post(&d, path, "{\"number\":\"220810NOBODY00\"}");
	id = try_at(&d.t, "id");
	rig_run_due(&d.rig);
	try_ask(&d.t, "GET", text_format(s->arena, "/api/v1/fetches/%.*s", TEXT_ARG(id)).at, NULL);
	CHECK_TEXT(try_at(&d.t, "state"), "failed");
	CHECK_TEXT(try_at(&d.t, "problem.code"), "channel_order_unknown");
	post(&d, text_format(s->arena, "/api/v1/shops/%lld/fetch", (long long)d.hand).at, "{\"number\":\"X\"}");
	try_problem(&d.t, ERR_CANNOT_FETCH);
	post(&d, path, "{\"number\":\"a b\"}");
	try_problem(&d.t, ERR_BAD_REQUEST);
	try_ask(&d.t, "GET", "/api/v1/fetches/4711", NULL);
	try_problem(&d.t, ERR_FETCH_UNKNOWN);
	desk_close(&d);
}

ON_BOTH(going_live_shows_its_checks_and_is_refused_while_one_is_missing)
{
	struct desk d;

	desk_open(s, &d);
	try_ask(&d.t, "GET", "/api/v1/live", NULL);
	CHECK_EQ(d.t.status, 200);
	CHECK(!json_is_true(json_at(d.t.body, "live")) && !json_is_true(json_at(d.t.body, "may")));
	CHECK_EQ(json_kind(json_at(d.t.body, "since")), JSON_NULL);
	CHECK_EQ(json_count(json_at(d.t.body, "checks")), 5);
	CHECK_TEXT(json_text(json_at(json_first(json_at(d.t.body, "checks")), "name")), "accounts");
	try_ask(&d.t, "PUT", "/api/v1/live", "{\"live\":true}");
	try_problem(&d.t, ERR_LIVE_REFUSED);
	try_ask(&d.t, "PUT", "/api/v1/live", "{\"live\":1}");
	try_problem(&d.t, ERR_BAD_REQUEST);
	try_ask(&d.t, "PUT", "/api/v1/live", "{\"live\":false}");
	CHECK_EQ(d.t.status, 200);
	try_web_person(&d.t, "bert", right_bit(RIGHT_READ_ORDERS) | right_bit(RIGHT_CHANGE_ORDERS));
	try_ask(&d.t, "PUT", "/api/v1/live", "{\"live\":false}");
	try_problem(&d.t, ERR_FORBIDDEN);
	desk_close(&d);
}
