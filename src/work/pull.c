/* work/pull.c - the recurrent job "new orders": one feed of one shop, read window by window up to now.
 *
 * A window is listed, split while it does not fit in a page, its records read in batches and stored; the cursor moves in
 * the transaction of the last batch. Then the window is proved (pull_proof.c). Which stretch comes next says
 * pull_window.c. A reconciliation goes over stretches that were read before, and only proves. The upper end never passes the channel's clock as its first answer told it. */
#include "work/pull.h"
#include "base/id.h"
#include "base/log.h"
#include "store/sql.h"
#include "work/hours.h"
#include "work/proof.h"
#include "work/pull_inner.h"
#include <stdlib.h>

/* Two answers of 50 a transaction: half the commits for the same records; more would be read again after a crash. */
enum { RETRIED_MAX = 50, COMMIT_ORDERS = 100, SLICE_PIECES = 24, FENCED_MS = 2000 };

/* Two ids alike in one listing (a row that moved between pages) are one record. */
void pull_add_listed(struct scope *s, struct pull *p)
{
	struct pull_memo *m = &p->memo;
	struct text *all = ARENA_ARRAY(s->arena, struct text, m->ref_count + p->talk.talk.listed_count);
	size_t n = 0;

	for (size_t i = 0; i < m->ref_count; i++)
		all[n++] = m->refs[i];
	for (size_t i = 0; i < p->talk.talk.listed_count; i++)
		all[n++] = p->talk.talk.listed[i];
	qsort(all, n, sizeof *all, proof_by_bytes);
	m->refs = all;
	m->ref_count = 0;
	for (size_t i = 0; i < n; i++)
		if (i == 0 || !text_same(all[i], all[m->ref_count - 1]))
			all[m->ref_count++] = all[i];
}

static void split(struct pull *p)
{
	struct window later;

	p->memo.crowded_to = p->memo.window.to;
	window_split(&p->feed->rule, p->memo.window, &p->memo.window, &later);
	p->memo.pages = 0;
	p->memo.ref_count = 0;
	p->memo.list_cursor = (struct text){ 0 };
}

/* One page of the listing. */
static enum err list(struct scope *s, struct pull *p)
{
	struct talk *t = &p->talk.talk;
	struct pull_memo *m = &p->memo;
	int64_t asked_for = m->window.to;

	if (m->pages >= PAGES_MAX)
		return fail(s, ERR_CHANNEL_DATA_ABNORMAL,
			    "the listing of one window of shop %lld does not end after %d pages", (long long)p->shop.id,
			    PAGES_MAX);
	t->window = m->window;
	t->cursor = m->list_cursor;
	t->by_placed = m->by_placed;
	t->page = 0;
	TRY(converse(s, &p->talk, p->feed->list));
	if (m->pages == 0) { /* what the channel had not reached when it answered is not covered */
		int64_t reached = pull_channel_now(s, p) - p->feed->rule.lag_ms;

		m->safe_to = reached < asked_for ? reached : asked_for;
	}
	m->pages++;
	if (t->then == THEN_MORE && m->pages == 1 && window_can_split(&p->feed->rule, m->window)) {
		split(p);
		return OK;
	}
	pull_add_listed(s, p);
	if (t->then == THEN_MORE) {
		if (t->next_cursor.size == 0 || text_same(t->next_cursor, m->list_cursor))
			return fail(s, ERR_CHANNEL_DATA_ABNORMAL,
				    "the listing of shop %lld says more but not where it goes on",
				    (long long)p->shop.id);
		m->list_cursor = t->next_cursor;
		return OK;
	}
	m->listed_all = true;
	m->listed_now = (int64_t)m->ref_count;
	return OK;
}

struct seen { /* the records of one transaction, by one answer or several */
	struct sighting *at;
	size_t count;
};

static const struct text *missing_of(struct scope *s, const struct seen *t, const struct text *asked, size_t count,
				     size_t *missing)
{
	struct text *out = ARENA_ARRAY(s->arena, struct text, count);

	*missing = 0;
	for (size_t i = 0; i < count; i++) {
		bool there = false;

		for (size_t k = 0; k < t->count && !there; k++)
			there = text_same(asked[i], t->at[k].ref);
		if (!there)
			out[(*missing)++] = asked[i];
	}
	return out;
}

