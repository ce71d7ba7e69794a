/* base/xlsx_test.c - workbooks: which sheet, which texts, numbers and moments as people see them, and what is no workbook. */
#include "base/try_zip.h"
#include "base/xlsx.h"
#include "tests/check.h"
#include <string.h>

static struct text read(struct text bytes)
{
	struct text out;

	CHECK_OK(xlsx_read(check_scope(), bytes, &out));
	return out;
}

static struct text rows(const char *inside, const char *strings, const char *styles)
{
	return read(try_workbook(check_scope()->arena, inside, strings, styles));
}

TEST(cells_come_as_rows_with_gaps_kept)
{
	CHECK_TEXT(rows("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>"
			"<row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>in</t></is></c></row>",
			"<si><t>SKU</t></si><si><r><t>Qua</t></r><r><t xml:space=\"preserve\">n \"t\"</t></r></si>",
			NULL),
		   "\"SKU\",,\"Quan \"\"t\"\"\"\r\n\r\n,\"in\"\r\n");
	CHECK_TEXT(rows("<row><c><v>1</v></c><c><v>2</v></c></row><row><c t=\"b\"><v>1</v></c><c "
			"t=\"e\"><v>#N/A</v></c></row>",
			NULL, NULL),
		   "\"1\",\"2\"\r\n\"TRUE\",\"#N/A\"\r\n");
	CHECK_TEXT(rows("<row><c t=\"str\"><f>A1&amp;B1</f><v>a&lt;b</v></c></row>", NULL, NULL), "\"a<b\"\r\n");
	CHECK_TEXT(rows("", NULL, NULL), "");
}

TEST(texts_leave_out_how_they_are_read_aloud_and_undo_escapes)
{
	CHECK_TEXT(rows("<row><c t=\"s\"><v>0</v></c></row>",
			"<si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></si>", NULL),
		   "\"東京\"\r\n");
	CHECK_TEXT(rows("<row><c t=\"inlineStr\"><is><t>a_x000A_b_x005F_x_y_xZZZZ_</t></is></c></row>", NULL, NULL),
		   "\"a\nb_x_y_xZZZZ_\"\r\n");
}

