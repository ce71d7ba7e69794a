/* web/view_task.h - deeds on many orders, as the API shows them. */
#pragma once
#include "store/sql.h"
#include "web/views.h"
#include "work/task.h"

struct view_task view_task_of(const struct sql_task_page_row *r, int64_t user_id);
/* One task whole. ERR_TASK_UNKNOWN. */
enum err view_task_read(struct scope *s, int64_t id, int64_t user_id, struct view_task_whole *out) MUST_CHECK;

struct task_query {
	struct text state, kind; /* "" : any */
	bool mine, unseen;
	int64_t user_id, before, limit;
};
enum err view_tasks(struct scope *s, const struct task_query *q, struct view_task_page *out) MUST_CHECK;

struct task_item_query {
	int64_t task_id, after, limit;
	struct text state, code; /* "": any; with a code it is those that failed */
};
/* The rows, and one more where there are more. */
enum err task_item_rows(struct scope *s, const struct task_item_query *q, struct sql_task_items_rows *out) MUST_CHECK;
/* What its orders wait for, by shop. */
enum err task_waits(struct scope *s, int64_t id, struct sql_task_waits_rows *out) MUST_CHECK;
struct view_task_item view_task_item_of(struct scope *s, const struct sql_task_items_row *r,
					const struct sql_task_waits_rows *waits);

struct view_plan view_plan_of(struct scope *s, const struct plan *p, struct text digest);
struct view_trouble view_trouble_of(enum err e, struct text words);