static enum err take_in(struct scope *s, struct pull *p, const struct text *asked, size_t count, const struct seen *t,
			bool last, bool heals)
{
	struct pull_memo *m = &p->memo;
	struct window covered = { m->window.from, m->safe_to < m->window.to ? m->safe_to : m->window.to };
	struct intake in = {
		.node = p->node,
		.shop = &p->shop,
		.packing = &p->packing,
		.seen = t->at,
		.count = t->count,
		.feed = text_of(p->feed->name),
		.source = TEXT("pull"),
		.run_id = m->run_id,
		.moves_cursor = last,
		.heals = heals,
		.listed = last ? m->listed_now : 0,
		.proved = m->proved,
		.carried = p->carried,
	};
	int64_t after = p->cursor;

	if (last && covered.to >= covered.from)
		after = window_cursor_after(&p->feed->rule, p->cursor, covered);
	if (p->reconciles)
		in.source = TEXT("reconcile");
	in.cursor_at = after;
	if (count)
		in.missing = missing_of(s, t, asked, count, &in.missing_count);
	TRY(intake_run(s, &in));
	intake_counts_add(&p->counts, &in.counts);
	p->carried = in.carried;
	if (last)
		p->cursor = after;
	return OK;
}

/* How wide the next piece is. Inside a stretch that did not fit, what is left of it; half of that when the piece before it
 * was empty, for then the crowd is still ahead. Elsewhere twice as wide where little happens. */
static int64_t next_width(const struct pull *p)
{
	const struct pull_memo *m = &p->memo;
	int64_t grain = p->feed->rule.grain_ms, width = m->window.to - m->window.from + grain;

	if (m->window.to < m->crowded_to) {
		int64_t rest = m->crowded_to - m->window.to;

		return m->listed_now == 0 && rest > grain ? rest / 2 + grain : rest;
	}
	return m->listed_now <= p->feed->list_max / 2 ? width * 2 : width;
}

static void close_window(struct pull *p)
{
	struct pull_memo *m = &p->memo;
	bool reached = m->safe_to >= m->window.to;

	m->width_ms = next_width(p);
	m->open = reached && window_rest(&p->feed->rule, m->all, m->window, m->width_ms, &m->window);
	m->listed_all = m->read_all = m->relisted = false;
	m->pages = 0;
	m->refs = NULL;
	m->ref_count = 0;
	m->list_cursor = (struct text){ 0 };
	p->piece_done = true;
}

/* What the last answer showed, behind what earlier ones did. */
static void add_seen(struct scope *s, const struct conversation *c, struct seen *seen)
{
	const struct talk *t = &c->talk;
	struct sighting *all = ARENA_ARRAY(s->arena, struct sighting, seen->count + t->seen_count);

	for (size_t i = 0; i < seen->count; i++)
		all[i] = seen->at[i];
	for (size_t i = 0; i < t->seen_count; i++) {
		all[seen->count + i] = t->seen[i];
		all[seen->count + i].asked_at = c->asked_at; /* each answer's own: it decides which of two is newer */
	}
	seen->at = all;
	seen->count += t->seen_count;
}

/* Asks for records by their ids, in as many calls as it takes. Held back after some, it is content with these: else they
 * would be asked for again and again. *asked says how many ids that were. */
static enum err ask_details(struct scope *s, struct pull *p, const struct text *refs, size_t count, struct seen *seen,
			    size_t *asked)
{
	size_t call = (size_t)p->feed->detail_max;

	for (*asked = 0; *asked < count; *asked += p->talk.talk.ref_count) {
		enum err e;

		p->talk.talk.refs = refs + *asked;
		p->talk.talk.ref_count = count - *asked < call ? count - *asked : call;
		e = converse(s, &p->talk, p->feed->detail);
		if (e == ERR_CHANNEL_BUSY && *asked)
			return OK;
		TRY(e);
		add_seen(s, &p->talk, seen);
	}
	return OK;
}

enum err pull_fetch(struct scope *s, struct pull *p, const struct text *refs, size_t count)
{
	struct seen seen = { 0 };

	TRY(ask_details(s, p, refs, count, &seen, &count));
	return take_in(s, p, refs, count, &seen, false, true);
}

/* One batch of records of the listed window; the cursor moves with the last. */
static enum err detail(struct scope *s, struct pull *p)
{
	struct pull_memo *m = &p->memo;
	size_t batch = m->ref_count < COMMIT_ORDERS ? m->ref_count : COMMIT_ORDERS;
	struct seen seen = { 0 };
	bool last;

	TRY(ask_details(s, p, m->refs, batch, &seen, &batch));
	last = batch == m->ref_count;
	TRY(take_in(s, p, m->refs, batch, &seen, last, false));
	m->refs += batch;
	m->ref_count -= batch;
	if (last) {
		m->read_all = true;
		m->pages = 0;
		m->list_cursor = (struct text){ 0 };
		m->refs = NULL;
	}
	return OK;
}

