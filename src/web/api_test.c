/* web/api_test.c - the one description of the API: what is made of it is in the repository as it is made, and true. */
#include "core/order.h"
#include "web/api.h"
#include "web/try_web.h"
#include <stdio.h>
#include <string.h>

/* A file of the repository, whole. */
static struct text file_of(struct arena *a, const char *path)
{
	struct buffer b = buffer_in(a);
	char block[4096];
	FILE *f = fopen(text_format(a, CHECK_ROOT "/%s", path).at, "r");

	CHECK(f != NULL);
	for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
		buffer_add(&b, (struct text){ block, n });
	CHECK(fclose(f) == 0);
	return buffer_text(&b);
}

TEST(the_made_descriptions_are_those_in_the_repository)
{
	struct arena *a = check_scope()->arena;
	const struct {
		const char *path;
		struct text made;
	} all[] = {
		{ "docs/openapi.json", api_openapi(a) },
		{ "docs/api.md", api_markdown(a) },
		{ "ui/src/api/types.ts", api_types(a) },
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (!text_same(all[i].made, file_of(a, all[i].path)))
			check_failed(__FILE__, __LINE__, "%s is stale: run script/api", all[i].path);
}

TEST(each_view_is_named_once_and_each_name_used_is_there)
{
	for (const struct view_row *r = view_rows; r->name; r++) {
		CHECK(r->line == LINE_END || r->sentence[0]);
		if (r->line == LINE_VIEW || r->line == LINE_ENUM)
			CHECK(view_find(text_of(r->name)) == r);
		if (r->line != LINE_MEMBER)
			continue;
		if (view_kind(r->type) == KIND_ENUM)
			CHECK(view_find(text_of(r->of)) && view_find(text_of(r->of))->line == LINE_ENUM);
		else if (view_kind(r->type) == KIND_PART)
			CHECK(view_find(text_of(r->of)) && view_find(text_of(r->of))->line == LINE_VIEW);
		else
			CHECK(r->of[0] == 0);
	}
}

TEST(the_tabs_are_all_and_each_state)
{
	struct arena *a = check_scope()->arena;
	const struct view_row *tabs = view_find(TEXT("order_tab"));

	CHECK_TEXT(view_word(a, tabs, 0), "all");
	for (int i = 0; i < ORDER_STATE_COUNT; i++)
		CHECK_TEXT(view_word(a, tabs, (size_t)i + 1), order_state_name((enum order_state)i));
	CHECK(!view_word(a, tabs, ORDER_STATE_COUNT + 1).at);
}

static bool is_view(const char *name)
{
	const struct view_row *r = view_find(text_of(name));

	return r && r->line == LINE_VIEW;
}

TEST(each_route_names_views_that_are_there)
{
	for (size_t i = 0; i < route_count; i++) {
		const struct route *r = &routes[i];
		CHECK(r->body[0] == 0 || strchr(r->body, '/') || is_view(r->body));
		CHECK(r->reply[0] == 0 || strchr(r->reply, '/') || is_view(r->reply));
		CHECK(r->reply[0] != 0 || r->status == 204);
		for (const struct route_query *q = route_queries(i); q->name; q++)
			CHECK(view_kind(q->type) != KIND_ENUM || view_find(text_of(q->of)));
	}
}

ON_SQLITE(the_description_is_served_to_anyone)
{
	struct try_web t;
	struct text media;

	try_web_open(s, &t);
	try_ask(&t, "GET", "/api/v1/openapi.json", NULL);
	CHECK_EQ(t.status, 200);
	media = http_header_find(t.answer.headers, t.answer.header_count, "content-type");
	CHECK_TEXT(media, "application/json");
	CHECK_TEXT(try_at(&t, "openapi"), "3.1.0");
	CHECK_EQ(json_kind(json_path(t.body, "components.schemas.OrderPage")), JSON_OBJECT);
	try_web_close(&t);
}

/* The names that a handler says it knows, sorted as it has them: "… known are: a, b". */
static bool same_names(struct text detail, const struct route_query *q)
{
	static const char known[] = "known are: ";
	struct text rest = detail, name;
	size_t described = 0, said = 0;

	for (size_t i = 0; i + sizeof known <= detail.size; i++)
		if (memcmp(detail.at + i, known, sizeof known - 1) == 0)
			rest = (struct text){ detail.at + i + sizeof known - 1, detail.size - i - (sizeof known - 1) };
	if (!q->name)
		return text_is(rest, "none");
	for (size_t i = 0; q[i].name; i++)
		described++;
	for (; text_cut(&rest, ',', &name); said++) {
		size_t i = 0;
		while (i < described && !text_is(text_trim(name), q[i].name))
			i++;
		if (i == described)
			return false;
	}
	return said == described;
}

ON_SQLITE(each_route_takes_the_parameters_that_are_described_and_no_other)
{
	struct try_web t;

	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	for (size_t i = 0; i < route_count; i++) {
		struct buffer path = buffer_in(s->arena);
		const char *id = strstr(routes[i].path, "{id}");
		buffer_add_z(&path, "/api/v1");
		if (id)
			buffer_format(&path, "%.*s1%s", (int)(id - routes[i].path), routes[i].path, id + 4);
		else
			buffer_add_z(&path, routes[i].path);
		buffer_add_z(&path, "?no_such_parameter=1");
		try_ask(&t, routes[i].method, text_z(s->arena, buffer_text(&path)), NULL);
		try_problem(&t, ERR_BAD_REQUEST);
		if (!same_names(try_at(&t, "detail"), route_queries(i)))
			check_failed(__FILE__, __LINE__, "%s %s: %.*s", routes[i].method, routes[i].path,
				     TEXT_ARG(try_at(&t, "detail")));
	}
	try_web_close(&t);
}
