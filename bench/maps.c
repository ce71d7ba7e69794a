/* bench/maps.c - a file of mappings: rows a second that are checked, and that are taken; beside the same rows written by a
 * bare connection. On SQLite and on PostgreSQL. */
#include "base/digest.h"
#include "base/id.h"
#include "bench/raw.h"
#include "store/db_driver.h"
#include "store/sql.h"
#include "work/imports.h"

enum { ROWS = 100000, ROWS_MAX = 1000000, SKUS = 2000 };

static const struct raw_table tables[] = { { "sku_maps", 1 }, { "sku_map_members", 1 }, { "sku_map_parts", 1 } };

static enum err put_skus(struct scope *s, void *arg)
{
	(void)arg;
	for (int i = 0; i < SKUS; i++)
		TRY(db_statement(
			s, text_format(s->arena,
				       "insert into skus (tenant_id, id, code, barcode, title, weight_g, tax_class, "
				       "supplier_offer, photo, state, made_at, ver) values (%lld, %lld, 'S-%05d', '', "
				       "'', 0, '', '', '', 'active', 0, 1)",
				       (long long)s->tenant_id, (long long)id_next(s->ids), i)
				   .at));
	return OK;
}

/* As marketplaces name things: in no order. */
static struct text file_of(struct scope *s, int64_t rows, int quantity)
{
	struct buffer b = buffer_in(s->arena);

	buffer_add_z(&b, "platform_sku,sku,quantity\n");
	for (int64_t i = 0; i < rows; i++) {
		struct digest128 d = digest_xxh3(text_format(s->arena, "maps of the bench, row %lld", (long long)i));

		buffer_format(&b, "P%02X%02X%02X%02X%02X-%lld,S-%05d,%d\n", d.bytes[0], d.bytes[1], d.bytes[2],
			      d.bytes[3], d.bytes[4], (long long)i, (int)(i * 7 % SKUS), quantity);
	}
	return buffer_text(&b);
}

struct took {
	double wall, cpu; /* seconds */
};
static struct took begin(void) { return (struct took){ bench_now(), bench_cpu() }; }
static struct took since(struct took t) { return (struct took){ bench_now() - t.wall, bench_cpu() - t.cpu }; }

static void judge(struct scope *s, int64_t id, const char *state, int64_t rows)
{
	struct sql_import_get_row row;

	MUST_IN(s, sql_import_get(s, (struct sql_import_get){ id }, &row));
	bench_check(text_is(row.state, state) && row.good == rows && row.faulty == 0,
		    bench_text("all rows are good and the file is %s", state));
}

/* One file from its bytes to its last row. */
static void import(struct stand *st, struct text file, int64_t rows, struct took *checked, struct took *taken)
{
	struct import_new f = { .kind = import_kind_find(TEXT("sku_maps")), .name = TEXT("maps.csv"), .bytes = file };
	struct scope s;
	int64_t id;

	scope_open(&s, &st->s);
	*checked = begin();
	MUST_IN(&s, import_add(st->node, &s, &f, &id));
	*checked = since(*checked);
	judge(&s, id, "checked", rows);
	MUST_IN(&s, import_start(&s, id, false, 0));
	*taken = begin();
	MUST_IN(&s, import_go_on(st->node, &s, id));
	*taken = since(*taken);
	judge(&s, id, "done", rows);
	scope_close(&s);
}

static void row(struct bench_table *t, const char *figure, struct took took, int64_t rows, double raw, const char *goal)
{
	bench_row(t,
		  (struct bench_row){ .figure = figure,
				      .value = (double)rows / took.wall,
				      .unit = "rows/s",
				      .limit = raw > 0 ? (double)rows / raw : 0,
				      .limit_is = raw > 0 ? bench_text("raw inserts of the same mappings, %d a commit",
								       IMPORT_BATCH)
							  : "",
				      .goal = goal,
				      .note = bench_text("CPU a row: %.1f us", took.cpu / (double)rows * 1e6) });
}

static enum err learn(struct scope *s, void *arg)
{
	(void)arg;
	return db_statement(s, "analyze");
}

static void measure(struct scope *root, struct bench_table *t, enum db_kind kind, int64_t rows)
{
	const char *where = kind == DB_SQLITE ? "SQLite" : "PostgreSQL";
	struct took checked, taken, again, replaced;
	struct stand st;
	struct scope s;
	double raw;

	stand_open(root, &st, kind, NULL);
	MUST_IN(&st.s, db_transact(&st.s, put_skus, NULL));
	scope_open(&s, &st.s);
	import(&st, file_of(&s, rows, 1), rows, &checked, &taken);
	raw = (kind == DB_SQLITE ? raw_sqlite : raw_postgres)(&st, tables, sizeof tables / sizeof *tables,
							      IMPORT_BATCH);
	if (st.url) /* it learns of its tables once a minute; here at once */
		MUST_IN(&s, db_transact(&s, learn, NULL));
	import(&st, file_of(&s, rows, 2), rows, &again, &replaced);
	row(t, bench_text("checked, %s", where), checked, rows, 0, "");
	row(t, bench_text("taken, %s", where), taken, rows, raw, ">= 50%");
	row(t, bench_text("  checked again, now that they are there, %s", where), again, rows, 0, "");
	row(t, bench_text("  taken again, with other quantities, %s", where), replaced, rows, 0, "");
	scope_close(&s);
	stand_close(&st);
}

int main(int argc, char **argv)
{
	int64_t rows = bench_argument(argc, argv, ROWS);
	struct scope *root = bench_scope();
	struct bench_table *t = bench_table_new(bench_text("maps: a file of %lld mappings", (long long)rows));

	bench_check(rows >= 1 && rows <= ROWS_MAX, "1 to 1,000,000 rows are asked for");
	measure(root, t, DB_SQLITE, rows);
	if (stand_postgres())
		measure(root, t, DB_POSTGRES, rows);
	bench_table_print(t);
	return 0;
}
