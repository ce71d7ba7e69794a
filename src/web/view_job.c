/* web/view_job.c - recurrent tasks as the API shows them. */
#include "web/view_job.h"
#include "web/view_run.h"
#include "work/job.h"

struct jobs {
	struct sql_view_jobs_row *at;
	size_t count;
};

static void kinds_of(struct scope *s, struct text **out, size_t *count)
{
	*out = ARENA_ARRAY(s->arena, struct text, job_kind_count);
	*count = 0;
	for (size_t i = 0; i < job_kind_count; i++)
		if (timer_recurs(&job_kinds[i].timer))
			(*out)[(*count)++] = text_of(job_kinds[i].name);
}

/* What belongs to no shop, before all others. */
static enum err load_tenant(struct scope *s, struct jobs *out)
{
	struct sql_view_jobs_tenant in = { .max = JOBS_LIMIT };
	struct sql_view_jobs_tenant_rows rows;
	struct text *kinds;

	kinds_of(s, &kinds, &in.kinds_count);
	in.kinds = kinds;
	TRY(sql_view_jobs_tenant(s, in, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct sql_view_jobs_tenant_row *r = &rows.at[i];
		out->at[out->count++] = (struct sql_view_jobs_row){
			.id = r->id,
			.kind = r->kind,
			.key = r->key,
			.state = r->state,
			.due_at = r->due_at,
			.attempt = r->attempt,
			.every_s = r->every_s,
			.code = r->code,
			.detail = r->detail,
		};
	}
	return OK;
}

static enum err load_shops(struct scope *s, int64_t shop_id, const struct sql_recur_get_row *after, int64_t max,
			   struct jobs *out)
{
	struct sql_view_jobs in = { .shop_id = shop_id, .after_kind = TEXT(""), .after_key = TEXT(""), .max = max };
	struct sql_view_jobs_rows rows;
	struct text *kinds;

	kinds_of(s, &kinds, &in.kinds_count);
	in.kinds = kinds;
	if (after) {
		in.after_shop = after->shop_id;
		in.after_kind = after->kind;
		in.after_key = after->key;
	}
	TRY(sql_view_jobs(s, in, &rows));
	for (size_t i = 0; i < rows.count; i++)
		out->at[out->count++] = rows.at[i];
	return OK;
}

static struct text state_of(const struct sql_view_jobs_row *r)
{
	if (text_is(r->state, "paused"))
		return TEXT("stopped");
	return text_is(r->state, "ready") && r->attempt > 0 ? TEXT("waiting") : r->state;
}

static struct view_run_list runs_of(struct scope *s, int64_t job_id, const struct sql_view_job_runs_rows *ids,
				    const struct sql_view_runs_some_rows *runs)
{
	struct view_run *v = ARENA_ARRAY(s->arena, struct view_run, JOB_RUNS);
	struct view_run_list list = { v, 0 };

	for (size_t i = 0, k = 0; i < ids->count && list.count < JOB_RUNS; i++) { /* both lists: newest first */
		if (ids->at[i].job_id != job_id)
			continue;
		while (k < runs->count && runs->at[k].id > ids->at[i].id)
			k++;
		if (k < runs->count && runs->at[k].id == ids->at[i].id)
			v[list.count++] = run_view(s, &runs->at[k]);
	}
	return list;
}

static struct view_job job_view(struct scope *s, const struct sql_view_jobs_row *r)
{
	const struct job_kind *kind = job_kind_find(r->kind);
	const struct view_trouble *t = run_trouble(s, r->code, r->detail);
	struct view_shop_name *shop = ARENA_NEW(s->arena, struct view_shop_name);