/* Parked records are asked for again, a few a run: what became readable heals by itself. */
static enum err retry_parked(struct scope *s, struct pull *p)
{
	struct sql_parked_refs_rows rows;
	struct text refs[RETRIED_MAX];
	size_t count = 0;

	TRY(sql_parked_refs(
		s,
		(struct sql_parked_refs){ .shop_id = p->shop.id, .feed = text_of(p->feed->name), .max = RETRIED_MAX },
		&rows));
	for (; count < rows.count && count < (size_t)p->feed->detail_max; count++)
		refs[count] = rows.at[count].ref;
	if (count == 0)
		return OK;
	return pull_fetch(s, p, refs, count);
}

static enum err open_pull(struct scope *s, struct pull *p)
{
	struct sql_feed_get_row row;

	TRY(pull_memo_read(s, p->job->memo, &p->memo)); /* first: what follows may give the job back */
	TRY(shop_get(s, p->job->shop_id, &p->shop));
	TRY(shop_usable(s, &p->shop));
	for (p->feed = p->shop.channel->feeds; p->feed->name && !text_is(p->job->key, p->feed->name); p->feed++)
		;
	if (!p->feed->name)
		return fail(s, ERR_INTERNAL, "%s has no feed \"%.*s\"", p->shop.channel->title, TEXT_ARG(p->job->key));
	TRY(shop_lease(p->node, s, &p->shop));
	TRY(sql_feed_get(s, (struct sql_feed_get){ .shop_id = p->shop.id, .name = p->job->key }, &row));
	p->cursor = row.cursor_at;
	p->proved_to = row.proved_to;
	p->since = row.since;
	p->first_from = row.first_from;
	p->back_at = row.back_at;
	TRY(converse_open(p->node, s, &p->shop, &p->talk));
	TRY(packing_open(s, text_of(p->shop.channel->name), &p->packing));
	p->talk.skew_ms = p->skew_taken_ms = p->memo.skew_ms;
	return OK;
}

static enum err run_begin(struct scope *s, void *arg)
{
	struct pull *p = arg;

	TRY(shop_fence(p->node, s, &p->shop));
	TRY(sql_runs_interrupt(
		s, (struct sql_runs_interrupt){ .shop_id = p->shop.id, .job_id = p->job->id, .now = s->now }, NULL));
	if (!p->reconciles)
		TRY(sql_feed_began(
			s,
			(struct sql_feed_began){ .shop_id = p->shop.id, .name = text_of(p->feed->name), .now = s->now },
			NULL));
	TRY(sql_run_begin(s,
			  (struct sql_run_begin){ .id = p->memo.run_id,
						  .job_id = p->job->id,
						  .shop_id = p->shop.id,
						  .feed = text_of(p->reconciles ? "reconcile" : p->feed->name),
						  .began = s->now },
			  NULL));
	return hours_began(s, p->shop.id, p->reconciles ? 0 : p->proved_to);
}

struct ending {
	struct pull *p;
	enum err how;
};

static enum err run_end(struct scope *s, void *arg)
{
	const struct ending *e = arg;
	const struct pull *p = e->p;
	const struct intake_counts *n = &p->carried;
	struct text feed = p->feed ? text_of(p->feed->name) : TEXT("");
	struct sql_parked_count_row parked;

	TRY(shop_fence(p->node, s, &p->shop));
	TRY(sql_run_add(s,
			(struct sql_run_add){ .id = p->memo.run_id,
					      .listed = p->reconciles ? p->memo.checked : 0,
					      .unchanged = n->unchanged + n->older + n->not_yet },
			NULL));
	if (p->memo.proved.to)
		TRY(intake_prove(s, p->shop.id, feed, p->memo.proved));
	TRY(sql_parked_count(s, (struct sql_parked_count){ .shop_id = p->shop.id, .feed = feed }, &parked));
	TRY(e->how == OK ? OK : hours_failed(s, p->shop.id));
	return sql_run_end(s,
			   (struct sql_run_end){
				   .id = p->memo.run_id,
				   .now = s->now,
				   .proof = e->how == OK ? pull_proof_text(s, &p->memo, parked.count) : TEXT(""),
				   .code = e->how == OK ? TEXT("") : text_of(err_name(e->how)),
				   .words = e->how == OK ? pull_holes_text(s, &p->memo) : text_limit(s->words, 500) },
			   NULL);
}

