/* work/import_keep.c - a file is checked and kept with what was found; templates of headings. */
#include "base/instant.h"
#include "work/import_inner.h"
#include <string.h>

/* "our column=its heading; …" of a template. */
static enum err template_text(struct scope *s, const struct import_kind *kind, int64_t id, struct text *out)
{
	struct template_pair pairs[IMPORT_COLUMNS_MAX];
	struct buffer b = buffer_in(s->arena);
	struct sql_template_get_row row;
	size_t count;
	enum err e = sql_template_get(s, (struct sql_template_get){ id }, &row);

	if (e == ERR_NO_ROW)
		return fail(s, ERR_TEMPLATE_UNKNOWN, "there is no template %lld", (long long)id);
	TRY(e);
	if (!text_is(row.kind, kind->name))
		return fail(s, ERR_BAD_REQUEST, "the template \"%.*s\" is for other files", TEXT_ARG(row.name));
	TRY(template_pairs(s, row.columns, pairs, &count));
	for (size_t i = 0; i < count; i++)
		buffer_format(&b, "%.*s=%.*s;", TEXT_ARG(pairs[i].name), TEXT_ARG(pairs[i].heading));
	*out = b.size ? buffer_text(&b) : TEXT("");
	return OK;
}

struct keeping {
	const struct import *im;
	const struct import_new *file;
	struct text options, code, words;
};

static enum err keep(struct scope *s, void *arg)
{
	const struct keeping *k = arg;
	const struct import *im = k->im;

	TRY(sql_import_insert(s,
			      (struct sql_import_insert){ .id = im->id,
							  .kind = text_of(im->kind->name),
							  .name = im->name,
							  .options = k->options,
							  .file = k->file->bytes,
							  .state = k->code.size ? TEXT("refused") : TEXT("checked"),
							  .total = im->total,
							  .good = im->total - im->faulty,
							  .faulty = im->faulty,
							  .user_id = im->user_id,
							  .made_at = s->now,
							  .code = k->code,
							  .words = k->words },
			      NULL));
	return sql_import_fault_put(s, im->faults, im->fault_count, NULL);
}

/* What is wrong with the headings, or with what was asked, is kept with the file, so that people can choose among them. */
static bool is_of_head(enum err e)
{
	return e == ERR_HEADING_MISSING || e == ERR_HEADING_TWICE || e == ERR_HEADING_UNKNOWN;
}

static enum err look(struct scope *s, struct import *im, struct text pairs, struct keeping *k)
{
	struct text found = TEXT("[]");
	enum err e = import_match(s, im, pairs);

	if (is_of_head(e)) {
		k->code = text_of(err_name(e));
		k->words = s->words;
	} else {
		TRY(e);
		TRY(import_look(s, im, &found));
		if (im->total == 0)
			return fail(s, ERR_FILE_EMPTY, "there is nothing below the headings");
	}
	k->options = import_options_write(im, found);
	return OK;
}

static struct text one_line(struct arena *a, struct text name)
{
	struct text t = text_copy(a, text_limit(name, IMPORT_NAME_MAX));
	char *at = (char *)(uintptr_t)t.at; /* a copy of ours */

	for (size_t i = 0; i < t.size; i++)
		if ((unsigned char)at[i] < ' ' || at[i] == 0x7f)
			at[i] = ' ';
	return t;
}

enum err import_add(struct node *n, struct scope *s, const struct import_new *f, int64_t *id)
{
	struct import im = { .s = s,
			     .node = n,
			     .kind = f->kind,
			     .user_id = s->actor_id,
			     .shop_id = f->shop_id,
			     .warehouse_id = f->warehouse_id };
	struct keeping k = { .im = &im, .file = f, .code = TEXT(""), .words = TEXT("") };
	struct text pairs = f->columns;

	if (f->bytes.size > IMPORT_FILE_MAX)
		return fail(s, ERR_TOO_LARGE, "a file has at most %d MiB", IMPORT_FILE_MAX / 1024 / 1024);
	im.id = id_next(s->ids);
	im.name = f->name.size ? one_line(s->arena, f->name) : TEXT("");
	if (!pairs.at && f->template_id)
		TRY(template_text(s, f->kind, f->template_id, &pairs));
	TRY(table_open(s, f->bytes, im.name, &im.table));
	TRY(look(s, &im, pairs, &k));
	TRY(db_transact(s, keep, &k));
	*id = im.id;
	return OK;
}

