/* work/import_test.c - files that come in: what is wrong with them, what is taken, and that no row is taken twice. */
#include "base/instant.h"
#include "store/sql.h"
#include "work/import_inner.h"
#include "work/rig.h"
#include "work/sku.h"
#include "work/warehouse.h"
#include <string.h>

struct sent {
	struct node *node;
	int64_t id;
	struct sql_import_get_row row;
	struct sql_import_fault_list_rows faults;
};

/* Tests have no tasks of their own: the database of the test stands in for a node's. */
static struct node *node_of(struct scope *s)
{
	struct node *n = ARENA_NEW(s->arena, struct node);

	n->root = *s;
	return n;
}

static enum err send_as(struct scope *s, const char *kind, struct text bytes, const char *name, const char *columns,
			struct sent *out)
{
	struct import_new f = { .kind = import_kind_find(text_of(kind)),
				.name = text_of(name),
				.bytes = bytes,
				.columns = text_of(columns) };

	*out = (struct sent){ .node = node_of(s) };
	CHECK(f.kind);
	TRY(import_add(out->node, s, &f, &out->id));
	CHECK_OK(sql_import_get(s, (struct sql_import_get){ out->id }, &out->row));
	CHECK_OK(sql_import_fault_list(s, (struct sql_import_fault_list){ out->id, 0, 20000 }, &out->faults));
	return OK;
}

static void send(struct scope *s, struct text bytes, struct sent *out)
{
	CHECK_OK(send_as(s, "skus", bytes, "skus.csv", NULL, out));
}

static enum err take(struct scope *s, struct sent *f, bool all)
{
	TRY(import_start(s, f->id, all, 0));
	TRY(import_go_on(f->node, s, f->id));
	CHECK_OK(sql_import_get(s, (struct sql_import_get){ f->id }, &f->row));
	CHECK_OK(sql_import_fault_list(s, (struct sql_import_fault_list){ f->id, 0, 20000 }, &f->faults));
	return OK;
}

static int64_t sku_count(struct scope *s)
{
	struct sql_sku_page_rows rows;

	CHECK_OK(sql_sku_page(s, (struct sql_sku_page){ TEXT("active"), TEXT(""), 200000 }, &rows));
	return (int64_t)rows.count;
}

static struct sql_sku_full_by_codes_row sku(struct scope *s, const char *code)
{
	struct text wanted = text_of(code);
	struct sql_sku_full_by_codes_rows rows;

	CHECK_OK(sql_sku_full_by_codes(s, (struct sql_sku_full_by_codes){ &wanted, 1 }, &rows));
	CHECK_EQ(rows.count, 1);
	return rows.at[0];
}

/* So many rows, every `fault`-th of them faulty. */
static struct text many(struct scope *s, int rows, int fault)
{
	struct buffer b = buffer_in(s->arena);

	buffer_add_z(&b, "code,title,weight_g\n");
	for (int i = 1; i <= rows; i++)
		buffer_format(&b, "A-%06d,Thing %d,%s%d\n", i, i, fault && i % fault == 0 ? "-" : "", 1 + i % 100);
	return buffer_text(&b);
}

ON_BOTH(a_file_of_articles_is_checked_then_taken)
{
	struct sent f;

	send(s, TEXT("货号,名称,重量\r\nA-1,红色 T 恤,250\r\nA-2,,\r\n"), &f);
	CHECK_TEXT(f.row.state, "checked");
	CHECK_EQ(f.row.good, 2);
	CHECK_EQ(sku_count(s), 0); /* nothing is taken yet */
	CHECK_OK(take(s, &f, true));
	CHECK_TEXT(f.row.state, "done");
	CHECK_EQ(f.row.done, 2);
	CHECK_TEXT(sku(s, "A-1").title, "红色 T 恤");
	CHECK_EQ(sku(s, "A-1").weight_g, 250);
	CHECK_ERR(take(s, &f, true), ERR_IMPORT_TAKEN);
}

