/* web/sheet_csv.c - one cell of CSV (RFC 4180). */
#include "web/sheet.h"
#include <string.h>

/* A spreadsheet runs what begins so; our own import takes the apostrophe away again. */
static bool looks_like_formula(struct text t) { return t.size > 0 && memchr("=+-@\t\r\n", t.at[0], 7); }

void csv_cell(struct buffer *b, struct text value, bool first)
{
	bool quoted = false;

	for (size_t i = 0; i < value.size && !quoted; i++)
		quoted = memchr(",\"\r\n", value.at[i], 4) != NULL;
	if (!first)
		buffer_byte(b, ',');
	if (quoted)
		buffer_byte(b, '"');
	if (looks_like_formula(value))
		buffer_byte(b, '\'');
	for (size_t i = 0; i < value.size; i++) {
		if (value.at[i] == '"')
			buffer_byte(b, '"');
		buffer_byte(b, value.at[i]);
	}
	if (quoted)
		buffer_byte(b, '"');
}
