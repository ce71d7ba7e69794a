/* lab/verb_stock.c - what people of a scenario do with articles and stock, and what is expected of them, as the API shows it. */
#include "lab/play.h"
#include "work/stock_audit.h"

enum { MEMBERS_MAX = 64 };

/* ---- asking ---- */

static enum err post(struct play *p, struct scope *s, const char *path, struct buffer *body, struct json *out)
{
	return play_ask(p, s, "POST", text_of(path), buffer_text(body), out);
}

enum err verb_warehouse(struct play *p, struct scope *s, const struct words *w)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer j = json_writer_to(&b);
	struct json out;

	json_open(&j, NULL);
	json_put_text(&j, "code", w->at[0].text);
	json_put_z(&j, "name", "");
	json_put_z(&j, "kind", "own");
	json_put_int(&j, "priority", 1);
	json_put_z(&j, "state", "active");
	json_close(&j);
	return post(p, s, "/warehouses", &b, &out);
}

enum err verb_article(struct play *p, struct scope *s, const struct words *w)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer j = json_writer_to(&b);
	struct json out;

	json_open(&j, NULL);
	json_put_text(&j, "code", w->at[0].text);
	json_put_z(&j, "barcode", "");
	json_put_z(&j, "title", "");
	json_put_int(&j, "weight_g", 0);
	json_put_z(&j, "tax_class", "");
	json_put_z(&j, "supplier_offer", "");
	json_put_z(&j, "state", "active");
	json_close(&j);
	return post(p, s, "/skus", &b, &out);
}

static enum err map_one(struct play *p, struct scope *s, struct text platform_sku, struct text code)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer j = json_writer_to(&b);
	struct json out;

	json_open(&j, NULL);
	json_open_array(&j, "members");
	json_open(&j, NULL);
	json_put_text(&j, "platform_sku", platform_sku);
	json_put_int(&j, "quantity", 1);
	json_close(&j);
	json_close_array(&j);
	json_open_array(&j, "parts");
	json_open(&j, NULL);
	json_put_text(&j, "code", code);
	json_put_int(&j, "quantity", 1);
	json_close(&j);
	json_close_array(&j);
	json_close(&j);
	return post(p, s, "/maps", &b, &out);
}

enum err verb_map_lines(struct play *p, struct scope *s, const struct words *w)
{
	struct json order, lines;
	struct text done[MEMBERS_MAX];
	size_t count = 0;

	TRY(play_show(p, s, w->at[0].text, &order));
	lines = json_at(order, "lines");
	for (struct json l = json_first(lines); json_kind(l) != JSON_NONE && count < MEMBERS_MAX;
	     l = json_next(lines, l)) {
		struct text sku = json_text(json_at(l, "sku"));
		bool twice = false;

		for (size_t i = 0; i < count; i++)
			twice |= text_same(done[i], sku);
		if (twice)
			continue;
		done[count++] = sku;
		TRY(map_one(p, s, sku, w->at[1].text));
	}
	return count ? OK : fail(s, ERR_INTERNAL, "the order is expected to have lines, but it has none");
}

static enum err first_warehouse(struct play *p, struct scope *s, struct text *id)
{
	struct json answer;

	TRY(play_ask(p, s, "GET", TEXT("/warehouses"), (struct text){ 0 }, &answer));
	*id = json_text(json_at(json_first(json_at(answer, "items")), "id"));
	return id->size ? OK : fail(s, ERR_USAGE, "warehouse <text> comes first");
}

/* The SKU of that code: its number. */
static enum err sku_of(struct play *p, struct scope *s, struct text code, struct text *id)
{
	struct buffer path = buffer_in(s->arena);
	struct json answer, items;

	buffer_add_z(&path, "/skus?find=");
	url_add(&path, code);
	TRY(play_ask(p, s, "GET", buffer_text(&path), (struct text){ 0 }, &answer));
	items = json_at(answer, "items");
	for (struct json i = json_first(items); json_kind(i) != JSON_NONE; i = json_next(items, i))
		if (text_same(json_text(json_at(i, "code")), code)) {
			*id = json_text(json_at(i, "id"));
			return OK;
		}
	return fail(s, ERR_USAGE, "article \"%.*s\" comes first", TEXT_ARG(code));
}

