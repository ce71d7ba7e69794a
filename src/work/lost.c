/* work/lost.c - pushes that did not reach us: asked for, kept as those that came, and only then confirmed.
 *
 * A channel that found nobody at the registered address does not push again. What was missed is told until it is
 * confirmed: a node that dies between keeping and confirming is told the same once more, and knows it by its bytes. */
#include "work/lost.h"
#include "base/log.h"
#include "store/sql.h"
#include "work/converse.h"
#include "work/hook.h"
#include "work/node.h"

enum { PAGES_MAX = 50 };
#define KIND_NAME "lost_pushes"

struct lost {
	struct node *node;
	struct shop app; /* no shop's: the app's own calls */
	struct conversation talk;
	struct text confirmed; /* the last of the page before */
};

enum err lost_recur(struct scope *s, struct text channel, struct text app_id)
{
	struct text key = text_format(s->arena, "%.*s/%.*s", TEXT_ARG(channel), TEXT_ARG(app_id));

	TRY(job_recur(s, 0, KIND_NAME, key, s->now));
	return job_wake(s, 0, KIND_NAME, key);
}

/* One page: kept durably, then confirmed. */
static enum err page(struct scope *s, struct lost *l, bool *more)
{
	struct talk *t = &l->talk.talk;
	int64_t kept, told;

	TRY(converse(s, &l->talk, l->app.channel->push_lost));
	*more = t->then == THEN_MORE;
	told = (int64_t)t->pushed_count;
	if (told == 0)
		return OK;
	if (text_same(t->next_cursor, l->confirmed))
		return fail(s, ERR_CHANNEL_DATA_ABNORMAL, "%s tells again the pushes that were confirmed",
			    l->app.channel->title);
	TRY(hook_keep(l->node, s, l->app.channel, l->app.app_id, t->pushed, t->pushed_count, &kept));
	LOG(s, LOG_INFO, "pushes_missed", L_Z("channel", l->app.channel->name), L_TEXT("app", l->app.app_id),
	    L_INT("told", told), L_INT("new", kept));
	t->cursor = t->next_cursor;
	return converse(s, &l->talk, l->app.channel->push_kept);
}

/* In a scope of its own, as there may be many pages. */
static enum err page_of(struct scope *outer, struct lost *l, bool *more)
{
	struct scope s;
	enum err e;

	scope_open(&s, outer);
	s.marks = outer->marks;
	*more = false;
	e = node_stopping(l->node) ? ERR_STOPPING : page(&s, l, more);
	l->confirmed = text_copy(outer->arena, l->talk.talk.cursor);
	l->talk.talk.cursor = (struct text){ 0 };
	return scope_end(&s, outer, e);
}

/* An app that is no more, or has no address any more, has missed nothing. */
static enum err work(struct scope *s, struct lost *l, struct text key)
{
	struct sql_app_calls_row row;
	struct text channel = { 0 };
	bool more = true;
	enum err e;

	(void)text_cut(&key, '/', &channel);
	l->app = (struct shop){ .channel = channel_find(channel), .app_id = key };
	if (!l->app.channel || !l->app.channel->push_lost)
		return OK;
	e = sql_app_calls(s, (struct sql_app_calls){ .channel = channel, .app_id = key }, &row);
	if (e == ERR_NO_ROW || (e == OK && row.push_url.size == 0))
		return OK;
	TRY(e);
	l->app.base = row.base;
	TRY(converse_open(l->node, s, &l->app, &l->talk));
	for (int i = 0; i < PAGES_MAX && more; i++)
		TRY(page_of(s, l, &more));
	return OK;
}

enum err lost_run(struct node *n, struct scope *s, struct job *job, struct job_end *end)
{
	struct lost l = { .node = n };
	enum err e = work(s, &l, job->key);

	if (job_waits(s, e, l.talk.wait_until, end))
		return e == ERR_STOPPING ? OK : e;
	if (e != OK && err_retry(e) == RETRY_NEVER) /* else its timer or the back-off decides */
		end->again_at = job_next_day(s, e);
	return e;
}
