/* web/accounts.c - what the API answers about channels, accounts and how their shops are worked for. */
#include "base/instant.h"
#include "channel/platform.h"
#include "store/sql.h"
#include "web/handlers.h"
#include "web/view_account.h"
#include "work/account.h"
#include "work/node.h"
#include "work/shop_set.h"

enum {
	CHANNELS_MAX = 50,
	NAME_MAX_BYTES = 80,
	CODE_MAX = 512,
	REF_MAX = 64,
	INPUTS_MAX = 2,
	FEEDS_MAX = 20,
	DEEDS_MAX = 20
};

/* ---- channels */

static struct view_label label_of(const char *en, const char *zh)
{
	return (struct view_label){ text_of(en), text_of(zh) };
}

static struct view_channel_input_list inputs_of(struct scope *s, const struct platform *p)
{
	struct view_channel_input *at = ARENA_ARRAY(s->arena, struct view_channel_input, INPUTS_MAX);
	size_t count = 0;

	if (p->flow == FLOW_NONE)
		at[count++] =
			(struct view_channel_input){ TEXT("currency"), label_of("Currency", "币种"), false, true };
	if (*p->id_label)
		at[count++] = (struct view_channel_input){ TEXT("app_id"), label_of(p->id_label, NULL), false, true };
	if (*p->key_label)
		at[count++] = (struct view_channel_input){ TEXT("app_key"), label_of(p->key_label, NULL), true, true };
	return (struct view_channel_input_list){ at, count };
}

static struct view_guide_step_list guide_of(struct scope *s, const struct platform *p)
{
	struct guide_step *steps = ARENA_ARRAY(s->arena, struct guide_step, GUIDE_STEPS_MAX);
	struct view_guide_step *at = ARENA_ARRAY(s->arena, struct view_guide_step, GUIDE_STEPS_MAX);
	size_t count = platform_guide(s->arena, p, steps);

	for (size_t i = 0; i < count; i++)
		at[i] = (struct view_guide_step){ steps[i].en, steps[i].zh, steps[i].ru };
	return (struct view_guide_step_list){ at, count };
}

static struct view_texts feeds_of(struct scope *s, const struct channel *c)
{
	struct text *at = ARENA_ARRAY(s->arena, struct text, FEEDS_MAX);
	size_t count = 0;

	for (const struct feed *f = c ? c->feeds : NULL; f && f->name && count < FEEDS_MAX - 1; f++)
		at[count++] = text_of(f->name);
	if (c && c->listings)
		at[count++] = TEXT("listings");
	return (struct view_texts){ at, count };
}

static struct view_texts deeds_of(struct scope *s, const struct channel *c)
{
	struct text *at = ARENA_ARRAY(s->arena, struct text, DEEDS_MAX);
	size_t count = 0;

	for (const struct deed *d = c ? c->deeds : NULL; d && d->name && count < DEEDS_MAX; d++)
		at[count++] = text_of(d->name);
	return (struct view_texts){ at, count };
}

static struct view_channel channel_view(struct scope *s, const struct platform *p,
					const struct sql_channel_shops_rows *shops)
{
	static const char *const flows[] = { [FLOW_CODE] = "code", [FLOW_KEYS] = "keys", [FLOW_NONE] = "none" };
	const struct channel *c = platform_channel(p);
	struct view_channel v = {
		.name = text_of(p->name),
		.title = text_of(p->title),
		.title_zh = text_of(p->title_zh),
		.flow = text_of(flows[p->flow]),
		.connected = c != NULL,
		.feeds = feeds_of(s, c),
		.deeds = deeds_of(s, c),
		.guide = guide_of(s, p),
		.inputs = inputs_of(s, p),
	};

	for (size_t i = 0; i < shops->count; i++)
		if (text_is(shops->at[i].channel, p->name))
			v.shops = shops->at[i].count;
	return v;
}

enum err channels_list(struct scope *s, struct call *c)
{
	struct view_channel *items = ARENA_ARRAY(s->arena, struct view_channel, CHANNELS_MAX);
	struct sql_channel_shops_rows shops;
	size_t count = 0;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(sql_channel_shops(s, &shops));
	for (const struct platform *p = platforms; p->name && count < CHANNELS_MAX; p++)
		if (p->flow != FLOW_NONE || platform_channel(p))
			items[count++] = channel_view(s, p, &shops);
	view_channel_page_write(&c->json, NULL, &(struct view_channel_page){ .items = { items, count } });
	return OK;
}

/* ---- the list */

static enum err read_words(struct scope *s, const struct parameter *p, struct text **out, size_t *count)
{
	struct text rest = p->value, word;

