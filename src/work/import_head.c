/* work/import_head.c - which heading of a file each of our columns is read from; what is kept of it with the file. */
#include "base/json.h"
#include "work/import_inner.h"

enum { HEADING_KEPT = 200 };

/* "SKU code *" and "sku_code" are the same: case, marks, blanks and signs are left out. */
static struct text plain(struct arena *a, struct text heading)
{
	struct text folded = text_fold(a, heading);
	struct buffer b = buffer_in(a);

	for (size_t i = 0; i < folded.size; i++) {
		unsigned char c = (unsigned char)folded.at[i];

		if (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
			buffer_byte(&b, folded.at[i]);
	}
	return b.size ? buffer_text(&b) : TEXT("");
}

/* Which heading is so called; -1: none. Called so twice, `twice` is set. */
static int find(const struct text *plains, size_t count, struct text name, bool *twice)
{
	int found = -1;

	for (size_t i = 0; i < count && name.size; i++) {
		if (!text_same(plains[i], name))
			continue;
		*twice |= found >= 0;
		if (found < 0)
			found = (int)i;
	}
	return found;
}

static int column_of(const struct import_kind *k, struct text name)
{
	for (size_t i = 0; i < k->column_count; i++)
		if (text_is(name, k->columns[i].name))
			return (int)i;
	return -1;
}

static enum err heading_twice(struct scope *s, struct text heading)
{
	return fail(s, ERR_HEADING_TWICE, "the heading \"%.*s\" stands twice in the file",
		    TEXT_ARG(text_limit(heading, 60)));
}

static enum err take_pair(struct scope *s, struct import *im, const struct text *plains, struct text pair)
{
	size_t count = im->table.headings.count;
	struct text name, heading = pair;
	bool twice = false;
	int column, at;

	(void)text_cut(&heading, '=', &name);
	name = text_trim(name);
	heading = text_trim(heading);
	column = column_of(im->kind, name);
	if (column < 0)
		return fail(s, ERR_BAD_REQUEST, "a file of %s has no column \"%.*s\"", im->kind->name,
			    TEXT_ARG(text_limit(name, 60)));
	if (heading.size == 0)
		return OK; /* it is read from no heading */
	at = find(plains, count, plain(s->arena, heading), &twice);
	if (at < 0)
		return fail(s, ERR_HEADING_UNKNOWN, "the file has no heading \"%.*s\"",
			    TEXT_ARG(text_limit(heading, 60)));
	if (twice)
		return heading_twice(s, heading);
	im->at[column] = at;
	return OK;
}

/* Our own name goes before others, and those in their order. */
static enum err take_known(struct scope *s, struct import *im, const struct text *plains, size_t column)
{
	const struct import_column *c = &im->kind->columns[column];
	struct text rest = text_format(s->arena, "%s|%s", c->name, c->headings), name;

	while (im->at[column] < 0 && text_cut(&rest, '|', &name)) {
		bool twice = false;
		int at = find(plains, im->table.headings.count, plain(s->arena, name), &twice);

		if (twice)
			return heading_twice(s, im->table.headings.cells[at]);
		im->at[column] = at;
	}
	return OK;
}

static enum err check_needed(struct scope *s, const struct import *im)
{
	struct buffer b = buffer_in(s->arena);

	for (size_t i = 0; i < im->kind->column_count; i++)
		if (im->kind->columns[i].needed && im->at[i] < 0)
			buffer_format(&b, "%s%s", b.size ? ", " : "", im->kind->columns[i].name);
	if (b.size)
		return fail(s, ERR_HEADING_MISSING, "no heading is known for: %.*s", TEXT_ARG(buffer_text(&b)));
	return OK;
}

enum err import_match(struct scope *s, struct import *im, struct text pairs)
{
	size_t count = im->table.headings.count;
	struct text *plains = ARENA_ARRAY(s->arena, struct text, count + 1), pair;

	ASSERT(im->kind->column_count <= IMPORT_COLUMNS_MAX);
	for (size_t i = 0; i < IMPORT_COLUMNS_MAX; i++)
		im->at[i] = -1;
	for (size_t i = 0; i < count; i++)
		plains[i] = plain(s->arena, im->table.headings.cells[i]);
	while (pairs.size > 0 && text_cut(&pairs, ';', &pair))
		if (text_trim(pair).size > 0)
			TRY(take_pair(s, im, plains, pair));
	for (size_t i = 0; i < im->kind->column_count; i++)
		if (im->at[i] < 0)
			TRY(take_known(s, im, plains, i));
	return check_needed(s, im);
}

/* ---- with the file ---- */

struct text import_options_write(const struct import *im, struct text preview)
{
	struct buffer b = buffer_in(im->s->arena);
	struct json_writer w = json_writer_to(&b);

	json_open(&w, NULL);
	json_put_z(&w, "encoding", im->table.encoding);
	json_put_int(&w, "shop", im->shop_id);
	json_put_int(&w, "warehouse", im->warehouse_id);
	json_open_array(&w, "headings");
	for (size_t i = 0; i < im->table.headings.count; i++)
		json_put_text(&w, NULL, text_limit(im->table.headings.cells[i], HEADING_KEPT));
	json_close_array(&w);
	json_open_array(&w, "columns");
	for (size_t i = 0; i < im->kind->column_count; i++)
		json_put_int(&w, NULL, im->at[i]);
	json_close_array(&w);
	json_put_raw(&w, "preview", preview);
	json_close(&w);
	return buffer_text(&b);
}

enum err import_facts_read(struct scope *s, struct text kind, struct text options, struct import_facts *out)
{
	struct json doc, v;
	size_t i = 0;

	*out = (struct import_facts){ .kind = import_kind_find(kind) };
	if (!out->kind)
		return fail(s, ERR_INTERNAL, "an import holds \"%.*s\", which this version does not know",
			    TEXT_ARG(kind));
	TRY(json_parse(s, options, &doc));
	out->encoding = json_text(json_at(doc, "encoding"));
	v = json_at(doc, "headings");
	out->headings = ARENA_ARRAY(s->arena, struct text, json_count(v) + 1);
	for (struct json h = json_first(v); json_kind(h) != JSON_NONE; h = json_next(v, h))
		out->headings[out->heading_count++] = json_text(h);
	for (size_t k = 0; k < IMPORT_COLUMNS_MAX; k++)
		out->at[k] = -1;
	v = json_at(doc, "columns");
	for (struct json n = json_first(v); json_kind(n) != JSON_NONE && i < out->kind->column_count;
	     n = json_next(v, n)) {
		int64_t at = -1;

		if (json_int(n, &at) && at >= 0 && (size_t)at < out->heading_count)
			out->at[i] = (int)at;
		i++;
	}
	out->preview = json_lexeme(json_at(doc, "preview"));
	(void)json_int(json_at(doc, "shop"), &out->shop_id);
	(void)json_int(json_at(doc, "warehouse"), &out->warehouse_id);
	return OK;
}
