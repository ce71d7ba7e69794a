/* work/shown_rows.h - shared by the files that write what orders show: a change on its way, and the rows that come of it. */
#pragma once
#include "core/order.h"
#include "store/sql.h"
#include "work/listing.h"
#include "work/shown.h"

/* One change. */
struct showing {
	struct shown_change *change;
	const struct shown *was, *now;
	const struct sql_shown_heads_row *row; /* as it is, before */
	struct order_head head;
	int64_t due;
	struct order_lines lines; /* sorted by key */
	const struct sql_order_line_list_row *held;
	size_t held_count;
	bool pieces; /* what is to be taken from the shelf is another */
};

/* Gathered so that each table is written by one query; there is room for all changes. */
struct shown_rows {
	struct sql_shown_set *heads;
	struct sql_order_people_put *people;
	struct listing listing;
	struct sql_edit_put *edits;
	struct sql_edit_remove *edits_gone;
	struct sql_ignored_put *ignored;
	struct sql_ignored_remove *ignored_gone;
	struct sql_show_insert *stands;
	struct sql_activity_insert *activities;
	struct sql_shown_line_put *lines;
	struct sql_shown_line_remove *lines_gone;
	struct sql_unit_due *dues;
	size_t head_count, people_count, edit_count, edit_gone_count, ignored_count, ignored_gone_count, stand_count,
		line_count, line_gone_count, due_count;
};

/* By when people of the field are forgotten, noted at that moment; 0: it names nobody. */
int64_t shown_people_expire(enum field f, int64_t noted_at);

/* Edits, what is declined, and how the order stands then. */
void shown_add_edits(struct scope *s, struct shown_rows *r, const struct showing *w);
enum err shown_write_edits(struct scope *s, const struct shown_rows *r) MUST_CHECK;
/* The lines as they are now: read into w, then as rows where they differ from those that are held. */
enum err shown_read_lines(struct scope *s, struct showing *w) MUST_CHECK;
void shown_add_lines(struct scope *s, struct shown_rows *r, struct showing *w);
