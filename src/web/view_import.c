/* web/view_import.c - files that came in, as the API shows them. */
#include "web/view_import.h"
#include "store/sql.h"
#include "web/view_run.h"

enum { FAULTS_SHOWN = 100 };

static void put_facts(struct scope *s, const struct import_facts *f, struct view_import *v)
{
	struct view_import_column *at = ARENA_ARRAY(s->arena, struct view_import_column, f->kind->column_count);

	for (size_t i = 0; i < f->kind->column_count; i++) {
		const struct import_column *c = &f->kind->columns[i];

		at[i] = (struct view_import_column){ .name = text_of(c->name),
						     .needed = c->needed,
						     .sentence = text_of(c->sentence) };
		if (f->at[i] >= 0)
			at[i].heading = f->headings[f->at[i]];
	}
	v->columns = (struct view_import_column_list){ at, f->kind->column_count };
	v->headings = (struct view_texts){ f->headings, f->heading_count };
	v->encoding = f->encoding;
}

static struct view_texts cells_of(struct scope *s, struct json row)
{
	struct json list = json_at(row, "cells");
	struct text *at = ARENA_ARRAY(s->arena, struct text, json_count(list) + 1);
	size_t count = 0;

	for (struct json v = json_first(list); json_kind(v) != JSON_NONE; v = json_next(list, v))
		at[count++] = json_text(v);
	return (struct view_texts){ at, count };
}

static enum err put_preview(struct scope *s, struct text preview, struct view_import *v)
{
	struct view_import_preview *at;
	struct json list;
	size_t count = 0;

	TRY(json_parse(s, preview, &list));
	at = ARENA_ARRAY(s->arena, struct view_import_preview, json_count(list) + 1);
	for (struct json r = json_first(list); json_kind(r) != JSON_NONE; r = json_next(list, r)) {
		(void)json_int(json_at(r, "row"), &at[count].row);
		at[count++].cells = cells_of(s, r);
	}
	v->preview = (struct view_import_preview_list){ at, count };
	return OK;
}

static enum err put_faults(struct scope *s, int64_t id, struct view_import *v)
{
	struct sql_import_fault_list_rows rows;
	struct view_import_fault *at;

	TRY(sql_import_fault_list(
		s, (struct sql_import_fault_list){ .import_id = id, .least_row = 0, .max = FAULTS_SHOWN }, &rows));
	at = ARENA_ARRAY(s->arena, struct view_import_fault, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		at[i] = (struct view_import_fault){ .row = rows.at[i].at_row,
						    .column = rows.at[i].at_column,
						    .value = rows.at[i].value,
						    .code = rows.at[i].code,
						    .words = rows.at[i].words };
	v->faults = (struct view_import_fault_list){ at, rows.count };
	return OK;
}

static struct view_import view_of(struct scope *s, const struct sql_import_page_row *r)
{
	return (struct view_import){ .id = r->id,
				     .kind = r->kind,
				     .name = r->name,
				     .state = r->state,
				     .take = r->take,
				     .total = r->total,
				     .good = r->good,
				     .faulty = r->faulty,
				     .done = r->done,
				     .problem = run_trouble(s, r->code, r->words),
				     .made_at = r->made_at };
}

enum err view_import_of(struct scope *s, int64_t id, struct view_import *out)
{
	struct sql_import_get_row r;
	struct import_facts facts;
	enum err e = sql_import_get(s, (struct sql_import_get){ id }, &r);

	if (e == ERR_NO_ROW)
		return fail(s, ERR_IMPORT_UNKNOWN, "there is no import %lld", (long long)id);
	TRY(e);
	*out = view_of(s, &(struct sql_import_page_row){ .id = id,
							 .kind = r.kind,
							 .name = r.name,
							 .take = r.take,
							 .state = r.state,
							 .total = r.total,
							 .good = r.good,
							 .faulty = r.faulty,
							 .done = r.done,
							 .made_at = r.made_at,
							 .code = r.code,
							 .words = r.words });
	TRY(import_facts_read(s, r.kind, r.options, &facts));
	put_facts(s, &facts, out);
	TRY(put_preview(s, facts.preview, out));
	return put_faults(s, id, out);
}

enum err view_imports(struct scope *s, const struct import_kind *kind, int64_t before, int64_t limit,
		      struct view_import_page *out)
{
	struct sql_import_page_rows rows;
	struct import_facts facts;
	struct view_import *at;

	TRY(sql_import_page(s,
			    (struct sql_import_page){ .before_id = before,
						      .kind = kind ? text_of(kind->name) : TEXT(""),
						      .max = limit + 1 },
			    &rows));
	at = ARENA_ARRAY(s->arena, struct view_import, rows.count + 1);
	out->items = (struct view_import_list){ at, rows.count > (size_t)limit ? (size_t)limit : rows.count };
	for (size_t i = 0; i < out->items.count; i++) {
		at[i] = view_of(s, &rows.at[i]);
		TRY(import_facts_read(s, rows.at[i].kind, rows.at[i].options, &facts));
		put_facts(s, &facts, &at[i]);
	}
	out->next = rows.count > (size_t)limit ? rows.at[limit - 1].id : 0;
	return OK;
}

void view_import_mask(struct scope *s, struct view_import *v)
{
	struct view_import_fault *at = ARENA_ARRAY(s->arena, struct view_import_fault, v->faults.count + 1);

	for (size_t i = 0; i < v->faults.count; i++) {
		at[i] = v->faults.at[i];
		at[i].value = TEXT("");
	}
	v->faults.at = at;
	v->preview = (struct view_import_preview_list){ 0 };
}
