/* base/xlsx_sheet.c - the rows of a sheet, written as comma-separated values. */
#include "base/csv.h"
#include "base/utf8.h"
#include "base/xlsx_inner.h"
#include <string.h>

enum { ESCAPE_SIZE = 7 /* "_x000D_" */, NUMBER_ROOM = 512 };

enum cell_kind { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_BOOL };

struct reading {
	struct xlsx *x;
	struct buffer out;
	struct buffer value;
	int64_t rows;             /* how many were written */
	int column, next, commas; /* the cell's place, from 0; the least that the next may have; how many are written */
	enum cell_kind kind;
	bool moment, in_value, in_sound;
	enum err how; /* what stopped it */
	const char *words;
};

static void give_up(struct reading *r, enum err how, const char *words)
{
	if (r->how != OK)
		return;
	r->how = how;
	r->words = words;
	xml_stop(r->x->xml);
}

/* "BC12": column 54 and row 12, counted from 0 and from 1. */
static bool place_of(const char *ref, int *column, int64_t *row)
{
	int n = 0;

	for (; *ref >= 'A' && *ref <= 'Z' && n <= CSV_CELLS_MAX; ref++)
		n = n * 26 + (*ref - 'A' + 1);
	*column = n - 1;
	return n > 0 && text_to_int(text_of(ref), row);
}

static void row_begin(struct reading *r, const char **attributes)
{
	const char *number = xml_attribute(attributes, "r");
	int64_t n = r->rows + 1;

	if (number && (!text_to_int(text_of(number), &n) || n <= r->rows || n > XLSX_ROWS_MAX))
		give_up(r, ERR_FILE_DAMAGED, "the sheet's rows are not in order");
	if (n > XLSX_ROWS_MAX)
		give_up(r, ERR_TOO_LARGE, "the sheet has too many rows");
	for (; r->how == OK && r->rows < n - 1; r->rows++)
		buffer_add_z(&r->out, "\r\n");
	r->next = r->commas = 0;
}

static void cell_begin(struct reading *r, const char **attributes)
{
	const char *type = xml_attribute(attributes, "t"), *style = xml_attribute(attributes, "s");
	const char *ref = xml_attribute(attributes, "r");
	int64_t row, format = -1;

	r->kind = !type || strcmp(type, "n") == 0 ? CELL_NUMBER
		  : strcmp(type, "s") == 0        ? CELL_SHARED
		  : strcmp(type, "b") == 0        ? CELL_BOOL
					   : CELL_TEXT; /* written in place, a formula's text, an error, a moment */
	r->moment = style && text_to_int(text_of(style), &format) && format >= 0 &&
		    (size_t)format < r->x->moment_count && r->x->moments[format];
	r->value.size = 0;
	r->column = r->next;
	if (ref && (!place_of(ref, &r->column, &row) || r->column < r->next))
		give_up(r, ERR_FILE_DAMAGED, "the sheet's cells are not in order");
}

static void sheet_begin(void *self, const char *name, const char **attributes)
{
	struct reading *r = self;

	if (r->how != OK)
		return;
	if (strcmp(name, "row") == 0)
		row_begin(r, attributes);
	else if (strcmp(name, "c") == 0)
		cell_begin(r, attributes);
	else if (strcmp(name, "rPh") == 0)
		r->in_sound = true;
	else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
		r->in_value = !r->in_sound;
}

static int hex_digit(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
				      : -1;
}

/* "_x000D_" stands for a character that XML does not take; {0} where none begins here. */
static uint32_t escaped_at(struct text t, size_t i)
{
	uint32_t code = 0;

	if (t.size - i < ESCAPE_SIZE || t.at[i] != '_' || t.at[i + 1] != 'x' || t.at[i + 6] != '_')
		return 0;
	for (size_t k = i + 2; k < i + 6; k++) {
		int digit = hex_digit(t.at[k]);

		if (digit < 0)
			return 0;
		code = code << 4 | (uint32_t)digit;
	}
	return code >= 0xD800 && code < 0xE000 ? 0 : code;
}

