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
	if (quoted)
		buffer_byte(b, '"');
	if (csv_needs_escape(value))
		buffer_byte(b, '\'');
	for (size_t i = 0; i < value.size; i++) {
		if (value.at[i] == '"')
			buffer_byte(b, '"');
		buffer_byte(b, value.at[i]);
	}
	if (quoted)
		buffer_byte(b, '"');
}
