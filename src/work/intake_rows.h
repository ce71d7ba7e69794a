/* work/intake_rows.h - shared by the files of the intake alone: the rows that come of its records. */
#pragma once
#include "store/sql.h"
#include "work/intake.h"
#include "work/listing.h"
#include "work/prepare.h"
#include "work/stock.h"

/* Gathered so that each table is written by one query; there is room for all records of the intake. */
struct intake_rows {
	/* of new orders */
	struct sql_order_insert *orders;
	struct sql_order_people_put *people;
	struct sql_order_line_insert *lines;
	size_t order_count, people_count, line_count, line_room;
	/* of orders that are held */
	struct sql_order_change *changes;
	struct sql_order_people_put *refilled; /* who receives them, of whom more is known by now */
	struct sql_order_line_cancelled *pieces;
	struct sql_unit_due *dues;
	struct sql_activity_insert *activities;
	int64_t *lessened; /* those that go on, whose cancelled pieces are stated */
	size_t change_count, refilled_count, piece_count, due_count, activity_count, lessened_count;
	/* of both */
	struct sql_revision_insert *revisions;
	struct sql_revision_raw_insert *raws; /* one a revision */
	struct sql_revision_people_insert *revision_people;
	size_t revision_count, revision_people_count;
	struct listing listing;
	int64_t *fresh, *dropped, *shipped; /* orders whose stock follows them, … */
	struct stock_news news;             /* … and how many */
	/* of no order */
	struct sql_parked_put *parked;
	struct text *cleared; /* what could be read: it is parked no longer */
	size_t parked_count, cleared_count;
};

struct intake_rows intake_rows_for(struct arena *a, const struct intake *in, const struct prepared *all);
void intake_add_revision(struct scope *s, struct intake_rows *r, const struct intake *in, const struct prepared *p,
			 int64_t id, int64_t seq);
/* An order seen for the first time. */
void intake_add_new(struct scope *s, struct intake_rows *r, const struct intake *in, const struct prepared *p);
/* A later revision of one that is held. */
void intake_add_change(struct scope *s, struct intake_rows *r, const struct intake *in, const struct prepared *p);
/* What cannot be read; `ref` {0}: its number neither. */
void intake_add_parked(struct scope *s, struct intake_rows *r, const struct intake *in, struct text ref,
		       struct text raw, enum err code, struct text why);
/* Table by table, orders first. ERR_CONFLICT: another has stored or changed one of them since it was looked at. */
enum err intake_write_rows(struct scope *s, struct intake_rows *r) MUST_CHECK;
