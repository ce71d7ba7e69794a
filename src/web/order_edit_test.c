/* web/order_edit_test.c - edits, merges, decisions, the time machine and why, over the API. */
#include "base/instant.h"
#include "web/try_web.h"
#include "work/rig.h"
#include <stdio.h>
#include <string.h>

struct desk {
	struct rig rig;
	struct try_web t;
	int64_t id;
	uint32_t order;
};

static void desk_open(struct scope *s, struct desk *d)
{
	*d = (struct desk){ .id = 0 };
	rig_open(s, &d->rig, 0);
	try_web_open(s, &d->t);
	web_close(d->t.web);
	d->t.web = web_open(s->world, &(struct web_options){ .node = d->rig.node });
	try_web_person(&d->t, "anna", RIGHTS_ALL);
	d->order = rig_place_lines(&d->rig, 0, 1);
	rig_pull(&d->rig, 0);
	d->id = rig_order(&d->rig, 0, rig_sn(&d->rig, d->order)).id;
}

static void desk_close(struct desk *d)
{
	try_web_close(&d->t);
	rig_close(&d->rig);
}

static void get(struct desk *d, const char *behind)
{
	try_ask(&d->t, "GET", text_format(d->t.s->arena, "/api/v1/orders/%lld%s", (long long)d->id, behind).at, NULL);
}

static int64_t ver(struct desk *d)
{
	int64_t n = -1;

	get(d, "");
	CHECK(json_int(json_at(d->t.body, "ver"), &n));
	return n;
}

/* With the version as it was seen. */
static void send(struct desk *d, const char *method, const char *behind, int64_t seen, const char *body)
{
	d->t.extra[0] = (struct http_header){ TEXT("If-Match"), text_format(d->t.s->arena, "%lld", (long long)seen) };
	d->t.extra_count = 1;
	try_ask(&d->t, method, text_format(d->t.s->arena, "/api/v1/orders/%lld%s", (long long)d->id, behind).at, body);
	d->t.extra_count = 0;
}

static struct json of_field(struct json list, const char *field)
{
	struct json v = json_first(list);

	while (json_kind(v) != JSON_NONE && !text_is(json_text(json_at(v, "field")), field))
		v = json_next(list, v);
	return v;
}

ON_BOTH(what_a_person_changed_is_told_with_who_when_why_and_what_was)
{
	struct json edit, fact;
	struct desk d;

	desk_open(s, &d);
	send(&d, "PUT", "/edits", ver(&d),
	     "{\"fields\":[{\"field\":\"delivery_method\",\"value\":\"By "
	     "hand\"},{\"field\":\"consignee_name\",\"value\":"
	     "\"Anna\"}],\"lines\":[{\"sku\":\"GIFT\",\"quantity\":2,\"price\":\"1.50\"}],\"why\":\"as she wrote\"}");
	CHECK_EQ(d.t.status, 200);
	CHECK_EQ(json_count(json_at(d.t.body, "items")), 5);
	get(&d, "/edits");
	edit = of_field(json_at(d.t.body, "items"), "delivery_method");
	CHECK_TEXT(json_text(json_at(edit, "value")), "By hand");
	CHECK_TEXT(json_text(json_at(edit, "who")), "anna");
	CHECK_TEXT(json_text(json_at(edit, "why")), "as she wrote");
	CHECK(json_text(json_at(edit, "was")).size > 0);
	CHECK(text_same(json_text(json_at(edit, "was")), json_text(json_at(edit, "channel"))));
	edit = of_field(json_at(d.t.body, "items"), "line_price");
	CHECK_TEXT(json_text(json_at(edit, "value")), "1.50");
	CHECK_TEXT(json_text(json_at(edit, "line")), "+1");
	get(&d, "");
	CHECK(json_is_true(json_at(d.t.body, "edited")));
	CHECK_TEXT(try_at(&d.t, "recipient.name"), "Anna");
	fact = of_field(json_path(d.t.body, "facts.delivery"), "delivery_method");
	CHECK_TEXT(json_text(json_at(fact, "edit")), "By hand");
	CHECK_EQ(json_count(json_at(d.t.body, "lines")), 2);
	CHECK_TEXT(json_text(json_at(json_first(json_at(d.t.body, "activities")), "kind")), "edit");
	/* Taken back: a value of null. */
	send(&d, "PUT", "/edits", ver(&d),
	     "{\"fields\":[{\"field\":\"line_ordered\",\"line\":\"+1\",\"value\":null},{\"field\":\"delivery_method\","
	     "\"value\":null},{\"field\":\"consignee_name\",\"value\":null}]}");
	CHECK_EQ(d.t.status, 200);
	CHECK_EQ(json_count(json_at(d.t.body, "items")), 0);
	get(&d, "");
	CHECK(!json_is_true(json_at(d.t.body, "edited")));
	CHECK_EQ(json_count(json_at(d.t.body, "lines")), 1);
	desk_close(&d);
}

