/* work/pull_memo.h - where a pull stands between two of its attempts, as the job keeps it. */
#pragma once
#include "base/scope.h"
#include "core/window.h"

struct pull_memo {
	int64_t run_id;       /* 0: no run is open */
	int64_t skew_ms;      /* the channel's clock less ours, as last heard */
	int64_t width_ms;     /* how wide the next piece is asked; 0: as the feed says */
	bool looked;          /* the channel was asked at least once */
	bool open;            /* a stretch is being read: */
	struct window all;    /* the whole of it, and */
	struct window window; /* the piece of it at which we are */
	int64_t crowded_to;   /* up to here the stretch is known not to fit in a page */
	bool listed_all;      /* its listing came to its end */
	int64_t pages, listed_now;
	int64_t safe_to; /* how far the channel's clock had come at the first page */
	struct text list_cursor;
	/* the proof: */
	bool read_all, relisted; /* the piece's records are in; its second listing came to its end */
	bool by_placed;          /* a reconciliation lists by the time of placing now */
	bool gap;                /* a piece was not proved: none behind it joins */
	struct window proved;    /* what this run has proved; to 0: nothing yet */
	bool back, back_gap;     /* the stretch is one of history; a piece of it was not proved */
	int64_t back_ms;         /* how wide the next stretch of history is; 0: as at first */
	int64_t back_listed;     /* ids of the stretch so far */
	int64_t start, limit;    /* where this run begins to read; how far a reconciliation looks */
	int64_t pieces, checked, held, parked, waiting; /* ids of the second listing, and what we have of them */
	int64_t holes, stale;                           /* found missing, and found changed unseen */
	struct text hole_names;                         /* the first few */
	struct text *refs;                              /* records listed and not yet stored */
	size_t ref_count;
};
struct text pull_memo_format(struct scope *s, const struct pull_memo *m);
enum err pull_memo_read(struct scope *s, struct text memo,
			struct pull_memo *out) MUST_CHECK; /* an empty one: from the start */
