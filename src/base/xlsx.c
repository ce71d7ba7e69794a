/* base/xlsx.c - a workbook's package: where its first sheet, its strings and its styles lie. */
#include "base/xlsx.h"
#include "base/xlsx_inner.h"
#include <string.h>

enum { RELATIONS_MAX = 512 };

bool xlsx_is(struct text bytes) { return text_starts(bytes, "PK\x03\x04") || text_starts(bytes, "PK\x05\x06"); }

static bool feed(void *xml, struct text piece) { return xml_feed(xml, piece, false); }

enum err xlsx_member(struct xlsx *x, struct text path, const char *what, const struct xml_calls *calls, void *self)
{
	struct xml *xml = x->xml = xml_open(x->s, calls, self);
	enum err e = zip_read(x->s, x->zip, text_z(x->s->arena, path), XLSX_MEMBER_MAX, feed, xml), closed;

	if (e == OK)
		(void)xml_feed(xml, TEXT(""), true);
	closed = xml_close(xml, what);
	return e == OK ? closed : e;
}

/* What a member points to. */
struct relation {
	struct text id, type, target;
};
struct relations {
	struct arena *a;
	struct relation at[RELATIONS_MAX];
	size_t count;
};

static struct text attribute(struct arena *a, const char **attributes, const char *name)
{
	const char *value = xml_attribute(attributes, name);

	return value ? text_copy(a, text_of(value)) : TEXT("");
}

static void relation_begin(void *self, const char *name, const char **attributes)
{
	struct relations *r = self;

	if (strcmp(name, "Relationship") != 0 || r->count == RELATIONS_MAX)
		return;
	r->at[r->count++] = (struct relation){ attribute(r->a, attributes, "Id"), attribute(r->a, attributes, "Type"),
					       attribute(r->a, attributes, "Target") };
}

static void no_end(void *self, const char *name) { (void)self, (void)name; }
static void no_text(void *self, struct text piece) { (void)self, (void)piece; }

static size_t folder_size(struct text path)
{
	size_t size = path.size;

	while (size > 0 && path.at[size - 1] != '/')
		size--;
	return size;
}

/* The relations of a member: of "xl/workbook.xml" they lie in "xl/_rels/workbook.xml.rels". */
static enum err relations_of(struct xlsx *x, struct text member, struct relations *out)
{
	static const struct xml_calls calls = { relation_begin, no_end, no_text };
	size_t folder = folder_size(member);
	struct text path = text_format(x->s->arena, "%.*s_rels/%.*s.rels", (int)folder, member.at,
				       (int)(member.size - folder), member.at + folder);

	out->a = x->s->arena;
	out->count = 0;
	return zip_has(x->zip, path.at) ? xlsx_member(x, path, "the workbook's table of contents", &calls, out) : OK;
}

/* A target as a path within the archive. */
static struct text resolve(struct arena *a, struct text from, struct text target)
{
	if (target.size > 0 && target.at[0] == '/')
		return (struct text){ target.at + 1, target.size - 1 };
	return text_format(a, "%.*s%.*s", (int)folder_size(from), from.at, TEXT_ARG(target));
}

static struct text by_type(const struct xlsx *x, const struct relations *r, struct text from, const char *type)
{
	for (size_t i = 0; i < r->count; i++)
		if (text_ends(r->at[i].type, type))
			return resolve(x->s->arena, from, r->at[i].target);
	return (struct text){ 0 };
}

/* The workbook's list of sheets. */
struct book {
	struct xlsx *x;
	struct text id; /* of the first that is shown */
};

static void book_begin(void *self, const char *name, const char **attributes)
{
	struct book *b = self;
	const char *state, *old;

	if (strcmp(name, "workbookPr") == 0) {
		old = xml_attribute(attributes, "date1904");
		b->x->epoch_1904 = old && (strcmp(old, "1") == 0 || strcmp(old, "true") == 0);
	}
	if (strcmp(name, "sheet") != 0 || b->id.size)
		return;
	state = xml_attribute(attributes, "state");
	if (!state || strcmp(state, "visible") == 0)
		b->id = attribute(b->x->s->arena, attributes, "id");
}

static enum err find_members(struct xlsx *x)
{
	static const struct xml_calls calls = { book_begin, no_end, no_text };
	struct relations *r = ARENA_NEW(x->s->arena, struct relations);
	struct book b = { .x = x };
	struct text book;

	TRY(relations_of(x, TEXT(""), r));
	book = by_type(x, r, TEXT(""), "/officeDocument");
	if (!book.at || !zip_has(x->zip, text_z(x->s->arena, book)))
		return fail(x->s, ERR_FILE_KIND, "this archive is no workbook: save the sheet as XLSX or CSV");
	TRY(xlsx_member(x, book, "the workbook", &calls, &b));
	TRY(relations_of(x, book, r));
	for (size_t i = 0; i < r->count && b.id.size; i++)
		if (text_same(r->at[i].id, b.id))
			x->sheet = resolve(x->s->arena, book, r->at[i].target);
	x->strings = by_type(x, r, book, "/sharedStrings");
	x->styles = by_type(x, r, book, "/styles");
	return x->sheet.at ? OK : fail(x->s, ERR_FILE_DAMAGED, "the workbook has no sheet that is shown");
}

static enum err read_all(struct xlsx *x, struct text *out)
{
	TRY(find_members(x));
	TRY(xlsx_strings(x));
	TRY(xlsx_styles(x));
	return xlsx_sheet(x, out);
}

enum err xlsx_read(struct scope *s, struct text bytes, struct text *out)
{
	struct xlsx x = { .s = s };
	enum err e;

	TRY(zip_read_open(s, bytes, &x.zip));
	e = read_all(&x, out);
	zip_read_close(x.zip);
	return e;
}