static void write_cell(struct buffer *b, struct text t)
{
	buffer_byte(b, '"');
	for (size_t i = 0; i < t.size; i++) {
		uint32_t code = t.at[i] == '_' ? escaped_at(t, i) : 0;

		if (code) {
			buffer_took(b, utf8_write(buffer_room(b, 4), code));
			i += ESCAPE_SIZE - 1;
			continue;
		}
		if (t.at[i] == '"')
			buffer_byte(b, '"');
		buffer_byte(b, t.at[i]);
	}
	buffer_byte(b, '"');
}

static struct text value_of(struct reading *r)
{
	struct text t = r->value.size ? buffer_text(&r->value) : TEXT(""), moment;
	struct arena *a = r->x->s->arena;
	int64_t i;

	switch (r->kind) {
	case CELL_SHARED:
		if (!text_to_int(t, &i) || i < 0 || (size_t)i >= r->x->shared_count)
			give_up(r, ERR_FILE_DAMAGED, "a cell names a text that the workbook does not have");
		return r->how == OK ? r->x->shared[i] : TEXT("");
	case CELL_BOOL:
		return text_is(t, "1") ? TEXT("TRUE") : text_is(t, "0") ? TEXT("FALSE") : t;
	case CELL_NUMBER:
		moment = r->moment ? xlsx_moment(a, t, r->x->epoch_1904) : (struct text){ 0 };
		return moment.at ? moment : t.size ? xlsx_number(a, t) : t;
	case CELL_TEXT:
		break;
	}
	return t;
}

static void cell_end(struct reading *r)
{
	struct arena_mark mark;
	struct text value;

	r->next = r->column + 1;
	if (r->column >= CSV_CELLS_MAX) /* so far to the right there is nothing of ours */
		return;
	/* Its room is made first, so that what is made for the value alone can be forgotten. */
	(void)buffer_room(&r->out, (size_t)r->column + 4 * r->value.size + NUMBER_ROOM);
	mark = arena_mark(r->x->s->arena);
	value = value_of(r);
	if (value.size > CSV_CELL_MAX)
		give_up(r, ERR_TOO_LARGE, "a cell of the sheet is too long");
	else if (r->out.size + value.size > XLSX_TEXT_MAX)
		give_up(r, ERR_TOO_LARGE, "the sheet has more text than we take");
	if (r->how != OK)
		return;
	for (; r->commas < r->column; r->commas++)
		buffer_byte(&r->out, ',');
	if (value.size)
		write_cell(&r->out, value);
	if (r->kind == CELL_NUMBER)
		arena_rewind(r->x->s->arena, mark);
}

static void sheet_end(void *self, const char *name)
{
	struct reading *r = self;

	if (r->how != OK)
		return;
	if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
		r->in_value = false;
	else if (strcmp(name, "rPh") == 0)
		r->in_sound = false;
	else if (strcmp(name, "c") == 0)
		cell_end(r);
	else if (strcmp(name, "row") == 0) {
		buffer_add_z(&r->out, "\r\n");
		r->rows++;
	}
}

static void sheet_text(void *self, struct text piece)
{
	struct reading *r = self;

	if (r->how != OK || !r->in_value)
		return;
	if (r->value.size + piece.size > CSV_CELL_MAX)
		give_up(r, ERR_TOO_LARGE, "a cell of the sheet is too long");
	else
		buffer_add(&r->value, piece);
}

enum err xlsx_sheet(struct xlsx *x, struct text *out)
{
	static const struct xml_calls calls = { sheet_begin, sheet_end, sheet_text };
	struct reading r = { .x = x, .out = buffer_in(x->s->arena), .value = buffer_in(x->s->arena) };

	TRY(xlsx_member(x, x->sheet, "the sheet", &calls, &r));
	if (r.how != OK)
		return fail(x->s, r.how, "row %lld: %s", (long long)r.rows + 1, r.words);
	*out = r.out.size ? buffer_text(&r.out) : TEXT("");
	return OK;
}