enum err verb_receive(struct play *p, struct scope *s, const struct words *w)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer j = json_writer_to(&b);
	struct text warehouse;
	struct json out;

	TRY(first_warehouse(p, s, &warehouse));
	json_open(&j, NULL);
	json_put_z(&j, "kind", "receipt");
	json_put_text(&j, "warehouse_id", warehouse);
	json_open_array(&j, "lines");
	json_open(&j, NULL);
	json_put_text(&j, "code", w->at[1].text);
	json_put_int(&j, "quantity", w->at[0].number);
	json_close(&j);
	json_close_array(&j);
	json_close(&j);
	return post(p, s, "/receipts", &b, &out);
}

static enum err adjust(struct play *p, struct scope *s, struct text code, const char *how, int64_t quantity)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer j = json_writer_to(&b);
	struct text warehouse, sku;
	struct json out;

	TRY(first_warehouse(p, s, &warehouse));
	TRY(sku_of(p, s, code, &sku));
	json_open(&j, NULL);
	json_put_text(&j, "warehouse_id", warehouse);
	json_put_text(&j, "sku_id", sku);
	json_put_z(&j, "kind", "shelf");
	json_put_int(&j, how, quantity);
	json_put_z(&j, "why", "the scenario says so");
	json_close(&j);
	return post(p, s, "/stocks/adjust", &b, &out);
}

enum err verb_adjust(struct play *p, struct scope *s, const struct words *w)
{
	return adjust(p, s, w->at[0].text, "change", w->at[1].number);
}

enum err verb_adjust_down(struct play *p, struct scope *s, const struct words *w)
{
	return adjust(p, s, w->at[0].text, "change", -w->at[1].number);
}

enum err verb_adjust_refused(struct play *p, struct scope *s, const struct words *w)
{
	enum err e = adjust(p, s, w->at[0].text, "change", -w->at[1].number);

	if (e != OK && text_is(w->at[2].text, err_name(e)))
		return OK;
	return fail(s, ERR_INTERNAL, "it is expected to be refused by %.*s, but it ended with %s",
		    TEXT_ARG(w->at[2].text), err_name(e));
}

/* Balances of a SKU, one a warehouse. */
static enum err stocks_of(struct play *p, struct scope *s, struct text code, struct json *items)
{
	struct json answer;
	struct text sku;

	TRY(sku_of(p, s, code, &sku));
	TRY(play_ask(p, s, "GET", text_format(s->arena, "/stocks?sku=%.*s", TEXT_ARG(sku)), (struct text){ 0 },
		     &answer));
	*items = json_at(answer, "items");
	return OK;
}

enum err verb_count(struct play *p, struct scope *s, const struct words *w)
{
	struct text warehouse, code = w->at[1].text;
	struct json items;

	TRY(first_warehouse(p, s, &warehouse));
	TRY(stocks_of(p, s, code, &items));
	for (struct json i = json_first(items); json_kind(i) != JSON_NONE; i = json_next(items, i)) {
		int64_t is = 0;

		if (!text_same(json_text(json_at(i, "warehouse_id")), warehouse))
			continue;
		(void)json_int(json_at(i, "on_shelf"), &is);
		return w->at[0].number == is ? OK : adjust(p, s, code, "change", w->at[0].number - is);
	}
	return adjust(p, s, code, "change", w->at[0].number);
}

enum err verb_reserve(struct play *p, struct scope *s, const struct words *w)
{
	return play_deed(p, s, w->at[0].text, "reserve");
}

enum err verb_give_back(struct play *p, struct scope *s, const struct words *w)
{
	return play_deed(p, s, w->at[0].text, "release");
}

/* ---- expecting ---- */

static enum err is_number(struct scope *s, struct text what, int64_t got, int64_t wanted)
{
	if (got == wanted)
		return OK;
	return fail(s, ERR_INTERNAL, "%.*s is expected to be %lld, but it is %lld", TEXT_ARG(what), (long long)wanted,
		    (long long)got);
}

static enum err sum_of(struct play *p, struct scope *s, struct text code, struct text word, int64_t *sum)
{
	const char *member = text_z(s->arena, word);
	struct json items;

