/* work/task_inner.h - what the parts of tasks share. */
#pragma once
#include "core/update_check.h"
#include "store/sql.h"
#include "work/shops.h"
#include "work/task.h"

enum { TASK_BATCH = 1000 }; /* orders a query, and a transaction */

/* The row of a task. ERR_TASK_UNKNOWN. */
enum err task_read(struct scope *s, int64_t id, struct sql_task_get_row *out) MUST_CHECK;

/* How many orders stand to an update: each shop is looked up once, the orders a batch a query. */
struct task_shop {
	int64_t id;
	bool can, bound;
	const struct channel *channel; /* NULL: of another version */
	int64_t eligible;              /* orders of it that can be updated */
	struct task_shop *next;
};
struct task_stander {
	struct arena *arena; /* of the shops */
	struct task_shop *shops;
};
struct task_stand {
	int64_t order_id, ver, edits;
	struct task_shop *shop; /* NULL: there is no such order */
	struct update_stand stand;
};
/* In the order of `ids`, which rise; at most TASK_BATCH. */
enum err task_stands(struct scope *s, struct task_stander *t, const int64_t *ids, size_t count,
		     struct task_stand *out) MUST_CHECK;
/* OK, or why it is not updated, with words. `release`: what is reserved is no obstacle. */
enum err task_refuse(struct scope *s, const struct task_stand *o, bool release) MUST_CHECK;

/* The ids in order, each once. */
size_t task_ids_sort(int64_t *ids, size_t count);
/* "12 34 56", both ways. */
struct text task_ids_text(struct arena *a, const int64_t *ids, size_t count);
enum err task_ids_read(struct scope *s, struct text t, int64_t **ids, size_t *count) MUST_CHECK;

/* Inside a transaction: a task of these orders, and the job that gathers them. */
struct task_make {
	int64_t id; /* made before the transaction */
	enum task_kind kind;
	struct text mode; /* "keep" or "take" */
	bool release;
	int64_t of_task;
	const int64_t *ids; /* sorted, each once, not none */
	size_t count;
};
enum err task_make(struct scope *s, const struct task_make *m) MUST_CHECK;

/* Carries out what asks no channel: orders of all shops that wait are taken back. */
struct node;
enum err task_take_back(struct node *n, struct scope *s, int64_t id, const struct sql_task_get_row *task) MUST_CHECK;
