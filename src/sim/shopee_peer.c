/* sim/shopee_peer.c - signs by the sheet, asks, reads the answer. */
#include "sim/shopee_peer.h"
#include "base/digest.h"
#include "tests/check.h"

static int64_t peer_now(struct world *w) { return ((struct peer *)(void *)w)->now; }

static void random_zero(struct world *w, void *out, size_t size)
{
	(void)w;
	for (size_t i = 0; i < size; i++)
		((char *)out)[i] = 0;
}

static struct gate *gate_none(struct world *w)
{
	(void)w;
	return NULL;
}

static void gate_nothing(struct world *w, struct gate *g)
{
	(void)w;
	(void)g;
}

static bool gate_leap(struct world *w, struct gate *g, int64_t until)
{
	(void)g;
	((struct peer *)(void *)w)->now = until;
	return false;
}

static const struct world_ops peer_ops = { .now = peer_now,
					   .mono = peer_now,
					   .random = random_zero,
					   .gate_new = gate_none,
					   .gate_free = gate_nothing,
					   .gate_lock = gate_nothing,
					   .gate_unlock = gate_nothing,
					   .gate_wait = gate_leap,
					   .gate_wake = gate_nothing };

struct peer *peer_open(int orders)
{
	struct scope *s = check_scope();
	struct peer *p = ARENA_NEW(s->arena, struct peer);
	struct sim_options o = { .seed = 3, .shops = 3, .orders = orders };

	p->world.ops = &peer_ops;
	p->now = INT64_C(1790000000000);
	p->s = (struct scope){ .arena = s->arena, .world = &p->world, .deadline = MONO_NEVER };
	CHECK_OK(sim_open(&p->s, &o, &p->sim));
	p->shop = sim_shop(p->sim, 0).id;
	return p;
}

void peer_close(struct peer *p) { sim_close(p->sim); }

void peer_raw(struct peer *p, const char *method, struct text url, struct text body)
{
	struct http_request q = { .method = text_of(method), .url = url, .body = body };

	CHECK_OK(sim_answer(p->sim, &p->s, &q, &p->answer));
	p->body = (struct json){ 0 };
	if (text_starts(p->answer.body, "{"))
		CHECK_OK(json_parse(&p->s, p->answer.body, &p->body));
}

struct text peer_sign(struct peer *p, const char *path, int64_t stamp, struct text token, struct text shop)
{
	struct text base = text_format(p->s.arena, "%lld%s%lld%.*s%.*s", (long long)SIM_PARTNER_ID, path,
				       (long long)stamp, TEXT_ARG(token), TEXT_ARG(shop));
	struct digest256 d = digest_hmac_sha256(secret_of(TEXT(SIM_PARTNER_KEY)), base);

	return hex_format(p->s.arena, &d, sizeof d);
}

void peer_shop_get(struct peer *p, const char *path, const char *query)
{
	struct text shop = text_format(p->s.arena, "%lld", (long long)p->shop);
	int64_t stamp = p->now / 1000;

	peer_raw(p, "GET",
		 text_format(p->s.arena,
			     "https://"
			     "market.example%s?partner_id=%lld&timestamp=%lld&sign=%s&access_token=%.*s&shop_id=%s&%s",
			     path, (long long)SIM_PARTNER_ID, (long long)stamp,
			     peer_sign(p, path, stamp, p->access, shop).at, TEXT_ARG(p->access), shop.at, query),
		 TEXT(""));
}

void peer_public(struct peer *p, const char *method, const char *path, const char *query, const char *body)
{
	int64_t stamp = p->now / 1000;

	peer_raw(p, method,
		 text_format(p->s.arena, "%s?partner_id=%lld&timestamp=%lld&sign=%s%s", path, (long long)SIM_PARTNER_ID,
			     (long long)stamp, peer_sign(p, path, stamp, TEXT(""), TEXT("")).at, query),
		 text_of(body));
}

struct text peer_error(struct peer *p) { return json_text(json_at(p->body, "error")); }

void peer_authorise(struct peer *p, size_t place)
{
	struct text code;

	p->shop = sim_shop(p->sim, place).id;
	CHECK_OK(sim_authorise(p->sim, &p->s, place, false, &code));
	peer_public(p, "POST", "/api/v2/auth/token/get", "",
		    text_format(p->s.arena, "{\"code\":\"%s\",\"partner_id\":%lld,\"shop_id\":%lld}", code.at,
				(long long)SIM_PARTNER_ID, (long long)p->shop)
			    .at);
	CHECK_TEXT(peer_error(p), "");
	p->access = json_text(json_at(p->body, "access_token"));
	p->refresh = json_text(json_at(p->body, "refresh_token"));
	CHECK_EQ(p->access.size, 32);
}