	*sum = 0;
	TRY(stocks_of(p, s, code, &items));
	for (struct json i = json_first(items); json_kind(i) != JSON_NONE; i = json_next(items, i)) {
		int64_t n = 0;

		if (!json_int(json_at(i, member), &n))
			return fail(s, ERR_USAGE, "a balance has no \"%s\"", member);
		*sum = text_is(word, "waiting") ? n : *sum + n; /* of the SKU, not of the warehouse */
	}
	return OK;
}

enum err expect_stock(struct play *p, struct scope *s, const struct words *w)
{
	int64_t sum;

	TRY(sum_of(p, s, w->at[0].text, w->at[1].text, &sum));
	return is_number(s, w->at[1].text, sum, w->at[2].number);
}

enum err expect_some_stock(struct play *p, struct scope *s, const struct words *w)
{
	int64_t sum;

	TRY(sum_of(p, s, w->at[0].text, w->at[1].text, &sum));
	return sum > 0 ? OK
		       : fail(s, ERR_INTERNAL, "%.*s is expected to be more than none, but it is %lld",
			      TEXT_ARG(w->at[1].text), (long long)sum);
}

struct needs {
	int64_t waiting, reserved, unmapped;
};

static enum err needs_of(struct play *p, struct scope *s, const struct words *w, struct needs *n)
{
	struct json order;

	TRY(play_show(p, s, w->at[0].text, &order));
	if (!json_int(json_at(order, "waiting"), &n->waiting) || !json_int(json_at(order, "reserved"), &n->reserved) ||
	    !json_int(json_at(order, "unmapped"), &n->unmapped))
		return fail(s, ERR_INTERNAL, "an order is expected to say what it needs");
	return OK;
}

static enum err judge(struct scope *s, bool so, const char *what, const struct needs *n)
{
	if (so)
		return OK;
	return fail(s, ERR_INTERNAL,
		    "it is expected %s, but %lld pieces wait, %lld are reserved and %lld lines are unmapped", what,
		    (long long)n->waiting, (long long)n->reserved, (long long)n->unmapped);
}

enum err expect_waits(struct play *p, struct scope *s, const struct words *w)
{
	struct needs n;

	TRY(needs_of(p, s, w, &n));
	return judge(s, n.waiting > 0 && n.reserved == 0, "to wait for stock", &n);
}

enum err expect_partly(struct play *p, struct scope *s, const struct words *w)
{
	struct needs n;

	TRY(needs_of(p, s, w, &n));
	return judge(s, n.waiting > 0 && n.reserved > 0, "to be reserved in part", &n);
}

enum err expect_reserved(struct play *p, struct scope *s, const struct words *w)
{
	struct needs n;

	TRY(needs_of(p, s, w, &n));
	return judge(s, n.waiting == 0 && n.reserved > 0, "to be reserved", &n);
}

enum err expect_holds_nothing(struct play *p, struct scope *s, const struct words *w)
{
	struct needs n;

	TRY(needs_of(p, s, w, &n));
	return judge(s, n.waiting == 0 && n.reserved == 0, "to hold nothing", &n);
}

enum err expect_unmapped(struct play *p, struct scope *s, const struct words *w)
{
	struct needs n;

	TRY(needs_of(p, s, w, &n));
	return judge(s, n.unmapped > 0, "to be unmapped", &n);
}

enum err expect_mapped(struct play *p, struct scope *s, const struct words *w)
{
	struct needs n;

	TRY(needs_of(p, s, w, &n));
	return judge(s, n.unmapped == 0, "to be mapped", &n);
}

/* The auditor looks at everything now, and then Today must name nothing. */
enum err expect_no_fault(struct play *p, struct scope *s, const struct words *w)
{
	struct json today;
	int64_t count = -1;

	(void)w;
	for (struct audit_walk a = { 0 }; !a.over;)
		TRY(audit_skus(s, &a));
	for (struct audit_walk a = { 0 }; !a.over;)
		TRY(audit_orders(s, &a));
	TRY(play_ask(p, s, "GET", TEXT("/today"), (struct text){ 0 }, &today));
	(void)json_int(json_path(today, "stock_faults.count"), &count);
	return is_number(s, TEXT("the number of faults of the stock"), count, 0);
}
