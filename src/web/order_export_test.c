/* web/order_export_test.c - what is listed, as a file for a spreadsheet. */
#include "web/session.h"
#include "web/sheet.h"
#include "web/try_web.h"
#include <string.h>

static struct text cell(struct arena *a, const char *value)
{
	struct buffer b = buffer_in(a);

	csv_cell(&b, text_of(value), true);
	return b.size ? buffer_text(&b) : TEXT("");
}

TEST(a_cell_is_quoted_where_it_must_be_and_never_runs_as_a_formula)
{
	static const char *const cells[][2] = {
		{ "plain", "plain" },
		{ "", "" },
		{ "a,b", "\"a,b\"" },
		{ "say \"hi\"", "\"say \"\"hi\"\"\"" },
		{ "two\nlines", "\"two\nlines\"" },
		{ "=1+1", "'=1+1" },
		{ "+65 91", "'+65 91" },
		{ "-1", "'-1" },
		{ "@sum(a1)", "'@sum(a1)" },
		{ "\t=1", "'\t=1" },
		{ "=a,b", "\"'=a,b\"" },
		{ "王小明 <b>", "王小明 <b>" },
	};

	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		CHECK_TEXT(cell(check_scope()->arena, cells[i][0]), cells[i][1]);
}

static void stock(struct scope *s, struct try_web *t)
{
	int64_t shop;

	try_web_open(s, t);
	try_web_person(t, "anna", RIGHTS_ALL);
	shop = try_shop(s, "=North, Ltd");
	(void)try_order_of(
		s, &(struct try_order){ .shop_id = shop, .ref = "A1", .placed = 1000, .name = "Zoë", .country = "PH" });
	(void)try_order_of(s, &(struct try_order){ .shop_id = shop,
						   .ref = "B2",
						   .placed = 2000,
						   .state = "void",
						   .remark = "=cmd|' /C calc'!A0" });
}

ON_BOTH(a_list_is_exported_with_the_columns_that_were_chosen)
{
	struct try_web t;

	stock(s, &t);
	try_ask(&t, "GET", "/api/v1/orders/export?columns=number,shop,state,total,placed,remark", NULL);
	CHECK_EQ(t.status, 200);
	CHECK_TEXT(t.answer.body, "\xEF\xBB\xBFnumber,shop,state,total,placed,remark\r\n"
				  "B2,\"'=North, Ltd\",void,12.30,1970-01-01T00:00:02Z,'=cmd|' /C calc'!A0\r\n"
				  "A1,\"'=North, Ltd\",pending,12.30,1970-01-01T00:00:01Z,\r\n");
	CHECK_TEXT(http_header_find(t.answer.headers, t.answer.header_count, "content-type"),
		   "text/csv; charset=utf-8");
	CHECK_TEXT(http_header_find(t.answer.headers, t.answer.header_count, "content-disposition"),
		   "attachment; filename=\"orders.csv\"");
	try_ask(&t, "GET", "/api/v1/orders/export?format=csv&columns=number,name&tab=pending&country=PH", NULL);
	CHECK_TEXT(t.answer.body, "\xEF\xBB\xBFnumber,name\r\nA1,Zoë\r\n");
	try_web_person(&t, "bert", right_bit(RIGHT_READ_ORDERS));
	try_ask(&t, "GET", "/api/v1/orders/export?columns=name,phone,address,postcode&country=PH", NULL);
	CHECK_TEXT(t.answer.body, "\xEF\xBB\xBFname,phone,address,postcode\r\nZ***,6***,S***,0***\r\n");
	try_web_close(&t);
}

ON_BOTH(ticked_orders_are_exported_by_their_ids)
{
	struct try_web t;
	struct text id;

	stock(s, &t);
	try_ask(&t, "GET", "/api/v1/orders?tab=void", NULL);
	id = json_text(json_at(json_first(json_at(t.body, "items")), "id"));
	try_ask(&t, "GET", text_format(s->arena, "/api/v1/orders/export?columns=number&ids=1,%.*s", TEXT_ARG(id)).at,
		NULL);
	CHECK_TEXT(t.answer.body, "\xEF\xBB\xBFnumber\r\nB2\r\n");
	try_web_close(&t);
}

ON_SQLITE(a_workbook_is_a_zip_with_texts_as_they_are)
{
	struct try_web t;

	stock(s, &t);
	try_ask(&t, "GET", "/api/v1/orders/export?format=xlsx", NULL);
	CHECK_EQ(t.status, 200);
	CHECK(t.answer.body.size > 1000 && memcmp(t.answer.body.at, "PK\x03\x04", 4) == 0);
	CHECK_TEXT(http_header_find(t.answer.headers, t.answer.header_count, "content-type"),
		   "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
	CHECK(text_has(t.answer.body, "xl/worksheets/sheet1.xml"));
	try_web_close(&t);
}

ON_SQLITE(an_export_of_what_is_not_there_is_refused_by_name)
{
	static const char *const bad[][2] = {
		{ "format=pdf", "csv or xlsx" },
		{ "columns=number,secret", "secret" },
		{ "ids=x", "ids" },
		{ "ids=1&tab=void", "stands alone" },
		{ "limit=5", "limit" },
		{ "country=xx", "two capital letters" },
	};
	struct try_web t;

	stock(s, &t);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		try_ask(&t, "GET", text_format(s->arena, "/api/v1/orders/export?%s", bad[i][0]).at, NULL);
		if (t.status != 400 || !text_has(try_at(&t, "detail"), bad[i][1]))
			check_failed(__FILE__, __LINE__, "%s: %.*s", bad[i][0], TEXT_ARG(t.answer.body));
	}
	try_web_close(&t);
}