/* One step forward in the open window. */
static enum err advance(struct scope *s, struct pull *p)
{
	bool settled;

	if (node_leaves(p->node, p->shop.id))
		return ERR_STOPPING;
	if (!p->memo.listed_all)
		return list(s, p);
	if (!p->reconciles && !p->memo.read_all)
		return detail(s, p);
	TRY(pull_prove(s, p, &settled));
	if (!settled)
		return OK;
	close_window(p);
	return p->memo.back && !p->memo.open ? pull_went_back(s, p) : OK;
}

/* One piece in a scope of its own, so that a long pull needs no more memory than its largest piece. What is left half-way
 * goes into the job's memo. *more is false when the feed has been read up to now. */
static enum err read_piece(struct scope *outer, struct pull *p, struct job_end *end, bool *more)
{
	const char *names = p->memo.hole_names.at;
	struct scope s;
	enum err e;

	scope_open(&s, outer);
	s.marks = outer->marks;
	p->piece_done = false;
	e = token_use(&s, &p->talk, false);
	if (e == OK && !p->memo.open)
		p->memo.open = *more = pull_window(&s, p);
	while (e == OK && p->memo.open && !p->piece_done)
		e = advance(&s, p);
	p->memo.skew_ms = p->talk.skew_ms;
	if (p->memo.hole_names.at != names)
		p->memo.hole_names = text_copy(outer->arena, p->memo.hole_names);
	if (e != OK)
		end->memo = text_copy(outer->arena, pull_memo_format(&s, &p->memo));
	return scope_end(&s, outer, e);
}

static enum err read_feed(struct scope *s, struct pull *p, struct job_end *end)
{
	bool more = true;
	enum err e;

	if (p->memo.run_id == 0) {
		p->memo.run_id = id_next(s->ids);
		e = db_transact(s, run_begin, p);
		if (e != OK && e != ERR_DUPLICATE) /* its number, made before, tells of a commit that nobody heard of */
			return e;
		TRY(token_use(s, &p->talk, false));
		if (!p->reconciles)
			TRY(retry_parked(s, p));
		TRY(pull_start(s, p));
	}
	for (int pieces = 0; more; pieces++) {
		if ((p->reconciles || p->memo.back) && pieces >= SLICE_PIECES)
			return ERR_STOPPING; /* what else is due for the shop goes first */
		TRY(read_piece(s, p, end, &more));
	}
	return OK;
}

/* Waiting is no failure: the job comes back at the moment named and goes on where it stood. */
static bool gives_back(struct scope *s, const struct pull *p, enum err e, struct job_end *end)
{
	if (e == ERR_FENCED) { /* the other goes on; where it is ours after all, so do we */
		end->again_at = world_now(s->world) + FENCED_MS;
		end->gave_back = true;
	} else if (!job_waits(s, e, p->talk.wait_until, end)) {
		return false;
	}
	if (end->memo.size == 0) /* where it did not come so far as to read its memo, that stays as it is */
		end->memo = p->memo.run_id ? pull_memo_format(s, &p->memo) : p->job->memo;
	return true;
}

static enum err run(struct pull *p, struct scope *s, struct job_end *end)
{
	struct ending ending = { p, OK };
	enum err noted = OK;

	ending.how = open_pull(s, p);
	if (ending.how == OK)
		ending.how = read_feed(s, p, end);
	packing_close(&p->packing);
	if (gives_back(s, p, ending.how, end))
		return ending.how == ERR_STOPPING || ending.how == ERR_FENCED ? OK : ending.how;
	end->memo = (struct text){ 0 };
	end->pause = ending.how == ERR_NEEDS_AUTHORISATION || (p->shop.id && !p->shop.bound);
	if (p->memo.run_id)
		noted = db_transact(s, run_end, &ending);
	return ending.how == OK ? noted : ending.how;
}

enum err pull_run(struct node *n, struct scope *s, struct job *job, struct job_end *end)
{
	struct pull p = { .node = n, .job = job };

	return run(&p, s, end);
}

enum err reconcile_run(struct node *n, struct scope *s, struct job *job, struct job_end *end)
{
	struct pull p = { .node = n, .job = job, .reconciles = true };
	enum err e = run(&p, s, end);

	if (!end->gave_back && (e == ERR_CONFLICT || e == ERR_FENCED)) /* else its timer decides */
		end->again_at = job_next_day(s, e);
	end->pause = false; /* the shop's pull says so when its authorisation has ended */
	return e;
}
