/* bench/growth_stand.c - a market, nodes on databases of their own, and records without end for them to take in. */
#include "bench/growth_stand.h"
#include "base/instant.h"
#include "store/sql.h"
#include "work/account.h"
#include "work/token.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

_Noreturn void give_up(const struct scope *s, enum err e, const char *what)
{
	fprintf(stderr, "growth: %s: %s: %.*s\n", what, err_name(e), (int)s->words.size,
		s->words.at ? s->words.at : "");
	exit(1);
}
double cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

double wall_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A line of the process's own status, in MiB: VmHWM, VmRSS. */
double status_mib(const char *name)
{
	FILE *file = fopen("/proc/self/status", "r");
	char line[256];
	size_t size = strlen(name);
	double kib = 0;

	while (file && fgets(line, sizeof line, file))
		if (strncmp(line, name, size) == 0 && line[size] == ':')
			kib = strtod(line + size + 1, NULL);
	if (file)
		fclose(file);
	return kib / 1024;
}

void peak_reset(void)
{
	FILE *file = fopen("/proc/self/clear_refs", "w");

	if (file) {
		fputs("5", file);
		fclose(file);
	}
}

/* A market of its own for each part. */
void market_make(struct bench *b, int orders)
{
	sim_close(b->sim);
	MUST(&b->root,
	     sim_open(&b->root, &(struct sim_options){ .seed = 11, .shops = SHOPS, .orders = orders }, &b->sim));
	world_real_plug(b->root.world, sim_send, b->sim);
}

/* ---- a node and its records ---- */

void node_make(struct bench *b, struct growth *g, const struct db_options *db, const char *key)
{
	struct node_options o = {
		.db = *db, .key_file = key, .private_hosts = true, .unpaced = true, .workers = SHOPS, .role = "bench"
	};

	*g = (struct growth){ 0 };
	o.db.make = true;
	MUST(&b->root, node_open(&b->root, &o, &g->node));
	scope_open(&g->s, &g->node->root);
	g->s.now = world_now(g->s.world);
}

void authorise(struct bench *b, struct growth *g, int64_t shops[SHOPS])
{
	size_t count = 0;

	for (size_t i = 0; i < SHOPS; i++) {
		struct sim_shop at = sim_shop(b->sim, i);
		struct account_new a = { .channel = TEXT("shopee"),
					 .app_id = text_format(g->s.arena, "%lld", (long long)SIM_PARTNER_ID),
					 .app_key = secret_of(TEXT(SIM_PARTNER_KEY)),
					 .code_ref = text_format(g->s.arena, "%lld", (long long)at.id),
					 .base = TEXT("http://127.0.0.1:1") };
		struct account_made made;
		struct text code;

		MUST(&g->s, sim_authorise(b->sim, &g->s, i, false, &code));
		a.code = secret_of(code);
		MUST(&g->s, account_add(g->node, &g->s, &a, &made));
		shops[count++] = made.shops[0];
	}
}

/* One answer of the market about its first orders of that shop, read as a pull reads it. */
void records_read(struct bench *b, struct growth *g, int64_t shop_id, size_t place)
{
	struct http_request q = { 0 };
	struct http_answer a = { 0 };
	struct conversation c;
	struct text refs[BATCH];
	size_t count = 0;
	struct market *m;

	MUST(&g->s, shop_get(&g->s, shop_id, &g->shop));
	MUST(&g->s, shop_lease(g->node, &g->s, &g->shop));
	MUST(&g->s, packing_open(&g->s, TEXT("shopee"), &g->packing));
	MUST(&g->s, converse_open(g->node, &g->s, &g->shop, &c));
	MUST(&g->s, token_use(&g->s, &c, false));
	m = sim_lock(b->sim);
	for (uint32_t i = 0; i < market_order_count(m) && count < BATCH; i++) {
		char sn[ORDER_SN_SIZE];

		if (market_order(m, i)->shop != place)
			continue;
		market_sn(m, i, sn);
		refs[count++] = text_copy(g->s.arena, (struct text){ sn, sizeof sn });
	}
	sim_unlock(b->sim);
	c.talk.refs = refs;
	c.talk.ref_count = count;
	c.talk.channel_now = world_now(g->s.world);
	MUST(&g->s, g->shop.channel->feeds->detail->ask(&g->s, &c.talk, &q));
	MUST(&g->s, sim_answer(b->sim, &g->s, &q, &a));
	MUST(&g->s, g->shop.channel->feeds->detail->read(&g->s, &c.talk, &a));
	g->seen = c.talk.seen;
	g->seen_count = c.talk.seen_count;
	ASSERT(g->seen_count == BATCH);
}

