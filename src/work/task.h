/* work/task.h - a deed on many orders: asked for once, carried out by jobs, with a result for each order.
 *
 * A task is gathered first (its orders are written down, a batch a transaction, refused ones with why), then carried out by
 * one job a shop, in the lane of the shop. Its counts are exact at every moment; a job that is cut off goes on. */
#pragma once
#include "core/merge.h"
#include "core/plan.h"
#include "work/job.h"

#define TASK_KINDS(X) X(UPDATE, "update") X(UNDO, "undo")
#define TASK_STATES(X) X(GATHER, "gather") X(RUN, "run") X(DONE, "done") X(CANCELLED, "cancelled")
#define TASK_ITEM_STATES(X) X(WAITING, "waiting") X(DONE, "done") X(FAILED, "failed") X(CANCELLED, "cancelled")
#define X(id, name) TASK_KIND_##id,
enum task_kind { TASK_KINDS(X) TASK_KIND_COUNT };
#undef X
#define X(id, name) TASK_##id,
enum task_state { TASK_STATES(X) TASK_STATE_COUNT };
#undef X
#define X(id, name) TASK_ITEM_##id,
enum task_item_state { TASK_ITEM_STATES(X) TASK_ITEM_STATE_COUNT };
#undef X
const char *task_kind_name(enum task_kind k);
const char *task_state_name(enum task_state s);
const char *task_item_state_name(enum task_item_state s);

enum { TASK_IDS_MAX = 1000, TASK_ORDERS_MAX = 100000, TASK_KEPT_DAYS = 90, TASK_TRACE_KEPT_DAYS = 30 };

/* Which orders, and how. Who asks by a filter finds the ids first: they are what was on the list then. */
struct task_new {
	const int64_t *ids; /* of any number, in any order; one that stands twice counts once */
	size_t count;
	enum merge_mode mode;
	bool release; /* release, update, reserve again */
};
/* What would come of it: nothing is asked of a channel, nothing is written. Refusals by code, most first. */
struct task_refusal {
	enum err code;
	int64_t count;
	int64_t example; /* an order of it */
};
enum { TASK_REFUSALS_MAX = 8 };
struct task_check {
	int64_t total, eligible, by_release; /* by_release: refused now, but not if their stock is released first */
	int64_t shops;                       /* of the eligible */
	int64_t reserved;                    /* pieces that would be released */
	int64_t seconds;                     /* that it takes at least, by the budgets of the channels */
	struct task_refusal refusals[TASK_REFUSALS_MAX];
	size_t refusal_count;
	struct plan plan;   /* of all that are eligible together; no step where none is */
	struct text digest; /* of the plan, of which orders it is made of, and of how each of them stands */
};
enum err task_check(struct scope *s, const struct task_new *t, struct task_check *out) MUST_CHECK;
/* `shown`: the digest of the check that was confirmed; {0}: none was. Of no order: ERR_BAD_REQUEST; ERR_TOO_LARGE;
 * ERR_PLAN_MOVED: another check came out. */
enum err task_add(struct scope *s, const struct task_new *t, struct text shown, int64_t *id) MUST_CHECK;
/* Orders that still wait are not asked for any more; what was done stays. ERR_TASK_UNKNOWN, ERR_TASK_ENDED. */
enum err task_cancel(struct scope *s, int64_t id) MUST_CHECK;
/* A new task of those that failed (of these codes alone where some are named). ERR_TASK_UNKNOWN, ERR_TASK_NOTHING. */
enum err task_retry(struct scope *s, int64_t id, const enum err *codes, size_t count, int64_t *again) MUST_CHECK;
/* A new task that takes back what this one did, where nothing came after. ERR_TASK_UNKNOWN, ERR_TASK_UNDONE,
 * ERR_TASK_RUNS, ERR_TASK_NOTHING. */
enum err task_undo(struct scope *s, int64_t id, int64_t *back) MUST_CHECK;
/* Who asked for them has been told. */
enum err task_seen(struct scope *s, const int64_t *ids, size_t count) MUST_CHECK;

/* How long what still waits takes at least, by the budgets of the channels. */
enum err task_seconds(struct scope *s, int64_t id, int64_t *out) MUST_CHECK;

/* The job "task" of no shop, its key a task's number: gathers, and carries out what asks no channel (undo). */
job_run task_run;

/* ---- for the jobs that carry tasks out ---- */
struct task_waiting {
	int64_t *ids; /* orders of the shop that wait, by number */
	size_t count;
	enum merge_mode mode;
	bool release;
	int64_t user_id; /* who asked for it: the actor of what is done */
};
/* At most so many; none when the task was cancelled. */
enum err task_next(struct scope *s, int64_t task_id, int64_t shop_id, size_t most, struct task_waiting *out) MUST_CHECK;
struct task_result {
	int64_t order_id;
	enum merge_outcome outcome; /* where code is OK */
	enum err code;
	struct text words;
	int64_t before, after; /* the order's version */
	struct text undo;      /* what update_undo() needs; empty: nothing is to be undone */
	bool undo_people;      /* it holds personal values */
	struct text taken;     /* types of changes, "consignee_name line_quantity" */
	struct text trace;     /* of what failed: trace_text() (work/trace.h); {0}: nothing was asked */
};
/* Inside the transaction that did it (or refused it): notes results and counts; the last one ends the task. ERR_CONFLICT:
 * one of them does not wait any more, as the task was cancelled, or as this was noted by a commit whose answer was lost:
 * the transaction leaves nothing, and task_next() says what still waits. */
enum err task_note(struct scope *s, int64_t task_id, const struct task_result *results, size_t count) MUST_CHECK;
/* Within a transaction: tasks older than TASK_KEPT_DAYS go with what they hold, traces, and what holds people whose time is
 * over at `people_now` (work/expire.h). */
enum err task_expire(struct scope *s, int64_t people_now) MUST_CHECK;
