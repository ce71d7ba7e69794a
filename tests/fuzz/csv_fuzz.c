/* tests/fuzz/csv_fuzz.c - any bytes are a table or are refused; cells are whole, and rows are counted upwards. */
#include "base/charset.h"
#include "base/csv.h"
#include "tests/fuzz/fuzz.h"

static void walk(struct scope *s, struct text all, bool escaped)
{
	struct csv_row row;
	int64_t last = 0;
	struct csv c;
	bool more = true;

	csv_open(&c, all, escaped);
	while (csv_next(s, &c, &row, &more) == OK && more) {
		ASSERT(row.number == ++last && row.count <= CSV_CELLS_MAX);
		for (size_t i = 0; i < row.count; i++)
			ASSERT(row.cells[i].size <= CSV_CELL_MAX && text_valid(row.cells[i]));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct scope s = fuzz_scope();
	enum charset which;
	struct text all;

	if (charset_read(&s, fuzz_text(data, size), &all, &which) == OK) {
		ASSERT(text_valid(all));
		walk(&s, all, true);
		walk(&s, all, false);
	}
	scope_close(&s);
	return 0;
}

FUZZ_SEEDS("code,title\r\nA-1,\"One, \"\"two\"\"\"\r\n", "sep=;\na;b;c\n1;2;3\n", "\xEF\xBB\xBF货号,数量\n甲,1\n",
	   "\xBB\xF5\xBA\xC5,\xCA\xFD\xC1\xBF\n\xBC\xD7,1\n", "a\tb\r\"x\ny\"\t'=1+1\r", "\xFF\xFE,",
	   "'=,'-,'@,''+\n\n\n,\n")