/* As Shopee's: the day first, then eight signs in no order; so that an index grows at its end, and all over its last day. */
static struct text ref_of(struct arena *a, uint64_t number)
{
	static const char signs[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	uint64_t mixed = (number * UINT64_C(0x9E3779B97F4A7C15)) >> 24;
	char eight[9] = "";

	for (int i = 0; i < 8; i++, mixed >>= 5)
		eight[i] = signs[mixed & 31];
	return text_format(a, "%06llu%s", (unsigned long long)(260101 + number / 20000), eight);
}

static void set_fact(struct facts *f, enum field field, struct text value)
{
	for (size_t i = 0; i < f->count; i++)
		if (f->at[i].field == field)
			f->at[i].value = value;
}

/* Records of these numbers; `version` above 0: changed since. */
static struct sighting *records(struct growth *g, struct scope *s, uint64_t first, size_t count, int version)
{
	struct sighting *all = ARENA_ARRAY(s->arena, struct sighting, count);
	int64_t now = world_now(s->world);

	for (size_t i = 0; i < count; i++) {
		const struct sighting *like = &g->seen[(first + i) % g->seen_count];
		int64_t placed = INT64_C(1767225600000) + (int64_t)(first + i) * SECOND_MS + version;

		all[i] = *like;
		all[i].asked_at = now;
		all[i].ref = ref_of(s->arena, first + i);
		all[i].channel_ver = like->channel_ver + version;
		all[i].facts.at = ARENA_ARRAY(s->arena, struct fact, like->facts.count);
		memcpy(all[i].facts.at, like->facts.at, like->facts.count * sizeof *all[i].facts.at);
		set_fact(&all[i].facts, FIELD_PLACED_AT, text_format(s->arena, "%lld", (long long)placed));
	}
	return all;
}

static struct intake intake_of(struct growth *g, struct sighting *seen, size_t count)
{
	return (struct intake){ .node = g->node,
				.shop = &g->shop,
				.packing = &g->packing,
				.seen = seen,
				.count = count,
				.feed = TEXT("orders"),
				.source = TEXT("pull") };
}

/* CPU µs an order of `count` orders from `first`. */
double work(struct growth *g, enum what what, uint64_t first, size_t count, size_t batch)
{
	double spent = 0;

	for (size_t at = 0; at < count; at += batch) {
		size_t size = batch < count - at ? batch : count - at;
		struct prepared *all;
		struct scope s;

		scope_open(&s, &g->node->root);
		s.now = world_now(s.world);
		struct intake in = intake_of(g, records(g, &s, first + at, size, what == TAKE_CHANGED), size);
		double began = cpu_us();
		if (what == COMPARE)
			MUST(&s, prepare_compare(&s, &in, &all));
		else
			MUST(&s, intake_run(&s, &in));
		spent += cpu_us() - began;
		if (what != COMPARE)
			ASSERT(in.counts.stored == (what == TAKE_NEW ? (int64_t)size : 0) &&
			       in.counts.changed == (what == TAKE_CHANGED ? (int64_t)size : 0));
		else
			for (size_t i = 0; i < size; i++)
				ASSERT(all[i].fate == FATE_UNCHANGED);
		scope_close(&s);
	}
	return spent / (double)count;
}

void node_done(struct growth *g)
{
	packing_close(&g->packing);
	scope_close(&g->s);
	node_close(g->node);
}
