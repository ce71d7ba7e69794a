/* work/job.c - things to do: one table, one claim, one loop. */
#include "work/job.h"
#include "base/id.h"
#include "base/instant.h"
#include "core/window.h"
#include "store/sql.h"
#include "work/account.h"
#include "work/expire.h"
#include "work/fetch.h"
#include "work/finds.h"
#include "work/heal.h"
#include "work/hook.h"
#include "work/imports.h"
#include "work/listings.h"
#include "work/lost.h"
#include "work/node.h"
#include "work/place.h"
#include "work/pull.h"
#include "work/push_stock.h"
#include "work/stock_allocate.h"
#include "work/stock_audit.h"
#include "work/task.h"
#include "work/update.h"
#include <string.h>

enum { SOON_MS = 10 * SECOND_MS };

const struct job_kind job_kinds[] = {
#define KIND(name, run, every, least, most, en, zh, sentence) { name, run, { every, least, most }, en, zh, sentence },
#include "work/kinds.def"
#undef KIND
};
const size_t job_kind_count = sizeof job_kinds / sizeof *job_kinds;

const struct job_kind *job_kind_find(struct text name)
{
	for (size_t i = 0; i < job_kind_count; i++)
		if (text_is(name, job_kinds[i].name))
			return &job_kinds[i];
	return NULL;
}

/* One thing at a time for a shop: its jobs share its tokens. What belongs to none waits for nothing else. */
struct text job_lane(struct scope *s, int64_t shop_id, const char *kind, struct text key)
{
	if (shop_id == 0)
		return text_format(s->arena, "%s/%.*s", kind, TEXT_ARG(key));
	return text_format(s->arena, "shop/%lld", (long long)shop_id);
}

int64_t job_next_day(struct scope *s, enum err how)
{
	return world_now(s->world) + (how == ERR_CONFLICT || how == ERR_FENCED ? SOON_MS : DAY_MS);
}

bool job_waits(struct scope *s, enum err how, int64_t wait_until, struct job_end *end)
{
	if (how == ERR_STOPPING)
		end->again_at = world_now(s->world);
	else if (how == ERR_CHANNEL_BUSY && wait_until)
		end->again_at = wait_until;
	else
		return false;
	end->gave_back = true;
	return true;
}

enum err job_wake(struct scope *s, int64_t shop_id, const char *kind, struct text key)
{
	return sql_job_wake(s,
			    (struct sql_job_wake){ .id = id_next(s->ids),
						   .shop_id = shop_id,
						   .lane = job_lane(s, shop_id, kind, key),
						   .kind = text_of(kind),
						   .key = key,
						   .due_at = s->now },
			    NULL);
}

enum err job_recur(struct scope *s, int64_t shop_id, const char *kind, struct text key, int64_t due_at)
{
	struct text lane = job_lane(s, shop_id, kind, key);

	return sql_job_recur(s,
			     (struct sql_job_recur){ .id = id_next(s->ids),
						     .shop_id = shop_id,
						     .lane = lane,
						     .kind = text_of(kind),
						     .key = key,
						     .due_at = due_at },
			     NULL);
}

enum err job_ask_now(struct scope *s, int64_t shop_id, const char *kind, struct text key)
{
	int64_t changed;

	TRY(sql_job_ask_now(
		s, (struct sql_job_ask_now){ .shop_id = shop_id, .kind = text_of(kind), .key = key, .now = s->now },
		&changed));
	return changed == 1 ? OK
			    : fail(s, ERR_NO_ROW, "shop %lld has no recurrent task \"%s\"", (long long)shop_id, kind);
}

struct finish {
	const struct node *node;
	const struct job *job;
	const struct job_end *end;
	enum err how;
};

/* A person asked for it by itself: it goes on where the shop is pulled no more. */
static bool is_asked(struct text kind)
{
	return text_is(kind, "fetch") || text_is(kind, "update") || text_is(kind, "verify");
}

/* When the job comes back: as it asked, by its timer, or by back-off; what no timer brings back is not tried again at once. */
static int64_t again_at(struct scope *s, const struct finish *f, const struct sql_job_timer_row *t)
{
	const struct job_kind *kind = job_kind_find(f->job->kind);
	int64_t wait;

	if (f->end->again_at)
		wait = f->end->again_at - s->now;
	else if (f->how != OK && err_retry(f->how) != RETRY_NEVER)
		wait = backoff_ms((int)f->job->attempt, (uint32_t)(f->job->id % 1000), 0);
	else
		wait = kind ? timer_every(&kind->timer, t->wished_s, t->feed_s) * 1000 : 0;
	if (wait <= 0 && f->how != OK && !f->end->again_at)
		wait = MINUTE_MS;
	return s->now + (wait > 0 ? wait : 0);
}

static enum err finish(struct scope *s, void *arg)
{
	const struct finish *f = arg;
	struct sql_job_timer_row timer;
	bool failed = f->how != OK && !f->end->gave_back;

	TRY(sql_job_timer(s, (struct sql_job_timer){ .id = f->job->id }, &timer));
	return sql_job_finish(s,
			      (struct sql_job_finish){ .id = f->job->id,
						       .node = f->node->number,
						       .incarnation = f->job->incarnation,
						       .due_at = again_at(s, f, &timer),
						       .state = f->end->done ? TEXT("done")
								: f->end->pause || (text_is(timer.pull, "stopped") &&
										    !is_asked(f->job->kind))
									? TEXT("paused")
									: TEXT("ready"),
						       .attempt = failed ? f->job->attempt : 0,
						       .memo = f->end->memo,
						       .code = f->how == OK ? TEXT("") : text_of(err_name(f->how)),
						       .detail = f->how == OK ? TEXT("") : text_limit(s->words, 500) },
			      NULL);
}

enum err job_finish(const struct node *n, struct scope *s, const struct job *job, enum err how,
		    const struct job_end *end)
{
	struct finish f = { n, job, end, how };

	return db_transact(s, finish, &f);
}
