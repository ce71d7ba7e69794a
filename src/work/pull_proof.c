/* work/pull_proof.c - a piece that was read is listed once more, in pages of another size, and what is listed must be held.
 *
 * Only then is the feed complete up to its end. An id that the first listing did not show is a hole: it is fetched by
 * itself, and parked where the channel does not show it. */
#include "base/log.h"
#include "store/sql.h"
#include "work/proof.h"
#include "work/pull_inner.h"

enum { NAMES_MAX = 5 };

/* Up to where the piece was covered: the channel's own clock may stand before its end. */
static struct window covered(const struct pull_memo *m)
{
	return (struct window){ m->window.from, m->safe_to < m->window.to ? m->safe_to : m->window.to };
}

/* One page of the second listing. */
static enum err list_again(struct scope *s, struct pull *p)
{
	struct talk *t = &p->talk.talk;
	struct pull_memo *m = &p->memo;

	if (m->pages >= PAGES_MAX)
		return fail(s, ERR_CHANNEL_DATA_ABNORMAL,
			    "the second listing of one window of shop %lld does not end after %d pages",
			    (long long)p->shop.id, PAGES_MAX);
	t->window = covered(m);
	t->cursor = m->list_cursor;
	t->by_placed = false;
	t->page = p->feed->list_max * 2 / 3;
	TRY(converse(s, &p->talk, p->feed->list));
	m->pages++;
	pull_add_listed(s, p);
	m->relisted = t->then != THEN_MORE;
	if (m->relisted)
		return OK;
	if (t->next_cursor.size == 0 || text_same(t->next_cursor, m->list_cursor))
		return fail(s, ERR_CHANNEL_DATA_ABNORMAL,
			    "the second listing of shop %lld says more but not where it goes on",
			    (long long)p->shop.id);
	m->list_cursor = t->next_cursor;
	return OK;
}

static void name_holes(struct scope *s, struct pull_memo *m, const struct text *refs, size_t count)
{
	struct buffer b = buffer_in(s->arena);

	buffer_add(&b, m->hole_names.at ? m->hole_names : TEXT(""));
	for (size_t i = 0; i < count; i++, m->holes++)
		if (m->holes < NAMES_MAX)
			buffer_format(&b, "%s%.*s", m->holes ? ", " : "", TEXT_ARG(refs[i]));
	m->hole_names = buffer_text(&b);
}

/* One batch by id. Of those that were not held at all, what is here or parked now was a hole; the others are no orders
 * of ours yet. */
static enum err fetch(struct scope *s, struct pull *p, const struct text *refs, size_t count)
{
	struct text feed = text_of(p->feed->name);
	int64_t changed = p->counts.changed;
	struct pull_memo *m = &p->memo;
	struct proof before, after;
	struct text *holes;
	size_t hole_count = 0;

	TRY(proof_compare(s, p->shop.id, feed, 0, refs, count, &before));
	TRY(pull_fetch(s, p, refs, count));
	m->stale += p->counts.changed - changed;
	TRY(proof_compare(s, p->shop.id, feed, 0, before.missing, before.missing_count, &after));
	holes = ARENA_ARRAY(s->arena, struct text, before.missing_count + 1);
	for (size_t i = 0, k = 0; i < before.missing_count; i++)
		if (k < after.missing_count && text_same(before.missing[i], after.missing[k]))
			k++;
		else
			holes[hole_count++] = before.missing[i];
	name_holes(s, m, holes, hole_count);
	if (hole_count)
		LOG(s, LOG_WARN, "holes", L_INT("shop", p->shop.id), L_INT("count", (int64_t)hole_count));
	return OK;
}

/* What is listed against what is held; what is missing is fetched and compared again. */
static enum err settle(struct scope *s, struct pull *p)
{
	struct pull_memo *m = &p->memo;
	struct text feed = text_of(p->feed->name);
	int64_t least = p->reconciles && !m->by_placed ? m->window.from : 0;
	size_t batch = (size_t)p->feed->detail_max, at = 0;
	struct proof proof;

	TRY(proof_compare(s, p->shop.id, feed, least, m->refs, m->ref_count, &proof));
	for (; at < proof.missing_count; at += batch)
		TRY(fetch(s, p, proof.missing + at,
			  proof.missing_count - at < batch ? proof.missing_count - at : batch));
	if (proof.missing_count)
		TRY(proof_compare(s, p->shop.id, feed, 0, m->refs, m->ref_count, &proof));
	m->pieces++;
	m->checked += (int64_t)m->ref_count;
	m->held += proof.held;
	m->parked += proof.parked;
	m->waiting += (int64_t)proof.missing_count;
	if (m->back) { /* a stretch of history joins what was proved by itself */
		m->back_gap |= proof.parked > 0;
		m->back_listed += (int64_t)m->ref_count;
		return OK;
	}
	m->gap |= proof.parked > 0;
	if (m->gap || m->by_placed)
		return OK; /* behind a gap nothing joins what was proved before it */
	if (m->proved.to == 0)
		m->proved.from = m->window.from;
	m->proved.to = covered(m).to;
	return OK;
}

enum err pull_prove(struct scope *s, struct pull *p, bool *settled)
{
	struct window w = covered(&p->memo);

	*settled = true;
	if (w.to < w.from)
		return OK; /* the channel's clock has not come so far: nothing was covered */
	if (p->reconciles || p->memo.relisted)
		return settle(s, p);
	*settled = false;
	return list_again(s, p);
}

struct text pull_proof_text(struct scope *s, const struct pull_memo *m, int64_t parked)
{
	if (m->parked || parked)
		return text_format(s->arena, "done, not proved: %lld parked", (long long)(parked ? parked : m->parked));
	if (m->pieces == 0 || m->gap || m->held + m->waiting != m->checked)
		return TEXT("done, not proved");
	if (m->waiting)
		return text_format(s->arena, "listed %lld = held %lld and %lld that are no orders yet",
				   (long long)m->checked, (long long)m->held, (long long)m->waiting);
	return text_format(s->arena, "listed %lld = held %lld", (long long)m->checked, (long long)m->held);
}

struct text pull_holes_text(struct scope *s, const struct pull_memo *m)
{
	struct buffer b = buffer_in(s->arena);

	if (m->holes)
		buffer_format(&b, "%lld of %lld listed were not held: %.*s%s", (long long)m->holes,
			      (long long)m->checked, TEXT_ARG(m->hole_names), m->holes > NAMES_MAX ? " …" : "");
	if (m->stale)
		buffer_format(&b, "%s%lld had changed unseen", m->holes ? "; " : "", (long long)m->stale);
	if (b.size)
		buffer_add_z(&b, "; fetched by their numbers");
	return buffer_text(&b);
}
