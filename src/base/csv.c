/* base/csv.c - reading comma-separated values. */
#include "base/csv.h"
#include <string.h>

bool csv_needs_escape(struct text value)
{
	size_t i = 0;

	while (i < value.size && value.at[i] == '\'')
		i++;
	return i < value.size && memchr("=+-@\t\r\n", value.at[i], 7);
}

struct text csv_plain(struct text cell)
{
	if (cell.size == 0 || cell.at[0] != '\'' || !csv_needs_escape(cell))
		return cell;
	return (struct text){ cell.at + 1, cell.size - 1 };
}

static bool ends_row(char c) { return c == '\n' || c == '\r'; }

/* Takes one line end away, where one stands. */
static void skip_line_end(struct text *rest)
{
	size_t size = rest->size > 1 && rest->at[0] == '\r' && rest->at[1] == '\n' ? 2 : 1;

	if (rest->size > 0 && ends_row(rest->at[0]))
		*rest = (struct text){ rest->at + size, rest->size - size };
}

/* "sep=;" tells it, else the one that stands most often in the first line that is not empty, outside of quotes. */
static char find_separator(struct text t)
{
	static const char separators[] = ",;\t";
	size_t counts[3] = { 0 }, best = 0;
	bool quoted = false;

	while (t.size > 0 && ends_row(t.at[0]))
		skip_line_end(&t);
	for (size_t i = 0; i < t.size && (quoted || !ends_row(t.at[i])); i++) {
		const char *found = t.at[i] ? strchr(separators, t.at[i]) : NULL;

		quoted ^= t.at[i] == '"';
		if (found && !quoted)
			counts[found - separators]++;
	}
	for (size_t i = 1; i < 3; i++)
		best = counts[i] > counts[best] ? i : best;
	return separators[best];
}

void csv_open(struct csv *c, struct text text, bool escaped)
{
	*c = (struct csv){ .rest = text, .escaped = escaped };
	if (text.size > 4 && text_starts(text, "sep=") && (text.size == 5 || ends_row(text.at[5]))) {
		c->separator = text.at[4];
		c->rest = (struct text){ text.at + 5, text.size - 5 };
		skip_line_end(&c->rest);
		return;
	}
	c->separator = find_separator(text);
}

static enum err too_long(struct scope *s, const struct csv *c)
{
	return fail(s, ERR_TOO_LARGE, "row %lld has a cell of more than %d bytes; is a quote not closed?",
		    (long long)c->number, CSV_CELL_MAX);
}

/* The rest of a cell that begins with a quote; what stands behind the closing one belongs to it, too. */
static enum err read_quoted(struct scope *s, struct csv *c, struct text *cell)
{
	struct buffer b = buffer_in(s->arena);
	struct text t = c->rest;
	bool quoted = true;
	size_t i = 1;

	for (; i < t.size && (quoted || (t.at[i] != c->separator && !ends_row(t.at[i]))); i++) {
		if (t.at[i] == '"' && quoted && i + 1 < t.size && t.at[i + 1] == '"')
			i++;
		else if (t.at[i] == '"' && quoted) {
			quoted = false;
			continue;
		}
		if (b.size == CSV_CELL_MAX)
			return too_long(s, c);
		buffer_byte(&b, t.at[i]);
	}
	if (quoted)
		return fail(s, ERR_FILE_DAMAGED, "row %lld begins a quoted cell that does not end",
			    (long long)c->number);
	*cell = b.size ? buffer_text(&b) : TEXT("");
	c->rest = (struct text){ t.at + i, t.size - i };
	return OK;
}

static enum err read_cell(struct scope *s, struct csv *c, struct text *cell)
{
	struct text t = c->rest;
	size_t i = 0;

	if (t.size > 0 && t.at[0] == '"')
		return read_quoted(s, c, cell);
	while (i < t.size && t.at[i] != c->separator && !ends_row(t.at[i]))
		i++;
	if (i > CSV_CELL_MAX)
		return too_long(s, c);
	*cell = (struct text){ t.at, i };
	c->rest = (struct text){ t.at + i, t.size - i };
	return OK;
}

enum err csv_next(struct scope *s, struct csv *c, struct csv_row *row, bool *more)
{
	struct text cells[CSV_CELLS_MAX], *copy;
	bool goes_on = true;
	size_t count = 0;

	*more = c->rest.size > 0;
	if (!*more)
		return OK;
	c->number++;
	while (goes_on) {
		if (count == CSV_CELLS_MAX)
			return fail(s, ERR_TOO_LARGE, "row %lld has more than %d cells", (long long)c->number,
				    CSV_CELLS_MAX);
		TRY(read_cell(s, c, &cells[count]));
		if (c->escaped)
			cells[count] = csv_plain(cells[count]);
		count++;
		goes_on = c->rest.size > 0 && c->rest.at[0] == c->separator;
		if (goes_on)
			c->rest = (struct text){ c->rest.at + 1, c->rest.size - 1 };
	}
	skip_line_end(&c->rest);
	if (count == 1 && cells[0].size == 0)
		count = 0;
	copy = ARENA_ARRAY(s->arena, struct text, count + 1);
	memcpy(copy, cells, count * sizeof *copy);
	*row = (struct csv_row){ c->number, copy, count };
	return OK;
}

void csv_put(struct buffer *b, struct text value, bool quoted)
{
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
