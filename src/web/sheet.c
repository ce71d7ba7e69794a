/* web/sheet.c - a table for a spreadsheet; the one file that knows libxlsxwriter. */
#include "web/sheet.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { CELL_MAX = 32767, READ_SIZE = 64 * 1024 };

struct sheet {
	struct scope *s;
	enum sheet_format format;
	struct buffer csv;
	lxw_workbook *book; /* NULL: CSV */
	lxw_worksheet *page;
	char path[256];
	uint32_t row;
	uint16_t column;
	bool failed;
};

/* The library writes files only: a fresh one that nobody else may read, gone as soon as it has been read back. */
static enum err open_book(struct scope *s, struct sheet *t, const char *title)
{
	const char *folder = getenv("TMPDIR");
	lxw_workbook_options o = { .constant_memory = LXW_TRUE };
	struct text path = text_format(s->arena, "%s/lockstep-sheet-XXXXXX", folder && *folder ? folder : "/tmp");
	int fd;

	if (path.size >= sizeof t->path)
		return fail(s, ERR_FILE, "the name of the folder for temporary files is too long");
	memcpy(t->path, path.at, path.size + 1);
	fd = mkstemp(t->path);
	if (fd < 0)
		return fail(s, ERR_FILE, "no temporary file can be made in %s", folder && *folder ? folder : "/tmp");
	close(fd);
	t->book = workbook_new_opt(t->path, &o);
	t->page = t->book ? workbook_add_worksheet(t->book, title) : NULL;
	if (t->page)
		return OK;
	unlink(t->path);
	return fail(s, ERR_FILE, "the sheet cannot be made");
}

enum err sheet_open(struct scope *s, enum sheet_format f, const char *title, struct sheet **out)
{
	struct sheet *t = ARENA_NEW(s->arena, struct sheet);

	*t = (struct sheet){ .s = s, .format = f, .csv = buffer_in(s->arena) };
	*out = t;
	if (f == SHEET_XLSX)
		return open_book(s, t, title);
	buffer_add_z(&t->csv, "\xEF\xBB\xBF");
	return OK;
}

void sheet_cell(struct sheet *t, struct text value)
{
	struct arena_mark mark;

	if (!t->book) {
		csv_cell(&t->csv, value, t->column++ == 0);
		return;
	}
	mark = arena_mark(t->s->arena);
	if (value.size)
		t->failed |= worksheet_write_string(t->page, t->row, t->column,
						    text_z(t->s->arena, text_limit(value, CELL_MAX / 4)),
						    NULL) != LXW_NO_ERROR;
	arena_rewind(t->s->arena, mark);
	t->column++;
}

void sheet_end_row(struct sheet *t)
{
	t->row++;
	t->column = 0;
	if (!t->book)
		buffer_add_z(&t->csv, "\r\n");
}

static enum err read_back(struct sheet *t, struct text *out)
{
	struct buffer b = buffer_in(t->s->arena);
	int fd = open(t->path, O_RDONLY | O_CLOEXEC);
	ssize_t got = -1;

	while (fd >= 0 && (got = read(fd, buffer_room(&b, READ_SIZE), READ_SIZE)) > 0)
		buffer_took(&b, (size_t)got);
	if (fd >= 0)
		close(fd);
	*out = buffer_text(&b);
	return got == 0 ? OK : fail(t->s, ERR_FILE, "the sheet's temporary file cannot be read");
}

enum err sheet_close(struct sheet *t, struct text *out)
{
	enum err e = OK;

	*out = buffer_text(&t->csv);
	if (!t->book)
		return OK;
	if (workbook_close(t->book) != LXW_NO_ERROR || t->failed)
		e = fail(t->s, ERR_FILE,
			 "the sheet cannot be written; is there room in the folder for temporary files?");
	if (e == OK)
		e = read_back(t, out);
	unlink(t->path);
	return e;
}
