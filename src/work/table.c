/* work/table.c - a file as a table. */
#include "work/table.h"
#include "base/charset.h"
#include "base/xlsx.h"

/* Files that people take for sheets, by their first bytes. */
static const struct {
	const char *begin, *words;
} strangers[] = {
	{ "\xD0\xCF\x11\xE0", "this is an old workbook (.xls), or one under a password: save it as XLSX without one" },
	{ "%PDF", "this is a PDF" },
	{ "\x89PNG", "this is a picture" },
	{ "\xFF\xD8\xFF", "this is a picture" },
	{ "\x1F\x8B", "this is a packed file: unpack it first" },
	{ "Rar!", "this is a packed file: unpack it first" },
	{ "7z\xBC\xAF", "this is a packed file: unpack it first" },
	{ "<!DOCTYPE", "this is a page of the web" },
	{ "<html", "this is a page of the web" },
	{ "<?xml", "this is XML" },
	{ "{\\rtf", "this is a text with layout" },
};

static bool named_workbook(struct scope *s, struct text name)
{
	struct text folded = text_fold(s->arena, name);

	return folded.at && (text_ends(folded, ".xlsx") || text_ends(folded, ".xlsm"));
}

static enum err read_text(struct scope *s, struct text bytes, struct table *out)
{
	enum charset which;
	struct text all;

	TRY(charset_read(s, bytes, &all, &which));
	csv_open(&out->csv, all, true);
	out->encoding = charset_name(which);
	return OK;
}

static enum err read_file(struct scope *s, struct text bytes, struct text name, struct table *out)
{
	struct text all;

	for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
		if (text_starts(bytes, strangers[i].begin))
			return fail(s, ERR_FILE_KIND, "%s", strangers[i].words);
	if (!xlsx_is(bytes))
		return named_workbook(s, name)
			       ? fail(s, ERR_FILE_DAMAGED, "the file is named as a workbook and is none")
			       : read_text(s, bytes, out);
	TRY(xlsx_read(s, bytes, &all));
	csv_open(&out->csv, all, false);
	out->encoding = "xlsx";
	return OK;
}

static bool is_blank(const struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (text_trim(row->cells[i]).size > 0)
			return false;
	return true;
}

enum err table_next(struct scope *s, struct table *t, struct csv_row *row, bool *more)
{
	do
		TRY(csv_next(s, &t->csv, row, more));
	while (*more && is_blank(row));
	return OK;
}

enum err table_open(struct scope *s, struct text bytes, struct text name, struct table *out)
{
	struct text *trimmed;
	bool more;

	*out = (struct table){ 0 };
	if (bytes.size == 0)
		return fail(s, ERR_FILE_EMPTY, "the file is empty");
	TRY(read_file(s, bytes, name, out));
	TRY(table_next(s, out, &out->headings, &more));
	if (!more)
		return fail(s, ERR_FILE_EMPTY, "there is nothing in the file");
	trimmed = ARENA_ARRAY(s->arena, struct text, out->headings.count);
	for (size_t i = 0; i < out->headings.count; i++)
		trimmed[i] = text_trim(out->headings.cells[i]);
	out->headings.cells = trimmed;
	return OK;
}
