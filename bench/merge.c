/* bench/merge.c - the merge of an order of many lines, beside the difference of the same two lists, which each change needs
 * in any case. Bare CPU, without a database. */
#include "core/merge.h"
#include "bench/bench.h"
#include "core/change.h"

enum { LINES = 200, ROUNDS = 3000, EDITED_NTH = 20, CHANGED_NTH = 10 };

struct orders {
	struct facts base, theirs, edits;
};

static void add_line(struct scope *s, struct facts *f, size_t n, bool changed)
{
	struct text key = text_format(s->arena, "%zu:0#1", 1000 + n);

	facts_add(s->arena, f, FIELD_LINE_SKU, key, text_format(s->arena, "SKU-%zu", n));
	facts_add(s->arena, f, FIELD_LINE_TITLE, key, text_format(s->arena, "Article number %zu of a long order", n));
	facts_add(s->arena, f, FIELD_LINE_VARIANT, key, TEXT("blue, large"));
	facts_add(s->arena, f, FIELD_LINE_ORDERED, key, text_format(s->arena, "%zu", n % 5 + 1 + changed));
	facts_add(s->arena, f, FIELD_LINE_PRICE, key, text_format(s->arena, "%zu", n * 7 + 100));
	facts_add(s->arena, f, FIELD_LINE_CANCELLED, key, TEXT("0"));
}

static struct facts order(struct scope *s, size_t lines, bool later)
{
	struct facts f = { 0 };

	facts_add(s->arena, &f, FIELD_ORDER_STATUS, TEXT(""), TEXT("paid"));
	facts_add(s->arena, &f, FIELD_TOTAL, TEXT(""), later ? TEXT("99000") : TEXT("98000"));
	facts_add(s->arena, &f, FIELD_CONSIGNEE_NAME, TEXT(""), TEXT("Maria Santos"));
	facts_add(s->arena, &f, FIELD_CONSIGNEE_ADDRESS, TEXT(""), later ? TEXT("2 New Road") : TEXT("1 Old Road"));
	for (size_t n = 0; n < lines; n++)
		add_line(s, &f, n, later && n % CHANGED_NTH == 0);
	MUST_IN(s, facts_seal(s, &f));
	return f;
}

static void run_diff(struct arena *a, const struct orders *o)
{
	struct changes c;

	facts_diff(a, &o->base, &o->theirs, &c);
	bench_check(c.count > 0, "something has changed");
}

static void run_find(struct arena *a, const struct orders *o)
{
	struct typed_changes c;

	change_find(a, &o->base, &o->theirs, &c);
	bench_check(c.count > 0, "something has changed");
}

static void run_settle(struct arena *a, const struct orders *o)
{
	struct facts theirs = o->theirs;

	facts_settle(a, &o->base, &theirs);
	bench_check(theirs.count == o->theirs.count, "nothing was hidden");
}

static void run_merge(struct arena *a, const struct orders *o)
{
	struct merge_input in = { .base = &o->base, .theirs = &o->theirs, .edits = &o->edits, .groups = GROUPS_UPDATE };
	struct merged m;

	merge(a, &in, &m);
	bench_check(m.outcome == OUTCOME_MERGED, "both were changed, in different places");
}

/* Microseconds of CPU a round. */
static double measure(struct scope *s, const struct orders *o, void (*run)(struct arena *a, const struct orders *o))
{
	struct scope one;
	double began;

	scope_open(&one, s);
	began = bench_cpu_thread();
	for (int i = 0; i < ROUNDS; i++) {
		run(one.arena, o);
		arena_reset(one.arena);
	}
	began = (bench_cpu_thread() - began) / ROUNDS * 1e6;
	scope_close(&one);
	return began;
}

int main(int argc, char **argv)
{
	size_t lines = (size_t)bench_argument(argc, argv, LINES);
	struct bench_table *t = bench_table_new(bench_text("merge: one order of %zu lines", lines));
	struct scope *s = bench_scope();
	struct orders o = { order(s, lines, false), order(s, lines, true), { 0 } };
	const struct {
		const char *figure;
		void (*run)(struct arena *a, const struct orders *o);
		const char *goal;
	} rows[] = {
		{ "three-way merge, lines and receiver", run_merge, "<= 10 x" },
		{ "changes told by their kinds", run_find, "" },
		{ "made ready to be stored", run_settle, "" },
	};
	double limit;

	edits_put(s->arena, &o.edits, FIELD_CONSIGNEE_NAME, TEXT(""), TEXT("Maria Cruz"));
	for (size_t n = 1; n < lines; n += EDITED_NTH)
		edits_put(s->arena, &o.edits, FIELD_LINE_ORDERED, text_format(s->arena, "%zu:0#1", 1000 + n),
			  TEXT("9"));
	(void)measure(s, &o, run_diff);
	limit = measure(s, &o, run_diff);
	bench_row(t, (struct bench_row){ .figure = "difference of the two revisions",
					 .value = limit,
					 .unit = "us CPU",
					 .note = bench_text("%zu facts", o.base.count) });
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		bench_row(t, (struct bench_row){ .figure = rows[i].figure,
						 .value = measure(s, &o, rows[i].run),
						 .unit = "us CPU",
						 .limit = limit,
						 .limit_is = "the difference",
						 .goal = rows[i].goal });
	bench_table_print(t);
	return 0;
}
