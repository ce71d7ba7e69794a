/* web/maps_test.c - mappings by the API: made, found, changed, removed, exported and imported again. */
#include "web/right.h"
#include "web/try_web.h"
#include "work/imports.h"
#include "work/node.h"
#include "work/sku.h"
#include "work/unmapped.h"

static void articles(struct scope *s)
{
	struct sku a = { .code = TEXT("CCD007"), .title = TEXT("Desk lamp"), .state = TEXT("active") };
	struct sku b = { .code = TEXT("A;B*C\\D"), .title = TEXT("Odd"), .state = TEXT("active") };

	CHECK_OK(sku_make(s, &a));
	CHECK_OK(sku_make(s, &b));
}

static int64_t listed(struct try_web *t, const char *query)
{
	try_ask(t, "GET", text_format(t->s->arena, "/api/v1/maps%s", query).at, NULL);
	CHECK_EQ(t->status, 200);
	return (int64_t)json_count(json_at(t->body, "items"));
}

static struct text add(struct try_web *t, const char *body)
{
	try_ask(t, "POST", "/api/v1/maps", body);
	CHECK_EQ(t->status, 201);
	return try_at(t, "id");
}

static const char plain[] = "{\"members\":[{\"platform_sku\":\"Red-Lamp\",\"quantity\":1}],"
			    "\"parts\":[{\"code\":\"CCD007\",\"quantity\":2}]}";
static const char set[] = "{\"channel\":\"shopee\",\"members\":[{\"platform_sku\":\"P;1\",\"quantity\":1},"
			  "{\"platform_sku\":\"P*2\",\"quantity\":3}],\"parts\":[{\"code\":\"CCD007\",\"quantity\":1},"
			  "{\"code\":\"A;B*C\\\\D\",\"quantity\":4}],\"valid_from\":\"2026-01-01T00:00:00Z\"}";

ON_BOTH(mappings_are_made_searched_changed_and_deleted_S001_20_to_24)
{
	struct try_web t;
	struct text id;

	try_web_open(s, &t);
	try_web_person(&t, "anna", INT64_C(-1));
	articles(s);
	id = add(&t, plain);
	CHECK_TEXT(try_at(&t, "ver"), "1");
	(void)add(&t, set);
	try_ask(&t, "POST", "/api/v1/maps", plain);
	try_problem(&t, ERR_DUPLICATE);
	CHECK_EQ(listed(&t, ""), 2);
	CHECK_EQ(listed(&t, "?sku=red"), 1);
	CHECK_EQ(listed(&t, "?sku=CCD"), 2);
	CHECK_EQ(listed(&t, "?sku=none"), 0);
	CHECK_EQ(listed(&t, "?channel=shopee"), 1);
	CHECK_EQ(listed(&t, "?shop=9"), 0);
	CHECK_EQ(listed(&t, "?limit=1"), 1);
	CHECK_EQ(listed(&t, text_format(s->arena, "?limit=1&after=%.*s", TEXT_ARG(try_at(&t, "next"))).at), 1);
	CHECK(!try_at(&t, "next").at);
	t.extra[t.extra_count++] = (struct http_header){ TEXT("If-Match"), TEXT("1") };
	try_ask(&t, "PUT", text_format(s->arena, "/api/v1/maps/%.*s", TEXT_ARG(id)).at, plain);
	CHECK_EQ(t.status, 200);
	CHECK_TEXT(try_at(&t, "ver"), "2");
	try_ask(&t, "PUT", text_format(s->arena, "/api/v1/maps/%.*s", TEXT_ARG(id)).at, plain);
	try_problem(&t, ERR_CONFLICT); /* another was quicker */
	t.extra_count = 0;
	try_ask(&t, "DELETE", text_format(s->arena, "/api/v1/maps/%.*s", TEXT_ARG(id)).at, NULL);
	CHECK_EQ(t.status, 204);
	CHECK_EQ(listed(&t, ""), 1);
	try_web_close(&t);
}