ON_BOTH(an_edit_that_makes_no_sense_changes_nothing_and_of_two_people_one_is_told)
{
	static const struct {
		const char *body;
		enum err code;
	} bad[] = {
		{ "{}", ERR_BAD_REQUEST },
		{ "{\"fields\":{}}", ERR_BAD_REQUEST },
		{ "{\"fields\":[1]}", ERR_BAD_REQUEST },
		{ "{\"fields\":[{\"field\":\"nonsense\",\"value\":\"x\"}]}", ERR_BAD_REQUEST },
		{ "{\"fields\":[{\"field\":\"consignee_name\"}]}", ERR_BAD_REQUEST },
		{ "{\"fields\":[{\"field\":\"consignee_name\",\"value\":7}]}", ERR_BAD_REQUEST },
		{ "{\"fields\":[{\"field\":\"consignee_name\",\"value\":\"x\",\"more\":1}]}", ERR_BAD_REQUEST },
		{ "{\"fields\":[{\"field\":\"currency\",\"value\":\"EUR\"}]}", ERR_FIELD_FIXED },
		{ "{\"fields\":[{\"field\":\"consignee_name\",\"value\":\"\"}]}", ERR_CELL_EMPTY },
		{ "{\"fields\":[{\"field\":\"line_ordered\",\"line\":\"none\",\"value\":\"2\"}]}", ERR_LINE_UNKNOWN },
		{ "{\"fields\":[{\"field\":\"line_price\",\"line\":\"x\",\"value\":\"1.234\"}]}", ERR_BAD_MONEY },
		{ "{\"lines\":[{\"quantity\":1}]}", ERR_CELL_EMPTY },
		{ "{\"lines\":[{\"sku\":\"X\"}]}", ERR_BAD_REQUEST },
	};
	struct desk d;
	int64_t seen;

	desk_open(s, &d);
	seen = ver(&d);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		send(&d, "PUT", "/edits", seen, bad[i].body);
		try_problem(&d.t, bad[i].code);
		CHECK_EQ(ver(&d), seen);
	}
	try_ask(&d.t, "PUT", text_format(s->arena, "/api/v1/orders/%lld/edits", (long long)d.id).at, "{\"fields\":[]}");
	try_problem(&d.t, ERR_BAD_REQUEST);
	send(&d, "PUT", "/edits", seen, "{\"fields\":[{\"field\":\"remark\",\"value\":\"first\"}]}");
	CHECK_EQ(d.t.status, 200);
	send(&d, "PUT", "/edits", seen, "{\"fields\":[{\"field\":\"remark\",\"value\":\"second\"}]}");
	try_problem(&d.t, ERR_CONFLICT);
	try_ask(&d.t, "GET", "/api/v1/orders/4711/edits", NULL);
	try_problem(&d.t, ERR_ORDER_UNKNOWN);
	desk_close(&d);
}

