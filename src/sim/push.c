/* sim/push.c - what the market tells a registered address by itself. */
#include "sim/push.h"
#include "base/instant.h"
#include "sim/dice.h"
#include "sim/lost.h"
#include "sim/market_inner.h"
#include "sim/shopee_inner.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WAITING_MAX = 100000, TRIES_MAX = 3, AGAIN_MS = 30000, MILLION = 1000000, URL_SIZE = 512, BODY_SIZE = 512 };

struct waiting {
	int64_t due; /* monotonic ms */
	char *body;
	int tries;
	bool forged;
};

struct push {
	struct world *world;
	struct market *market;
	char url[URL_SIZE], key[KEY_SIZE_MAX + 1];
	struct sim_push plan; /* its url and key are the two above */
	struct rand rand;
	struct waiting *waiting;
	size_t count, room;
	struct push_counts counts;
	struct lost *lost;
};

static bool drawn(struct push *p, int64_t of_a_million)
{
	return of_a_million > 0 && rand_below(&p->rand, MILLION) < (uint64_t)of_a_million;
}

static void lose(struct push *p, char *body)
{
	p->counts.lost++;
	lost_add(p->lost, body);
}

static char *copy(const char *body)
{
	char *own = strdup(body);

	ASSERT(own);
	return own;
}

static void add(struct push *p, const char *body, bool forged)
{
	struct waiting *w;

	if (p->count == WAITING_MAX) {
		if (!forged)
			lose(p, copy(body));
		return;
	}
	if (p->count == p->room) {
		p->room = p->room ? p->room * 2 : 64;
		p->waiting = realloc(p->waiting, p->room * sizeof *p->waiting);
		ASSERT(p->waiting);
	}
	w = &p->waiting[p->count++];
	*w = (struct waiting){ .due = world_mono(p->world), .body = copy(body), .forged = forged };
	if (p->plan.delay_ms)
		w->due += rand_between(&p->rand, 0, p->plan.delay_ms);
}

/* One event as the plan lets it out: never, once or twice, and perhaps a forger's beside it. */
static void let_out(struct push *p, const char *body)
{
	if (drawn(p, p->plan.forged))
		add(p, body, true);
	if (drawn(p, p->plan.lost)) {
		lose(p, copy(body));
		return;
	}
	add(p, body, false);
	if (drawn(p, p->plan.doubled))
		add(p, body, false);
}

static void watch(void *arg, uint32_t number, bool tracked)
{
	struct push *p = arg;
	const struct market_order *o = market_order(p->market, number);
	char body[BODY_SIZE], sn[ORDER_SN_SIZE + 1] = "";
	long long shop;

	if (!p->url[0])
		return;
	market_sn(p->market, number, sn);
	shop = (long long)market_shop(p->market, o->shop)->id;
	if (tracked)
		snprintf(body, sizeof body,
			 "{\"data\":{\"ordersn\":\"%s\",\"package_number\":\"OFG%u\",\"tracking_no\":\"SPX%u\"},"
			 "\"shop_id\":%lld,\"code\":%d,\"timestamp\":%u}",
			 sn, number, number, shop, PUSH_TRACKING, o->updated);
	else
		snprintf(body, sizeof body,
			 "{\"data\":{\"items\":[],\"ordersn\":\"%s\",\"status\":\"%s\",\"completed_scenario\":\"\","
			 "\"update_time\":%u},\"shop_id\":%lld,\"code\":%d,\"timestamp\":%u}",
			 sn, status_word(o, true), o->updated, shop, PUSH_STATUS, o->updated);
	let_out(p, body);
}

void push_authorisation(struct push *p, int64_t shop_id, int code)
{
	char body[BODY_SIZE];
	long long now = (long long)(world_now(p->world) / SECOND_MS);

	if (!p->url[0])
		return;
	if (code == PUSH_ENDS_SOON)
		snprintf(body, sizeof body,
			 "{\"data\":{\"merchant_expire_soon\":[],\"shop_expire_soon\":[%lld],\"expire_before\":%lld},"
			 "\"code\":%d,\"timestamp\":%lld}",
			 (long long)shop_id, now + 7 * DAY_MS / SECOND_MS, code, now);
	else
		snprintf(body, sizeof body,
			 "{\"data\":{\"shop_id\":%lld},\"shop_id\":%lld,\"code\":%d,\"success\":1,\"timestamp\":%lld}",
			 (long long)shop_id, (long long)shop_id, code, now);
	let_out(p, body);
}