	ASSERT(kind);
	*shop = (struct view_shop_name){ r->shop_id, r->shop_title };
	return (struct view_job){
		.id = r->id,
		.kind = r->kind,
		.kind_label = { text_of(kind->en), text_of(kind->zh) },
		.shop = r->shop_id ? shop : NULL,
		.feed = r->key,
		.state = state_of(r),
		.every_s = timer_every(&kind->timer, r->every_s, r->feed_every_s),
		.least_s = kind->timer.least_s,
		.most_s = kind->timer.most_s,
		.due = text_is(r->state, "ready") ? r->due_at : 0,
		.trouble = t ? *t : (struct view_trouble){ .code = TEXT("") },
	};
}

static enum err views_of(struct scope *s, const struct jobs *jobs, size_t count, struct view_job **out)
{
	struct sql_view_job_runs_rows ids = { 0 };
	struct sql_view_runs_some_rows runs = { 0 };
	int64_t *at = ARENA_ARRAY(s->arena, int64_t, count + 1);

	*out = ARENA_ARRAY(s->arena, struct view_job, count + 1);
	for (size_t i = 0; i < count; i++)
		at[i] = jobs->at[i].id;
	if (count)
		TRY(sql_view_job_runs(
			s, (struct sql_view_job_runs){ .job_ids = at, .job_ids_count = count, .max = JOB_RUNS - 1 },
			&ids));
	at = ARENA_ARRAY(s->arena, int64_t, ids.count + 1);
	for (size_t i = 0; i < ids.count; i++)
		at[i] = ids.at[i].id;
	if (ids.count)
		TRY(sql_view_runs_some(s, (struct sql_view_runs_some){ .ids = at, .ids_count = ids.count }, &runs));
	for (size_t i = 0; i < count; i++) {
		(*out)[i] = job_view(s, &jobs->at[i]);
		(*out)[i].last_runs = runs_of(s, jobs->at[i].id, &ids, &runs);
	}
	return OK;
}

enum err view_jobs(struct scope *s, const struct job_query *q, struct json_writer *w)
{
	struct jobs jobs = { ARENA_ARRAY(s->arena, struct sql_view_jobs_row, JOBS_LIMIT * 2 + 2), 0 };
	struct sql_recur_get_row after;
	struct view_job_page page = { 0 };
	struct view_job *items;
	size_t shown;

	if (q->after) {
		enum err e = sql_recur_get(s, (struct sql_recur_get){ .id = q->after }, &after);
		if (e == ERR_NO_ROW)
			return fail(s, ERR_BAD_REQUEST, "\"after\" must be what the page before gave as \"next\"");
		TRY(e);
	}
	if (!q->after && !q->shop_id)
		TRY(load_tenant(s, &jobs));
	if (jobs.count <= (size_t)q->limit)
		TRY(load_shops(s, q->shop_id, q->after ? &after : NULL, q->limit + 1 - (int64_t)jobs.count, &jobs));
	shown = jobs.count > (size_t)q->limit ? (size_t)q->limit : jobs.count;
	TRY(views_of(s, &jobs, shown, &items));
	page.items = (struct view_job_list){ items, shown };
	page.next = jobs.count > shown ? jobs.at[shown - 1].id : 0;
	view_job_page_write(w, NULL, &page);
	return OK;
}

enum err view_job(struct scope *s, int64_t id, struct json_writer *w)
{
	struct jobs jobs = { ARENA_ARRAY(s->arena, struct sql_view_jobs_row, JOBS_LIMIT), 0 };
	struct sql_recur_get_row row;
	struct view_job *v;
	enum err e = sql_recur_get(s, (struct sql_recur_get){ .id = id }, &row);

	if (e != OK && e != ERR_NO_ROW)
		return e;
	if (e == OK)
		TRY(row.shop_id ? load_shops(s, row.shop_id, NULL, JOBS_LIMIT, &jobs) : load_tenant(s, &jobs));
	for (size_t i = 0; i < jobs.count; i++)
		if (jobs.at[i].id == id) {
			jobs.at[0] = jobs.at[i];
			TRY(views_of(s, &jobs, 1, &v));
			view_job_write(w, NULL, v);
			return OK;
		}
	return fail(s, ERR_JOB_UNKNOWN, "there is no recurrent task %lld", (long long)id);
}
