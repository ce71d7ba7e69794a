/* work/import_report.c - what became of each row of a file, as CSV. */
#include "work/import_inner.h"

static void cell(struct buffer *b, struct text value, bool first)
{
	if (!first)
		buffer_byte(b, ',');
	csv_put(b, value, true);
}

static void line(struct buffer *b, int64_t row, const char *result, const struct sql_import_fault_list_row *f,
		 bool values)
{
	buffer_int(b, row);
	cell(b, text_of(result), false);
	cell(b, f ? f->at_column : TEXT(""), false);
	cell(b, f && values ? f->value : TEXT(""), false);
	cell(b, f ? f->code : TEXT(""), false);
	cell(b, f ? f->words : TEXT(""), false);
	buffer_add_z(b, "\r\n");
}

struct report {
	struct buffer b;
	struct sql_import_fault_list_rows faults;
	size_t next; /* of them */
	bool cut;    /* there are more than are kept */
	bool values;
	int64_t done; /* rows up to this one were taken, where they are good */
};

static void report_row(struct report *r, int64_t number)
{
	bool any = false;

	for (; r->next < r->faults.count && r->faults.at[r->next].at_row <= number; r->next++, any = true)
		line(&r->b, number, "faulty", &r->faults.at[r->next], r->values);
	if (any)
		return;
	if (r->cut && r->next == r->faults.count)
		line(&r->b, number, "not said", NULL, false);
	else
		line(&r->b, number, number <= r->done ? "taken" : "good", NULL, false);
}

enum err import_report(struct node *n, struct scope *s, int64_t id, bool values, struct text *out)
{
	struct report r = { .b = buffer_in(s->arena), .values = values };
	struct sql_import_get_row row;
	struct csv_row raw;
	struct import im;
	bool more;
	enum err e = sql_import_get(s, (struct sql_import_get){ id }, &row);

	if (e == ERR_NO_ROW)
		return fail(s, ERR_IMPORT_UNKNOWN, "there is no import %lld", (long long)id);
	TRY(e);
	TRY(import_load(n, s, id, &row, &im));
	TRY(sql_import_fault_list(
		s, (struct sql_import_fault_list){ .import_id = id, .least_row = 0, .max = SQL_ROWS_MAX }, &r.faults));
	r.cut = r.faults.count >= IMPORT_FAULTS_MAX;
	r.done = row.at_row;
	more = row.total > 0; /* else its headings did not fit, and no row was looked at */
	buffer_add_z(&r.b, "\xEF\xBB\xBFrow,result,column,value,code,words\r\n");
	while (more) {
		struct scope part;

		scope_open(&part, s);
		for (int i = 0; i < IMPORT_BATCH && more && e == OK; i++) {
			e = table_next(&part, &im.table, &raw, &more);
			if (e == OK && more)
				report_row(&r, raw.number);
		}
		TRY(scope_end(&part, s, e));
	}
	*out = buffer_text(&r.b);
	return OK;
}
