/* web/view_account.c - accounts with their shops. */
#include "web/view_account.h"
#include "channel/platform.h"
#include "store/sql.h"
#include "web/view_run.h"
#include "web/view_shop.h"
#include <stdlib.h>
#include <string.h>

enum { COUNT_MAX = 10000 };

struct load {
	struct sql_view_accounts_rows accounts;
	struct sql_view_account_shops_rows shops;
	struct sql_view_runs_some_rows runs;
};

static struct view_count count_of(int64_t count)
{
	return (struct view_count){ count > COUNT_MAX ? COUNT_MAX : count, count > COUNT_MAX };
}

static enum err load_shops(struct scope *s, int64_t account_id, int64_t only, struct load *l)
{
	int64_t *ids;

	TRY(sql_view_account_shops(
		s,
		(struct sql_view_account_shops){
			.account_id = account_id, .only = only, .count_max = COUNT_MAX + 1, .max = SHOPS_MAX },
		&l->shops));
	l->runs = (struct sql_view_runs_some_rows){ 0 };
	if (l->shops.count == 0)
		return OK;
	ids = ARENA_ARRAY(s->arena, int64_t, l->shops.count);
	for (size_t i = 0; i < l->shops.count; i++)
		ids[i] = l->shops.at[i].last_run;
	return sql_view_runs_some(s, (struct sql_view_runs_some){ .ids = ids, .ids_count = l->shops.count }, &l->runs);
}

static const struct view_run *last_run(struct scope *s, const struct load *l, int64_t id)
{
	struct view_run *v = ARENA_NEW(s->arena, struct view_run);

	for (size_t i = 0; i < l->runs.count; i++)
		if (l->runs.at[i].id == id) {
			*v = run_view(s, &l->runs.at[i]);
			return v;
		}
	return NULL;
}

/* The first pull is over when the newest is proved and history is read to its beginning. */
static enum err first_pull(struct scope *s, const struct sql_view_account_shops_row *h,
			   const struct view_first_pull **out)
{
	struct view_first_pull *v = ARENA_NEW(s->arena, struct view_first_pull);
	struct sql_runs_stored_row stored = { 0 };
	int64_t seconds;

	*out = NULL;
	if (h->first_from == 0 || (h->proved_to && h->back_at <= h->first_from))
		return OK;
	if (h->first_began)
		TRY(sql_runs_stored(s, (struct sql_runs_stored){ .shop_id = h->id, .since = h->first_began }, &stored));
	v->began = h->first_began;
	v->stored = stored.stored;
	if (h->first_began && h->proved_to)
		v->percent = first_pull_percent(h->first_began, h->first_from, h->back_at);
	seconds = first_pull_estimate(h->first_began, s->now, (int)v->percent);
	v->estimate_s = (struct view_int){ h->first_began && seconds >= 0, seconds };
	*out = v;
	return OK;
}

/* Why it cannot pull: how it stands, else how its last pull ended. */
static const struct view_trouble *shop_trouble(struct scope *s, const struct sql_view_account_shops_row *h)
{
	static const struct {
		const char *state;
		enum err why;
	} reasons[] = {
		{ "needs_authorisation", ERR_NEEDS_AUTHORISATION },
		{ "unverified", ERR_ACCOUNT_UNVERIFIED },
		{ "refused", ERR_ACCOUNT_UNVERIFIED },
		{ "cancelled", ERR_ACCOUNT_CANCELLED },
	};

	if (text_is(h->state, "bound"))
		return run_trouble(s, h->code, h->detail);
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (text_is(h->state, reasons[i].state))
			return run_trouble(s, text_of(err_name(reasons[i].why)),
					   text_is(h->code, err_name(reasons[i].why)) ? h->detail : TEXT(""));
	return run_trouble(s, text_of(err_name(ERR_SHOP_UNBOUND)), TEXT(""));
}

static enum err shop_view(struct scope *s, const struct load *l, const struct sql_view_account_shops_row *h,
			  struct view_account_shop *out)
{
	*out = (struct view_account_shop){
		.id = h->id,
		.title = h->title,
		.short_name = h->short_name,
		.channel_ref = text_starts(h->channel_ref, "?") ? TEXT("") : h->channel_ref,
		.region = h->region,
		.state = h->state,
		.pull = h->pull,
		.cutover_at = h->cutover_at,
		.warehouse_id = h->warehouse_id,
		.reserve_at = h->reserve_at,
		.stock_push = h->stock_push,
		.stock_safety = h->stock_safety,
		.stock_percent = h->stock_percent,
		.unmapped = count_of(h->unmapped),
		.orders = count_of(h->orders),
		.last_run = last_run(s, l, h->last_run),
		.problem = shop_trouble(s, h),
		.ver = h->ver,
	};
	return first_pull(s, h, &out->first_pull);
}

static enum err shops_of(struct scope *s, const struct load *l, int64_t account_id, struct view_account_shop_list *out)
{
	struct view_account_shop *at = ARENA_ARRAY(s->arena, struct view_account_shop, l->shops.count + 1);
	size_t count = 0;

