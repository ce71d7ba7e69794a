/* work/finds.c - the task that gives orders of an earlier version what the list shows and searches.
 *
 * It walks once through all orders by id, a stretch a transaction, and remembers in its memo how far it came. What is
 * stored meanwhile has all of it already; made twice it is the same. */
#include "work/finds.h"
#include "base/instant.h"
#include "core/find.h"
#include "work/listing.h"
#include "work/node.h"
#include "work/revision.h"

enum { STRETCH = 200, STRETCHES = 100 };

struct stretch {
	int64_t after, last;
	bool over;
};

/* What the buyer wrote, as long as personal facts are kept. */
static enum err remark_of(struct scope *s, int64_t id, struct text *out)
{
	struct order_people people;
	struct facts f;

	TRY(revision_get(s, id, 1, true, &f));
	order_people_read(s, &f, &people);
	*out = people.remark.at ? people.remark : TEXT("");
	return OK;
}

static enum err fill(struct scope *s, const struct sql_finds_stretch_rows *rows)
{
	struct sql_finds_lines *lines = ARENA_ARRAY(s->arena, struct sql_finds_lines, rows->count);
	struct sql_finds_people *people = ARENA_ARRAY(s->arena, struct sql_finds_people, rows->count);
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, rows->count), changed = 0;
	struct listing l = listing_for(s->arena, 0, rows->count);
	struct sql_order_line_list_rows all;
	struct order_lines summed;
	size_t count = 0, people_count = 0;

	for (size_t i = 0; i < rows->count; i++)
		if (rows->at[i].lines_count < 0) /* else it was stored with all of it */
			ids[count++] = rows->at[i].id;
	TRY(sql_order_line_list(s, (struct sql_order_line_list){ .ids = ids, .ids_count = count }, &all));
	count = 0;
	for (size_t i = 0; i < rows->count; i++) {
		const struct sql_finds_stretch_row *r = &rows->at[i];
		struct sql_finds_people *p = &people[people_count];

		if (r->lines_count >= 0)
			continue;
		summed = listing_lines(s->arena, &all, r->id);
		lines[count++] = (struct sql_finds_lines){ r->id, order_lines_summary(s->arena, &summed),
							   (int64_t)summed.count };
		listing_numbers(s, &l, r->id, r->placed, r->ref, r->display_no);
		if (!r->people)
			continue;
		*p = (struct sql_finds_people){ .order_id = r->id, .was = r->folded };
		p->folded = find_people(s->arena, r->name, r->phone);
		TRY(remark_of(s, r->id, &p->remark));
		listing_people(s, &l, r->id, r->placed, p->folded);
		people_count++;
	}
	TRY(sql_finds_lines(s, lines, count, NULL));
	TRY(sql_finds_people(s, people, people_count, &changed));
	if (changed != (int64_t)people_count)
		return ERR_CONFLICT; /* they have changed since we looked: look again */
	return listing_write(s, &l);
}

static enum err go_on(struct scope *s, void *arg)
{
	struct stretch *x = arg;
	struct sql_finds_stretch_rows rows;

	TRY(sql_finds_stretch(s, (struct sql_finds_stretch){ .after = x->after, .max = STRETCH }, &rows));
	x->over = rows.count == 0;
	if (x->over)
		return OK;
	x->last = rows.at[rows.count - 1].id;
	return fill(s, &rows);
}

/* The memo is "FORM ID", or "FORM done". */
static struct text memo_of(struct scope *s, const struct stretch *x)
{
	return x->over ? text_format(s->arena, "%d done", FINDS_FORM)
		       : text_format(s->arena, "%d %lld", FINDS_FORM, (long long)x->after);
}

static void memo_read(struct text memo, struct stretch *x)
{
	struct text form;
	int64_t n = 0;

	if (!text_cut(&memo, ' ', &form) || !text_to_int(form, &n) || n != FINDS_FORM)
		return; /* none yet, or of another form: from the start */
	x->over = text_is(memo, "done");
	(void)text_to_int(memo, &x->after);
}

enum err finds_run(struct node *n, struct scope *s, struct job *job, struct job_end *end)
{
	struct stretch x = { 0 };
	enum err e = OK;

	memo_read(job->memo, &x);
	for (int i = 0; i < STRETCHES && e == OK && !x.over && !node_stopping(n); i++) {
		struct scope part;

		scope_open(&part, s);
		e = db_transact(&part, go_on, &x);
		if (e == OK)
			x.after = x.last;
		e = scope_end(&part, s, e);
	}
	end->memo = memo_of(s, &x); /* after a failure too it goes on where it stood */
	if (e == OK)
		end->again_at = world_now(s->world) + (x.over ? DAY_MS : SECOND_MS);
	return e;
}
