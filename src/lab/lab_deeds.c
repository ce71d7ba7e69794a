/* lab/lab_deeds.c - what people of the lab do: articles, mappings, files, goods, and orders, all by the API. */
#include "base/http.h"
#include "core/sku_map.h"
#include "lab/lab_people.h"
#include "work/shop_set.h"

enum {
	LIST = 50,
	WORDS_MAX = 40,
	FILE_ROWS_MAX = 40,
	MAP_ROWS_MAX = 12,
	WRITES = 12,
	RECEIPT_LINES_MAX = 6,
	PIECES_MAX = 60,
	ORDERS_AT_ONCE = 4,
	MANY = 10,
};

static uint64_t below(struct person *p, uint64_t n) { return rand_below(&p->lab->chance, n); }

/* The list below a path, one of its items, or nothing. */
static struct json any_of(struct person *p, struct scope *s, const char *path)
{
	struct json body, items, v;

	if (!person_ask(p, s, "GET", text_of(path), (struct text){ 0 }, &body))
		return (struct json){ NULL };
	items = json_at(body, "items");
	v = json_first(items);
	if (json_count(items) > 1)
		for (uint64_t skip = below(p, json_count(items)); skip > 0; skip--)
			v = json_next(items, v);
	return v;
}

struct json person_any(struct person *p, struct scope *s, const char *path) { return any_of(p, s, path); }

static struct text number_of(struct json v) { return json_text(json_at(v, "id")); }

/* ---- articles and mappings ---- */

/* One that is there already is as good. */
static bool make_sku(struct person *p, struct scope *s, const char *code)
{
	struct text body = text_format(s->arena,
				       "{\"code\":\"%s\",\"barcode\":\"\",\"title\":\"Of the lab\",\"weight_g\":0,"
				       "\"tax_class\":\"\",\"supplier_offer\":\"\",\"state\":\"active\"}",
				       code);
	struct json out;

	return person_ask(p, s, "POST", TEXT("/skus"), body, &out) || p->status == 409;
}

static bool make_skus(struct person *p, struct scope *s, const struct people_map *m)
{
	return make_sku(p, s, m->code) && (!m->common || make_sku(p, s, PEOPLE_COMMON));
}

static void put_part(struct json_writer *w, const char *code, int64_t quantity)
{
	json_open(w, NULL);
	json_put_z(w, "code", code);
	json_put_int(w, "quantity", quantity);
	json_close(w);
}

/* For all shops, for one channel, or for one shop: it stands for the same wherever it holds. */
static struct text map_body(struct person *p, struct scope *s, struct json unmapped, const struct people_map *m)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);
	uint64_t where = below(p, 3);

	json_open(&w, NULL);
	if (where == 1)
		json_put_z(&w, "channel", "shopee");
	if (where == 2)
		json_put_text(&w, "shop_id", json_text(json_path(unmapped, "shop.id")));
	json_open_array(&w, "members");
	json_open(&w, NULL);
	json_put_text(&w, "platform_sku", json_text(json_at(unmapped, "platform_sku")));
	json_put_int(&w, "quantity", 1);
	json_close(&w);
	json_close_array(&w);
	json_open_array(&w, "parts");
	put_part(&w, m->code, m->own);
	if (m->common)
		put_part(&w, PEOPLE_COMMON, m->common);
	json_close_array(&w);
	json_close(&w);
	return buffer_text(&b);
}

static void map_one(struct person *p, struct scope *s)
{
	struct json unmapped = any_of(p, s, "/maps/unmapped?limit=20"), out;
	struct text sku = json_text(json_at(unmapped, "platform_sku"));
	struct people_map m = people_map_of(sku);
	int64_t orders = 0;

	if (!sku.size || !make_skus(p, s, &m))
		return;
	(void)json_int(json_path(unmapped, "orders.count"), &orders);
	if (person_ask(p, s, "POST", TEXT("/maps"), map_body(p, s, unmapped, &m), &out) && orders >= MANY)
		lab_reached(p->lab, RARE_healed_many);
}