	for (size_t i = 0; i < l->shops.count; i++)
		if (l->shops.at[i].account_id == account_id)
			TRY(shop_view(s, l, &l->shops.at[i], &at[count++]));
	*out = (struct view_account_shop_list){ at, count };
	return OK;
}

/* Why it cannot be used; a state that says all has a code of its own. */
static const struct view_trouble *account_trouble(struct scope *s, const struct sql_view_accounts_row *a)
{
	if (text_is(a->state, account_state_name(ACCOUNT_VERIFIED)))
		return NULL;
	if (text_is(a->state, account_state_name(ACCOUNT_CANCELLED)))
		return run_trouble(s, text_of(err_name(ERR_ACCOUNT_CANCELLED)), TEXT(""));
	return run_trouble(s, a->code.size ? a->code : text_of(err_name(ERR_ACCOUNT_UNVERIFIED)), a->words);
}

static enum err account_view(struct scope *s, const struct load *l, const struct sql_view_accounts_row *a,
			     struct view_account *out)
{
	const struct platform *p = platform_find(a->channel);

	*out = (struct view_account){
		.id = a->id,
		.channel = a->channel,
		.channel_title = p ? text_of(p->title) : a->channel,
		.app_id = a->app_id,
		.title = a->title,
		.channel_ref = text_starts(a->channel_ref, "?") ? TEXT("") : a->channel_ref,
		.state = a->state,
		.made_at = a->made_at,
		.authorised_at = a->authorised_at,
		.authorised_until = a->authorised_until,
		.forecast = text_of(expiry_name(expiry_forecast(a->authorised_until, s->now))),
		.verified_at = a->verified_at,
		.problem = account_trouble(s, a),
		.ver = a->ver,
	};
	return shops_of(s, l, a->id, &out->shops);
}

static bool says(struct scope *s, struct text name, struct text wanted)
{
	struct text folded = text_fold(s->arena, name);

	for (size_t i = 0; i + wanted.size <= folded.size; i++)
		if (memcmp(folded.at + i, wanted.at, wanted.size) == 0)
			return true;
	return false;
}

static bool named(struct scope *s, const struct load *l, const struct sql_view_accounts_row *a, struct text wanted)
{
	bool it = says(s, a->title, wanted);

	for (size_t i = 0; i < l->shops.count && !it; i++)
		it = l->shops.at[i].account_id == a->id &&
		     (says(s, l->shops.at[i].title, wanted) || says(s, l->shops.at[i].short_name, wanted));
	return it;
}

static bool fits(struct scope *s, const struct account_query *q, const struct load *l,
		 const struct sql_view_accounts_row *a)
{
	enum account_state state;
	bool channel = q->channels == NULL;

	for (size_t i = 0; i < q->channel_count; i++)
		channel |= text_same(q->channels[i], a->channel);
	if (!channel)
		return false;
	if (q->by_state && !(account_state_find(a->state, &state) && q->states[state]))
		return false;
	return q->name.size == 0 || named(s, l, a, text_fold(s->arena, q->name));
}

static int by_name(const void *a, const void *b)
{
	const struct view_account *x = a, *y = b;
	int order = text_order(x->channel_title, y->channel_title);

	if (order == 0)
		order = text_order(x->title, y->title);
	return order ? order : (x->id > y->id) - (x->id < y->id);
}

enum err view_accounts(struct scope *s, const struct account_query *q, struct json_writer *w)
{
	struct view_account *items;
	size_t count = 0;
	struct load l;

	TRY(sql_view_accounts(s, (struct sql_view_accounts){ .max = ACCOUNTS_MAX }, &l.accounts));
	TRY(load_shops(s, 0, 0, &l));
	items = ARENA_ARRAY(s->arena, struct view_account, l.accounts.count + 1);
	for (size_t i = 0; i < l.accounts.count; i++)
		if (fits(s, q, &l, &l.accounts.at[i]))
			TRY(account_view(s, &l, &l.accounts.at[i], &items[count++]));
	if (count)
		qsort(items, count, sizeof *items, by_name);
	view_account_page_write(w, NULL, &(struct view_account_page){ .items = { items, count } });
	return OK;
}

enum err view_account(struct scope *s, int64_t id, struct view_account *out)
{
	struct load l;

	TRY(sql_view_accounts(s, (struct sql_view_accounts){ .max = ACCOUNTS_MAX }, &l.accounts));
	for (size_t i = 0; i < l.accounts.count; i++)
		if (l.accounts.at[i].id == id) {
			TRY(load_shops(s, id, 0, &l));
			return account_view(s, &l, &l.accounts.at[i], out);
		}
	return fail(s, ERR_ACCOUNT_UNKNOWN, "there is no account %lld", (long long)id);
}

enum err view_account_shop(struct scope *s, int64_t id, struct view_account_shop *out)
{
	struct load l;

	l.shops.count = 0;
	if (id)
		TRY(load_shops(s, 0, id, &l));
	if (l.shops.count != 1)
		return fail(s, ERR_SHOP_UNKNOWN, "there is no shop %lld", (long long)id);
	return shop_view(s, &l, &l.shops.at[0], out);
}
