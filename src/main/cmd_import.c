/* main/cmd_import.c - a file of rows is checked, and taken where that is wished. */
#include "base/instant.h"
#include "main/command.h"
#include "store/sql.h"
#include "work/imports.h"
#include <stdio.h>
#include <string.h>

/* Where this process is ended amid the rows, a program that serves goes on with them so much later. */
enum { OTHERS_GO_ON_MS = 10 * MINUTE_MS };

static enum err print_faults(struct scope *s, int64_t id)
{
	struct sql_import_fault_list_rows rows;

	TRY(sql_import_fault_list(
		s, (struct sql_import_fault_list){ .import_id = id, .least_row = 0, .max = IMPORT_FAULTS_MAX }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct sql_import_fault_list_row *r = &rows.at[i];

		printf("row %lld%s%.*s%s%.*s%s: %.*s (%.*s)\n", (long long)r->at_row, r->at_column.size ? ", " : "",
		       TEXT_ARG(r->at_column), r->value.size ? " \"" : "", TEXT_ARG(r->value),
		       r->value.size ? "\"" : "", TEXT_ARG(r->words), TEXT_ARG(r->code));
	}
	return OK;
}

static enum err sum_up(struct scope *s, int64_t id, bool taken)
{
	struct sql_import_get_row r;

	TRY(sql_import_get(s, (struct sql_import_get){ id }, &r));
	TRY(print_faults(s, id));
	if (text_is(r.state, "refused") && r.total == 0)
		return fail(s, err_find(text_z(s->arena, r.code)), "%.*s", TEXT_ARG(r.words));
	printf("%lld rows: %lld good, %lld faulty, %lld taken\n", (long long)r.total, (long long)r.good,
	       (long long)r.faulty, (long long)r.done);
	if (!taken && r.faulty > 0)
		return fail(s, ERR_IMPORT_FAULTY, "nothing was taken; --take good takes the good rows");
	if (!taken)
		printf("nothing was taken; --take all takes them\n");
	return OK;
}

static enum err run(struct home *h, const struct options *o, struct import_new *f)
{
	bool all = o->take && strcmp(o->take, "all") == 0;
	struct scope *s = &h->scope;
	enum err e;
	int64_t id;

	TRY(import_add(h->node, s, f, &id));
	e = o->take ? import_start(s, id, all, world_now(s->world) + OTHERS_GO_ON_MS) : OK;
	if (e == OK && o->take)
		e = import_go_on(h->node, s, id);
	if (e == OK)
		return sum_up(s, id, o->take != NULL);
	if (e == ERR_IMPORT_FAULTY)
		TRY(print_faults(s, id));
	return e;
}

enum err cmd_import(struct scope *s, const struct options *o)
{
	struct home_needs needs = { .secrets = true, .make = true, .role = "import" };
	struct import_new f = { .columns = text_of(o->columns) };
	const char *slash = o->word_count == 2 ? strrchr(o->words[1], '/') : NULL;
	struct home h;
	enum err e;

	if (o->word_count != 2)
		return fail(s, ERR_USAGE,
			    "lockstep import KIND FILE [--take all|good]; KIND is skus, sku_maps, receipts or orders");
	f.kind = import_kind_find(text_of(o->words[0]));
	if (!f.kind)
		return fail(s, ERR_USAGE, "there are no files of \"%s\": skus, sku_maps, receipts or orders",
			    o->words[0]);
	if (o->take && strcmp(o->take, "all") != 0 && strcmp(o->take, "good") != 0)
		return fail(s, ERR_USAGE, "--take is all or good");
	f.name = text_of(slash ? slash + 1 : o->words[1]);
	f.shop_id = o->shop == OPTION_UNSET ? 0 : o->shop;
	f.warehouse_id = o->warehouse == OPTION_UNSET ? 0 : o->warehouse;
	TRY(read_whole_file(s, o->words[1], IMPORT_FILE_MAX, &f.bytes));
	TRY(home_open(s, o, &needs, &h));
	e = run(&h, o, &f);
	if (e != OK)
		s->words = text_copy(s->arena, h.scope.words);
	home_close(&h);
	return e;
}
