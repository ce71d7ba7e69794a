/* web/saved_test.c - a person's saved views: made, changed, deleted, and what cannot be kept. */
#include "web/try_web.h"
#include "work/saved.h"
#include <string.h>

static const char mine[] = "{\"page\":\"orders\",\"name\":\"迟 <b>late</b>\",\"query\":\"tab=pending&ship_by_to=x\","
			   "\"columns\":[\"number\",\"ship_by\"]}";

static void put(struct try_web *t, struct text id, const char *ver, const char *body)
{
	t->extra_count = 0;
	if (ver)
		t->extra[t->extra_count++] = (struct http_header){ TEXT("If-Match"), text_of(ver) };
	try_ask(t, "PUT", text_format(t->s->arena, "/api/v1/views/%.*s", TEXT_ARG(id)).at, body);
	t->extra_count = 0;
}

ON_BOTH(a_view_is_saved_listed_changed_and_deleted)
{
	struct try_web t;
	struct text id;

	try_web_open(s, &t);
	try_web_person(&t, "anna", 0);
	try_ask(&t, "POST", "/api/v1/views", mine);
	CHECK_EQ(t.status, 201);
	id = try_at(&t, "id");
	CHECK_TEXT(try_at(&t, "ver"), "1");
	CHECK_TEXT(try_at(&t, "name"), "迟 <b>late</b>");
	CHECK_EQ(json_count(json_at(t.body, "columns")), 2);
	put(&t, id, "\"1\"", "{\"name\":\"All\",\"query\":\"\",\"columns\":[]}");
	CHECK_EQ(t.status, 200);
	CHECK_TEXT(try_at(&t, "ver"), "2");
	CHECK_EQ(json_count(json_at(t.body, "columns")), 0);
	try_ask(&t, "GET", "/api/v1/views?page=orders", NULL);
	CHECK_EQ(json_count(json_at(t.body, "items")), 1);
	try_ask(&t, "GET", "/api/v1/views?page=shops", NULL);
	CHECK_EQ(json_count(json_at(t.body, "items")), 0);
	try_ask(&t, "DELETE", text_format(s->arena, "/api/v1/views/%.*s", TEXT_ARG(id)).at, NULL);
	CHECK_EQ(t.status, 204);
	try_ask(&t, "DELETE", text_format(s->arena, "/api/v1/views/%.*s", TEXT_ARG(id)).at, NULL);
	try_problem(&t, ERR_SAVED_UNKNOWN);
	try_ask(&t, "GET", "/api/v1/views", NULL);
	CHECK_EQ(json_count(json_at(t.body, "items")), 0);
	try_web_close(&t);
}

ON_BOTH(a_view_that_another_window_has_changed_is_not_overwritten)
{
	static const char body[] = "{\"name\":\"B\",\"query\":\"\",\"columns\":[]}";
	struct try_web t;
	struct text id;

	try_web_open(s, &t);
	try_web_person(&t, "anna", 0);
	try_ask(&t, "POST", "/api/v1/views", mine);
	id = try_at(&t, "id");
	put(&t, id, "1", body);
	CHECK_EQ(t.status, 200);
	put(&t, id, "1", body);
	try_problem(&t, ERR_CONFLICT);
	CHECK(text_has(try_at(&t, "detail"), "version 2"));
	put(&t, id, NULL, body);
	try_problem(&t, ERR_BAD_REQUEST);
	CHECK(text_has(try_at(&t, "detail"), "If-Match"));
	put(&t, id, "\"x\"", body);
	try_problem(&t, ERR_BAD_REQUEST);
	put(&t, TEXT("77"), "1", body);
	try_problem(&t, ERR_SAVED_UNKNOWN);
	try_web_close(&t);
}

ON_BOTH(views_are_their_person_s_alone_and_names_are_unique_a_page)
{
	struct try_web t;
	struct text id, cookie, csrf;

	try_web_open(s, &t);
	try_web_person(&t, "anna", 0);
	try_ask(&t, "POST", "/api/v1/views", mine);
	id = try_at(&t, "id");
	try_ask(&t, "POST", "/api/v1/views", mine);
	try_problem(&t, ERR_DUPLICATE);
	CHECK(text_has(try_at(&t, "detail"), "late") && text_has(try_at(&t, "detail"), "choose another name"));
	try_ask(&t, "POST", "/api/v1/views", "{\"page\":\"orders\",\"name\":\"B\",\"query\":\"\",\"columns\":[]}");
	CHECK_EQ(t.status, 201);
	put(&t, id, "1", "{\"name\":\"B\",\"query\":\"\",\"columns\":[]}");
	try_problem(&t, ERR_DUPLICATE);
	cookie = t.cookie;
	csrf = t.csrf;
	try_web_person(&t, "ben", RIGHTS_ALL);
	try_ask(&t, "GET", "/api/v1/views", NULL);
	CHECK_EQ(json_count(json_at(t.body, "items")), 0);
	try_ask(&t, "POST", "/api/v1/views", mine);
	CHECK_EQ(t.status, 201);
	try_ask(&t, "DELETE", text_format(s->arena, "/api/v1/views/%.*s", TEXT_ARG(id)).at, NULL);
	try_problem(&t, ERR_SAVED_UNKNOWN);
	put(&t, id, "1", "{\"name\":\"C\",\"query\":\"\",\"columns\":[]}");
	try_problem(&t, ERR_SAVED_UNKNOWN);
	t.cookie = cookie;
	t.csrf = csrf;
	try_ask(&t, "GET", "/api/v1/views", NULL);
	CHECK_EQ(json_count(json_at(t.body, "items")), 2);
	try_web_close(&t);
}