ON_BOTH(files_of_other_encodings_are_read)
{
	struct import_facts facts;
	struct sent f;

	send(s, TEXT("\xBB\xF5\xBA\xC5,\xC3\xFB\xB3\xC6\nA-1,\xBA\xEC\xC9\xAB\n"), &f);
	CHECK_OK(import_facts_read(s, f.row.kind, f.row.options, &facts));
	CHECK_TEXT(facts.encoding, "gb18030");
	CHECK_TEXT(facts.headings[1], "名称");
	CHECK_OK(take(s, &f, true));
	CHECK_TEXT(sku(s, "A-1").title, "红色");
	send(s,
	     TEXT("\xEF\xBB\xBF"
		  "Артикул;Наименование\nA-2;Красный\n"),
	     &f);
	CHECK_OK(take(s, &f, true));
	CHECK_TEXT(sku(s, "A-2").title, "Красный");
}

static enum err make_old(struct scope *s, void *arg)
{
	struct sql_import_insert row = *(struct sql_import_insert *)arg;
	struct sql_import_fault_put fault = { row.id, 2, TEXT("code"), TEXT("cell_long"), TEXT("long"), TEXT("x") };

	TRY(sql_import_insert(s, row, NULL));
	TRY(sql_import_fault_put(s, &fault, 1, NULL));
	return import_expire(s);
}

ON_BOTH(old_files_go_with_what_they_hold)
{
	struct sql_import_fault_list_rows faults;
	struct sql_import_page_rows rows;
	struct sql_import_insert old = { .id = id_floor(s->now - (IMPORT_KEPT_DAYS + 1) * DAY_MS),
					 .kind = TEXT("skus"),
					 .name = TEXT(""),
					 .options = TEXT("{}"),
					 .file = TEXT("code"),
					 .state = TEXT("done"),
					 .code = TEXT(""),
					 .words = TEXT("") };
	struct sent f;

	send(s, TEXT("code\nA-1\n"), &f);
	CHECK_OK(db_transact(s, make_old, &old));
	CHECK_OK(sql_import_page(s, (struct sql_import_page){ INT64_MAX, TEXT(""), 10 }, &rows));
	CHECK_EQ(rows.count, 1);
	CHECK_EQ(rows.at[0].id, f.id);
	CHECK_OK(sql_import_fault_list(s, (struct sql_import_fault_list){ old.id, 0, 10 }, &faults));
	CHECK_EQ(faults.count, 0);
}

ON_BOTH(a_code_that_is_there_changes_its_article_where_the_file_says_something)
{
	struct sent f;

	send(s, TEXT("code,title,barcode,weight_g\nA-1,One,111,5\n"), &f);
	CHECK_OK(take(s, &f, true));
	send(s, TEXT("code,title,weight_g,state\nA-1,,7,\nA-2,Two,,archived\n"), &f);
	CHECK_OK(take(s, &f, true));
	CHECK_TEXT(sku(s, "A-1").title, "One");
	CHECK_TEXT(sku(s, "A-1").barcode, "111");
	CHECK_EQ(sku(s, "A-1").weight_g, 7);
	CHECK_TEXT(sku(s, "A-2").state, "archived");
}

/* S001-25: each faulty row is named by row, column and reason; nothing is taken, or the good ones, as chosen. */
ON_BOTH(of_10000_rows_each_of_37_faulty_ones_is_named)
{
	struct text file = many(s, 10000, 270);
	struct sent f;

	send(s, file, &f);
	CHECK_EQ(f.row.total, 10000);
	CHECK_EQ(f.row.faulty, 37);
	CHECK_EQ(f.faults.count, 37);
	CHECK_EQ(f.faults.at[0].at_row, 271);
	CHECK_TEXT(f.faults.at[0].at_column, "weight_g");
	CHECK_TEXT(f.faults.at[0].code, "bad_number");
	CHECK_TEXT(f.faults.at[0].value, "-71");
	CHECK_TEXT(f.faults.at[0].words, "this must be a whole number from 0 to 100000000");
	CHECK_ERR(take(s, &f, true), ERR_IMPORT_FAULTY);
	CHECK_EQ(sku_count(s), 0);
	CHECK_OK(take(s, &f, false));
	CHECK_EQ(f.row.done, 9963);
	CHECK_EQ(f.row.faulty, 37);
	CHECK_EQ(sku_count(s), 9963);
}