	*out = ARENA_ARRAY(s->arena, struct text, CHANNELS_MAX);
	*count = 0;
	while (rest.size && text_cut(&rest, ',', &word)) {
		word = text_trim(word);
		if (word.size == 0 || word.size > REF_MAX || *count == CHANNELS_MAX)
			return fail(s, ERR_BAD_REQUEST, "the parameter \"%s\" holds 1 to %d words between commas",
				    p->name, CHANNELS_MAX);
		(*out)[(*count)++] = word;
	}
	return *count ? OK
		      : fail(s, ERR_BAD_REQUEST, "the parameter \"%s\" is empty; leave it out to list all", p->name);
}

static enum err read_query(struct scope *s, const struct call *c, struct account_query *q)
{
	enum { CHANNEL, NAME, STATE, COUNT };
	struct parameter p[COUNT] = { { "channel", { 0 } }, { "name", { 0 } }, { "state", { 0 } } };
	struct text *words;
	size_t count;

	TRY(call_parameters(s, c, p, COUNT));
	if (p[CHANNEL].value.at) {
		TRY(read_words(s, &p[CHANNEL], &words, &q->channel_count));
		q->channels = words;
		for (size_t i = 0; i < q->channel_count; i++)
			if (!platform_find(words[i]))
				return fail(s, ERR_CHANNEL_UNKNOWN, "there is no channel \"%.*s\"",
					    TEXT_ARG(call_quote(s, words[i])));
	}
	if (p[NAME].value.size > NAME_MAX_BYTES)
		return fail(s, ERR_BAD_REQUEST, "\"name\" has at most %d bytes", NAME_MAX_BYTES);
	q->name = p[NAME].value;
	if (!p[STATE].value.at)
		return OK;
	TRY(read_words(s, &p[STATE], &words, &count));
	q->by_state = true;
	for (size_t i = 0; i < count; i++) {
		enum account_state state;

		if (!account_state_find(words[i], &state) || !text_is(words[i], account_state_name(state)))
			return fail(s, ERR_BAD_REQUEST, "an account does not stand \"%.*s\"",
				    TEXT_ARG(call_quote(s, words[i])));
		q->states[state] = true;
	}
	return OK;
}

enum err accounts_list(struct scope *s, struct call *c)
{
	struct account_query q = { 0 };

	TRY(read_query(s, c, &q));
	return view_accounts(s, &q, &c->json);
}

/* ---- one account */

static enum err answer(struct scope *s, struct call *c)
{
	struct view_account v;

	TRY(view_account(s, c->id, &v));
	view_account_write(&c->json, NULL, &v);
	return OK;
}

static enum err answer_link(struct scope *s, struct call *c, struct text link)
{
	struct view_account_link v = { .link = link };

	TRY(view_account(s, c->id, &v.account));
	view_account_link_write(&c->json, NULL, &v);
	return OK;
}

enum err accounts_show(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	return answer(s, c);
}

/* A member that may be left out ({0}) or null. */
static enum err optional(struct scope *s, const struct call *c, const char *name, size_t most, struct text *out)
{
	struct json v = json_at(c->body, name);

	*out = (struct text){ 0 };
	if (json_kind(v) == JSON_NONE || json_kind(v) == JSON_NULL)
		return OK;
	if (json_kind(v) != JSON_STRING || json_text(v).size > most)
		return fail(s, ERR_BAD_REQUEST, "\"%s\" must be a text of at most %zu bytes", name, most);
	*out = json_text(v);
	return OK;
}

static enum err optional_secret(struct scope *s, const struct call *c, const char *name, struct secret *out)
{
	struct text t;

	TRY(optional(s, c, name, CODE_MAX, &t));
	*out = secret_of(text_trim(t));
	return OK;
}

static enum err with_node(struct scope *s, const struct call *c)
{
	return c->web->node ? OK : fail(s, ERR_STOPPING, "the program is not at work");
}

enum err accounts_add(struct scope *s, struct call *c)
{
	static const char *const members[] = { "channel", "title", "app_id", "app_key", "base", "currency" };
	struct account_new a = { 0 };

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, 6));
	TRY(with_node(s, c));
	TRY(call_text(s, c, "channel", REF_MAX, &a.channel));
	TRY(call_text(s, c, "title", ACCOUNT_TITLE_MAX, &a.title));
	TRY(optional(s, c, "app_id", REF_MAX, &a.app_id));
	TRY(optional_secret(s, c, "app_key", &a.app_key));
	TRY(optional(s, c, "base", NAME_MAX_BYTES, &a.base));
	TRY(optional(s, c, "currency", REF_MAX, &a.currency));
	a.title = text_trim(a.title);
	a.app_id = text_trim(a.app_id);
	TRY(account_enter(c->web->node, s, &a, &c->id));
	return answer(s, c);
}

