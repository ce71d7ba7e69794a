/* sim/sim_fault.c - one call of the marketplace's API, rightly or wrongly answered. */
#include "sim/sim_inner.h"

static const char *const words[FAULT_COUNT] = {
#define FAULT(name, word, sentence) word,
#include "sim/faults.def"
#undef FAULT
};

bool sim_fault_find(struct text word, enum sim_fault *out)
{
	for (int i = 0; i < FAULT_COUNT; i++)
		if (text_is(word, words[i])) {
			*out = (enum sim_fault)i;
			return true;
		}
	return false;
}

static enum sim_fault draw(struct faults *f)
{
	enum sim_fault drawn = FAULT_NONE;

	if (f->count > 0) {
		f->count--;
		drawn = f->next;
	}
	for (int i = FAULT_NONE + 1; i < FAULT_COUNT && drawn == FAULT_NONE; i++)
		if (f->per_million[i] && rand_chance(&f->chance, f->per_million[i]))
			drawn = (enum sim_fault)i;
	f->happened[drawn]++;
	return drawn;
}

static enum err plain(struct scope *s, struct http_answer *a, int status, const char *type, const char *body)
{
	(void)s;
	*a = (struct http_answer){ .status = status, .body = text_of(body) };
	http_header_add(a->headers, &a->header_count, TEXT("Content-Type"), text_of(type));
	return OK;
}

static enum err busy(struct scope *s, struct http_answer *a, int status, int retry_after_s)
{
	TRY(plain(s, a, status, "application/json; charset=utf-8",
		  "{\"error\":\"error_rate_limit\",\"message\":\"Too many requests, please slow down.\","
		  "\"request_id\":\"00000000000000000000000000000000\"}"));
	if (retry_after_s > 0)
		http_header_add(a->headers, &a->header_count, TEXT("Retry-After"),
				text_format(s->arena, "%d", retry_after_s));
	return OK;
}

/* The seller, or time, takes the authorisation of the shop that is asked for; a call of no shop goes on untouched. */
static enum err strike_token(struct sim *sim, struct scope *s, const struct http_request *q, enum shopee_event event)
{
	struct shopee_asked ask = { .partner = SIM_PARTNER_ID, .now = sim_now(sim) };
	struct text shop;

	if (!http_query(s->arena, q->url, "shop_id", &shop) || !text_to_int(shop, &ask.shop) ||
	    market_shop_find(sim->market, ask.shop) < 0)
		return OK;
	return shopee_event(sim->shopee, s, &ask, event);
}

/* The rightful answer, which the fault may spoil once it is made. */
static enum err answer(struct sim *sim, struct scope *s, const struct http_request *q, enum sim_fault fault,
		       struct http_answer *a)
{
	struct sim_habits *h = shopee_habits(sim->shopee), usual = *h;
	enum err e;

	if (fault == FAULT_EXPIRED)
		TRY(strike_token(sim, s, q, SHOPEE_ACCESS_EXPIRES));
	if (fault == FAULT_REVOKED)
		TRY(strike_token(sim, s, q, SHOPEE_WITHDRAWN));
	h->masked |= fault == FAULT_MASKED;
	h->twice |= fault == FAULT_TWICE;
	e = shopee_answer(sim->shopee, s, sim_now(sim), q, a);
	*h = usual;
	TRY(e);
	if (fault == FAULT_CUT) /* what was asked for has happened; only its answer is lost */
		a->body.size /= 2;
	if (fault == FAULT_ERROR_INSIDE)
		TRY(plain(s, a, 200, "application/json; charset=utf-8",
			  "{\"error\":\"error_server\",\"message\":\"Something wrong. Please try later.\","
			  "\"request_id\":\"00000000000000000000000000000000\"}"));
	return OK;
}

enum err sim_meet(struct sim *sim, struct scope *s, const struct http_request *q, struct http_answer *a,
		  enum sim_ending *ending)
{
	enum sim_fault fault = draw(&sim->faults);

	*ending = ENDS_ANSWERED;
	if (fault == FAULT_BUSY || fault == FAULT_BUSY_WORD)
		return busy(s, a, fault == FAULT_BUSY ? 429 : 200, fault == FAULT_BUSY ? sim->faults.retry_after_s : 0);
	if (fault == FAULT_HTML)
		return plain(s, a, 502, "text/html",
			     "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad "
			     "Gateway</h1></body></html>");
	if (fault == FAULT_DOWN || fault == FAULT_SILENT_BEFORE) {
		*ending = fault == FAULT_DOWN ? ENDS_REFUSED : ENDS_SILENT;
		return OK;
	}
	TRY(answer(sim, s, q, fault, a));
	if (fault == FAULT_SILENT_AFTER)
		*ending = ENDS_SILENT;
	else if (fault == FAULT_RESET)
		*ending = ENDS_BROKEN;
	else if (fault == FAULT_LENGTH)
		*ending = ENDS_SHORT;
	return OK;
}

void sim_hang(struct sim *sim, int64_t ms)
{
	int64_t until = world_mono(sim->world) + ms;

	while (!sim->stopping && world_mono(sim->world) < until)
		gate_wait(sim->world, sim->gate, until);
}

void sim_fault(struct sim *sim, enum sim_fault fault, int count, int retry_after_s)
{
	gate_lock(sim->world, sim->gate);
	sim->faults.next = fault;
	sim->faults.count = count;
	sim->faults.retry_after_s = retry_after_s;
	gate_unlock(sim->world, sim->gate);
}

void sim_fault_rate(struct sim *sim, enum sim_fault fault, uint32_t per_million)
{
	gate_lock(sim->world, sim->gate);
	sim->faults.per_million[fault] = per_million;
	gate_unlock(sim->world, sim->gate);
}

void sim_faults_end(struct sim *sim)
{
	gate_lock(sim->world, sim->gate);
	sim->faults.count = 0;
	for (int i = 0; i < FAULT_COUNT; i++)
		sim->faults.per_million[i] = 0;
	gate_unlock(sim->world, sim->gate);
}

int64_t sim_fault_count(struct sim *sim, enum sim_fault fault)
{
	gate_lock(sim->world, sim->gate);
	int64_t count = sim->faults.happened[fault];
	gate_unlock(sim->world, sim->gate);
	return count;
}

void sim_habits(struct sim *sim, const struct sim_habits *h)
{
	gate_lock(sim->world, sim->gate);
	*shopee_habits(sim->shopee) = *h;
	gate_unlock(sim->world, sim->gate);
}

void sim_masked(struct sim *sim, bool masked)
{
	gate_lock(sim->world, sim->gate);
	shopee_habits(sim->shopee)->masked = masked;
	gate_unlock(sim->world, sim->gate);
}
