/* web/history_test.c - how one order came to be as it is: origins, comparisons, raw answers, what is very large. */
#include "base/instant.h"
#include "web/try_web.h"
#include "work/rig.h"
#include <string.h>

enum { MANY_LINES = 10000 };

/* An order that moved house and whose cancellation was then asked for: three revisions. Its id. */
static int64_t three_revisions(struct rig *r)
{
	uint32_t order = rig_place(r, 0, 1);
	struct text sn = rig_sn(r, order);

	rig_pull(r, 0);
	rig_act(r, MARKET_MOVE_HOUSE, order);
	rig_pull(r, 0);
	rig_act(r, MARKET_ASK_CANCEL, order);
	rig_pull(r, 0);
	return rig_order(r, 0, sn).id;
}

static void ask(struct try_web *t, int64_t id, const char *behind)
{
	try_ask(t, "GET", text_format(t->s->arena, "/api/v1/orders/%lld%s", (long long)id, behind).at, NULL);
}

/* The element of a list with this field. */
static struct json of_field(struct json list, const char *field)
{
	struct json v = json_first(list);

	while (json_kind(v) != JSON_NONE && !text_is(json_text(json_at(v, "field")), field))
		v = json_next(list, v);
	return v;
}

static int64_t number(struct json v, const char *name)
{
	int64_t n = -1;

	return json_int(json_at(v, name), &n) ? n : -1;
}

ON_BOTH(each_fact_says_which_revision_brought_it_and_what_was_done_is_told)
{
	struct rig r;
	struct try_web t;
	struct json fact, activity;
	int64_t id;

	rig_open(s, &r, 0);
	id = three_revisions(&r);
	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	ask(&t, id, "");
	CHECK_EQ(t.status, 200);
	CHECK_EQ(json_count(json_at(t.body, "revisions")), 3);
	CHECK_EQ(number(of_field(json_path(t.body, "facts.consignee"), "consignee_address"), "seq"), 2);
	CHECK_EQ(number(of_field(json_path(t.body, "facts.order_status"), "channel_status"), "seq"), 3);
	fact = of_field(json_path(t.body, "facts.payment"), "total");
	CHECK_EQ(number(fact, "seq"), 1);
	CHECK_EQ(json_kind(json_at(fact, "at")), JSON_STRING);
	CHECK(json_text(json_at(fact, "source")).size > 0);
	CHECK_EQ(json_count(json_at(t.body, "activities")), 1);
	activity = json_first(json_at(t.body, "activities"));
	CHECK_TEXT(json_text(json_at(activity, "kind")), "channel_status");
	CHECK_TEXT(json_text(json_at(activity, "why")), "cancel_requested");
	CHECK_EQ(json_kind(json_at(activity, "who")), JSON_NULL);
	CHECK(!json_is_true(json_at(t.body, "older_activities")) && !json_is_true(json_at(t.body, "facts_cut")));
	try_web_close(&t);
	rig_close(&r);
}

/* What `anna`, who may see people, is shown, and nobody else. */
static struct text address_of(struct try_web *t, int64_t id)
{
	ask(t, id, "");
	return json_text(json_at(of_field(json_path(t->body, "facts.consignee"), "consignee_address"), "value"));
}

ON_BOTH(facts_of_people_are_masked_without_the_right)
{
	struct rig r;
	struct try_web t;
	struct text address;
	int64_t id;

	rig_open(s, &r, 0);
	id = three_revisions(&r);
	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	address = address_of(&t, id);
	CHECK(address.size > 4);
	try_web_person(&t, "bert", right_bit(RIGHT_READ_ORDERS));
	CHECK(fact_is_masked(address_of(&t, id)));
	CHECK(!text_has(t.answer.body, address.at));
	CHECK_EQ(number(of_field(json_path(t.body, "facts.consignee"), "consignee_address"), "seq"), 2);
	try_web_close(&t);
	rig_close(&r);
}

