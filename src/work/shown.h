/* work/shown.h - an order as it shows: what was accepted of its channel, with the edits of people over it; and its rows. */
#pragma once
#include "base/scope.h"
#include "core/merge.h"
#include "work/stock.h"

/* What is stored of an order, put together. Lists are sealed; people stand in them as long as they are kept. */
struct shown {
	int64_t id, shop_id, ver, latest_seq;
	int64_t latest_ver;         /* by the channel's own count or clock */
	struct text ref;            /* the channel's number */
	int64_t bases[GROUP_COUNT]; /* the revision accepted last, of each group */
	struct facts base;          /* of these, filled with what they lack and the latest says */
	struct facts edits, ignored;
	struct facts facts;  /* base with edits over it */
	struct facts latest; /* what the channel said last */
	enum order_state state;
	const struct shown_source *authors; /* to be written: who made each of the edits; NULL: who writes them */
	bool history;                       /* nothing of it is fulfilled here */
	int64_t reserved, waiting;
	int64_t edited; /* how many edits, by the order's own count */
};
/* Reads it; outside of transactions or inside. ERR_ORDER_UNKNOWN. */
enum err shown_read(struct scope *s, int64_t order_id, struct shown *out) MUST_CHECK;
/* One of several; what cannot be read says so and keeps none of the others from being read. */
struct shown_want {
	int64_t order_id;
	struct shown shown; /* out */
	enum err code;      /* out: OK; ERR_ORDER_UNKNOWN, ERR_DB_CORRUPT */
	struct text words;
};
/* By a few queries for all of them, whose ids rise; one whose `shown` was read before (its id is not 0) is read again only
 * where it has changed since. An error is of the database as a whole. */
enum err shown_read_all(struct scope *s, struct shown_want *wants, size_t count) MUST_CHECK;
/* The order as people see it: content as above, and all else (statuses, payment, notes) as the channel said it last. */
struct facts shown_whole(struct arena *a, const struct shown *x);
/* The same with the groups of `moved` accepted as of the latest revision, by what a merge made of it. */
struct shown shown_after(const struct shown *was, const struct merged *m);

/* Parts of it, for those who put an order together by themselves. */
enum err shown_bases(struct scope *s, struct text base_seqs, int64_t bases[GROUP_COUNT]) MUST_CHECK;
struct text shown_bases_text(struct arena *a, const int64_t bases[GROUP_COUNT]);
/* A list as facts_format() wrote its two parts, each of which may be empty. */
enum err shown_parse(struct scope *s, struct text plain, struct text people, struct facts *out) MUST_CHECK;
enum err shown_edits(struct scope *s, int64_t order_id, struct facts *out) MUST_CHECK;
/* What the channel said of an order last, and what of it was accepted. */
struct shown_past {
	int64_t order_id, latest_seq;
	int64_t bases[GROUP_COUNT];
	struct facts latest, base; /* out; the base not yet filled */
	enum err code;             /* out: OK, or ERR_DB_CORRUPT */
	struct text words;
};
/* Of several, as shown_read_all() reads them. */
enum err shown_pasts(struct scope *s, struct shown_past *at, size_t count) MUST_CHECK;

/* Who changes what an order shows, and why: the activity's words. */
struct shown_by {
	int64_t activity_id; /* made before the transaction, whose body may run twice */
	const char *kind;    /* "edit", "update", "undo", "decide" */
	struct text why;
};
/* One change of what an order shows. */
struct shown_change {
	const struct shown *was, *now;
	struct shown_by by;
	int64_t ver, seq;          /* out: its version from now on, and the number of this change of it */
	struct text taken;         /* out: shown_changes() */
	struct stock_served stock; /* out: what it holds then */
};
/* Inside a transaction that holds the orders' shop by its lease (or noted a change by a person): writes what `now` has and
 * `was` has not (head, people, search keys, lines, units, the total), bases, edits and what is ignored, and how it stands
 * then; one activity each. The ids rise. Pieces that changed of an order that is to be fulfilled are resolved anew: what was
 * reserved is released and served again in one step; of several orders at most one should have such, so that stock is
 * locked in one order. ERR_CONFLICT: another changed one of them since `was` was read; ERR_TOO_LATE: pieces have left. */
enum err shown_write(struct scope *s, struct shown_change *at, size_t count) MUST_CHECK;
/* The types of changes between two states, "consignee_name line_quantity": what activities and tasks keep of them. */
struct text shown_changes(struct scope *s, const struct facts *before, const struct facts *after);
/* How the order stood after the change of this number (0: as it came), for undo. ERR_NO_ROW. */
enum err shown_stood(struct scope *s, const struct shown *now, int64_t seq, struct shown *out) MUST_CHECK;
/* The number of the last such change; 0: there was none. */
enum err shown_last(struct scope *s, int64_t order_id, int64_t *seq) MUST_CHECK;
/* Within a transaction: people's edits whose time is over go, of orders in (after, last]. */
enum err shown_expire(struct scope *s, int64_t after, int64_t last, int64_t now) MUST_CHECK;

/* By its bases, its edits and the latest: the base, filled, and what shows. */
enum err shown_put_together(struct scope *s, struct shown *x) MUST_CHECK;

/* ---- time machine: the order as it showed at a moment, each fact with its source ---- */
struct shown_source {
	int64_t seq;         /* the revision that it was taken from; 0: it is an edit, … */
	int64_t at, user_id; /* … made then by whom, for which reason */
	struct text who, why;
};
struct shown_at {
	struct facts facts;
	struct shown_source *sources; /* one a fact */
	int64_t latest_seq;           /* the newest revision then */
};
/* Who made each of the edits that stood after the change of this number, and when, and why. */
enum err shown_authors(struct scope *s, int64_t order_id, int64_t seq, const struct facts *edits,
		       const struct shown_source **out) MUST_CHECK;
/* How it stood at a moment, with the last changes up to then, newest first, at least 1 and at most so many.
 * ERR_ORDER_UNKNOWN; ERR_REVISION_UNKNOWN: it was not here yet. */
struct sql_show_until_rows;
enum err shown_moment(struct scope *s, int64_t order_id, int64_t at, int64_t most, struct shown *x,
		      struct sql_show_until_rows *changes) MUST_CHECK;
/* The same with the source of each fact. */
enum err shown_at(struct scope *s, int64_t order_id, int64_t at, struct shown_at *out) MUST_CHECK;
