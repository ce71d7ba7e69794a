/* base/csv_test.c - rows and cells as spreadsheets write them. */
#include "base/csv.h"
#include "base/rand.h"
#include "tests/check.h"
#include <string.h>

/* All rows as "number:cell|cell" with a blank between them. */
static struct text all_of(struct text t, bool escaped)
{
	struct scope *s = check_scope();
	struct buffer b = buffer_in(s->arena);
	struct csv_row row;
	struct csv c;
	bool more;

	csv_open(&c, t, escaped);
	CHECK_OK(csv_next(s, &c, &row, &more));
	while (more) {
		buffer_format(&b, "%s%lld:", b.size ? " " : "", (long long)row.number);
		for (size_t i = 0; i < row.count; i++)
			buffer_format(&b, "%s%.*s", i ? "|" : "", TEXT_ARG(row.cells[i]));
		CHECK_OK(csv_next(s, &c, &row, &more));
	}
	return b.size ? buffer_text(&b) : TEXT("");
}

TEST(rows_end_with_any_line_end_and_empty_ones_count)
{
	CHECK_TEXT(all_of(TEXT("a,b\r\n1,2\n3,4\r5,6"), false), "1:a|b 2:1|2 3:3|4 4:5|6");
	CHECK_TEXT(all_of(TEXT("a,b\n\n1,2\n"), false), "1:a|b 2: 3:1|2");
	CHECK_TEXT(all_of(TEXT("a,\n,\n"), false), "1:a| 2:|");
	CHECK_TEXT(all_of(TEXT(""), false), "");
}

TEST(quoted_cells_hold_separators_quotes_and_line_ends)
{
	CHECK_TEXT(all_of(TEXT("\"a,b\",\"c\"\"d\"\r\n\"e\nf\",g\n"), false), "1:a,b|c\"d 2:e\nf|g");
	CHECK_TEXT(all_of(TEXT("\"a\"b,c\n"), false), "1:ab|c");
	CHECK_TEXT(all_of(TEXT("a\"b,c\n"), false), "1:a\"b|c");
	CHECK_TEXT(all_of(TEXT("\"\",x"), false), "1:|x");
}

TEST(the_separator_is_found_in_the_first_line_outside_of_quotes)
{
	CHECK_TEXT(all_of(TEXT("a;b,c;d\n1;2;3\n"), false), "1:a|b,c|d 2:1|2|3");
	CHECK_TEXT(all_of(TEXT("a\tb\n1,5\t2\n"), false), "1:a|b 2:1,5|2");
	CHECK_TEXT(all_of(TEXT("\"a;b;c\",d\n1,2\n"), false), "1:a;b;c|d 2:1|2");
	CHECK_TEXT(all_of(TEXT("sep=;\r\na,b;c\r\n"), false), "1:a,b|c");
	CHECK_TEXT(all_of(TEXT("sep=\nx\n"), false), "1:sep= 2:x");
}

TEST(the_apostrophe_before_a_formula_goes_and_no_other)
{
	CHECK_TEXT(all_of(TEXT("'=1+1,'-5,'it,''=x,'','\n"), true), "1:=1+1|-5|'it|'=x|''|'");
	CHECK_TEXT(all_of(TEXT("'=1+1\n"), false), "1:'=1+1");
}

TEST(what_the_export_escapes_comes_back_as_it_was)
{
	struct rand r = rand_seed(check_seed());
	static const char letters[] = "'=+-@\t\r\nab,;\"";

	for (int n = 0; n < 20000; n++) {
		char value[9], told[10] = "'";
		size_t size = (size_t)rand_below(&r, 8);
		struct text v = { value, size }, e = v;

		for (size_t i = 0; i < size; i++)
			value[i] = letters[rand_below(&r, sizeof letters - 1)];
		memcpy(told + 1, value, size);
		if (csv_needs_escape(v))
			e = (struct text){ told, size + 1 };
		CHECK_SAME(csv_plain(e), v);
	}
}

TEST(a_quote_without_end_and_a_cell_without_measure_are_refused_by_row)
{
	struct scope *s = check_scope();
	struct buffer b = buffer_in(s->arena);
	struct csv_row row;
	struct csv c;
	bool more;

	csv_open(&c, TEXT("a,b\n1,\"2\n3,4\n"), false);
	CHECK_OK(csv_next(s, &c, &row, &more));
	CHECK_ERR(csv_next(s, &c, &row, &more), ERR_FILE_DAMAGED);
	CHECK_TEXT(s->words, "row 2 begins a quoted cell that does not end");
	for (int i = 0; i <= CSV_CELL_MAX; i++)
		buffer_byte(&b, 'x');
	csv_open(&c, buffer_text(&b), false);
	CHECK_ERR(csv_next(s, &c, &row, &more), ERR_TOO_LARGE);
	b.size = 0;
	for (int i = 0; i <= CSV_CELLS_MAX; i++)
		buffer_byte(&b, ',');
	csv_open(&c, buffer_text(&b), false);
	CHECK_ERR(csv_next(s, &c, &row, &more), ERR_TOO_LARGE);
	CHECK_TEXT(s->words, "row 1 has more than 256 cells");
}