ON_BOTH(two_revisions_are_compared_and_people_masked_without_the_right)
{
	struct rig r;
	struct try_web t;
	struct json change;
	struct text was, is;
	int64_t id;

	rig_open(s, &r, 0);
	id = three_revisions(&r);
	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	ask(&t, id, "/compare?from=1&to=2");
	CHECK_EQ(t.status, 200);
	CHECK_EQ(number(json_at(t.body, "from"), "seq"), 1);
	CHECK_EQ(number(json_at(t.body, "to"), "seq"), 2);
	change = of_field(json_at(t.body, "changes"), "consignee_address");
	CHECK_TEXT(json_text(json_at(change, "group")), "consignee");
	was = json_text(json_at(change, "was"));
	is = json_text(json_at(change, "is"));
	CHECK(was.size && is.size && !text_same(was, is) && !fact_is_masked(was));
	CHECK_EQ(json_kind(of_field(json_at(t.body, "changes"), "channel_status")), JSON_NONE);
	ask(&t, id, "/compare?from=2&to=1");
	change = of_field(json_at(t.body, "changes"), "consignee_address");
	CHECK_SAME(json_text(json_at(change, "was")), is);
	ask(&t, id, "/compare?from=3&to=3");
	CHECK_EQ(json_count(json_at(t.body, "changes")), 0);
	try_web_person(&t, "bert", right_bit(RIGHT_READ_ORDERS));
	ask(&t, id, "/compare?from=1&to=3");
	change = of_field(json_at(t.body, "changes"), "consignee_address");
	CHECK(fact_is_masked(json_text(json_at(change, "was"))) && fact_is_masked(json_text(json_at(change, "is"))));
	CHECK(!text_has(t.answer.body, was.at) && !text_has(t.answer.body, is.at));
	CHECK_EQ(json_kind(of_field(json_at(t.body, "changes"), "channel_status")), JSON_OBJECT);
	try_web_close(&t);
	rig_close(&r);
}

static enum err expire(struct scope *s, void *arg)
{
	const int64_t *id = arg;

	TRY(sql_expire_raws(s, (struct sql_expire_raws){ .after = *id - 1, .last = *id, .now = s->now + 4000 * DAY_MS },
			    NULL));
	return sql_expire_revision_people(
		s, (struct sql_expire_revision_people){ .after = *id - 1, .last = *id, .now = s->now + 4000 * DAY_MS },
		NULL);
}

ON_BOTH(a_raw_answer_is_shown_redacted_and_only_while_it_is_kept)
{
	struct rig r;
	struct try_web t;
	struct json raw;
	struct text address, sn;
	int64_t id;

	rig_open(s, &r, 0);
	id = three_revisions(&r);
	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	address = address_of(&t, id);
	sn = try_at(&t, "ref");
	ask(&t, id, "/raw?seq=3");
	CHECK_EQ(t.status, 200);
	CHECK_OK(json_parse(s, try_at(&t, "raw"), &raw));
	CHECK_SAME(json_text(json_at(raw, "order_sn")), sn);
	CHECK_SAME(json_text(json_path(raw, "recipient_address.full_address")), address);
	CHECK(!json_is_true(json_at(t.body, "cut")));
	try_web_person(&t, "bert", right_bit(RIGHT_READ_ORDERS));
	ask(&t, id, "/raw?seq=3");
	CHECK_OK(json_parse(s, try_at(&t, "raw"), &raw));
	CHECK_SAME(json_text(json_at(raw, "order_sn")), sn);
	CHECK(fact_is_masked(json_text(json_path(raw, "recipient_address.full_address"))));
	CHECK(!text_has(t.answer.body, address.at));
	CHECK_OK(db_transact(s, expire, &id));
	ask(&t, id, "/raw?seq=3");
	try_problem(&t, ERR_RAW_EXPIRED);
	try_web_person(&t, "carl", RIGHTS_ALL);
	ask(&t, id, "/compare?from=1&to=3"); /* people are gone: what they changed is not told any more */
	CHECK_EQ(json_kind(of_field(json_at(t.body, "changes"), "consignee_address")), JSON_NONE);
	CHECK_EQ(json_kind(of_field(json_at(t.body, "changes"), "channel_status")), JSON_OBJECT);
	try_web_close(&t);
	rig_close(&r);
}

ON_BOTH(revisions_are_paged_and_each_says_what_it_changed)
{
	struct rig r;
	struct try_web t;
	struct text after = TEXT("4");
	int64_t id, seq = 3;

	rig_open(s, &r, 0);
	id = three_revisions(&r);
	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	for (; after.at; seq--) {
		struct json one;
		ask(&t, id, text_format(s->arena, "/revisions?limit=1&after=%.*s", TEXT_ARG(after)).at);
		CHECK_EQ(json_count(json_at(t.body, "items")), 1);
		one = json_first(json_at(t.body, "items"));
		CHECK_EQ(number(one, "seq"), seq);
		CHECK_EQ(json_count(json_at(one, "fields")) > 0, seq > 1);
		after = try_at(&t, "next");
	}
	CHECK_EQ(seq, 0);
	ask(&t, id, "/revisions");
	CHECK_EQ(json_count(json_at(t.body, "items")), 3);
	ask(&t, id, "/revisions?after=1");
	CHECK_EQ(json_count(json_at(t.body, "items")), 0);
	try_web_close(&t);
	rig_close(&r);
}

