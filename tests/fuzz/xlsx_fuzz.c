/* tests/fuzz/xlsx_fuzz.c - any bytes are a workbook or are refused; what comes out can be read as rows. */
#include "base/csv.h"
#include "base/try_zip.h"
#include "base/xlsx.h"
#include "tests/fuzz/fuzz.h"

static void read(struct scope *s, struct text bytes)
{
	struct csv_row row;
	struct text all;
	struct csv c;
	bool more = true;

	if (xlsx_read(s, bytes, &all) != OK)
		return;
	ASSERT(all.size <= XLSX_TEXT_MAX * 2u);
	csv_open(&c, all, false);
	while (more)
		ASSERT(csv_next(s, &c, &row, &more) == OK);
}

/* The bytes as an archive, and as the rows of a sheet, whose sums are right. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct scope s = fuzz_scope();
	struct text bytes = fuzz_text(data, size);
	struct text number = xlsx_number(s.arena, bytes);

	ASSERT(number.size < size + 1000);
	(void)xlsx_moment(s.arena, bytes, false);
	(void)xlsx_format_is_moment(bytes);
	read(&s, bytes);
	read(&s, try_workbook(s.arena, text_z(s.arena, bytes), "<si><t>a</t></si>", NULL));
	scope_close(&s);
	return 0;
}

size_t fuzz_seeds(struct arena *a, struct text out[FUZZ_SEEDS_MAX])
{
	const char *rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" s=\"1\"><v>46348.5</v></c></row>"
			   "<row r=\"3\"><c t=\"inlineStr\"><is><t>a_x000D_b</t></is></c></row>";
	size_t count = 0;

	out[count++] = try_workbook(a, rows, "<si><t>SKU</t><rPh><t>x</t></rPh></si>",
				    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>");
	out[count++] = text_of(rows);
	out[count++] = TEXT("12.300000000000001");
	out[count++] = TEXT("4.006381333931E12");
	out[count++] = TEXT("<row r=\"2\"><c r=\"ZZZ1\"><v>1e300</v></c><c t=\"b\"><v>1</v></c></row>");
	return count;
}