ON_BOTH(the_report_says_what_became_of_each_row)
{
	struct text report;
	struct sent f;

	send(s, TEXT("code,weight_g\nA-1,1\n\nA-2,\"=1+1\"\nA-3,3\n"), &f);
	CHECK_OK(import_report(f.node, s, f.id, true, &report));
	CHECK_TEXT(report, "\xEF\xBB\xBFrow,result,column,value,code,words\r\n"
			   "2,\"good\",\"\",\"\",\"\",\"\"\r\n"
			   "4,\"faulty\",\"weight_g\",\"'=1+1\",\"bad_number\",\"this must be a whole number from 0 to "
			   "100000000\"\r\n"
			   "5,\"good\",\"\",\"\",\"\",\"\"\r\n");
	CHECK_OK(take(s, &f, false));
	CHECK_OK(import_report(f.node, s, f.id, true, &report));
	CHECK(strstr(report.at, "2,\"taken\"") && strstr(report.at, "4,\"faulty\"") &&
	      strstr(report.at, "5,\"taken\""));
}

ON_BOTH(what_is_wrong_within_a_row_is_said_of_its_cell)
{
	struct buffer b = buffer_in(s->arena);
	struct sent f;

	buffer_add_z(&b, "code,title,state\n,no code,\nB-1,twice,\nB-1,twice,\nB-2,x,sleeping\nB-3,a,active,extra\n");
	for (int i = 0; i <= SKU_CODE_MAX; i++)
		buffer_byte(&b, 'x');
	buffer_add_z(&b, ",long,\nB-4,\"two\nlines\",\n");
	send(s, buffer_text(&b), &f);
	CHECK_EQ(f.faults.count, 6);
	CHECK_TEXT(f.faults.at[0].code, "cell_empty");
	CHECK_TEXT(f.faults.at[1].words, "this code stands in row 3 already");
	CHECK_EQ(f.faults.at[1].at_row, 4);
	CHECK_TEXT(f.faults.at[2].words, "this must be one of: active|archived");
	CHECK_TEXT(f.faults.at[3].words, "the row has 4 cells, but there are 3 headings");
	CHECK_TEXT(f.faults.at[4].words, "this has 101 characters; 100 is the limit");
	CHECK_TEXT(f.faults.at[5].code, "cell_wrong");
	CHECK_EQ(f.row.good, 1);
}