ON_BOTH(a_collision_is_shown_with_all_three_values_and_decided)
{
	struct json collision;
	struct desk d;
	int64_t seen;

	desk_open(s, &d);
	send(&d, "PUT", "/edits", ver(&d),
	     "{\"fields\":[{\"field\":\"consignee_address\",\"value\":\"1 Own Street\"}]}");
	rig_act(&d.rig, MARKET_MOVE_HOUSE, d.order);
	rig_doze(&d.rig, 2000);
	rig_pull(&d.rig, 0);
	get(&d, "/merge");
	CHECK_EQ(d.t.status, 200);
	CHECK_TEXT(try_at(&d.t, "outcome"), "needs_decision");
	CHECK_EQ(json_count(json_at(d.t.body, "collisions")), 1);
	collision = json_first(json_at(d.t.body, "collisions"));
	CHECK_TEXT(json_text(json_at(collision, "ours")), "1 Own Street");
	CHECK(!text_same(json_text(json_at(collision, "base")), json_text(json_at(collision, "theirs"))));
	CHECK(try_at(&d.t, "plan.digest").size > 0);
	get(&d, "/merge?mode=take");
	CHECK_TEXT(try_at(&d.t, "outcome"), "updated");
	seen = ver(&d);
	send(&d, "POST", "/decide", seen, "{\"choices\":[]}");
	try_problem(&d.t, ERR_BAD_REQUEST);
	send(&d, "POST", "/decide", seen, "{\"choices\":[{\"field\":\"order_status\",\"take\":true}]}");
	try_problem(&d.t, ERR_FIELD_FIXED);
	send(&d, "POST", "/decide", seen - 1, "{\"choices\":[{\"field\":\"consignee_address\",\"take\":true}]}");
	try_problem(&d.t, ERR_CONFLICT);
	send(&d, "POST", "/decide", seen,
	     "{\"choices\":[{\"field\":\"consignee_address\",\"take\":false}],\"why\":\"hers\"}");
	CHECK_EQ(d.t.status, 200);
	CHECK_TEXT(try_at(&d.t, "outcome"), "no_change");
	desk_close(&d);
}

ON_BOTH(the_time_machine_names_the_source_of_each_fact_and_masks_people)
{
	struct json fact;
	struct desk d;

	desk_open(s, &d);
	rig_doze(&d.rig, 1100);
	s->now = world_now(s->world);
	send(&d, "PUT", "/edits", ver(&d),
	     "{\"fields\":[{\"field\":\"consignee_name\",\"value\":\"Anna\"}],\"why\":\"hers\"}");
	CHECK_EQ(d.t.status, 200);
	get(&d, "/at");
	CHECK_EQ(d.t.status, 200);
	fact = of_field(json_at(d.t.body, "facts"), "consignee_name");
	CHECK_TEXT(json_text(json_at(fact, "value")), "Anna");
	CHECK_TEXT(json_text(json_at(fact, "who")), "anna");
	CHECK_TEXT(json_text(json_at(fact, "why")), "hers");
	CHECK(json_kind(json_at(fact, "seq")) == JSON_NULL);
	fact = of_field(json_at(d.t.body, "facts"), "currency");
	CHECK_TEXT(json_text(json_at(fact, "source")), "pull");
	get(&d, "/at?time=1971-01-01T00:00:00Z");
	try_problem(&d.t, ERR_REVISION_UNKNOWN);
	get(&d, "/at?time=yesterday");
	try_problem(&d.t, ERR_BAD_TIME);
	get(&d, "/why?field=consignee_name");
	CHECK_EQ(json_count(json_at(d.t.body, "steps")), 2);
	CHECK_TEXT(json_text(json_at(json_first(json_at(d.t.body, "steps")), "kind")), "revision");
	get(&d, "/why");
	try_problem(&d.t, ERR_BAD_REQUEST);
	try_web_person(&d.t, "boris", RIGHTS_ALL & ~right_bit(RIGHT_READ_PEOPLE));
	get(&d, "/at");
	fact = of_field(json_at(d.t.body, "facts"), "consignee_name");
	CHECK(!text_is(json_text(json_at(fact, "value")), "Anna"));
	get(&d, "/edits");
	fact = of_field(json_at(d.t.body, "items"), "consignee_name");
	CHECK(!text_is(json_text(json_at(fact, "value")), "Anna"));
	send(&d, "PUT", "/edits", ver(&d), "{\"fields\":[{\"field\":\"consignee_name\",\"value\":\"Eve\"}]}");
	try_problem(&d.t, ERR_FORBIDDEN);
	desk_close(&d);
}
