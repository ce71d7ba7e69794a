/* work/recur.c - recurrent tasks as people see them: run one now, set how often it comes back. */
#include "work/recur.h"
#include "store/sql.h"
#include "work/job.h"
#include "work/shops.h"

static enum err find(struct scope *s, int64_t job_id, struct sql_recur_get_row *row, const struct job_kind **kind)
{
	enum err e = sql_recur_get(s, (struct sql_recur_get){ .id = job_id }, row);

	if (e != OK && e != ERR_NO_ROW)
		return e;
	*kind = e == OK ? job_kind_find(row->kind) : NULL;
	return *kind && timer_recurs(&(*kind)->timer)
		       ? OK
		       : fail(s, ERR_JOB_UNKNOWN, "there is no recurrent task %lld", (long long)job_id);
}

static enum err run(struct scope *s, void *arg)
{
	const int64_t *job_id = arg;
	const struct job_kind *kind;
	struct sql_recur_get_row row;
	struct shop shop;

	TRY(find(s, *job_id, &row, &kind));
	if (row.shop_id) {
		TRY(shop_get(s, row.shop_id, &shop));
		TRY(shop_usable(s, &shop));
	}
	return job_ask_now(s, row.shop_id, kind->name, row.key);
}

enum err recur_run(struct scope *s, int64_t job_id) { return db_transact(s, run, &job_id); }

struct wish {
	int64_t job_id, every_s;
};

static enum err set(struct scope *s, void *arg)
{
	const struct wish *w = arg;
	const struct job_kind *kind;
	struct sql_recur_get_row row;

	TRY(find(s, w->job_id, &row, &kind));
	if (!timer_takes(&kind->timer, w->every_s))
		return fail(
			s, ERR_BAD_REQUEST, "\"every_s\" must be %lld to %lld seconds for the task \"%s\", not %lld",
			(long long)kind->timer.least_s, (long long)kind->timer.most_s, kind->en, (long long)w->every_s);
	return sql_recur_set(
		s,
		(struct sql_recur_set){ .id = w->job_id, .every_s = w->every_s, .latest = s->now + w->every_s * 1000 },
		NULL);
}

enum err recur_set(struct scope *s, int64_t job_id, int64_t every_s)
{
	return db_transact(s, set, &(struct wish){ job_id, every_s });
}