ON_BOTH(what_is_no_table_is_refused_as_a_whole)
{
	static const struct {
		struct text bytes;
		const char *name;
		enum err code;
	} all[] = {
		{ { "", 0 }, "a.csv", ERR_FILE_EMPTY },
		{ { "\n\n ,\n", 5 }, "a.csv", ERR_FILE_EMPTY },
		{ { "code,title\n", 11 }, "a.csv", ERR_FILE_EMPTY },
		{ { "code\na\0b\n", 9 }, "a.csv", ERR_BAD_TEXT },
		{ { "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8 }, "a.xls", ERR_FILE_KIND },
		{ { "%PDF-1.4", 8 }, "a.xlsx", ERR_FILE_KIND },
		{ { "code\nA\n", 7 }, "a.XLSX", ERR_FILE_DAMAGED },
		{ { "PK\x03\x04 and no more", 16 }, "a.xlsx", ERR_FILE_DAMAGED },
		{ { "code,title\nA,\"b\n", 16 }, "a.csv", ERR_FILE_DAMAGED },
	};
	struct sql_import_page_rows rows;
	struct sent f;

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		CHECK_ERR(send_as(s, "skus", all[i].bytes, all[i].name, NULL, &f), all[i].code);
	CHECK_OK(sql_import_page(s, (struct sql_import_page){ INT64_MAX, TEXT(""), 10 }, &rows));
	CHECK_EQ(rows.count, 0);
}

ON_BOTH(headings_that_do_not_fit_are_told_and_can_be_chosen)
{
	struct text file = TEXT("Nr;Text;Text\nA-1;One;Uno\n");
	struct sent f;

	send(s, file, &f);
	CHECK_TEXT(f.row.state, "refused");
	CHECK_TEXT(f.row.code, "heading_missing");
	CHECK_ERR(take(s, &f, true), ERR_IMPORT_TAKEN);
	CHECK_OK(send_as(s, "skus", file, "a.csv", "code=nr", &f));
	CHECK_TEXT(f.row.state, "checked");
	CHECK_OK(send_as(s, "skus", file, "a.csv", "code=Nr;title=Text", &f));
	CHECK_TEXT(f.row.code, "heading_twice");
	CHECK_OK(send_as(s, "skus", file, "a.csv", "code=Nr;title=Name", &f));
	CHECK_TEXT(f.row.code, "heading_unknown");
	CHECK_ERR(send_as(s, "skus", file, "a.csv", "kode=Nr", &f), ERR_BAD_REQUEST);
	CHECK_OK(send_as(s, "skus", TEXT("SKU,SKU\na,b\n"), "a.csv", NULL, &f));
	CHECK_TEXT(f.row.code, "heading_twice");
}

ON_BOTH(a_template_says_how_headings_are_read)
{
	struct template_pair pairs[] = { { TEXT("code"), TEXT("Nr") }, { TEXT("title"), TEXT("Was") } };
	struct import_new file = { .kind = import_kind_find(TEXT("skus")), .bytes = TEXT("Nr,Was\nA-1,One\n") };
	struct node *n = node_of(s);
	int64_t id, again, import;
	struct sent f = { .node = n };

	CHECK_OK(template_put(s, file.kind, TEXT("Theirs"), pairs, 2, &id));
	CHECK_OK(template_put(s, file.kind, TEXT("Theirs"), pairs, 2, &again));
	CHECK_EQ(id, again);
	CHECK_ERR(template_put(s, file.kind, TEXT(" "), pairs, 2, &again), ERR_BAD_REQUEST);
	file.template_id = id;
	CHECK_OK(import_add(n, s, &file, &import));
	f.id = import;
	CHECK_OK(take(s, &f, true));
	CHECK_TEXT(sku(s, "A-1").title, "One");
	CHECK_OK(template_drop(s, id));
	CHECK_ERR(template_drop(s, id), ERR_TEMPLATE_UNKNOWN);
	CHECK_ERR(import_add(n, s, &file, &import), ERR_TEMPLATE_UNKNOWN);
}

static enum err note_500(struct scope *s, void *arg)
{
	int64_t changed;

	TRY(sql_import_move(s, (struct sql_import_move){ *(int64_t *)arg, 0, 501, 500 }, &changed));
	CHECK_EQ(changed, 1);
	return OK;
}

/* As a process would leave it that was killed between two batches: rows up to there are noted as taken. */
ON_BOTH(a_task_that_was_cut_off_goes_on_behind_what_was_taken)
{
	struct sent f;

	send(s, many(s, 1200, 0), &f);
	CHECK_OK(import_start(s, f.id, false, 0));
	CHECK_OK(db_transact(s, note_500, &f.id));
	CHECK_OK(import_go_on(f.node, s, f.id));
	CHECK_OK(import_go_on(f.node, s, f.id)); /* done: nothing more */
	CHECK_EQ(sku_count(s), 700);
	CHECK_OK(sql_import_get(s, (struct sql_import_get){ f.id }, &f.row));
	CHECK_EQ(f.row.done, 1200);
	CHECK_EQ(f.row.at_row, 1201);
}

ON_BOTH(a_commit_that_was_lost_takes_no_row_twice)
{
	struct sent f;

	send(s, many(s, 600, 0), &f);
	CHECK_OK(import_start(s, f.id, false, 0));
	try_fault("db commit lost", 1);
	CHECK_OK(import_go_on(f.node, s, f.id));
	try_fault(NULL, 0);
	CHECK_OK(sql_import_get(s, (struct sql_import_get){ f.id }, &f.row));
	CHECK_EQ(f.row.done, 600);
	CHECK_EQ(sku_count(s), 600);
}

/* ---- goods that came ---- */

static void make_skus(struct scope *s)
{
	struct sent f;

	send(s, TEXT("code,title\nA-1,One\nA-2,Two\nA-3,Three\n"), &f);
	CHECK_OK(take(s, &f, true));
}

static void make_warehouse(struct scope *s, const char *code, const char *kind)
{
	struct warehouse w = {
		.code = text_of(code), .name = TEXT(""), .kind = text_of(kind), .state = TEXT("active"), .priority = 1
	};

	CHECK_OK(warehouse_make(s, &w));
}

static int64_t pieces(struct scope *s)
{
	struct sql_warehouse_list_rows rows;
	int64_t sum = 0;

	CHECK_OK(sql_warehouse_list(s, (struct sql_warehouse_list){ 100 }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		sum += rows.at[i].pieces;
	return sum;
}

ON_BOTH(a_file_of_goods_is_booked_as_receipts)
{
	struct sent f;

	make_skus(s);
	make_warehouse(s, "EAST", "own");
	CHECK_OK(send_as(s, "receipts", TEXT("SKU;数量;类型\nA-1;10;opening\nA-2;5;opening\nA-1;3;\n"), "a.csv", NULL,
			 &f));
	CHECK_EQ(f.row.good, 3);
	CHECK_OK(take(s, &f, true));
	CHECK_EQ(pieces(s), 18);
	CHECK_OK(send_as(s, "receipts", TEXT("code,quantity,number\nA-1,1,D-1\nA-2,2,D-1\nA-3,4,D-2\n"), "b.csv", NULL,
			 &f));
	CHECK_OK(take(s, &f, true));
	CHECK_EQ(pieces(s), 25);
	CHECK_OK(send_as(s, "receipts", TEXT("code,quantity,number\nA-1,1,D-1\nA-2,2,D-3\n"), "b.csv", NULL, &f));
	CHECK_TEXT(f.faults.at[0].words, "the receipt of this number is booked already");
	CHECK_EQ(f.faults.count, 1);
}

ON_BOTH(what_is_wrong_with_goods_is_said_of_its_cell)
{
	struct sent f;

	make_skus(s);
	make_warehouse(s, "EAST", "own");
	make_warehouse(s, "WEST", "own");
	make_warehouse(s, "FBS", "channel");
	CHECK_OK(send_as(
		s, "receipts",
		TEXT("code,quantity,warehouse,number\nA-9,1,EAST,\nA-1,0,EAST,\nA-1,99999999999,EAST,\nA-1,1,,\n"
		     "A-1,1,SOUTH,\nA-1,1,FBS,\nA-1,1,EAST,D-1\nA-2,1,WEST,D-1\nA-2,1,WEST,\nA-2,1,EAST,D-1\n"),
		"a.csv", NULL, &f));
	CHECK_EQ(f.faults.count, 8);
	CHECK_EQ(f.row.good, 2);
	CHECK_TEXT(f.faults.at[0].code, "sku_unknown");
	CHECK_TEXT(f.faults.at[1].code, "bad_number");
	CHECK_TEXT(f.faults.at[2].code, "bad_number");
	CHECK_TEXT(f.faults.at[3].code, "cell_empty");
	CHECK_TEXT(f.faults.at[4].code, "warehouse_unknown");
	CHECK_TEXT(f.faults.at[5].code, "cell_wrong");
	CHECK_TEXT(f.faults.at[6].words, "row 8 has this number with another warehouse, kind or supplier");
	CHECK_TEXT(f.faults.at[7].code, "row_twice");
	CHECK_OK(take(s, &f, false));
	CHECK_EQ(pieces(s), 2);
}

/* Stock books by itself: a task that was cut off between booking and noting it finds its receipts again. */
ON_BOTH(goods_are_not_booked_twice_where_the_task_was_cut_off)
{
	struct import_rows rows;
	struct import im;
	struct sent f;

	make_skus(s);
	make_warehouse(s, "EAST", "own");
	CHECK_OK(send_as(s, "receipts", TEXT("code,quantity,number\nA-1,1,\nA-2,2,D-1\nA-3,4,D-2\nA-3,8,\n"), "a.csv",
			 NULL, &f));
	CHECK_OK(import_start(s, f.id, true, 0));
	CHECK_OK(import_load(f.node, s, f.id, &f.row, &im));
	CHECK_OK(im.kind->begin(s, &im));
	CHECK_OK(import_batch(s, &im, &rows));
	CHECK_OK(im.kind->check(s, &im, &rows));
	CHECK_OK(im.kind->take(s, &im, &rows));
	CHECK_EQ(pieces(s), 15);
	CHECK_OK(import_go_on(f.node, s, f.id));
	CHECK_EQ(pieces(s), 15);
	CHECK_OK(sql_import_get(s, (struct sql_import_get){ f.id }, &f.row));
	CHECK_TEXT(f.row.state, "done");
	CHECK_EQ(f.row.done, 4);
}

ON_BOTH(more_faults_than_are_kept_are_counted)
{
	struct text file = many(s, 10200, 1), report;
	struct sent f;

	send(s, file, &f);
	CHECK_EQ(f.row.faulty, 10200);
	CHECK_EQ(f.faults.count, IMPORT_FAULTS_MAX);
	CHECK_ERR(take(s, &f, false), ERR_IMPORT_FAULTY); /* there is nothing good */
	CHECK_OK(import_report(f.node, s, f.id, true, &report));
	CHECK(strstr(report.at, "10001,\"faulty\"") && strstr(report.at, "10002,\"not said\""));
}