TEST(numbers_come_as_people_see_them)
{
	static const char *const all[][2] = {
		{ "12", "12" },
		{ "12.0", "12" },
		{ "-0.50", "-0.5" },
		{ "0", "0" },
		{ "0.30000000000000004", "0.3" },
		{ "12.300000000000001", "12.3" },
		{ "99.99999999999999", "100" },
		{ "4.006381333931E12", "4006381333931" },
		{ "1.5E-7", "0.00000015" },
		{ "12345678901234567890", "12345678901234567890" },
		{ "1E+2", "100" },
		{ "1E400", "1E400" },
		{ "x", "x" },
		{ "1.2.3", "1.2.3" },
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		CHECK_TEXT(xlsx_number(check_scope()->arena, text_of(all[i][0])), all[i][1]);
}

TEST(cells_whose_format_shows_a_moment_are_moments)
{
	const char *styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
			     "<numFmt numFmtId=\"165\" formatCode=\"#,##0.00 [$USD]\"/></numFmts>"
			     "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
			     "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf "
			     "numFmtId=\"165\"/></cellXfs>";

	CHECK_TEXT(rows("<row><c s=\"0\"><v>46348</v></c><c s=\"1\"><v>46348</v></c><c "
			"s=\"2\"><v>46348.354166666664</v></c>"
			"<c s=\"3\"><v>46348</v></c><c s=\"1\"><v>0.5</v></c></row>",
			NULL, styles),
		   "\"46348\",\"2026-11-22\",\"2026-11-22 08:30:00\",\"46348\",\"12:00:00\"\r\n");
	CHECK_TEXT(xlsx_moment(check_scope()->arena, TEXT("44886"), true), "2026-11-22");
	CHECK(!xlsx_format_is_moment(TEXT("0.00\"days\"")) && !xlsx_format_is_moment(TEXT("General")));
	CHECK(xlsx_format_is_moment(TEXT("[$-409]d/m/yy h:mm")));
}

TEST(the_first_sheet_that_is_shown_is_read)
{
	struct scope *s = check_scope();
	struct try_zip z = try_zip_new(s->arena);

	z.packed = true;
	try_zip_add(&z, "_rels/.rels",
		    TEXT("<r><Relationship Id=\"1\" Type=\"x/officeDocument\" Target=\"/book.xml\"/></r>"));
	try_zip_add(&z, "book.xml",
		    TEXT("<w><sheet state=\"hidden\" id=\"a\"/><sheet id=\"b\"/><sheet id=\"c\"/></w>"));
	try_zip_add(&z, "_rels/book.xml.rels",
		    TEXT("<r><Relationship Id=\"a\" Type=\"x\" Target=\"a.xml\"/>"
			 "<Relationship Id=\"b\" Type=\"x\" Target=\"b.xml\"/></r>"));
	try_zip_add(&z, "b.xml", TEXT("<s><row><c><v>7</v></c></row></s>"));
	CHECK_TEXT(read(try_zip_end(&z)), "\"7\"\r\n");
}

static void refused(struct text bytes, enum err code, const char *words)
{
	struct scope *s = check_scope();
	struct text out;

	CHECK_ERR(xlsx_read(s, bytes, &out), code);
	CHECK(s->words.size > 0 && strstr(s->words.at, words));
}

TEST(what_is_no_workbook_is_refused)
{
	struct scope *s = check_scope();
	struct try_zip z = try_zip_new(s->arena);
	struct text whole = try_workbook(s->arena, "<row/>", NULL, NULL);

	CHECK(xlsx_is(whole) && !xlsx_is(TEXT("SKU,quantity\n")));
	refused(TEXT("PK\x03\x04 and no more"), ERR_FILE_DAMAGED, "cannot be read");
	refused((struct text){ whole.at, whole.size - 30 }, ERR_FILE_DAMAGED, "cannot be read");
	try_zip_add(&z, "mimetype", TEXT("application/vnd.oasis.opendocument.spreadsheet"));
	refused(try_zip_end(&z), ERR_FILE_KIND, "no workbook");
}

TEST(a_sheet_that_lies_is_refused)
{
	struct arena *a = check_scope()->arena;

	refused(try_workbook(a, "<row><c t=\"s\"><v>9</v></c></row>", NULL, NULL), ERR_FILE_DAMAGED, "does not have");
	refused(try_workbook(a, "<row r=\"2\"/><row r=\"1\"/>", NULL, NULL), ERR_FILE_DAMAGED, "not in order");
	refused(try_workbook(a, "<row r=\"9999999\"/>", NULL, NULL), ERR_FILE_DAMAGED, "not in order");
	refused(try_workbook(a, "<row><c r=\"B1\"/><c r=\"A1\"/></row>", NULL, NULL), ERR_FILE_DAMAGED, "not in order");
	refused(try_workbook(a, "<row><c></row>", NULL, NULL), ERR_FILE_DAMAGED, "no XML");
}

TEST(document_types_and_entities_are_refused)
{
	struct scope *s = check_scope();
	struct try_zip z = try_zip_new(s->arena);

	try_zip_add(&z, "_rels/.rels",
		    TEXT("<!DOCTYPE r [<!ENTITY e \"x\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]><r>&e;</r>"));
	refused(try_zip_end(&z), ERR_FILE_DAMAGED, "declares a document type");
	refused(try_workbook(s->arena, "<row><c><v>&e;</v></c></row>", NULL, NULL), ERR_FILE_DAMAGED, "no XML");
}

static struct text long_row(struct arena *a, size_t cells, size_t size)
{
	struct buffer b = buffer_in(a);

	buffer_add_z(&b, "<row>");
	for (size_t i = 0; i < cells; i++) {
		buffer_add_z(&b, "<c t=\"inlineStr\"><is><t>");
		memset(buffer_room(&b, size), 'x', size);
		buffer_took(&b, size);
		buffer_add_z(&b, "</t></is></c>");
	}
	buffer_add_z(&b, "</row>");
	return buffer_text(&b);
}

/* 80 MiB of text come out of an archive of a few hundred KiB. */
TEST(a_small_archive_with_much_text_in_it_is_refused)
{
	struct scope *s = check_scope();
	struct try_zip z = try_zip_new(s->arena);
	struct text row = long_row(s->arena, 256, 10000), bomb;
	struct buffer b = buffer_in(s->arena);

	buffer_add_z(&b, "<s>");
	for (int i = 0; i < 32; i++)
		buffer_add(&b, row);
	buffer_add_z(&b, "</s>");
	z.packed = true;
	try_zip_add(&z, "_rels/.rels",
		    TEXT("<r><Relationship Id=\"1\" Type=\"x/officeDocument\" Target=\"/book.xml\"/></r>"));
	try_zip_add(&z, "book.xml", TEXT("<w><sheet id=\"b\"/></w>"));
	try_zip_add(&z, "_rels/book.xml.rels", TEXT("<r><Relationship Id=\"b\" Type=\"x\" Target=\"b.xml\"/></r>"));
	try_zip_add(&z, "b.xml", buffer_text(&b));
	bomb = try_zip_end(&z);
	CHECK(bomb.size < 1024 * 1024);
	refused(bomb, ERR_TOO_LARGE, "more text than we take");
	refused(try_workbook(s->arena, long_row(s->arena, 1, 70000).at, NULL, NULL), ERR_TOO_LARGE, "too long");
}
