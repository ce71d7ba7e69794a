/* work/expire.c - the recurrent job that removes personal data and raw answers whose time is over.
 *
 * It walks through the orders by id, a stretch a transaction, and remembers in its memo how far it came, so that no index
 * on the time is needed, which every new order would pay for. */
#include "work/expire.h"
#include "base/instant.h"
#include "store/sql.h"
#include "work/fetch.h"
#include "work/hours.h"
#include "work/imports.h"
#include "work/listing.h"
#include "work/node.h"
#include "work/settings.h"
#include "work/shown.h"
#include "work/task.h"

enum { STRETCH = 1000, STRETCHES = 20 };

struct stretch {
	int64_t after, last;
	int64_t people_days, raw_days; /* as the tenant has set */
	bool over;
};

static enum err look_through(struct scope *s, void *arg)
{
	struct stretch *x = arg;
	struct sql_expire_stretch_row to;
	struct sql_expire_finds_rows gone;
	int64_t people_now = s->now + (PEOPLE_KEPT_DAYS - x->people_days) * DAY_MS;
	int64_t raw_now = s->now + (RAW_KEPT_DAYS - x->raw_days) * DAY_MS;

	x->over = false;
	TRY(sql_expire_stretch(s, (struct sql_expire_stretch){ .after = x->after, .max = STRETCH }, &to));
	x->last = to.last.value;
	if (!to.last.is) {
		x->over = true;
		TRY(sql_hours_expire(s, (struct sql_hours_expire){ .before = s->now - HOURS_KEPT_DAYS * DAY_MS },
				     NULL));
		TRY(sql_hooks_expire(s, (struct sql_hooks_expire){ .now = s->now }, NULL));
		TRY(sql_fetch_expire(s, (struct sql_fetch_expire){ .before = s->now - FETCHES_KEPT_DAYS * DAY_MS },
				     NULL));
		TRY(import_expire(s));
		TRY(task_expire(s, people_now));
		return sql_expire_parked(
			s, (struct sql_expire_parked){ .before = s->now - x->raw_days * DAY_MS, .empty = TEXT("") },
			NULL);
	}
	TRY(sql_expire_finds(s, (struct sql_expire_finds){ .after = x->after, .last = x->last, .now = people_now },
			     &gone));
	TRY(listing_forget(s, &gone));
	TRY(sql_expire_people(s, (struct sql_expire_people){ .after = x->after, .last = x->last, .now = people_now },
			      NULL));
	TRY(sql_expire_revision_people(
		s, (struct sql_expire_revision_people){ .after = x->after, .last = x->last, .now = people_now }, NULL));
	TRY(shown_expire(s, x->after, x->last, people_now));
	return sql_expire_raws(s, (struct sql_expire_raws){ .after = x->after, .last = x->last, .now = raw_now }, NULL);
}

enum err expire_run(struct node *n, struct scope *s, struct job *job, struct job_end *end)
{
	struct stretch x = { 0 };

	if (job->memo.size && !text_to_int(job->memo, &x.after))
		return fail(s, ERR_INTERNAL, "the memo of the task \"expire\" is no number");
	TRY(setting_get(s, SETTING_people_kept_days, &x.people_days));
	TRY(setting_get(s, SETTING_raw_kept_days, &x.raw_days));
	for (int i = 0; i < STRETCHES && !x.over && !node_stopping(n); i++) {
		TRY(db_transact(s, look_through, &x));
		x.after = x.last;
	}
	end->memo = x.over ? (struct text){ 0 } : text_format(s->arena, "%lld", (long long)x.after);
	end->again_at = x.over ? 0 : world_now(s->world) + MINUTE_MS; /* 0: its timer decides */
	return OK;
}
