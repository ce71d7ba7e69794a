/* sim/market.c - opening, the journal's words, shops, and the orders' public numbers. */
#include "sim/market.h"
#include "base/instant.h"
#include "sim/dice.h"
#include "sim/market_inner.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOP_ID_FIRST = 600001, ACCOUNT_ID_FIRST = 900001, SHOPS_AN_ACCOUNT = 2, WORDS_MAX = 8 };
#define FIRST_DAYS_MS (14 * DAY_MS)

_Static_assert(sizeof(struct market_order) == 56, "an order has no padding, so that its bytes can be digested");
_Static_assert(sizeof(struct market_line) == 10, "nor has a line");

enum err market_note_down(struct market *m, struct scope *s, const char *format, ...)
{
	va_list v;

	m->deeds++;
	if (m->replaying)
		return OK;
	va_start(v, format);
	struct text line = text_format_v(s->arena, format, v);
	va_end(v);
	return journal_add(m->journal, s, line);
}

void market_shops_make(struct market *m, size_t count)
{
	m->shops = calloc(count, sizeof *m->shops);
	ASSERT(m->shops);
	m->shop_count = count;
	for (uint32_t i = 0; i < count; i++) {
		struct market_shop *p = &m->shops[i];

		p->id = SHOP_ID_FIRST + (int64_t)i * 37;
		p->account = ACCOUNT_ID_FIRST + i / SHOPS_AN_ACCOUNT;
		p->region = (enum region)(i % REGION_COUNT);
		snprintf(p->name, sizeof p->name, "Harbour & Hill %s %u", region_facts(p->region)->code, i + 1);
		p->created = timeline_new();
		p->updated = timeline_new();
		for (uint32_t g = 0; g < GOODS_COUNT; g++)
			good_make(&p->goods[g], p->region, i, g);
		memset(p->stock, -1, sizeof p->stock);
	}
}

/* The words of a journal's line as whole numbers, from the second on; the count of them. */
static size_t line_numbers(struct text line, int64_t n[WORDS_MAX], struct text *last)
{
	struct text word;
	size_t count = 0;

	if (!text_cut(&line, ' ', &word))
		return 0;
	while (count < WORDS_MAX && text_cut(&line, ' ', &word)) {
		if (!text_to_int(word, &n[count])) {
			*last = word;
			break;
		}
		count++;
	}
	return count;
}

/* A new market: shops, and the orders of its past spread evenly over them. */
static enum err begin(struct market *m, struct scope *s, uint64_t seed, int shops, int orders, int64_t now)
{
	bool replaying = m->replaying;
	enum err e = OK;

	m->seed = seed;
	market_shops_make(m, (size_t)shops);
	m->replaying = true; /* one line of the journal stands for all of this */
	for (int i = 0; e == OK && i < shops; i++) {
		int count = orders / shops + (i < orders % shops);

		if (count)
			e = market_fill(m, s, i, count, now - FIRST_DAYS_MS, now);
	}
	m->replaying = replaying;
	return e;
}

static enum err replay_open(struct market *m, struct scope *s, const int64_t *n)
{
	if (m->shops || n[1] < 1 || n[1] > SHOPS_MAX)
		return fail(s, ERR_FILE, "the market's journal begins wrongly");
	m->deeds++;
	return begin(m, s, (uint64_t)n[0], (int)n[1], (int)n[2], n[3] * SECOND_MS);
}

static enum err replay_act(struct market *m, struct scope *s, const int64_t *n, struct text words)
{
	if (n[1] < 0 || n[1] >= MARKET_VERB_COUNT)
		return fail(s, ERR_FILE, "the market's journal was written by a newer version");
	struct market_act a = { .verb = (enum market_verb)n[1],
				.order = (uint32_t)n[2],
				.what = n[3],
				.count = n[4],
				.now = n[0] * SECOND_MS };
	if (words.size > 1) /* after its "+" */
		a.words = url_parse(s->arena, (struct text){ words.at + 1, words.size - 1 });
	return market_do(m, s, &a);
}

static enum err replay_line(struct market *m, struct scope *s, struct text line)
{
	int64_t n[WORDS_MAX] = { 0 };
	struct text words = { 0 };
	size_t count = line_numbers(line, n, &words);
	uint32_t first;

