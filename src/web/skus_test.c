/* web/skus_test.c - articles, their photos and warehouses over the API. */
#include "web/right.h"
#include "web/sheet.h"
#include "web/try_web.h"
#include "work/table.h"

#define PNG "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08\x08\2\0\0\0\x4B\x6D\x29\xDC\0\0\0\0IEND\xAE\x42\x60\x82"

static void open_as(struct scope *s, struct try_web *t, int64_t rights)
{
	try_web_open(s, t);
	try_web_person(t, "anna", rights);
}

static void put(struct try_web *t, const char *code, const char *title, const char *barcode)
{
	try_ask(t, "POST", "/api/v1/skus",
		text_format(t->s->arena,
			    "{\"code\":\"%s\",\"barcode\":\"%s\",\"title\":\"%s\",\"weight_g\":5,\"tax_class\":\"\","
			    "\"supplier_offer\":\"\",\"state\":\"active\"}",
			    code, barcode, title)
			.at);
}

static size_t found(struct try_web *t, const char *query)
{
	try_ask(t, "GET", text_format(t->s->arena, "/api/v1/skus?%s", query).at, NULL);
	CHECK_EQ(t->status, 200);
	return json_count(json_at(t->body, "items"));
}

ON_BOTH(an_article_is_made_changed_and_found)
{
	struct try_web t;
	const char *path;

	open_as(s, &t, RIGHTS_ALL);
	put(&t, "CCD007", "Crème Brûlée dish", "4006381333931");
	CHECK_EQ(t.status, 201);
	path = text_format(s->arena, "/api/v1/skus/%.*s", TEXT_ARG(try_at(&t, "id"))).at;
	put(&t, "CCD007", "", "");
	try_problem(&t, ERR_DUPLICATE);
	put(&t, "", "", "");
	try_problem(&t, ERR_BAD_REQUEST);
	put(&t, "XY-1", "红色 T 恤", "");
	CHECK_EQ(found(&t, "find=ccd"), 1);
	CHECK_EQ(found(&t, "find=40063"), 1);
	CHECK_EQ(found(&t, "find=brulee"), 1);
	CHECK_EQ(found(&t, "find=%E8%89%B2"), 1);
	CHECK_EQ(found(&t, "find=rulee"), 0);
	CHECK_EQ(found(&t, "find=-"), 0);
	CHECK_EQ(found(&t, ""), 2);
	t.extra[t.extra_count++] = (struct http_header){ TEXT("If-Match"), TEXT("1") };
	try_ask(&t, "PUT", path,
		"{\"code\":\"CCD008\",\"barcode\":\"\",\"title\":\"Dish\",\"weight_g\":0,\"tax_class\":\"\",\"supplier_"
		"offer\":\"\","
		"\"state\":\"archived\"}");
	CHECK_EQ(t.status, 200);
	try_ask(&t, "PUT", path,
		"{\"code\":\"CCD009\",\"barcode\":\"\",\"title\":\"Dish\",\"weight_g\":0,\"tax_class\":\"\",\"supplier_"
		"offer\":\"\","
		"\"state\":\"archived\"}");
	try_problem(&t, ERR_CONFLICT);
	CHECK_EQ(found(&t, "find=ccd"), 0);
	CHECK_EQ(found(&t, "find=dish&state=archived"), 1);
	CHECK_EQ(found(&t, "find=brulee&state=archived"), 0);
	try_ask(&t, "GET", "/api/v1/skus/17", NULL);
	try_problem(&t, ERR_SKU_UNKNOWN);
	try_web_close(&t);
}

ON_BOTH(a_list_goes_on_behind_its_last_code)
{
	struct try_web t;

	open_as(s, &t, RIGHTS_ALL);
	for (int i = 0; i < 5; i++)
		put(&t, text_format(s->arena, "A-%d", i).at, "thing", "");
	CHECK_EQ(found(&t, "limit=3"), 3);
	CHECK_TEXT(try_at(&t, "next"), "A-2");
	CHECK_EQ(found(&t, "limit=3&after=A-2"), 2);
	CHECK_EQ(json_kind(json_at(t.body, "next")), JSON_NULL);
	CHECK_EQ(found(&t, "limit=2&find=thing"), 2);
	CHECK_EQ(found(&t, "limit=2&find=thing&after=A-3"), 1);
	try_web_close(&t);
}