/* A body with one member in another form. */
static const char *const bad[] = {
	"{}",
	"{\"page\":\"orders\",\"name\":\"\",\"query\":\"\",\"columns\":[]}",
	"{\"page\":\"orders\",\"name\":\"  \",\"query\":\"\",\"columns\":[]}",
	"{\"page\":\"orders\",\"name\":\"a\\nb\",\"query\":\"\",\"columns\":[]}",
	"{\"page\":\"orders\",\"name\":7,\"query\":\"\",\"columns\":[]}",
	"{\"page\":\"Orders!\",\"name\":\"a\",\"query\":\"\",\"columns\":[]}",
	"{\"page\":\"\",\"name\":\"a\",\"query\":\"\",\"columns\":[]}",
	"{\"page\":\"orders\",\"name\":\"a\",\"columns\":[]}",
	"{\"page\":\"orders\",\"name\":\"a\",\"query\":\"\",\"columns\":\"number\"}",
	"{\"page\":\"orders\",\"name\":\"a\",\"query\":\"\",\"columns\":[7]}",
	"{\"page\":\"orders\",\"name\":\"a\",\"query\":\"\",\"columns\":[\"a,b\"]}",
	"{\"page\":\"orders\",\"name\":\"a\",\"query\":\"\",\"columns\":[\"\"]}",
	"{\"page\":\"orders\",\"name\":\"a\",\"query\":\"\",\"columns\":[],\"shared\":true}",
};

/* So many of a character as a name. */
static int save_named(struct try_web *t, const char *character, int count)
{
	struct buffer b = buffer_in(t->s->arena);

	buffer_add_z(&b, "{\"page\":\"orders\",\"query\":\"\",\"columns\":[],\"name\":\"");
	for (int i = 0; i < count; i++)
		buffer_add_z(&b, character);
	buffer_add_z(&b, "\"}");
	try_ask(t, "POST", "/api/v1/views", text_z(t->s->arena, buffer_text(&b)));
	return t->status;
}

ON_SQLITE(what_cannot_be_kept_is_refused_with_words)
{
	struct try_web t;
	struct buffer b = buffer_in(s->arena);

	try_web_open(s, &t);
	try_web_person(&t, "anna", 0);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		try_ask(&t, "POST", "/api/v1/views", bad[i]);
		if (t.status != 400)
			check_failed(__FILE__, __LINE__, "%s: %d", bad[i], t.status);
		try_problem(&t, ERR_BAD_REQUEST);
	}
	CHECK_EQ(save_named(&t, "名", 80), 201);
	CHECK_EQ(save_named(&t, "名", 81), 400);
	CHECK_EQ(save_named(&t, "a", 81), 400);
	buffer_add_z(&b, "{\"page\":\"orders\",\"name\":\"many\",\"query\":\"\",\"columns\":[\"a0\"");
	for (int i = 1; i < 100; i++)
		buffer_format(&b, ",\"a%d\"", i);
	buffer_add_z(&b, "]}");
	try_ask(&t, "POST", "/api/v1/views", text_z(s->arena, buffer_text(&b)));
	try_problem(&t, ERR_BAD_REQUEST);
	CHECK(text_has(try_at(&t, "detail"), "at most 60"));
	try_web_close(&t);
}

ON_SQLITE(a_person_saves_so_many_views_and_no_more)
{
	struct try_web t;

	try_web_open(s, &t);
	try_web_person(&t, "anna", 0);
	for (int i = 1; i <= SAVED_MAX; i++)
		CHECK_EQ(save_named(&t, "x", i), 201);
	CHECK_EQ(save_named(&t, "y", 1), 409);
	try_problem(&t, ERR_SAVED_FULL);
	try_web_person(&t, "ben", 0);
	CHECK_EQ(save_named(&t, "y", 1), 201);
	try_web_close(&t);
}