static void unmap_one(struct person *p, struct scope *s)
{
	struct json map = any_of(p, s, "/maps?limit=50"), out;

	if (number_of(map).size)
		(void)person_ask(p, s, "DELETE", text_format(s->arena, "/maps/%.*s", TEXT_ARG(number_of(map))),
				 (struct text){ 0 }, &out);
}

/* What was set off just now may be cut off in its midst. */
void person_threaten(struct person *p, int writes)
{
	if (!p->lab->options->calm && below(p, 4) == 0)
		sim_world_kill_after(p->lab->world, p->node->process, "db write",
				     1 + (int64_t)below(p, (uint64_t)writes));
}

/* A file of the articles that are wanted for what has no mapping; now and then one of its rows is no good. */
static struct text sku_file(struct person *p, struct scope *s)
{
	struct buffer b = buffer_in(s->arena);
	struct json body, items;
	uint64_t rows = 0, most = 1 + below(p, FILE_ROWS_MAX);

	if (!person_ask(p, s, "GET", TEXT("/maps/unmapped?limit=50"), (struct text){ 0 }, &body))
		return (struct text){ 0 };
	items = json_at(body, "items");
	buffer_add_z(&b, "code,title\n");
	for (struct json v = json_first(items); json_kind(v) != JSON_NONE && rows < most; v = json_next(items, v)) {
		struct people_map m = people_map_of(json_text(json_at(v, "platform_sku")));

		buffer_format(&b, "%s,Of a file\n", below(p, 10) ? m.code : "");
		rows++;
	}
	return rows ? buffer_text(&b) : (struct text){ 0 };
}

static void import(struct person *p, struct scope *s)
{
	struct text file = sku_file(p, s), id;
	struct json out;

	if (!file.size || !person_ask(p, s, "POST", TEXT("/imports?kind=skus&name=lab.csv"), file, &out))
		return;
	id = text_copy(s->arena, number_of(out));
	if (person_ask(p, s, "POST", text_format(s->arena, "/imports/%.*s/take", TEXT_ARG(id)),
		       below(p, 2) ? TEXT("{\"take\":\"good\"}") : TEXT("{\"take\":\"all\"}"), &out))
		lab_reached(p->lab, RARE_imported);
	person_threaten(p, WRITES);
}

/* A cell of CSV, as it stands. */
static void put_cell(struct buffer *b, struct text t, char behind)
{
	buffer_byte(b, '"');
	for (size_t i = 0; i < t.size; i++) {
		if (t.at[i] == '"')
			buffer_byte(b, '"');
		buffer_byte(b, t.at[i]);
	}
	buffer_byte(b, '"');
	buffer_byte(b, behind);
}

/* What one platform SKU stands for; now and then an article that there is not, or no pieces at all. */
static void put_map(struct person *p, struct scope *s, struct buffer *b, struct text sku, const struct people_map *m)
{
	struct map_item sold = { sku, 0 };
	struct map_item taken[] = { { text_of(m->code), m->own }, { TEXT(PEOPLE_COMMON), m->common } };
	uint64_t fault = below(p, 8), anywhere = below(p, 2);

	if (fault == 0)
		taken[0].name = TEXT("LAB-NOWHERE");
	put_cell(b, map_pack(s->arena, &sold, 1), ',');
	put_cell(b, map_pack(s->arena, taken, m->common ? 2 : 1), ',');
	buffer_format(b, "%s,%s\n", fault == 1 ? "0" : "", anywhere ? "" : "shopee");
}

/* A file of mappings of what has none. */
static struct text map_file(struct person *p, struct scope *s)
{
	struct buffer b = buffer_in(s->arena);
	struct json body, items;
	uint64_t rows = 0, most = 1 + below(p, MAP_ROWS_MAX);

	if (!person_ask(p, s, "GET", TEXT("/maps/unmapped?limit=50"), (struct text){ 0 }, &body))
		return (struct text){ 0 };
	items = json_at(body, "items");
	buffer_add_z(&b, "platform_sku,sku,quantity,platform\n");
	for (struct json v = json_first(items); json_kind(v) != JSON_NONE && rows < most; v = json_next(items, v)) {
		struct text sku = json_text(json_at(v, "platform_sku"));
		struct people_map m = people_map_of(sku);

		if (!make_skus(p, s, &m))
			continue;
		put_map(p, s, &b, sku, &m);
		rows++;
	}
	return rows ? buffer_text(&b) : (struct text){ 0 };
}

