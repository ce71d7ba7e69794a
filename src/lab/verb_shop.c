/* lab/verb_shop.c - what a scenario expects of shops and their pulls, as the API shows them. */
#include "base/instant.h"
#include "lab/play.h"

enum { RUNS_MAX = 200 };

/* The shop as the list of shops shows it. */
static enum err shop_shown(struct play *p, struct scope *s, int64_t shop, struct json *out)
{
	struct json answer, items;
	int64_t id, shown;

	TRY(play_shop(p, s, shop, &id));
	TRY(play_ask(p, s, "GET", TEXT("/shops"), (struct text){ 0 }, &answer));
	items = json_at(answer, "items");
	for (*out = json_first(items); json_kind(*out) != JSON_NONE; *out = json_next(items, *out))
		if (text_to_int(json_text(json_at(*out, "id")), &shown) && shown == id)
			return OK;
	return fail(s, ERR_INTERNAL, "the shop is expected to be listed, but it is not");
}

static enum err is(struct scope *s, const char *what, struct text got, struct text wanted)
{
	if (text_same(got, wanted))
		return OK;
	return fail(s, ERR_INTERNAL, "%s is expected to be \"%.*s\", but it is \"%.*s\"", what, TEXT_ARG(wanted),
		    (int)got.size, got.at ? got.at : "");
}

enum err expect_shop(struct play *p, struct scope *s, const struct words *w)
{
	struct json shop;

	TRY(shop_shown(p, s, w->at[0].number, &shop));
	return is(s, "the shop's state", json_text(json_at(shop, "state")), w->at[1].text);
}

enum err expect_problem(struct play *p, struct scope *s, const struct words *w)
{
	struct json shop;

	TRY(shop_shown(p, s, w->at[0].number, &shop));
	return is(s, "the shop's problem", json_text(json_path(shop, "problem.code")), w->at[1].text);
}

enum err expect_running(struct play *p, struct scope *s, const struct words *w)
{
	struct json shop;

	TRY(shop_shown(p, s, w->at[0].number, &shop));
	return json_is_true(json_at(shop, "pulling"))
		       ? OK
		       : fail(s, ERR_INTERNAL, "the shop is expected to be pulled now, but it is not");
}

/* The last run, which must have ended. */
static enum err last_run(struct play *p, struct scope *s, int64_t shop_number, struct json *run)
{
	struct json shop;

	TRY(shop_shown(p, s, shop_number, &shop));
	*run = json_at(shop, "last_run");
	if (json_kind(*run) != JSON_OBJECT)
		return fail(s, ERR_INTERNAL, "a pull is expected to have been, but there was none");
	if (!json_text(json_at(*run, "ended")).at)
		return fail(s, ERR_INTERNAL, "the last pull is expected to have ended, but it goes on");
	return OK;
}

enum err expect_done(struct play *p, struct scope *s, const struct words *w)
{
	struct json run;
	struct text code;

	TRY(last_run(p, s, w->at[0].number, &run));
	code = json_text(json_path(run, "problem.code"));
	if (code.at)
		return fail(s, ERR_INTERNAL, "the last pull is expected to have ended well, but it says %.*s: %.*s",
			    TEXT_ARG(code), TEXT_ARG(json_text(json_path(run, "problem.detail"))));
	return is(s, "the number of parked records", json_text(json_at(run, "parked")), TEXT("0"));
}

enum err expect_within(struct play *p, struct scope *s, const struct words *w)
{
	struct json run;
	int64_t began, ended;

	TRY(last_run(p, s, w->at[0].number, &run));
	if (!instant_from_rfc3339(json_text(json_at(run, "began")), &began) ||
	    !instant_from_rfc3339(json_text(json_at(run, "ended")), &ended))
		return fail(s, ERR_INTERNAL, "a run is expected to state when it began and ended");
	if (ended - began <= w->at[1].number * SECOND_MS)
		return OK;
	return fail(s, ERR_INTERNAL, "the last pull is expected to take at most %lld s, but it took %lld ms",
		    (long long)w->at[1].number, (long long)(ended - began));
}

enum err expect_no_pull(struct play *p, struct scope *s, const struct words *w)
{
	int64_t id, shop = w->at[0].number;

	TRY(play_shop(p, s, shop, &id));
	if (!p->watched_at)
		return fail(s, ERR_USAGE, "watch comes first");
	if (p->asked[shop - 1])
		return fail(s, ERR_INTERNAL, "no pull is expected, but the channel was asked %lld times for a listing",
			    (long long)p->asked[shop - 1]);
	return OK;
}

enum err expect_pulls(struct play *p, struct scope *s, const struct words *w)
{
	struct json answer, items;
	int64_t id, began, count = 0;

	TRY(play_shop(p, s, w->at[1].number, &id));
	if (!p->watched_at)
		return fail(s, ERR_USAGE, "watch comes first");
	TRY(play_ask(p, s, "GET", text_format(s->arena, "/runs?shop=%lld&limit=%d", (long long)id, RUNS_MAX),
		     (struct text){ 0 }, &answer));
	items = json_at(answer, "items");
	for (struct json i = json_first(items); json_kind(i) != JSON_NONE; i = json_next(items, i))
		count += instant_from_rfc3339(json_text(json_at(i, "began")), &began) && began >= p->watched_at;
	if (count == w->at[0].number)
		return OK;
	return fail(s, ERR_INTERNAL, "%lld pulls are expected since watch, but %lld began", (long long)w->at[0].number,
		    (long long)count);
}
