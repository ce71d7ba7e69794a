/* web/sheet_csv.c - one cell of CSV (RFC 4180). */
#include "base/csv.h"
#include "web/sheet.h"
#include <string.h>

void csv_cell(struct buffer *b, struct text value, bool first)
{
	bool quoted = false;

	for (size_t i = 0; i < value.size && !quoted; i++)
		quoted = memchr(",\"\r\n", value.at[i], 4) != NULL;
	if (!first)
		buffer_byte(b, ',');
	csv_put(b, value, quoted);
}