static void import_maps(struct person *p, struct scope *s)
{
	struct text file = map_file(p, s), id;
	int64_t faulty = 0;
	struct json out;

	if (!file.size || !person_ask(p, s, "POST", TEXT("/imports?kind=sku_maps&name=maps.csv"), file, &out))
		return;
	id = text_copy(s->arena, number_of(out));
	(void)json_int(json_at(out, "faulty"), &faulty);
	if (person_ask(p, s, "POST", text_format(s->arena, "/imports/%.*s/take", TEXT_ARG(id)),
		       TEXT("{\"take\":\"good\"}"), &out) &&
	    faulty)
		lab_reached(p->lab, RARE_maps_imported);
	person_threaten(p, WRITES);
}

/* ---- goods ---- */

static struct text warehouse(struct person *p, struct scope *s)
{
	struct json v = any_of(p, s, "/warehouses"), out;
	int code = (int)below(p, 3), priority = (int)below(p, 3);

	if (!number_of(v).size || below(p, 60) == 0)
		(void)person_ask(p, s, "POST", TEXT("/warehouses"),
				 text_format(s->arena,
					     "{\"code\":\"W%d\",\"name\":\"\",\"kind\":\"own\",\"priority\":%d,"
					     "\"state\":\"active\"}",
					     code, priority),
				 &out);
	return number_of(v);
}

static void receive(struct person *p, struct scope *s)
{
	struct text to = warehouse(p, s);
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);
	struct json out;
	uint64_t lines = 1 + below(p, RECEIPT_LINES_MAX), some = 0;

	if (!to.size)
		return;
	json_open(&w, NULL);
	json_put_z(&w, "kind", "receipt");
	json_put_text(&w, "warehouse_id", to);
	json_open_array(&w, "lines");
	for (uint64_t i = 0; i < lines; i++) {
		struct text code = json_text(json_at(any_of(p, s, "/skus?limit=200"), "code"));

		if (!code.size)
			continue;
		json_open(&w, NULL);
		json_put_text(&w, "code", code);
		json_put_int(&w, "quantity", 1 + (int64_t)below(p, PIECES_MAX));
		json_close(&w);
		some++;
	}
	json_close_array(&w);
	json_close(&w);
	if (some)
		(void)person_ask(p, s, "POST", TEXT("/receipts"), buffer_text(&b), &out);
}

static void adjust(struct person *p, struct scope *s)
{
	static const char *const kinds[] = { "shelf", "damage", "repair", "quarantine", "release", "scrap" };
	struct json stock = any_of(p, s, "/stocks?limit=200"), out;
	const char *kind = kinds[below(p, sizeof kinds / sizeof *kinds)];
	int64_t by = 1 + (int64_t)below(p, 5);

	if (*kind == 's' && kind[1] == 'h' && below(p, 2))
		by = -by;
	if (json_text(json_at(stock, "sku_id")).size)
		(void)person_ask(p, s, "POST", TEXT("/stocks/adjust"),
				 text_format(s->arena,
					     "{\"warehouse_id\":\"%.*s\",\"sku_id\":\"%.*s\",\"change\":%lld,\"kind\":"
					     "\"%s\",\"why\":\"counted\"}",
					     TEXT_ARG(json_text(json_at(stock, "warehouse_id"))),
					     TEXT_ARG(json_text(json_at(stock, "sku_id"))), (long long)by, kind),
				 &out);
}

/* ---- orders ---- */

static bool holds_stock(struct json order)
{
	int64_t n = 0;

	return json_int(json_at(order, "reserved"), &n) && n > 0;
}

