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

/* The lines of one order among those of all, which are sorted by order. */
static struct sql_finds_lines lines_of(struct scope *s, const struct sql_order_line_list_rows *all, int64_t id)
{
	struct order_line *at = ARENA_ARRAY(s->arena, struct order_line, all->count + 1);
	struct order_lines lines = { at, 0 };

	for (size_t i = 0; i < all->count; i++) {
		const struct sql_order_line_list_row *l = &all->at[i];

		if (l->order_id == id)
			at[lines.count++] =
				(struct order_line){ .sku = l->platform_sku, .title = l->title, .ordered = l->ordered };
	}
	return (struct sql_finds_lines){ id, order_lines_summary(s->arena, &lines), (int64_t)lines.count };
}

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
		lines[count++] = lines_of(s, &all, r->id);
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

	memo_read(job->memo, &x);
	for (int i = 0; i < STRETCHES && !x.over && !node_stopping(n); i++) {
		struct scope part;
		enum err e;

		scope_open(&part, s);
		e = db_transact(&part, go_on, &x);
		if (e == OK)
			x.after = x.last;
		if (e != OK)
			s->words = text_copy(s->arena, part.words);
		scope_close(&part);
		TRY(e);
	}
	end->memo = memo_of(s, &x);
	end->again_at = world_now(s->world) + (x.over ? DAY_MS : SECOND_MS);
	return OK;
}