enum err import_load(struct node *n, struct scope *s, int64_t id, const struct sql_import_get_row *row,
		     struct import *out)
{
	struct sql_import_file_row file;
	struct import_facts facts;

	*out = (struct import){ .s = s, .node = n, .id = id, .user_id = row->user_id, .name = row->name };
	TRY(import_facts_read(s, row->kind, row->options, &facts));
	out->kind = facts.kind;
	out->shop_id = facts.shop_id;
	out->warehouse_id = facts.warehouse_id;
	for (size_t i = 0; i < IMPORT_COLUMNS_MAX; i++)
		out->at[i] = facts.at[i];
	TRY(sql_import_file(s, (struct sql_import_file){ id }, &file));
	return table_open(s, file.file, row->name, &out->table);
}

enum err import_expire(struct scope *s)
{
	int64_t least = id_floor(s->now - IMPORT_KEPT_DAYS * DAY_MS);

	TRY(sql_import_faults_expire(s, (struct sql_import_faults_expire){ least }, NULL));
	return sql_imports_expire(s, (struct sql_imports_expire){ least }, NULL);
}

/* ---- templates ---- */

enum err template_pairs(struct scope *s, struct text columns, struct template_pair at[IMPORT_COLUMNS_MAX],
			size_t *count)
{
	struct json doc;

	*count = 0;
	TRY(json_parse(s, columns, &doc));
	for (struct json v = json_first(doc); json_kind(v) != JSON_NONE && *count < IMPORT_COLUMNS_MAX;
	     v = json_next(doc, v))
		at[(*count)++] = (struct template_pair){ json_name(doc, v), json_text(v) };
	return OK;
}

static enum err check_pairs(struct scope *s, const struct import_kind *kind, const struct template_pair *pairs,
			    size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t known = 0;

		while (known < kind->column_count && !text_is(pairs[i].name, kind->columns[known].name))
			known++;
		if (known == kind->column_count)
			return fail(s, ERR_BAD_REQUEST, "a file of %s has no column \"%.*s\"", kind->name,
				    TEXT_ARG(text_limit(pairs[i].name, 60)));
		if (pairs[i].heading.size > IMPORT_NAME_MAX || memchr(pairs[i].heading.at, ';', pairs[i].heading.size))
			return fail(s, ERR_BAD_REQUEST, "a heading has at most %d bytes and no semicolon",
				    IMPORT_NAME_MAX);
		for (size_t k = 0; k < i; k++)
			if (text_same(pairs[i].name, pairs[k].name))
				return fail(s, ERR_BAD_REQUEST, "the column \"%.*s\" is named twice",
					    TEXT_ARG(pairs[i].name));
	}
	return OK;
}

static enum err put(struct scope *s, void *arg)
{
	struct sql_template_put *t = arg;
	struct sql_template_put_row row;

	TRY(sql_template_put(s, *t, &row));
	t->id = row.id;
	return OK;
}

enum err template_put(struct scope *s, const struct import_kind *kind, struct text name,
		      const struct template_pair *pairs, size_t count, int64_t *id)
{
	struct sql_template_put t = { .id = id_next(s->ids), .kind = text_of(kind->name), .name = text_trim(name) };
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);

	if (t.name.size == 0 || t.name.size > TEMPLATE_NAME_MAX * 4 || !text_same(one_line(s->arena, t.name), t.name))
		return fail(s, ERR_BAD_REQUEST, "\"name\" must have 1 to %d characters on one line", TEMPLATE_NAME_MAX);
	TRY(check_pairs(s, kind, pairs, count));
	json_open(&w, NULL);
	for (size_t i = 0; i < count; i++)
		json_put_text(&w, text_z(s->arena, pairs[i].name), pairs[i].heading);
	json_close(&w);
	t.columns = buffer_text(&b);
	TRY(db_transact(s, put, &t));
	*id = t.id;
	return OK;
}

struct going {
	int64_t id, changed;
};

static enum err drop(struct scope *s, void *arg)
{
	struct going *g = arg;

	return sql_template_delete(s, (struct sql_template_delete){ g->id }, &g->changed);
}

enum err template_drop(struct scope *s, int64_t id)
{
	struct going g = { id, 0 };

	TRY(db_transact(s, drop, &g));
	return g.changed ? OK : fail(s, ERR_TEMPLATE_UNKNOWN, "there is no template %lld", (long long)id);
}