/* A few orders of a tab, by one deed. */
static void do_orders(struct person *p, struct scope *s)
{
	static const struct {
		const char *deed, *tab;
	} deeds[] = { { "freeze", "pending" },  { "void", "pending" },     { "reserve", "pending" },
		      { "release", "pending" }, { "unfreeze", "frozen" },  { "void", "frozen" },
		      { "restore", "void" },    { "restore", "void" },     { "reserve", "frozen" },
		      { "release", "frozen" },  { "freeze", "processed" }, { "void", "marked_shipped" } };
	size_t which = below(p, sizeof deeds / sizeof *deeds);
	struct text tab = text_format(s->arena, "/orders?limit=%d&tab=%s", LIST, deeds[which].tab);
	struct buffer b = buffer_in(s->arena);
	struct json out;
	uint64_t count = 1 + below(p, ORDERS_AT_ONCE), some = 0, done = 0;
	int64_t n;
	bool held = false;

	buffer_add_z(&b, "{\"ids\":[");
	for (uint64_t i = 0; i < count; i++) {
		struct json order = any_of(p, s, tab.at);

		if (!number_of(order).size)
			continue;
		held |= holds_stock(order);
		buffer_format(&b, "%s\"%.*s\"", some++ ? "," : "", TEXT_ARG(number_of(order)));
	}
	buffer_format(&b, "],\"deed\":\"%s\",\"why\":\"as the lab drew it\"}", deeds[which].deed);
	if (!some || !person_ask(p, s, "POST", TEXT("/orders/deeds"), buffer_text(&b), &out))
		return;
	done = json_int(json_at(out, "done"), &n) ? (uint64_t)n : 0;
	if (done && held && *deeds[which].deed == 'v')
		lab_reached(p->lab, RARE_voided_reserved);
	if (done && deeds[which].deed[2] == 's' && *deeds[which].tab == 'v')
		lab_reached(p->lab, RARE_restored);
}

static void fetch(struct person *p, struct scope *s)
{
	struct market *m = sim_lock(p->lab->sim);
	uint32_t n = (uint32_t)below(p, market_order_count(m));
	char sn[ORDER_SN_SIZE + 1] = "";
	int shop = market_order(m, n)->shop;
	struct json out;

	market_sn(m, n, sn);
	sim_unlock(p->lab->sim);
	if (shop < SHOPS)
		(void)person_ask(p, s, "POST",
				 text_format(s->arena, "/shops/%lld/fetch", (long long)p->lab->shops[shop]),
				 text_format(s->arena, "{\"number\":\"%s\"}", sn), &out);
}

/* How a shop's stock is told and reserved. */
static void set_shop(struct person *p, struct scope *s)
{
	int64_t id = p->lab->shops[below(p, SHOPS)];
	struct shop_settings seen;
	const char *push, *reserve; /* one draw a statement, as in lab_swarm.c */
	int safety, percent;
	struct json out;

	if (shop_settings_get(s, id, &seen) != OK)
		return;
	p->ver = seen.ver;
	push = below(p, 5) ? "on" : "off";
	safety = (int)below(p, 4);
	percent = 50 + (int)below(p, 51);
	reserve = below(p, 6) ? "intake" : "hand";
	(void)person_ask(p, s, "PUT", text_format(s->arena, "/shops/%lld", (long long)id),
			 text_format(s->arena,
				     "{\"stock_push\":\"%s\",\"stock_safety\":%d,\"stock_percent\":%d,\"reserve_at\":"
				     "\"%s\"}",
				     push, safety, percent, reserve),
			 &out);
}

void person_deed(struct person *p, struct scope *s)
{
	static const struct {
		void (*run)(struct person *p, struct scope *s);
		uint8_t percent;
	} deeds[] = {
		{ map_one, 20 },          { receive, 17 }, { do_orders, 17 }, { person_edits, 18 }, { import, 5 },
		{ import_maps, 5 },       { adjust, 5 },   { fetch, 3 },      { set_shop, 4 },      { unmap_one, 2 },
		{ person_makes_order, 4 }
	};
	uint64_t chance = below(p, 100);

	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
		if (chance < deeds[i].percent) {
			deeds[i].run(p, s);
			return;
		}
		chance -= deeds[i].percent;
	}
}
