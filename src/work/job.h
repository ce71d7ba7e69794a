/* work/job.h - things to do: one table, one claim, one loop. A recurrent task is a job that comes back. */
#pragma once
#include "base/error.h"
#include "base/text.h"
#include "core/timer.h"

struct node;
struct scope;

struct job { /* as claimed */
	int64_t id, shop_id, attempt, due_at;
	int64_t incarnation; /* of the node that claimed it */
	struct text lane, kind, key, memo;
};

/* How a job ended, or paused. */
struct job_end {
	int64_t again_at; /* UTC ms: comes back then; 0: its timer decides, or it is done */
	struct text memo; /* where to go on; {0}: from the start */
	bool gave_back;   /* not an attempt that failed: pace or shut-down asked it to wait */
	bool pause;       /* stays until a person resumes it */
	bool done;        /* it does not come back, and stays to say how it ended */
};

typedef enum err job_run(struct node *n, struct scope *s, struct job *job, struct job_end *end);

struct job_kind {
	const char *name;
	job_run *run;
	struct timer_rule timer;
	const char *en, *zh, *sentence;
};
extern const struct job_kind job_kinds[];
extern const size_t job_kind_count;
const struct job_kind *job_kind_find(struct text name); /* or NULL */

/* What the job may not run beside. */
struct text job_lane(struct scope *s, int64_t shop_id, const char *kind, struct text key);
/* Stores a recurrent job of a shop, due now; one that is there stays as it is. */
enum err job_recur(struct scope *s, int64_t shop_id, const char *kind, struct text key, int64_t due_at) MUST_CHECK;
/* When a job that something sets off, or that comes once a day, is next looked at: after a failure that only a change
 * can mend a day later, but soon where another was quicker. */
int64_t job_next_day(struct scope *s, enum err how);
/* Is this end no failure but a wait: for a node that stops, or for the pace until `wait_until` (0: not said)? */
bool job_waits(struct scope *s, enum err how, int64_t wait_until, struct job_end *end);
/* Makes a job that something set off, or makes it due now; not while it is paused or waits after a failure. */
enum err job_wake(struct scope *s, int64_t shop_id, const char *kind, struct text key) MUST_CHECK;
/* Makes a job due now, a paused one for this once; ERR_NO_ROW when there is none. */
enum err job_ask_now(struct scope *s, int64_t shop_id, const char *kind, struct text key) MUST_CHECK;
/* Notes how it went: comes back by its timer, by back-off, or not. Nothing is noted where the job has gone to another node. */
enum err job_finish(const struct node *n, struct scope *s, const struct job *job, enum err how,
		    const struct job_end *end) MUST_CHECK;
