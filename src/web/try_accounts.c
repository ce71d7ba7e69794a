/* web/try_accounts.c - for tests: a person at the API who enters accounts, and the seller's browser at the market. */
#include "web/try_accounts.h"
#include "work/shops.h"

static void desk_on(struct scope *s, struct desk *d)
{
	d->s = s;
	d->account = 0;
	try_web_open(s, &d->web);
	d->web.web->node = d->rig.node;
	try_web_person(&d->web, "anna", RIGHTS_ALL);
}

void desk_open(struct scope *s, struct desk *d, int orders)
{
	rig_open_alone(s, &d->rig, orders);
	desk_on(s, d);
}

void desk_close(struct desk *d)
{
	try_web_close(&d->web);
	rig_close(&d->rig);
}

void desk_ask(struct desk *d, const char *method, const char *path, const char *body)
{
	try_ask(&d->web, method, text_format(d->s->arena, "/api/v1%s", path).at, body);
}

/* Of the account of this desk. */
void desk_own(struct desk *d, const char *method, const char *tail, const char *body)
{
	try_ask(&d->web, method, text_format(d->s->arena, "/api/v1/accounts/%lld%s", (long long)d->account, tail).at,
		body);
}

void desk_enter_as(struct desk *d, const char *title, const char *key)
{
	desk_ask(d, "POST", "/accounts",
		 text_format(d->s->arena,
			     "{\"channel\":\"shopee\",\"title\":\"%s\",\"app_id\":\"%lld\",\"app_key\":\"%s\","
			     "\"base\":\"http://127.0.0.1:1\"}",
			     title, (long long)SIM_PARTNER_ID, key)
			 .at);
	CHECK_EQ(d->web.status, 201);
	CHECK(text_to_int(try_at(&d->web, "id"), &d->account));
}

void desk_enter(struct desk *d) { desk_enter_as(d, "East", SIM_PARTNER_KEY); }

/* The seller's browser opens the link, chooses, and is sent back: what the address that it comes to says. */
void desk_approve(struct desk *d, const char *choice, const char *wanted, struct text *code, struct text *nonce)
{
	struct http_request q = { .method = TEXT("GET") };
	struct http_answer a = { 0 };
	struct text back;

	desk_own(d, "POST", "/authorise", "{\"redirect\":\"" DESK_BACK "\"}");
	CHECK_EQ(d->web.status, 200);
	q.url = text_format(d->s->arena, "%.*s&%s", TEXT_ARG(try_at(&d->web, "link")), choice);
	CHECK_OK(sim_answer(d->rig.sim, d->s, &q, &a));
	CHECK_EQ(a.status, 302);
	back = http_header_find(a.headers, a.header_count, "location");
	CHECK(text_starts(back, DESK_BACK "?state="));
	CHECK(http_query(d->s->arena, back, "code", code));
	CHECK(http_query(d->s->arena, back, "state", nonce));
	CHECK(text_has(back, wanted));
}

const char *desk_choice(struct desk *d, size_t i)
{
	return text_format(d->s->arena, "seller_shop=%lld", (long long)sim_shop(d->rig.sim, i).id).at;
}

void desk_bring(struct desk *d, const char *who, int64_t ref, struct text code, struct text nonce)
{
	desk_own(d, "POST", "/authorise",
		 text_format(d->s->arena, "{\"code\":\"%.*s\",\"%s\":\"%lld\",\"nonce\":\"%.*s\"}", TEXT_ARG(code), who,
			     (long long)ref, TEXT_ARG(nonce))
			 .at);
}

void desk_authorise(struct desk *d, size_t i)
{
	struct text code, nonce;

	desk_approve(d, desk_choice(d, i), "shop_id=", &code, &nonce);
	desk_bring(d, "shop_ref", sim_shop(d->rig.sim, i).id, code, nonce);
	CHECK_EQ(d->web.status, 200);
}

struct json desk_shop(struct desk *d, const char *path)
{
	desk_own(d, "GET", "", NULL);
	CHECK_EQ(d->web.status, 200);
	return json_path(json_first(json_at(d->web.body, "shops")), path);
}

void desk_see(struct desk *d, const char *state, const char *problem)
{
	desk_own(d, "GET", "", NULL);
	CHECK_TEXT(try_at(&d->web, "state"), state);
	if (problem)
		CHECK_TEXT(try_at(&d->web, "problem.code"), problem);
	else
		CHECK_EQ(json_kind(json_at(d->web.body, "problem")), JSON_NULL);
}

int desk_run_due(struct desk *d)
{
	struct json id = desk_shop(d, "id");
	int64_t shop;

	CHECK(text_to_int(json_text(id), &shop));
	d->rig.made = (struct account_made){ .account_id = d->account,
					     .shops = ARENA_NEW(d->s->arena, int64_t),
					     .shop_count = 1 };
	d->rig.made.shops[0] = shop;
	return rig_run_due(&d->rig);
}

int64_t desk_number(const struct desk *d, const char *path)
{
	int64_t n = -1;

	CHECK(json_int(json_path(d->web.body, path), &n));
	return n;
}
