/* work/update.h - "Update order" (S000): orders of a task are asked of their channel and merged, each with its own result. */
#pragma once
#include "core/update_check.h"
#include "work/job.h"
#include "work/shown.h"

/* How an order stands to an update. ERR_ORDER_UNKNOWN. */
enum err update_stand(struct scope *s, int64_t order_id, struct update_stand *out) MUST_CHECK;
/* The job "update" of a shop, its key a task's number: a call's worth of waiting orders at a time are asked for within the
 * shop's budget. What makes sense is kept as a revision with the statuses that the order has (an update never changes a
 * status: where the answer has others, the shop's pull is woken), then merged and written, each order in a transaction of
 * its own or a few that touch no stock in one, and noted there by task_note(). What an order fails by is its result and
 * keeps none of the others from theirs (core/update_check.h says what). Gives back where pace or shut-down asks it to; ends
 * when none waits. */
job_run update_run;
/* Takes an update back where the order still shows what it came to: bases, edits and what was ignored as before.
 * ERR_CONFLICT: it was changed since; ERR_ORDER_FIXED: it has left. Inside a transaction. */
enum err update_undo(struct scope *s, int64_t task_id, int64_t order_id) MUST_CHECK;
