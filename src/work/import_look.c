/* work/import_look.c - a file is read row by row and looked at as a whole; nothing is taken. */
#include "work/import_inner.h"

enum { CELL_PREVIEWED = 100 };

/* What a column asks of every value. */
static void check_cells(struct import *im, struct import_row *row)
{
	for (size_t i = 0; i < im->kind->column_count; i++) {
		const struct import_column *c = &im->kind->columns[i];

		if (c->needed && row->cells[i].size == 0)
			import_fault(im, row, (int)i, ERR_CELL_EMPTY, "each row needs this");
		else if (row->cells[i].size > c->most && text_characters(row->cells[i]) > c->most)
			import_fault(im, row, (int)i, ERR_CELL_LONG, "this has %zu characters; %zu is the limit",
				     text_characters(row->cells[i]), c->most);
	}
}

/* Behind the last heading nothing may stand: mostly a separator is not quoted there. */
static bool overflows(const struct import *im, const struct csv_row *raw)
{
	for (size_t i = im->table.headings.count; i < raw->count; i++)
		if (text_trim(raw->cells[i]).size > 0)
			return true;
	return false;
}

static enum err read_row(struct scope *part, struct import *im, const struct csv_row *raw, struct import_row *row)
{
	struct text *cells = ARENA_ARRAY(part->arena, struct text, im->kind->column_count);

	*row = (struct import_row){ .number = raw->number, .cells = cells };
	for (size_t i = 0; i < im->kind->column_count; i++) {
		size_t at = im->at[i] < 0 ? raw->count : (size_t)im->at[i];

		cells[i] = at < raw->count ? text_trim(raw->cells[at]) : TEXT("");
	}
	check_cells(im, row);
	if (overflows(im, raw))
		import_fault(im, row, -1, ERR_CELL_WRONG, "the row has %zu cells, but there are %zu headings",
			     raw->count, im->table.headings.count);
	return row->faulty ? OK : im->kind->read(part, im, row);
}

/* Does a row belong to those before it? */
static bool goes_on(const struct import *im, const struct csv_row *before, const struct csv_row *now)
{
	int at = im->kind->together < 0 ? -1 : im->at[im->kind->together];
	struct text a, b;

	if (at < 0 || (size_t)at >= before->count || (size_t)at >= now->count)
		return false;
	a = text_trim(before->cells[at]);
	b = text_trim(now->cells[at]);
	return a.size > 0 && text_same(a, b);
}

enum err import_batch(struct scope *part, struct import *im, struct import_rows *out)
{
	struct import_row *rows = ARENA_ARRAY(part->arena, struct import_row, IMPORT_BATCH + IMPORT_TOGETHER_MAX);
	struct csv_row raw, last = { 0 };
	bool more;

	*out = (struct import_rows){ rows, 0 };
	while (out->count < IMPORT_BATCH + IMPORT_TOGETHER_MAX) {
		struct csv before = im->table.csv;

		TRY(table_next(part, &im->table, &raw, &more));
		if (!more)
			break;
		if (out->count >= IMPORT_BATCH && !goes_on(im, &last, &raw)) {
			im->table.csv = before; /* it is the first of the next batch */
			break;
		}
		if (++im->total > IMPORT_ROWS_MAX)
			return fail(part, ERR_TOO_LARGE, "a file has at most %d rows; send it in parts",
				    IMPORT_ROWS_MAX);
		TRY(read_row(part, im, &raw, &rows[out->count++]));
		last = raw;
	}
	return OK;
}

static void preview(struct json_writer *w, const struct import *im, const struct import_row *row)
{
	json_open(w, NULL);
	json_put_int(w, "row", row->number);
	json_open_array(w, "cells");
	for (size_t i = 0; i < im->kind->column_count; i++)
		json_put_text(w, NULL, text_limit(row->cells[i], CELL_PREVIEWED));
	json_close_array(w);
	json_close(w);
}

/* One batch; a scope of its own, as a file may be large. */
static enum err look_at(struct scope *part, struct import *im, struct json_writer *w, int *shown, bool *more)
{
	struct import_rows rows;

	TRY(import_batch(part, im, &rows));
	*more = rows.count > 0;
	if (rows.count && im->kind->check)
		TRY(im->kind->check(part, im, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		im->faulty += rows.at[i].faulty;
		if (!rows.at[i].faulty && *shown < IMPORT_PREVIEW) {
			preview(w, im, &rows.at[i]);
			++*shown;
		}
	}
	return OK;
}

enum err import_look(struct scope *s, struct import *im, struct text *out)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);
	bool more = true;
	int shown = 0;

	if (im->kind->begin)
		TRY(im->kind->begin(s, im));
	json_open_array(&w, NULL);
	while (more) {
		struct scope part;
		enum err e;

		scope_open(&part, s);
		part.actor_id = s->actor_id;
		e = look_at(&part, im, &w, &shown, &more);
		TRY(scope_end(&part, s, e));
	}
	json_close_array(&w);
	*out = buffer_text(&b);
	return OK;
}
