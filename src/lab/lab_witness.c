/* lab/lab_witness.c - one in each process who writes, and remembers what the database said it had kept. */
#include "base/id.h"
#include "base/instant.h"
#include "lab/lab_inner.h"
#include "store/sql.h"
#include <stdlib.h>
#include <string.h>

enum { GAP_MAX_MS = MINUTE_MS, FAILS = 4 };

struct row {
	int64_t id;
	bool fails; /* after it was written */
};

static enum err testify(struct scope *s, void *arg)
{
	const struct row *row = arg;
	struct sql_activity_insert wrote = { .id = row->id,
					     .at = s->now,
					     .kind = TEXT("witness"),
					     .why = row->fails ? TEXT("undone") : TEXT("kept"),
					     .before = TEXT(""),
					     .after = TEXT("") };

	TRY(sql_activity_insert(s, &wrote, 1, NULL));
	return row->fails ? fail(s, ERR_CONFLICT, "by plan") : OK;
}

void witness(void *arg)
{
	struct lab_node *n = arg;
	struct lab *l = n->lab;

	while (!n->stop) {
		struct scope s;
		struct row row;

		scope_open(&s, &n->node->root);
		row.id = id_next(s.ids);
		row.fails = rand_below(&l->chance, FAILS) == 0;
		if (db_transact(&s, testify, &row) == OK)
			l->ledger.told[l->ledger.told_count++ % TOLD_MAX] = row.id;
		scope_close(&s);
		sim_world_sleep(l->world, rand_between(&l->chance, 1, GAP_MAX_MS));
	}
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* What was said to be kept before we look is there; what failed is not. */
enum err judge_witness(struct lab *l, struct scope *s)
{
	size_t told = l->ledger.told_count < TOLD_MAX ? l->ledger.told_count : TOLD_MAX, k = 0;
	struct sql_lab_witnessed_rows rows;
	int64_t *ids;

	if (told == 0)
		return OK;
	ids = ARENA_ARRAY(s->arena, int64_t, told);
	memcpy(ids, l->ledger.told, told * sizeof *ids);
	qsort(ids, told, sizeof *ids, by_number);
	TRY(sql_lab_witnessed(s, (struct sql_lab_witnessed){ .first = ids[0] }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		if (rows.at[i].undone)
			lab_broken(l, HOLDS_all_or_nothing, "row %lld was written by work that failed",
				   (long long)rows.at[i].id);
	for (size_t i = 0; i < told; i++) {
		while (k < rows.count && rows.at[k].id < ids[i])
			k++;
		if (k == rows.count || rows.at[k].id != ids[i])
			lab_broken(l, HOLDS_acknowledged_never_lost, "row %lld was said to be kept, and is not there",
				   (long long)ids[i]);
	}
	return OK;
}