ON_BOTH(a_photo_that_is_no_picture_is_refused)
{
	static const char jpeg[] = "\xFF\xD8\xFF\xE0 and no more than this",
			  svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>";
	static const struct text no[] = {
		{ "GIF89a", 6 }, { jpeg, sizeof jpeg - 1 }, { svg, sizeof svg - 1 }, { PNG, sizeof PNG / 2 }
	};
	struct try_web t;
	const char *path;

	open_as(s, &t, RIGHTS_ALL);
	put(&t, "A-1", "", "");
	path = text_format(s->arena, "/api/v1/skus/%.*s/photo", TEXT_ARG(try_at(&t, "id"))).at;
	for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
		try_ask_raw(&t, "PUT", path, no[i], "image/png");
		try_problem(&t, ERR_NO_PICTURE);
	}
	try_ask(&t, "GET", path, NULL);
	try_problem(&t, ERR_NO_ROW);
	try_ask_raw(&t, "PUT", path, (struct text){ PNG, sizeof PNG - 1 }, "image/png");
	CHECK_EQ(t.status, 200);
	CHECK(text_starts(try_at(&t, "photo"), path));
	try_ask(&t, "GET", path, NULL);
	CHECK_SAME(t.answer.body, ((struct text){ PNG, sizeof PNG - 1 }));
	CHECK_TEXT(http_header_find(t.answer.headers, t.answer.header_count, "content-type"), "image/png");
	CHECK_TEXT(http_header_find(t.answer.headers, t.answer.header_count, "x-content-type-options"), "nosniff");
	CHECK_TEXT(http_header_find(t.answer.headers, t.answer.header_count, "cache-control"), "private, no-cache");
	t.extra[t.extra_count++] =
		(struct http_header){ TEXT("If-None-Match"),
				      http_header_find(t.answer.headers, t.answer.header_count, "etag") };
	try_ask(&t, "GET", path, NULL);
	CHECK_EQ(t.status, 304);
	t.extra_count--;
	try_ask(&t, "DELETE", path, NULL);
	CHECK_EQ(json_kind(json_at(t.body, "photo")), JSON_NULL);
	try_web_close(&t);
}

static void warehouse(struct try_web *t, const char *method, const char *path, const char *code, const char *state)
{
	try_ask(t, method, path,
		text_format(t->s->arena,
			    "{\"code\":\"%s\",\"name\":\"\",\"kind\":\"own\",\"priority\":3,\"state\":\"%s\"}", code,
			    state)
			.at);
}

ON_BOTH(a_warehouse_is_made_and_changed)
{
	struct try_web t;
	const char *path;

	open_as(s, &t, RIGHTS_ALL);
	warehouse(&t, "POST", "/api/v1/warehouses", "EAST", "active");
	CHECK_EQ(t.status, 201);
	path = text_format(s->arena, "/api/v1/warehouses/%.*s", TEXT_ARG(try_at(&t, "id"))).at;
	warehouse(&t, "POST", "/api/v1/warehouses", "EAST", "active");
	try_problem(&t, ERR_DUPLICATE);
	t.extra[t.extra_count++] = (struct http_header){ TEXT("If-Match"), TEXT("1") };
	warehouse(&t, "PUT", path, "WEST", "closed");
	CHECK_TEXT(try_at(&t, "state"), "closed");
	warehouse(&t, "PUT", path, "WEST", "active");
	try_problem(&t, ERR_CONFLICT);
	try_ask(&t, "GET", "/api/v1/warehouses", NULL);
	CHECK(json_count(json_at(t.body, "items")) >= 1);
	try_web_close(&t);
}

ON_BOTH(who_may_not_change_articles_may_not_send_files_of_them)
{
	struct try_web t;

	open_as(s, &t, right_bit(RIGHT_READ_ORDERS) | right_bit(RIGHT_CHANGE_STOCK));
	put(&t, "A-1", "", "");
	try_problem(&t, ERR_FORBIDDEN);
	try_ask_raw(&t, "POST", "/api/v1/imports?kind=skus", TEXT("code\nA\n"), "text/csv");
	try_problem(&t, ERR_FORBIDDEN);
	try_web_close(&t);
}