	if (text_starts(line, "open ") && count == 4)
		return replay_open(m, s, n);
	if (!m->shops)
		return fail(s, ERR_FILE, "this is no journal of a market");
	if (text_starts(line, "place ") && count == 6) {
		struct market_wish w = { (int)n[1], (int)n[2], (int)n[3], n[4] != 0, n[5] != 0, n[0] * SECOND_MS };
		return market_place(m, s, &w, &first);
	}
	if (text_starts(line, "fill ") && count == 4)
		return market_fill(m, s, (int)n[0], (int)n[1], n[2] * SECOND_MS, n[3] * SECOND_MS);
	if (text_starts(line, "act ") && count == 5)
		return replay_act(m, s, n, words);
	if (text_starts(line, "stock ") && count == 4 && n[3] >= 0 && n[3] <= MARKET_STOCK_MAX) {
		struct market_stock x = { (int)n[0], (int)n[1], (int)n[2], (int32_t)n[3] };
		return market_stock_set(m, s, &x);
	}
	return fail(s, ERR_FILE, "a line of the market's journal is not understood");
}

static enum err replay(void *self, struct scope *s, struct text line)
{
	struct arena_mark mark = arena_mark(s->arena);
	enum err e = replay_line(self, s, line);

	if (e == OK)
		arena_rewind(s->arena, mark);
	return e;
}

static enum err first_start(struct market *m, struct scope *s, const struct market_options *o)
{
	int shops = o->shops ? o->shops : 2;

	if (shops < 1 || shops > SHOPS_MAX || o->orders < 0)
		return fail(s, ERR_USAGE, "a market has 1 to %d shops, not %d", SHOPS_MAX, shops);
	uint64_t seed = o->seed & INT64_MAX;
	TRY(market_note_down(m, s, "open %lld %d %d %lld", (long long)seed, shops, o->orders,
			     (long long)(o->now / SECOND_MS)));
	return begin(m, s, seed, shops, o->orders, o->now / SECOND_MS * SECOND_MS);
}

enum err market_open(struct scope *s, const struct market_options *o, struct market **out)
{
	struct market *m = calloc(1, sizeof *m);
	enum err e;

	ASSERT(m);
	m->orders = pool_of(sizeof(struct market_order));
	m->lines = pool_of(sizeof(struct market_line));
	m->notes = pool_of(sizeof(char *));
	m->lived_at = -1;
	m->replaying = true;
	e = journal_open(s, o->journal, replay, m, &m->journal);
	m->replaying = false;
	if (e == OK && !m->shops)
		e = first_start(m, s, o);
	if (e != OK) {
		market_close(m);
		return e;
	}
	*out = m;
	return OK;
}

void market_close(struct market *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->shop_count; i++) {
		timeline_free(m->shops[i].created);
		timeline_free(m->shops[i].updated);
	}
	for (size_t i = 0; i < m->notes.count; i++)
		free(*(char **)pool_at(&m->notes, i));
	pool_free(&m->orders);
	pool_free(&m->lines);
	pool_free(&m->notes);
	free(m->shops);
	journal_close(m->journal);
	free(m);
}

void market_watch(struct market *m, market_watch_fn *watch, void *arg)
{
	m->watch = watch;
	m->watch_arg = arg;
}

size_t market_shop_count(const struct market *m) { return m->shop_count; }
const struct market_shop *market_shop(const struct market *m, size_t shop) { return &m->shops[shop]; }
size_t market_order_count(const struct market *m) { return m->orders.count; }
const struct market_order *market_order(const struct market *m, uint32_t n) { return order_at(m, n); }
uint64_t market_seed(const struct market *m) { return m->seed; }

const struct market_line *market_line(const struct market *m, const struct market_order *o, size_t i)
{
	return line_at(m, o, i);
}

struct text market_note(const struct market *m, const struct market_order *o)
{
	return o->note ? text_of(*(char **)pool_at(&m->notes, o->note - 1)) : TEXT("");
}

