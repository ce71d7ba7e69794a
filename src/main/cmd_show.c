/* main/cmd_show.c - commands that only show: orders, shops, channels. */
#include "base/instant.h"
#include "base/json.h"
#include "channel/channel.h"
#include "main/command.h"
#include "web/api.h"
#include "web/view_order.h"
#include "web/view_shop.h"
#include "web/view_stock.h"
#include "work/shops.h"
#include <stdio.h>
#include <string.h>

static struct text number(struct scope *s, int64_t n)
{
	return n == OPTION_UNSET ? (struct text){ 0 } : text_format(s->arena, "%lld", (long long)n);
}

/* The options are the API's parameters by the same names. */
static enum err query_of(struct scope *s, const struct options *o, struct order_query *q)
{
	struct order_parameters p = order_parameters();

	if (o->limit != OPTION_UNSET && (o->limit < 1 || o->limit > ORDERS_LIMIT_MAX))
		return fail(s, ERR_USAGE, "--limit takes 1 to %d", ORDERS_LIMIT_MAX);
	p.at[ORDER_P_TAB].value = text_of(o->tab);
	p.at[ORDER_P_SHOP].value = number(s, o->shop);
	p.at[ORDER_P_CHANNEL].value = text_of(o->channel);
	p.at[ORDER_P_NUMBER].value = text_of(o->number);
	p.at[ORDER_P_COUNTRY].value = text_of(o->country);
	p.at[ORDER_P_NAME].value = text_of(o->name);
	p.at[ORDER_P_PHONE].value = text_of(o->phone);
	p.at[ORDER_P_SORT].value = text_of(o->sort);
	p.at[ORDER_P_LIMIT].value = number(s, o->limit);
	p.at[ORDER_P_AFTER].value = text_of(o->after);
	return order_query_read(s, &p, true, q);
}

static struct text at(struct json v, const char *path)
{
	struct text t = json_text(json_path(v, path));

	return t.at ? t : TEXT("");
}

/* For people: one line an order, of the very same answer. */
static enum err print_orders(struct scope *s, struct text body)
{
	struct json doc, items;

	TRY(json_parse(s, body, &doc));
	items = json_at(doc, "items");
	for (struct json i = json_first(items); json_kind(i) != JSON_NONE; i = json_next(items, i))
		printf("%-20.*s %-16.*s %-14.*s %10.*s %.*s  %.*s  %.*s\n", TEXT_ARG(at(i, "ref")),
		       TEXT_ARG(at(i, "channel_status")), TEXT_ARG(at(i, "state")), TEXT_ARG(at(i, "total.amount")),
		       TEXT_ARG(at(i, "total.currency")), TEXT_ARG(at(i, "placed")), TEXT_ARG(at(i, "shop.title")));
	if (json_kind(json_at(doc, "next")) == JSON_STRING)
		printf("more: --after %.*s\n", TEXT_ARG(at(doc, "next")));
	return OK;
}

static enum err orders(struct scope *s, const struct options *o)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);
	struct order_query q;

	struct shop shop;

	TRY(query_of(s, o, &q));
	if (o->shop != OPTION_UNSET)
		TRY(shop_get(s, o->shop, &shop));
	TRY(view_orders(s, &q, &w));
	if (!o->json)
		return print_orders(s, buffer_text(&b));
	printf("%.*s\n", TEXT_ARG(buffer_text(&b)));
	return OK;
}

static enum err shops(struct scope *s, const struct options *o)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);

	(void)o;
	TRY(view_shops(s, &w));
	printf("%.*s\n", TEXT_ARG(buffer_text(&b)));
	return OK;
}

static enum err print_stocks(struct scope *s, struct text body)
{
	struct json doc, items;

	TRY(json_parse(s, body, &doc));
	items = json_at(doc, "items");
	printf("%-24s %-12s %10s %10s %10s %10s\n", "SKU", "warehouse", "on shelf", "reserved", "free", "waited for");
	for (struct json i = json_first(items); json_kind(i) != JSON_NONE; i = json_next(items, i)) {
		printf("%-24.*s %-12.*s %10.*s %10.*s %10.*s %10.*s\n", TEXT_ARG(at(i, "code")),
		       TEXT_ARG(at(i, "warehouse")), TEXT_ARG(at(i, "on_shelf")), TEXT_ARG(at(i, "reserved")),
		       TEXT_ARG(at(i, "available")), TEXT_ARG(at(i, "waiting")));
		if (at(i, "fault").size)
			printf("    wrong: %.*s\n", TEXT_ARG(at(i, "fault")));
	}
	if (json_kind(json_at(doc, "next")) == JSON_STRING)
		printf("more: --after \"%.*s\"\n", TEXT_ARG(at(doc, "next")));
	return OK;
}

static enum err stock(struct scope *s, const struct options *o)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);
	struct stock_query q = { text_of(o->find), text_of(o->only), text_of(o->after), 0, 0, STOCKS_LIMIT };

	if (o->limit != OPTION_UNSET && (o->limit < 1 || o->limit > STOCKS_LIMIT_MAX))
		return fail(s, ERR_USAGE, "--limit takes 1 to %d", STOCKS_LIMIT_MAX);
	if (o->limit != OPTION_UNSET)
		q.limit = o->limit;
	TRY(view_stocks(s, &q, &w));
	if (!o->json)
		return print_stocks(s, buffer_text(&b));
	printf("%.*s\n", TEXT_ARG(buffer_text(&b)));
	return OK;
}

static enum err show(struct scope *s, const struct options *o, enum err (*what)(struct scope *, const struct options *))
{
	struct home_needs needs = { .role = "show" };
	struct home h;
	enum err e;

	TRY(home_open(s, o, &needs, &h));
	e = what(&h.scope, o);
	if (e != OK)
		s->words = text_copy(s->arena, h.scope.words);
	home_close(&h);
	return e;
}

enum err cmd_orders(struct scope *s, const struct options *o) { return show(s, o, orders); }
enum err cmd_stock(struct scope *s, const struct options *o) { return show(s, o, stock); }
enum err cmd_shops(struct scope *s, const struct options *o) { return show(s, o, shops); }

enum err cmd_channels(struct scope *s, const struct options *o)
{
	static const char *const flows[] = { [FLOW_CODE] = "the seller approves, a code comes back",
					     [FLOW_KEYS] = "keys are typed in",
					     [FLOW_NONE] = "files" };

	(void)s;
	(void)o;
	for (size_t i = 0; channels[i]; i++) {
		const struct channel *c = channels[i];

		printf("%-12s %s\n    authorised: %s\n    source: %s\n", c->name, c->title, flows[c->flow], c->source);
		for (const struct feed *f = c->feeds; f->name; f++)
			printf("    feed %s: every %lld s, %lld days at once\n", f->name, (long long)f->every_s,
			       (long long)(f->rule.window_ms / DAY_MS));
	}
	return OK;
}

enum err cmd_api(struct scope *s, const struct options *o)
{
	static const struct {
		const char *word;
		struct text (*make)(struct arena *a);
	} all[] = { { "openapi", api_openapi }, { "types", api_types }, { "markdown", api_markdown } };

	for (size_t i = 0; o->word_count == 1 && i < sizeof all / sizeof *all; i++)
		if (strcmp(o->words[0], all[i].word) == 0) {
			printf("%.*s", TEXT_ARG(all[i].make(s->arena)));
			return OK;
		}
	return fail(s, ERR_USAGE, "say which description: api openapi, api types or api markdown");
}