ON_BOTH(one_mapping_is_shown_by_its_number_S001_21)
{
	struct try_web t;
	struct text id, listed_as;
	const char *path;

	try_web_open(s, &t);
	try_web_person(&t, "anna", INT64_C(-1));
	articles(s);
	(void)add(&t, plain);
	id = text_copy(s->arena, add(&t, set));
	path = text_format(s->arena, "/api/v1/maps/%.*s", TEXT_ARG(id)).at;
	CHECK_EQ(listed(&t, "?channel=shopee"), 1);
	listed_as = text_copy(s->arena, json_lexeme(json_first(json_at(t.body, "items"))));
	try_ask(&t, "GET", path, NULL);
	CHECK_EQ(t.status, 200);
	CHECK_TEXT(json_lexeme(t.body), listed_as.at); /* word for word as the list shows it */
	CHECK_EQ(json_count(json_at(t.body, "members")), 2);
	CHECK_EQ(json_count(json_at(t.body, "parts")), 2);
	try_ask(&t, "DELETE", path, NULL);
	CHECK_EQ(t.status, 204);
	try_ask(&t, "GET", path, NULL);
	try_problem(&t, ERR_MAP_UNKNOWN);
	try_web_close(&t);
}

static void refused(struct try_web *t, const char *body, enum err why)
{
	try_ask(t, "POST", "/api/v1/maps", body);
	try_problem(t, why);
	CHECK_EQ(listed(t, ""), 0);
}

ON_SQLITE(a_mapping_that_cannot_be_is_refused_and_nothing_changes)
{
	struct try_web t;

	try_web_open(s, &t);
	try_web_person(&t, "anna", INT64_C(-1));
	articles(s);
	refused(&t, "{\"members\":[],\"parts\":[{\"code\":\"CCD007\",\"quantity\":1}]}", ERR_BAD_REQUEST);
	refused(&t,
		"{\"members\":[{\"platform_sku\":\"P\",\"quantity\":0}],\"parts\":[{\"code\":\"CCD007\",\"quantity\":1}"
		"]}",
		ERR_BAD_REQUEST);
	refused(&t,
		"{\"members\":[{\"platform_sku\":\"P\",\"quantity\":1}],\"parts\":[{\"code\":\"CCD007\",\"quantity\":-"
		"2}]}",
		ERR_BAD_REQUEST);
	refused(&t,
		"{\"members\":[{\"platform_sku\":\"P\",\"quantity\":1}],\"parts\":[{\"code\":\"NO\",\"quantity\":1}]}",
		ERR_SKU_UNKNOWN);
	refused(&t,
		"{\"members\":[{\"platform_sku\":\"P\",\"quantity\":1}],\"parts\":[{\"code\":\"CCD007\",\"quantity\":1}"
		"],"
		"\"valid_from\":\"soon\"}",
		ERR_BAD_TIME);
	refused(&t,
		"{\"members\":[{\"platform_sku\":\"P\",\"quantity\":1}],\"parts\":[{\"code\":\"CCD007\",\"quantity\":1}"
		"],"
		"\"shop_id\":\"77\"}",
		ERR_SHOP_UNKNOWN);
	try_web_close(&t);
}

/* The database of the test stands in for a node's. */
static struct sql_import_get_row import(struct scope *s, struct text bytes, const char *name)
{
	struct import_new f = { .kind = import_kind_find(TEXT("sku_maps")), .name = text_of(name), .bytes = bytes };
	struct node *n = ARENA_NEW(s->arena, struct node);
	struct sql_import_get_row row;
	int64_t id;

	n->root = *s;
	CHECK_OK(import_add(n, s, &f, &id));
	CHECK_OK(sql_import_get(s, (struct sql_import_get){ id }, &row));
	if (row.good) {
		CHECK_OK(import_start(s, id, false, 0));
		CHECK_OK(import_go_on(n, s, id));
		CHECK_OK(sql_import_get(s, (struct sql_import_get){ id }, &row));
	}
	return row;
}

static struct text exported(struct try_web *t, const char *format)
{
	try_ask(t, "GET", text_format(t->s->arena, "/api/v1/maps/export?format=%s", format).at, NULL);
	CHECK_EQ(t->status, 200);
	return text_copy(t->s->arena, t->answer.body);
}

