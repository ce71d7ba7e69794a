/* core/merge_line.h - what a merge does to each line as a whole, before its fields are looked at; for merge.c alone. */
#pragma once
#include "core/merge.h"

enum line_fate {
	LINE_BY_FIELDS, /* each of its fields by itself */
	LINE_GOES,      /* the channel took it out */
	LINE_KEPT,      /* the channel took it out, and that was declined: all of it is edits now */
	LINE_REFUSED,   /* the channel brought it, and that was declined: it is taken out here */
	LINE_COLLIDES,  /* the channel took it out, and it was edited here */
};
struct line_verdict {
	struct text line;
	struct text base, theirs, ours; /* pieces; {0}: not stated */
	bool edited;                    /* anything of it, other than taken out */
	enum line_fate fate;
	int64_t open; /* pieces not cancelled, as it shows */
};
struct line_verdicts {
	struct line_verdict *at;
	size_t count;
};
/* By line key; lines that only other edits name are not among them. */
void merge_lines(struct arena *a, const struct merge_input *in, struct line_verdicts *out);

/* What a person or a rule said of what the channel says now; ANSWER_NONE: nothing that still holds. */
enum merge_answer { ANSWER_NONE, ANSWER_TAKE, ANSWER_KEEP };
enum merge_answer merge_answer(const struct merge_input *in, enum field field, struct text line, struct text theirs);
