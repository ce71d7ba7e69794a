/* web/view_run.c - runs as the API shows them. */
#include "web/view_run.h"

/* What the sentence for a person is: that of the code, with the words of this case. */
const struct view_trouble *run_trouble(struct scope *s, struct text code, struct text words)
{
	enum err e = err_find(text_z(s->arena, code));
	struct view_trouble *v = ARENA_NEW(s->arena, struct view_trouble);

	*v = (struct view_trouble){ code, text_of(err_sentence(e)), words, text_of(err_cure(e)) };
	return code.size ? v : NULL;
}

struct view_run run_view(struct scope *s, const struct sql_view_runs_some_row *r)
{
	return (struct view_run){
		.id = r->id,
		.shop_id = r->shop_id,
		.feed = r->feed,
		.began = r->began,
		.ended = r->ended.is ? r->ended.value : 0,
		.listed = r->listed,
		.stored = r->stored,
		.changed = r->changed,
		.unchanged = r->unchanged,
		.parked = r->parked,
		.proof = r->proof.size ? r->proof : (struct text){ 0 },
		.proved = text_starts(r->proof, "listed "), /* else done and not proved, or not done */
		.found = r->code.size == 0 && r->words.size ? r->words : (struct text){ 0 },
		.problem = run_trouble(s, r->code, r->words),
	};
}

struct ids {
	int64_t *at;
	size_t count;
};

/* The queries give rows of the same form; this takes them over. */
#define IDS_TAKE(rows)                                                    \
	do {                                                              \
		out->count = (rows).count;                                \
		out->at = ARENA_ARRAY(s->arena, int64_t, out->count + 1); \
		for (size_t i = 0; i < out->count; i++)                   \
			out->at[i] = (rows).at[i].id;                     \
	} while (0)

static enum err page_of_all(struct scope *s, const struct run_query *q, int64_t max, struct ids *out)
{
	struct sql_run_page_rows all;
	struct sql_run_page_feed_rows feed;

	if (q->feed.size == 0) {
		TRY(sql_run_page(s, (struct sql_run_page){ .before_id = q->before, .max = max }, &all));
		IDS_TAKE(all);
		return OK;
	}
	TRY(sql_run_page_feed(s, (struct sql_run_page_feed){ .feed = q->feed, .before_id = q->before, .max = max },
			      &feed));
	IDS_TAKE(feed);
	return OK;
}

static enum err page_of_some(struct scope *s, const struct run_query *q, int64_t max, struct ids *out)
{
	struct sql_run_page_failed_rows failed;
	struct sql_run_page_shop_rows shop;

	if (q->failed) {
		TRY(sql_run_page_failed(
			s,
			(struct sql_run_page_failed){
				.shop_id = q->shop_id, .feed = q->feed, .before_id = q->before, .max = max },
			&failed));
		IDS_TAKE(failed);
		return OK;
	}
	TRY(sql_run_page_shop(s,
			      (struct sql_run_page_shop){
				      .shop_id = q->shop_id, .feed = q->feed, .before_id = q->before, .max = max },
			      &shop));
	IDS_TAKE(shop);
	return OK;
}

enum err view_runs(struct scope *s, const struct run_query *q, struct json_writer *w)
{
	struct ids ids;
	struct sql_view_runs_some_rows runs = { 0 };
	struct view_run_page page = { 0 };
	struct view_run *items;
	size_t shown;

	TRY(q->failed || q->shop_id ? page_of_some(s, q, q->limit + 1, &ids) : page_of_all(s, q, q->limit + 1, &ids));
	shown = ids.count > (size_t)q->limit ? (size_t)q->limit : ids.count;
	if (shown)
		TRY(sql_view_runs_some(s, (struct sql_view_runs_some){ .ids = ids.at, .ids_count = shown }, &runs));
	items = ARENA_ARRAY(s->arena, struct view_run, runs.count + 1);
	for (size_t i = 0; i < runs.count; i++)
		items[i] = run_view(s, &runs.at[i]);
	page.items = (struct view_run_list){ items, runs.count };
	page.next = ids.count > shown ? ids.at[shown - 1] : 0;
	view_run_page_write(w, NULL, &page);
	return OK;
}
