/* work/shown.h - an order as it shows: what was accepted of its channel, with the edits of people over it; and its rows. */
#pragma once
#include "base/scope.h"
#include "core/merge.h"
#include "work/stock.h"

/* What is stored of an order, put together. Lists are sealed; people stand in them as long as they are kept. */
struct shown {
	int64_t id, shop_id, ver, latest_seq;
	int64_t bases[GROUP_COUNT]; /* the revision accepted last, of each group */
	struct facts base;          /* of these, filled with what they lack and the latest says */
	struct facts edits, ignored;
	struct facts facts;  /* base with edits over it */
	struct facts latest; /* what the channel said last */
	enum order_state state;
	bool history; /* nothing of it is fulfilled here */
	int64_t reserved, waiting;
};
/* Reads it; outside of transactions or inside. ERR_ORDER_UNKNOWN. */
enum err shown_read(struct scope *s, int64_t order_id, struct shown *out) MUST_CHECK;
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
/* The base, not yet filled; `latest`, of number latest_seq, is not read again (NULL: none is at hand). */
enum err shown_base(struct scope *s, int64_t order_id, const int64_t bases[GROUP_COUNT], const struct facts *latest,
		    int64_t latest_seq, struct facts *out) MUST_CHECK;

/* Who changes what an order shows, and why: the activity's words. */
struct shown_by {
	int64_t activity_id; /* made before the transaction, whose body may run twice */
	const char *kind;    /* "edit", "update", "undo", "decide" */
	struct text why;
};
/* Inside a transaction that holds the order's shop by its lease (or noted a change by a person): writes what `now` has and
 * `was` has not (head, people, search keys, lines, units, the total), bases, edits and what is ignored, and how it stands
 * then; one activity. Pieces that changed of an order that is to be fulfilled are resolved anew: what was reserved is
 * released and served again in one step. Its version rises; `stock` is what it holds then. Called at most once an order.
 * ERR_CONFLICT: another changed the order since `was` was read. */
enum err shown_write(struct scope *s, const struct shown *was, const struct shown *now, const struct shown_by *by,
		     struct stock_served *stock) MUST_CHECK;
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
/* ERR_ORDER_UNKNOWN; ERR_REVISION_UNKNOWN: it was not here yet. */
struct sql_show_until_rows;
enum err shown_moment(struct scope *s, int64_t order_id, int64_t at, struct shown *x,
		      struct sql_show_until_rows *changes) MUST_CHECK;
enum err shown_at(struct scope *s, int64_t order_id, int64_t at, struct shown_at *out) MUST_CHECK;