ON_BOTH(what_is_exported_is_imported_again_without_loss_S001_25_26)
{
	struct try_web t;
	struct text one, two, csv, xlsx;
	struct sql_import_get_row row;

	try_web_open(s, &t);
	try_web_person(&t, "anna", INT64_C(-1));
	articles(s);
	one = add(&t, plain);
	two = add(&t, set);
	csv = exported(&t, "csv");
	xlsx = exported(&t, "xlsx");
	try_ask(&t, "DELETE", text_format(s->arena, "/api/v1/maps/%.*s", TEXT_ARG(one)).at, NULL);
	try_ask(&t, "DELETE", text_format(s->arena, "/api/v1/maps/%.*s", TEXT_ARG(two)).at, NULL);
	CHECK_EQ(listed(&t, ""), 0);
	row = import(s, csv, "m.csv");
	CHECK_EQ(row.faulty, 0);
	CHECK_EQ(row.done, 2);
	CHECK_SAME(exported(&t, "csv"), csv);
	row = import(s, xlsx, "m.xlsx"); /* they are there: the same again changes nothing */
	CHECK_EQ(row.faulty, 0);
	CHECK_SAME(exported(&t, "csv"), csv);
	CHECK_EQ(listed(&t, ""), 2);
	try_web_close(&t);
}

ON_BOTH(each_faulty_row_of_a_file_is_named_and_the_good_ones_are_taken_S001_25)
{
	struct try_web t;
	struct sql_import_get_row row;

	try_web_open(s, &t);
	try_web_person(&t, "anna", INT64_C(-1));
	articles(s);
	row = import(s,
		     TEXT("platform_sku,sku,quantity,platform,account,valid_from,valid_until\n"
			  "P1,CCD007,2,,,,\n"
			  "P2,NOT-OURS,1,,,,\n"
			  "P3,CCD007,0,,,,\n"
			  "P4,CCD007*3,2,,,,\n"
			  "P5*x,CCD007,,,,,\n"
			  "P6,CCD007,1,nowhere,,,\n"
			  "P7,CCD007,1,,No shop,,\n"
			  "P8,CCD007,1,,,2026-02-01,2026-01-01\n"
			  "P1,CCD007,5,,,,\n"
			  "P1,CCD007,5,,,2026-01-01,\n"
			  "CCD007,CCD007,,,,,\n"),
		     "m.csv");
	CHECK_EQ(row.total, 11);
	CHECK_EQ(row.done, 2);
	CHECK_EQ(row.faulty, 9);
	CHECK_EQ(listed(&t, ""), 2);
	CHECK_EQ(listed(&t, "?sku=P1"), 1);
	try_web_close(&t);
}

static enum err wait_for(struct scope *s, void *arg)
{
	struct unmapped_line line = { 5, TEXT("1"), TEXT("ccd-007 x3"), TEXT("desk LAMP") };

	return unmapped_note(s, &(struct unmapped_lines){ *(const int64_t *)arg, &line, 1 });
}

ON_BOTH(what_has_no_mapping_is_listed_with_articles_that_may_fit_S001_43)
{
	struct try_web t;
	struct json item;
	int64_t shop;

	try_web_open(s, &t);
	try_web_person(&t, "anna", INT64_C(-1));
	articles(s);
	try_ask(&t, "GET", "/api/v1/maps/unmapped", NULL);
	CHECK_EQ(t.status, 200);
	CHECK_EQ(json_count(json_at(t.body, "items")), 0);
	shop = try_shop(s, "Quick");
	CHECK_OK(db_transact(s, wait_for, &shop));
	try_ask(&t, "GET", "/api/v1/maps/unmapped?find=ccd", NULL);
	CHECK_EQ(json_count(json_at(t.body, "items")), 1);
	item = json_first(json_at(t.body, "items"));
	CHECK_TEXT(json_text(json_path(item, "orders.count")), "1");
	item = json_first(json_at(item, "suggestions"));
	CHECK_TEXT(json_text(json_at(item, "code")), "CCD007");
	CHECK_TEXT(json_text(json_at(item, "reason")), "same_title");
	try_ask(&t, "GET", "/api/v1/maps/unmapped?after=nonsense", NULL);
	try_problem(&t, ERR_BAD_REQUEST);
	try_web_close(&t);
}
