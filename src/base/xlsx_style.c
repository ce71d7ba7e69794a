/* base/xlsx_style.c - a workbook's shared strings, and which of its cell formats show moments. */
#include "base/xlsx_inner.h"
#include <string.h>

enum { FORMATS_MAX = 65536, CUSTOM_MAX = 4096 };

struct strings {
	struct xlsx *x;
	struct buffer piece;
	bool in_text, in_sound; /* within <t>; within <rPh>, which says how it is read aloud */
	bool large;
};

static void count(struct strings *t, size_t bytes)
{
	t->x->text_size += bytes;
	t->large |= t->x->text_size > XLSX_TEXT_MAX;
	if (t->large)
		xml_stop(t->x->xml);
}

static void string_begin(void *self, const char *name, const char **attributes)
{
	struct strings *t = self;

	(void)attributes;
	if (strcmp(name, "si") == 0)
		count(t, sizeof(struct text));
	if (strcmp(name, "si") == 0)
		t->piece.size = 0;
	else if (strcmp(name, "rPh") == 0)
		t->in_sound = true;
	else if (strcmp(name, "t") == 0)
		t->in_text = !t->in_sound;
}

static void add_shared(struct xlsx *x, struct text t)
{
	if (x->shared_count == x->shared_room) {
		size_t room = x->shared_room ? x->shared_room * 2 : 256;

		x->shared = arena_resize(x->s->arena, x->shared, x->shared_room * sizeof t, room * sizeof t);
		x->shared_room = room;
	}
	x->shared[x->shared_count++] = t;
}

static void string_end(void *self, const char *name)
{
	struct strings *t = self;

	if (strcmp(name, "t") == 0)
		t->in_text = false;
	else if (strcmp(name, "rPh") == 0)
		t->in_sound = false;
	else if (strcmp(name, "si") == 0)
		add_shared(t->x, t->piece.size ? text_copy(t->x->s->arena, buffer_text(&t->piece)) : TEXT(""));
}

static void string_text(void *self, struct text piece)
{
	struct strings *t = self;

	count(t, piece.size);
	if (t->in_text && !t->large)
		buffer_add(&t->piece, piece);
}

enum err xlsx_strings(struct xlsx *x)
{
	static const struct xml_calls calls = { string_begin, string_end, string_text };
	struct strings t = { .x = x, .piece = buffer_in(x->s->arena) };

	if (!x->strings.at)
		return OK;
	TRY(xlsx_member(x, x->strings, "the workbook's list of texts", &calls, &t));
	return t.large ? fail(x->s, ERR_TOO_LARGE, "the workbook has more than %d bytes of text", XLSX_TEXT_MAX) : OK;
}

struct styles {
	struct xlsx *x;
	int custom[CUSTOM_MAX]; /* numbers of formats of its own that show moments */
	size_t custom_count;
	bool in_cells; /* within <cellXfs> */
};

static bool shows_moment(const struct styles *t, int format)
{
	if ((format >= 14 && format <= 22) || (format >= 45 && format <= 47)) /* those that every workbook has */
		return true;
	for (size_t i = 0; i < t->custom_count; i++)
		if (t->custom[i] == format)
			return true;
	return false;
}

static int number_of(const char *id)
{
	int64_t n;

	return text_to_int(text_of(id), &n) && n >= 0 && n < INT32_MAX ? (int)n : -1;
}

static void style_begin(void *self, const char *name, const char **attributes)
{
	struct styles *t = self;
	const char *id = xml_attribute(attributes, "numFmtId"), *code = xml_attribute(attributes, "formatCode");

	if (strcmp(name, "numFmt") == 0 && id && code && t->custom_count < CUSTOM_MAX &&
	    xlsx_format_is_moment(text_of(code)))
		t->custom[t->custom_count++] = number_of(id);
	else if (strcmp(name, "cellXfs") == 0)
		t->in_cells = true;
	else if (strcmp(name, "xf") == 0 && t->in_cells && t->x->moment_count < FORMATS_MAX)
		t->x->moments[t->x->moment_count++] = id && shows_moment(t, number_of(id));
}

static void style_end(void *self, const char *name)
{
	struct styles *t = self;

	if (strcmp(name, "cellXfs") == 0)
		t->in_cells = false;
}

static void no_text(void *self, struct text piece) { (void)self, (void)piece; }

enum err xlsx_styles(struct xlsx *x)
{
	static const struct xml_calls calls = { style_begin, style_end, no_text };
	struct styles *t;

	if (!x->styles.at)
		return OK;
	t = ARENA_NEW(x->s->arena, struct styles);
	t->x = x;
	x->moments = ARENA_ARRAY(x->s->arena, bool, FORMATS_MAX);
	return xlsx_member(x, x->styles, "the workbook's styles", &calls, t);
}
