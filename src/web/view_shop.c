/* web/view_shop.c - shops with the state of their feeds, and runs. */
#include "web/view_shop.h"
#include "store/sql.h"
#include "web/view.h"
#include <stdlib.h>

enum { COUNT_MAX = 10000 };

static void put_count(struct json_writer *w, const char *name, int64_t count)
{
	json_open(w, name);
	json_put_int(w, "count", count > COUNT_MAX ? COUNT_MAX : count);
	json_put_bool(w, "more", count > COUNT_MAX);
	json_close(w);
}

/* What the sentence for a person is: that of the code, with the words of this case. */
static void view_outcome(struct scope *s, struct json_writer *w, struct text code, struct text words)
{
	enum err e = err_find(text_z(s->arena, code));

	if (code.size == 0) {
		json_put_null(w, "problem");
		return;
	}
	json_open(w, "problem");
	json_put_text(w, "code", code);
	json_put_z(w, "title", err_sentence(e));
	json_put_text(w, "detail", words);
	json_put_z(w, "cure", err_cure(e));
	json_close(w);
}

static void view_run(struct scope *s, const char *name, const struct sql_view_runs_row *r, struct json_writer *w)
{
	json_open(w, name);
	json_put_id(w, "id", r->id);
	json_put_id(w, "shop_id", r->shop_id);
	json_put_text(w, "feed", r->feed);
	view_time(s, w, "began", r->began);
	view_time(s, w, "ended", r->ended.is ? r->ended.value : 0);
	json_put_int(w, "listed", r->listed);
	json_put_int(w, "stored", r->stored);
	json_put_int(w, "changed", r->changed);
	json_put_int(w, "unchanged", r->unchanged);
	json_put_int(w, "parked", r->parked);
	json_put_text(w, "proof", r->proof.size ? r->proof : (struct text){ 0 });
	json_put_bool(w, "proved", text_starts(r->proof, "listed ")); /* else done and not proved, or not done */
	json_put_text(w, "found", r->code.size == 0 && r->words.size ? r->words : (struct text){ 0 });
	view_outcome(s, w, r->code, r->words);
	json_close(w);
}

static struct sql_view_runs_row run_of(const struct sql_view_runs_some_row *r)
{
	return (struct sql_view_runs_row){ r->id,     r->shop_id, r->feed,    r->began,     r->ended,
					   r->listed, r->stored,  r->changed, r->unchanged, r->parked,
					   r->proof,  r->code,    r->words };
}

static void view_last_run(struct scope *s, const struct sql_view_runs_some_rows *runs, int64_t id,
			  struct json_writer *w)
{
	for (size_t i = 0; i < runs->count; i++)
		if (runs->at[i].id == id) {
			struct sql_view_runs_row r = run_of(&runs->at[i]);
			view_run(s, "last_run", &r, w);
			return;
		}
	json_put_null(w, "last_run");
}

static void view_one(struct scope *s, const struct sql_view_shops_row *h, const struct sql_view_runs_some_rows *runs,
		     struct json_writer *w)
{
	json_open(w, NULL);
	json_put_id(w, "id", h->id);
	json_put_text(w, "title", h->title);
	json_put_text(w, "channel", h->channel);
	json_put_text(w, "channel_ref", h->channel_ref);
	json_put_text(w, "state", h->state);
	json_put_text(w, "pull", h->pull);
	view_time(s, w, "complete_from", h->complete_to ? h->complete_from : 0);
	view_time(s, w, "complete_to", h->complete_to);
	json_put_bool(w, "pulling", text_is(h->job_state, "running"));
	view_time(s, w, "next_look", text_is(h->job_state, "ready") ? h->due_at : 0);
	json_put_int(w, "every_s", h->every_s);
	view_outcome(s, w, h->code, h->detail);
	put_count(w, "orders", h->orders);
	put_count(w, "parked", h->parked);
	view_last_run(s, runs, h->last_run, w);
	json_close(w);
}

static enum err load(struct scope *s, int64_t only, struct sql_view_shops_rows *shops,
		     struct sql_view_runs_some_rows *runs)
{
	int64_t *ids;

	TRY(sql_view_shops(s, (struct sql_view_shops){ .only = only, .count_max = COUNT_MAX + 1, .max = SHOPS_MAX },
			   shops));
	*runs = (struct sql_view_runs_some_rows){ 0 };
	if (shops->count == 0)
		return OK;
	ids = ARENA_ARRAY(s->arena, int64_t, shops->count);
	for (size_t i = 0; i < shops->count; i++)
		ids[i] = shops->at[i].last_run;
	return sql_view_runs_some(s, (struct sql_view_runs_some){ .ids = ids, .ids_count = shops->count }, runs);
}

static int by_title(const void *a, const void *b)
{
	const struct sql_view_shops_row *x = a, *y = b;
	int order = text_order(x->title, y->title);

	return order ? order : (x->id > y->id) - (x->id < y->id);
}

enum err view_shops(struct scope *s, struct json_writer *w)
{
	struct sql_view_shops_rows shops;
	struct sql_view_runs_some_rows runs;

	TRY(load(s, 0, &shops, &runs));
	if (shops.count > 0)
		qsort(shops.at, shops.count, sizeof *shops.at, by_title);
	json_open(w, NULL);
	json_open_array(w, "items");
	for (size_t i = 0; i < shops.count; i++)
		view_one(s, &shops.at[i], &runs, w);
	json_close_array(w);
	json_put_null(w, "next");
	json_close(w);
	return OK;
}

enum err view_shop(struct scope *s, int64_t id, struct json_writer *w)
{
	struct sql_view_shops_rows shops = { 0 };
	struct sql_view_runs_some_rows runs;

	if (id != 0)
		TRY(load(s, id, &shops, &runs));
	if (shops.count != 1)
		return fail(s, ERR_SHOP_UNKNOWN, "there is no shop %lld", (long long)id);
	view_one(s, &shops.at[0], &runs, w);
	return OK;
}

static enum err runs_load(struct scope *s, int64_t shop_id, int64_t before, int64_t max, struct sql_view_runs_rows *out)
{
	struct sql_view_runs_shop_rows of_shop;

	if (shop_id == 0)
		return sql_view_runs(s, (struct sql_view_runs){ .before_id = before, .max = max }, out);
	TRY(sql_view_runs_shop(s, (struct sql_view_runs_shop){ .shop_id = shop_id, .before_id = before, .max = max },
			       &of_shop));
	out->count = of_shop.count;
	out->at = ARENA_ARRAY(s->arena, struct sql_view_runs_row, of_shop.count + 1);
	for (size_t i = 0; i < of_shop.count; i++) {
		const struct sql_view_runs_shop_row *r = &of_shop.at[i];
		out->at[i] = (struct sql_view_runs_row){ r->id,     r->shop_id, r->feed,    r->began,     r->ended,
							 r->listed, r->stored,  r->changed, r->unchanged, r->parked,
							 r->proof,  r->code,    r->words };
	}
	return OK;
}

enum err view_runs(struct scope *s, int64_t shop_id, int64_t before, int64_t limit, struct json_writer *w)
{
	struct sql_view_runs_rows runs;
	size_t shown = (size_t)limit;

	TRY(runs_load(s, shop_id, before, limit + 1, &runs));
	json_open(w, NULL);
	json_open_array(w, "items");
	for (size_t i = 0; i < runs.count && i < shown; i++)
		view_run(s, NULL, &runs.at[i], w);
	json_close_array(w);
	if (runs.count > shown)
		json_put_id(w, "next", runs.at[shown - 1].id);
	else
		json_put_null(w, "next");
	json_close(w);
	return OK;
}