static const struct {
	const char *behind;
	enum err wanted;
} refused[] = {
	{ "/raw", ERR_BAD_REQUEST },
	{ "/raw?seq=", ERR_BAD_REQUEST },
	{ "/raw?seq=0", ERR_BAD_REQUEST },
	{ "/raw?seq=1x", ERR_BAD_REQUEST },
	{ "/raw?seq=4", ERR_REVISION_UNKNOWN },
	{ "/raw?seq=9223372036854775807", ERR_REVISION_UNKNOWN },
	{ "/compare", ERR_BAD_REQUEST },
	{ "/compare?from=1", ERR_BAD_REQUEST },
	{ "/compare?from=1&to=-2", ERR_BAD_REQUEST },
	{ "/compare?from=1&to=7", ERR_REVISION_UNKNOWN },
	{ "/compare?from=7&to=1", ERR_REVISION_UNKNOWN },
	{ "/revisions?limit=101", ERR_BAD_REQUEST },
	{ "/revisions?after=x", ERR_BAD_REQUEST },
	{ "/lines?limit=0", ERR_BAD_REQUEST },
	{ "/lines?limit=1001", ERR_BAD_REQUEST },
	{ "/raw/1", ERR_NO_ROUTE },
};

ON_SQLITE(unknown_revisions_and_absurd_numbers_are_refused_by_name)
{
	static const char *const known[] = { "/raw?seq=1", "/compare?from=1&to=1", "/revisions", "/lines" };
	struct rig r;
	struct try_web t;
	int64_t id;

	rig_open(s, &r, 0);
	id = three_revisions(&r);
	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		ask(&t, id, refused[i].behind);
		try_problem(&t, refused[i].wanted);
	}
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		ask(&t, id, known[i]);
		CHECK_EQ(t.status, 200);
		ask(&t, id + 1, known[i]);
		try_problem(&t, ERR_ORDER_UNKNOWN);
	}
	try_web_person(&t, "dora", right_bit(RIGHT_CHANGE_SHOPS));
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		ask(&t, id, known[i]);
		try_problem(&t, ERR_FORBIDDEN);
	}
	try_web_close(&t);
	rig_close(&r);
}

/* All lines of an order, page by page; each once. */
static size_t lines_walk(struct try_web *t, int64_t id)
{
	struct text after = TEXT(""), last = TEXT("");
	size_t count = 0;

	for (int page = 0; after.at && page < 100; page++) {
		struct buffer behind = buffer_in(t->s->arena);
		struct json items;
		buffer_add_z(&behind, "/lines?limit=1000&after=");
		url_add(&behind, after);
		ask(t, id, text_z(t->s->arena, buffer_text(&behind)));
		items = json_at(t->body, "items");
		for (struct json v = json_first(items); json_kind(v) != JSON_NONE; v = json_next(items, v), count++) {
			CHECK(text_order(last, json_text(json_at(v, "line"))) < 0);
			last = json_text(json_at(v, "line"));
		}
		after = try_at(t, "next");
	}
	return count;
}

ON_BOTH(an_order_of_ten_thousand_lines_is_shown_in_parts)
{
	struct rig r;
	struct try_web t;
	uint32_t order;
	int64_t id;

	rig_open(s, &r, 0);
	order = rig_place_lines(&r, 0, MANY_LINES);
	rig_pull(&r, 0);
	rig_act(&r, MARKET_ASK_CANCEL, order);
	rig_pull(&r, 0);
	id = rig_order(&r, 0, rig_sn(&r, order)).id;
	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	ask(&t, id, "");
	CHECK_EQ(t.status, 200);
	CHECK(t.answer.body.size < 512 * 1024);
	CHECK_EQ(json_count(json_at(t.body, "lines")), 200);
	CHECK_EQ(json_kind(json_at(t.body, "lines_next")), JSON_STRING);
	CHECK_EQ(json_count(json_path(t.body, "facts.lines")), 500);
	CHECK(json_is_true(json_at(t.body, "facts_cut")));
	CHECK_EQ(number(of_field(json_path(t.body, "facts.lines"), "line_sku"), "seq"), 1);
	CHECK_EQ(lines_walk(&t, id), MANY_LINES);
	ask(&t, id, "/compare?from=1&to=2");
	CHECK(json_count(json_at(t.body, "changes")) > 0 && json_count(json_at(t.body, "changes")) <= 1000);
	ask(&t, id, "/raw?seq=1");
	CHECK(json_is_true(json_at(t.body, "cut")) && try_at(&t, "raw").size <= 1024 * 1024);
	try_web_close(&t);
	rig_close(&r);
}
