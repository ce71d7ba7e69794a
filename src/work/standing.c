/* work/standing.c - the recurrent jobs that must be there. One that is there stays as it is. */
#include "work/standing.h"
#include "base/instant.h"
#include "store/sql.h"
#include "work/job.h"
#include "work/listings.h"
#include "work/lost.h"
#include "work/warehouse.h"

/* Shops that came before there were reconciliations have none. A stopped shop gets its own when it goes on. */
enum err standing_reconciles(struct scope *s)
{
	struct sql_feeds_unreconciled_rows rows;

	TRY(sql_feeds_unreconciled(s, &rows));
	for (size_t i = 0; i < rows.count; i++)
		TRY(job_recur(s, rows.at[i].shop_id, "reconcile", rows.at[i].feed, s->now + DAY_MS));
	return OK;
}

/* What was pushed while nobody was here is asked for at once. */
static enum err standing_lost(struct scope *s)
{
	struct sql_apps_pushed_rows rows;

	TRY(sql_apps_pushed(s, &rows));
	for (size_t i = 0; i < rows.count; i++)
		TRY(lost_recur(s, rows.at[i].channel, rows.at[i].app_id));
	return OK;
}

enum err standing_jobs(struct scope *s)
{
	TRY(job_recur(s, 0, "expire", TEXT(""), s->now));
	TRY(job_recur(s, 0, "finds", TEXT(""), s->now));
	TRY(job_recur(s, 0, "thaw", TEXT(""), s->now));
	TRY(job_recur(s, 0, "heal", TEXT(""), s->now));
	TRY(job_recur(s, 0, "allocate", TEXT(""), s->now));
	TRY(job_recur(s, 0, "audit_stock", TEXT(""), s->now));
	TRY(standing_lost(s));
	TRY(warehouse_standing(s));
	TRY(listings_standing(s));
	return standing_reconciles(s);
}
