/* lab/verb_push_stock.c - the verbs of a scenario about stock that channels are told. */
#include "lab/play.h"
#include "store/sql.h"
#include "work/shop_set.h"

static enum err set_live(struct scope *s, void *arg)
{
	struct sql_live_since_row row;

	TRY(sql_live_since(s, (struct sql_live_since){ .id = s->tenant_id }, &row));
	return sql_live_set(
		s, (struct sql_live_set){ .id = s->tenant_id, .ver = row.ver, .live = *(const bool *)arg ? s->now : 0 },
		NULL);
}

enum err verb_live(struct play *p, struct scope *s, const struct words *w)
{
	bool live = text_is(w->verb, "live");

	(void)p;
	return db_transact(s, set_live, &live);
}

enum err verb_push_on(struct play *p, struct scope *s, const struct words *w)
{
	struct shop_settings v;
	int64_t id;

	TRY(play_shop(p, s, w->at[0].number, &id));
	TRY(shop_settings_get(s, id, &v));
	v.stock_push = TEXT("on");
	v.stock_percent = w->at[1].number;
	v.stock_safety = w->at[2].number;
	return shop_settings_put(s, id, &v);
}

static enum err job_of(struct play *p, struct scope *s, int64_t shop, const char *kind, struct sql_job_of_shop_row *job)
{
	int64_t id;

	TRY(play_shop(p, s, shop, &id));
	return sql_job_of_shop(s, (struct sql_job_of_shop){ .shop_id = id, .kind = text_of(kind), .key = TEXT("") },
			       job);
}

static enum err run(struct play *p, struct scope *s, int64_t shop, const char *kind)
{
	struct sql_job_of_shop_row job;
	struct json out;

	TRY(job_of(p, s, shop, kind, &job));
	return play_ask(p, s, "POST", text_format(s->arena, "/jobs/%lld/run", (long long)job.id), (struct text){ 0 },
			&out);
}

enum err verb_list_offers(struct play *p, struct scope *s, const struct words *w)
{
	return run(p, s, w->at[0].number, "listings");
}

enum err verb_push_stock(struct play *p, struct scope *s, const struct words *w)
{
	return run(p, s, w->at[0].number, "push_stock");
}

enum err expect_push(struct play *p, struct scope *s, const struct words *w)
{
	struct sql_job_of_shop_row job;

	TRY(job_of(p, s, w->at[0].number, "push_stock", &job));
	if (text_same(job.code, w->at[1].text) || (job.code.size == 0 && text_is(w->at[1].text, "ok")))
		return OK;
	return fail(s, ERR_INTERNAL, "the task is expected to say %.*s, but it says \"%.*s\" %.*s",
		    TEXT_ARG(w->at[1].text), TEXT_ARG(job.code), TEXT_ARG(job.detail));
}

/* The first line's thing, in the order's shop. */
enum err expect_offered(struct play *p, struct scope *s, const struct words *w)
{
	const struct market_order *o;
	const struct market_line *l;
	struct market *m;
	uint32_t number;
	int64_t left;

	TRY(play_order(p, s, w->at[0].text, &number));
	m = sim_lock(p->sim);
	o = market_order(m, number);
	l = market_line(m, o, 0);
	left = market_shop(m, o->shop)->stock[l->good][l->model];
	sim_unlock(p->sim);
	return left == w->at[1].number ? OK
				       : fail(s, ERR_INTERNAL, "the market is expected to offer %lld, but it has %lld",
					      (long long)w->at[1].number, (long long)left);
}

enum err expect_untold(struct play *p, struct scope *s, const struct words *w)
{
	struct words none = *w;

	none.at[1].number = -1;
	return expect_offered(p, s, &none);
}