int market_shop_find(const struct market *m, int64_t id)
{
	for (size_t i = 0; i < m->shop_count; i++)
		if (m->shops[i].id == id)
			return (int)i;
	return -1;
}

/* The eight signs are the order's number, multiplied by an odd constant modulo 2^40 and moved by the seed: every
 * number has its own signs, and the inverse constant leads back without a table. */
static const char signs[] = "0123456789ABCDEFGHJKMNPQRSTUVWXY";
#define SIGNS_MASK ((UINT64_C(1) << 40) - 1)
#define SIGNS_FACTOR UINT64_C(0x5DEECE66D1)
enum { SIGNS_COUNT = 8, SN_DAY_SIZE = 6 };

static uint64_t inverse(uint64_t odd)
{
	uint64_t x = odd;

	for (int i = 0; i < 6; i++) /* each round doubles the bits that are right */
		x *= 2 - odd * x;
	return x;
}

void market_sn(const struct market *m, uint32_t number, char out[ORDER_SN_SIZE])
{
	/* Orders carry the date of the marketplace's own zone, UTC+8. */
	struct instant_parts p = instant_parts(((int64_t)order_at(m, number)->created + 8 * 3600) * SECOND_MS);
	uint64_t code = (number * SIGNS_FACTOR + dice(m->seed, 5)) & SIGNS_MASK;
	int day[] = { p.year % 100, p.month, p.day };

	for (int i = 0; i < 3; i++) {
		out[2 * i] = (char)('0' + day[i] / 10);
		out[2 * i + 1] = (char)('0' + day[i] % 10);
	}
	for (int i = SIGNS_COUNT; i--; code >>= 5)
		out[SN_DAY_SIZE + i] = signs[code & 31];
}

bool market_find(const struct market *m, struct text sn, uint32_t *number)
{
	char again[ORDER_SN_SIZE];
	uint64_t code = 0;

	if (sn.size != ORDER_SN_SIZE)
		return false;
	for (int i = 0; i < SIGNS_COUNT; i++) {
		const char *sign = memchr(signs, sn.at[SN_DAY_SIZE + i], sizeof signs - 1);

		if (!sign)
			return false;
		code = code << 5 | (uint64_t)(sign - signs);
	}
	uint64_t n = ((code - dice(m->seed, 5)) * inverse(SIGNS_FACTOR)) & SIGNS_MASK;
	if (n >= m->orders.count)
		return false;
	*number = (uint32_t)n;
	market_sn(m, *number, again);
	return memcmp(again, sn.at, ORDER_SN_SIZE) == 0;
}

/* Digests what was digested so far together with the next bytes. */
static void chain(struct digest128 *d, struct arena *a, const void *at, size_t size)
{
	struct arena_mark mark = arena_mark(a);
	char *both = arena_alloc(a, sizeof *d + size);

	memcpy(both, d, sizeof *d);
	memcpy(both + sizeof *d, at, size);
	*d = digest_xxh3((struct text){ both, sizeof *d + size });
	arena_rewind(a, mark);
}

static void chain_pool(struct digest128 *d, struct arena *a, const struct pool *p)
{
	for (size_t i = 0; i < p->count; i += POOL_CHUNK) {
		size_t count = p->count - i < POOL_CHUNK ? p->count - i : POOL_CHUNK;

		chain(d, a, pool_at(p, i), count * p->item);
	}
}

struct digest128 market_digest(const struct market *m, struct arena *a)
{
	struct digest128 d = { { 0 } };

	chain(&d, a, &m->seed, sizeof m->seed);
	chain(&d, a, &m->deeds, sizeof m->deeds);
	chain_pool(&d, a, &m->orders);
	chain_pool(&d, a, &m->lines);
	for (size_t i = 0; i < m->notes.count; i++) {
		const char *z = *(char **)pool_at(&m->notes, i);

		chain(&d, a, z, strlen(z) + 1);
	}
	for (size_t i = 0; i < m->shop_count; i++) {
		size_t counts[] = { timeline_count(m->shops[i].created), timeline_count(m->shops[i].updated) };

		chain(&d, a, counts, sizeof counts);
		chain(&d, a, m->shops[i].stock, sizeof m->shops[i].stock);
	}
	return d;
}