struct push *push_new(struct world *w, struct market *m, struct lost *lost)
{
	struct push *p = calloc(1, sizeof *p);

	ASSERT(p);
	p->world = w;
	p->market = m;
	p->lost = lost;
	p->rand = rand_seed(dice(market_seed(m), 6));
	market_watch(m, watch, p);
	return p;
}

void push_free(struct push *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->count; i++)
		free(p->waiting[i].body);
	free(p->waiting);
	free(p);
}

static void text_keep(char *to, size_t room, struct text t)
{
	ASSERT(t.size < room);
	if (t.size)
		memcpy(to, t.at, t.size);
	to[t.size] = '\0';
}

enum err push_plan(struct push *p, struct scope *s, const struct sim_push *plan)
{
	if (plan->url.size >= sizeof p->url || plan->key.size >= sizeof p->key)
		return fail(s, ERR_BAD_REQUEST, "an address has less than %d bytes and a key at most %d", URL_SIZE,
			    KEY_SIZE_MAX);
	if (plan->url.size && !text_starts(plan->url, "http://") && !text_starts(plan->url, "https://"))
		return fail(s, ERR_BAD_REQUEST, "the address is http://… or https://…");
	text_keep(p->url, sizeof p->url, plan->url);
	text_keep(p->key, sizeof p->key, plan->key);
	p->plan = *plan;
	p->plan.url = p->plan.key = (struct text){ 0 };
	return OK;
}

size_t push_waiting(const struct push *p) { return p->count; }
struct push_counts push_counts(const struct push *p) { return p->counts; }

static struct text signature(const struct push *p, struct scope *s, struct text body, bool forged)
{
	struct buffer b = buffer_in(s->arena);
	struct text key = forged ? TEXT("not-the-key") : text_of(p->key);

	buffer_add_z(&b, p->url);
	buffer_byte(&b, '|');
	buffer_add(&b, body);
	struct digest256 d = digest_hmac_sha256(secret_of(key), buffer_text(&b));
	return hex_format(s->arena, &d, sizeof d);
}

bool push_take(struct push *p, struct scope *s, bool all, struct push_out *out)
{
	size_t first = 0;

	for (size_t i = 1; i < p->count; i++)
		if (p->waiting[i].due < p->waiting[first].due)
			first = i;
	if (p->count == 0 || !p->url[0] || (!all && p->waiting[first].due > world_mono(p->world)))
		return false;
	struct waiting w = p->waiting[first];
	p->waiting[first] = p->waiting[--p->count];
	*out = (struct push_out){ .tries = w.tries, .body = w.body, .forged = w.forged };
	out->request = (struct http_request){ .method = TEXT("POST"),
					      .url = text_copy(s->arena, text_of(p->url)),
					      .body = text_copy(s->arena, text_of(w.body)),
					      .private_host = true };
	struct http_request *q = &out->request;
	http_header_add(q->headers, &q->header_count, TEXT("Content-Type"), TEXT("application/json"));
	http_header_add(q->headers, &q->header_count, TEXT("Authorization"), signature(p, s, q->body, w.forged));
	return true;
}

void push_ended(struct push *p, struct push_out *sent, bool taken)
{
	p->counts.taken += taken;
	p->counts.refused += !taken;
	if (!taken && !sent->forged && sent->tries + 1 == TRIES_MAX) {
		lose(p, sent->body);
		return;
	}
	if (!taken && !sent->forged) {
		add(p, sent->body, false);
		p->waiting[p->count - 1].tries = sent->tries + 1;
		p->waiting[p->count - 1].due = world_mono(p->world) + AGAIN_MS;
	}
	free(sent->body);
}
