/* work/pull_inner.h - what the parts of a pull share; nobody else includes it. */
#pragma once
#include "work/intake.h"
#include "work/node.h"
#include "work/pull_memo.h"
#include "work/token.h"

enum { PAGES_MAX = 1000 };

struct pull {
	struct node *node;
	struct job *job;
	struct shop shop;
	const struct feed *feed;
	struct conversation talk;
	struct packing packing;
	struct pull_memo memo; /* where we are: survives a pause */
	bool reconciles;       /* it only looks: the cursor stays */
	bool piece_done;
	int64_t cursor, proved_to, since;
	int64_t first_from, back_at; /* a first pull: how far back it goes, and down to where it has read */
	int64_t skew_taken_ms;       /* the skew that the last stretch was opened with */
	struct intake_counts counts, carried;
};

/* Asks for records by their ids and takes them in; what is not shown is parked. */
enum err pull_fetch(struct scope *s, struct pull *p, const struct text *refs, size_t count) MUST_CHECK;
/* What the talk has listed joins the memo's ids, each once. */
void pull_add_listed(struct scope *s, struct pull *p);

/* pull_window.c: where a new run begins; the next stretch that is read, and its first piece (false: there is none); a
 * stretch of history that was read is noted. */
int64_t pull_channel_now(struct scope *s, const struct pull *p);
enum err pull_start(struct scope *s, struct pull *p) MUST_CHECK;
bool pull_window(struct scope *s, struct pull *p);
enum err pull_went_back(struct scope *s, struct pull *p) MUST_CHECK;

/* pull_proof.c: the piece that was read is listed once more, and what is listed must be held; what is not is fetched.
 * *settled when that is done. */
enum err pull_prove(struct scope *s, struct pull *p, bool *settled) MUST_CHECK;
/* What the run proves, or that it does not; and what was missing, in words, {0} where nothing was. */
struct text pull_proof_text(struct scope *s, const struct pull_memo *m, int64_t parked);
struct text pull_holes_text(struct scope *s, const struct pull_memo *m);

/* reconcile.c: the next stretch that is listed; false: there is none. */
bool reconcile_window(struct scope *s, struct pull *p);