ON_BOTH(a_file_is_sent_shown_taken_and_reported)
{
	struct try_web t;
	const char *path;

	open_as(s, &t, RIGHTS_ALL);
	try_ask_raw(&t, "POST", "/api/v1/imports?kind=skus&name=a.csv",
		    TEXT("code,title,weight_g\nA-1,One,5\nA-2,Two,-1\n"), "text/csv");
	CHECK_EQ(t.status, 201);
	CHECK_TEXT(try_at(&t, "state"), "checked");
	CHECK_TEXT(try_at(&t, "encoding"), "utf-8");
	CHECK_EQ(json_count(json_at(t.body, "preview")), 1);
	CHECK_EQ(json_count(json_at(t.body, "faults")), 1);
	CHECK_TEXT(json_text(json_at(json_first(json_at(t.body, "faults")), "column")), "weight_g");
	path = text_format(s->arena, "/api/v1/imports/%.*s", TEXT_ARG(try_at(&t, "id"))).at;
	try_ask(&t, "POST", text_format(s->arena, "%s/take", path).at, "{\"take\":\"all\"}");
	try_problem(&t, ERR_IMPORT_FAULTY);
	try_ask(&t, "POST", text_format(s->arena, "%s/take", path).at, "{\"take\":\"good\"}");
	CHECK_EQ(t.status, 202);
	CHECK_TEXT(try_at(&t, "state"), "running");
	try_ask(&t, "GET", text_format(s->arena, "%s/report", path).at, NULL);
	CHECK(text_has(t.answer.body, "2,\"good\"") && text_has(t.answer.body, "3,\"faulty\",\"weight_g\",\"'-1\""));
	try_ask(&t, "GET", "/api/v1/imports?kind=skus", NULL);
	CHECK_EQ(json_count(json_at(t.body, "items")), 1);
	try_ask(&t, "GET", "/api/v1/imports/example?kind=skus", NULL);
	CHECK(text_has(t.answer.body, "code,title,barcode,weight_g,tax_class,supplier_offer,state\r\n"));
	try_ask_raw(&t, "POST", "/api/v1/imports?kind=skus&name=b.xls", TEXT("\xD0\xCF\x11\xE0"),
		    "application/vnd.ms-excel");
	try_problem(&t, ERR_FILE_KIND);
	try_ask(&t, "GET", "/api/v1/imports/17", NULL);
	try_problem(&t, ERR_IMPORT_UNKNOWN);
	try_web_close(&t);
}

/* What one library writes and others read: nothing of it is lost. */
ON_SQLITE(what_we_write_as_workbook_and_as_csv_is_read_again)
{
	static const char *const cells[] = { "code",       "title", "007", "=1+1", "'=x", "红色 \"T\" 恤, L",
					     "two\nlines", "1e5" };

	for (int form = SHEET_CSV; form <= SHEET_XLSX; form++) {
		struct sheet *sheet;
		struct csv_row row;
		struct text file;
		struct table t;
		bool more;

		CHECK_OK(sheet_open(s, (enum sheet_format)form, "S", &sheet));
		for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
			sheet_cell(sheet, text_of(cells[i]));
			if (i % 2)
				sheet_end_row(sheet);
		}
		CHECK_OK(sheet_close(sheet, &file));
		CHECK_OK(table_open(s, file, TEXT(""), &t));
		CHECK_TEXT(t.headings.cells[1], "title");
		for (size_t i = 2; i < sizeof cells / sizeof *cells; i += 2) {
			CHECK_OK(table_next(s, &t, &row, &more));
			CHECK_EQ(row.count, 2);
			CHECK_TEXT(row.cells[0], cells[i]);
			CHECK_TEXT(row.cells[1], cells[i + 1]);
		}
		CHECK_OK(table_next(s, &t, &row, &more));
		CHECK(!more);
	}
}

/* A body may be large where a file is taken, by a person who may send it, and nowhere else. */
ON_SQLITE(room_for_a_file_is_made_for_who_may_send_it)
{
	struct http_request q = { .method = TEXT("POST"), .url = TEXT("/api/v1/imports?kind=skus") };
	struct try_web t;

	open_as(s, &t, RIGHTS_ALL);
	CHECK(web_room(t.web, s, &q) < 100000);
	http_header_add(q.headers, &q.header_count, TEXT("Cookie"), t.cookie);
	CHECK(web_room(t.web, s, &q) < 100000); /* its page did not send the token */
	http_header_add(q.headers, &q.header_count, TEXT("X-CSRF-Token"), t.csrf);
	CHECK_EQ(web_room(t.web, s, &q), 64 * 1024 * 1024);
	q.url = TEXT("/api/v1/skus");
	CHECK(web_room(t.web, s, &q) < 100000);
	q.url = TEXT("/hooks/shopee/1");
	CHECK(web_room(t.web, s, &q) < 100000);
	try_web_close(&t);
}

ON_BOTH(templates_are_kept_listed_and_deleted)
{
	struct try_web t;
	const char *path;

	open_as(s, &t, RIGHTS_ALL);
	try_ask(&t, "POST", "/api/v1/templates",
		"{\"kind\":\"skus\",\"name\":\"Theirs\",\"columns\":[{\"name\":\"code\",\"heading\":\"Nr\"}]}");
	CHECK_EQ(t.status, 201);
	path = text_format(s->arena, "/api/v1/templates/%.*s", TEXT_ARG(try_at(&t, "id"))).at;
	try_ask(&t, "GET", "/api/v1/templates?kind=skus", NULL);
	CHECK_TEXT(json_text(json_at(json_first(json_at(t.body, "items")), "name")), "Theirs");
	try_ask(&t, "DELETE", path, NULL);
	CHECK_EQ(t.status, 204);
	try_ask(&t, "DELETE", path, NULL);
	try_problem(&t, ERR_TEMPLATE_UNKNOWN);
	try_web_close(&t);
}