enum err accounts_set(struct scope *s, struct call *c)
{
	static const char *const members[] = { "title", "app_key" };
	struct account_change change = { 0 };

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, 2));
	TRY(with_node(s, c));
	TRY(call_if_match(s, c, &change.ver));
	TRY(optional(s, c, "title", ACCOUNT_TITLE_MAX, &change.title));
	TRY(optional_secret(s, c, "app_key", &change.app_key));
	TRY(account_set(c->web->node, s, c->id, &change));
	return answer(s, c);
}

enum err accounts_authorise(struct scope *s, struct call *c)
{
	static const char *const members[] = { "code", "shop_ref", "main_ref", "nonce", "redirect" };
	struct account_code code = { 0 };
	struct text shop, main, redirect, link = { 0 };

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, 5));
	TRY(with_node(s, c));
	TRY(optional_secret(s, c, "code", &code.code));
	TRY(optional(s, c, "shop_ref", REF_MAX, &shop));
	TRY(optional(s, c, "main_ref", REF_MAX, &main));
	TRY(optional(s, c, "nonce", CODE_MAX, &code.nonce));
	TRY(optional(s, c, "redirect", CODE_MAX, &redirect));
	if (secret_empty(code.code)) {
		TRY(account_link(c->web->node, s, c->id, redirect, &link));
		return answer_link(s, c, link);
	}
	if (shop.size && main.size)
		return fail(s, ERR_BAD_REQUEST, "\"shop_ref\" or \"main_ref\", not both");
	code.main_account = main.size > 0;
	code.ref = main.size ? main : shop;
	TRY(account_authorise(c->web->node, s, c->id, &code));
	return answer_link(s, c, link);
}

enum err accounts_verify(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, NULL, 0));
	TRY(with_node(s, c));
	TRY(account_verify(c->web->node, s, c->id));
	return answer(s, c);
}

enum err accounts_cancel(struct scope *s, struct call *c)
{
	static const char *const members[] = { "redirect" };
	struct text redirect, link;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, 1));
	TRY(with_node(s, c));
	TRY(optional(s, c, "redirect", CODE_MAX, &redirect));
	TRY(account_cancel(c->web->node, s, c->id, redirect, &link));
	return answer_link(s, c, link);
}

/* ---- how a shop is worked for */

static enum err optional_int(struct scope *s, const struct call *c, const char *name, int64_t *out)
{
	struct json v = json_at(c->body, name);

	if (json_kind(v) == JSON_NONE || (json_kind(v) == JSON_NUMBER && json_int(v, out)))
		return OK;
	return fail(s, ERR_BAD_REQUEST, "\"%s\" must be a whole number", name);
}

static enum err read_settings(struct scope *s, const struct call *c, struct shop_settings *v)
{
	struct text name, cutover, warehouse, reserve, push;

	TRY(optional(s, c, "short_name", NAME_MAX_BYTES, &name));
	TRY(optional(s, c, "cutover_at", REF_MAX, &cutover));
	TRY(optional(s, c, "warehouse_id", REF_MAX, &warehouse));
	TRY(optional(s, c, "reserve_at", REF_MAX, &reserve));
	TRY(optional(s, c, "stock_push", REF_MAX, &push));
	TRY(optional_int(s, c, "stock_safety", &v->stock_safety));
	TRY(optional_int(s, c, "stock_percent", &v->stock_percent));
	v->short_name = name.at ? text_trim(name) : v->short_name;
	v->reserve_at = reserve.at ? reserve : v->reserve_at;
	v->stock_push = push.at ? push : v->stock_push;
	if (cutover.at && cutover.size == 0)
		v->cutover_at = 0;
	else if (cutover.at && !instant_from_rfc3339(cutover, &v->cutover_at))
		return fail(s, ERR_BAD_TIME, "\"cutover_at\" must be a moment like 2026-01-31T12:00:00Z, or empty");
	if (warehouse.at && warehouse.size == 0)
		v->warehouse_id = 0;
	else if (warehouse.at && (!text_to_int(warehouse, &v->warehouse_id) || v->warehouse_id < 1))
		return fail(s, ERR_BAD_REQUEST, "\"warehouse_id\" must be a warehouse's number, or empty");
	return OK;
}

enum err shops_set(struct scope *s, struct call *c)
{
	static const char *const members[] = { "short_name", "cutover_at",   "warehouse_id", "reserve_at",
					       "stock_push", "stock_safety", "stock_percent" };
	struct view_account_shop shown;
	struct shop_settings v;
	int64_t ver;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, 7));
	TRY(call_if_match(s, c, &ver));
	TRY(shop_settings_get(s, c->id, &v));
	v.ver = ver;
	TRY(read_settings(s, c, &v));
	TRY(shop_settings_put(s, c->id, &v));
	TRY(view_account_shop(s, c->id, &shown));
	view_account_shop_write(&c->json, NULL, &shown);
	return OK;
}
