/* sim/shopee_inner.h - what the parts of the Shopee dialect share; nobody else includes it. */
#pragma once
#include "base/secret.h"
#include "sim/journal.h"
#include "sim/shopee.h"
#include <string.h>

enum { APPS_MAX = 8, CODES_MAX = 64, KEY_SIZE_MAX = 128, TOKEN_SIZE = 32 };
enum {
	CODE_LIFE_S = 600,
	ACCESS_LIFE_S = 14400,
	OLD_ACCESS_LIFE_S = 300,
	REFRESH_LIFE_S = 30 * 86400,
	AUTHORISED_S = 365 * 86400
};
enum { CLOCK_WINDOW_S = 300, LIST_WINDOW_S = 15 * 86400, LIST_PAGE_MAX = 100, DETAIL_MAX = 50, PARAMS_MAX = 24 };

struct app {
	int64_t partner;
	char key[KEY_SIZE_MAX + 1];
};

struct token {
	char signs[TOKEN_SIZE];
	int64_t until; /* seconds; 0: there is none */
};

/* One shop's authorisation for one app. Each shop has its own chain from the first refresh on. */
struct chain {
	int64_t since, until; /* the seller's authorisation, seconds; since 0: never */
	bool withdrawn;
	struct token access, old_access, refresh;
};

struct code {
	char signs[TOKEN_SIZE];
	int64_t until, shop, account;
	int app;
	bool used;
};

struct shopee {
	struct market *market;
	struct lost *lost;
	struct journal *journal;
	bool replaying;
	struct sim_habits habits;
	struct {
		int64_t minute;
		int calls;
	} rates[SHOPS_MAX]; /* calls in this minute of the market's clock */
	struct app apps[APPS_MAX];
	int app_count;
	struct chain chains[APPS_MAX][SHOPS_MAX];
	struct code codes[CODES_MAX]; /* the latest, in a ring */
	uint64_t code_count, token_count, calls;
};

/* One parameter of a query; given twice it counts as not given. */
struct param {
	struct text name, value;
	bool doubled;
};

/* One request under way. */
struct call {
	struct shopee *shopee;
	struct scope *s;
	const struct http_request *q;
	struct http_answer *a;
	struct text path, partner, stamp;
	struct param params[PARAMS_MAX];
	size_t param_count;
	int64_t now; /* the market's clock, seconds */
	int app, shop;
	char request_id[32];
};

/* The answers. A handler fills c->a by one of these and returns OK. */
enum err call_reply(struct call *c, struct text body); /* 200, JSON */
enum err call_refuse(struct call *c, int status, const char *error, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* 429 as long as the minute lasts. */
enum err call_too_many(struct call *c);
enum err call_redirect(struct call *c, struct text to);
struct buffer call_open(struct call *c, size_t room);                  /* {"error":"","message":"", */
enum err call_done(struct call *c, struct buffer *b);                  /* …"request_id":"…"} */
bool call_param(struct call *c, const char *name, struct text *value); /* of the query; false: absent */

/* The parts of shopee_auth.c. */
int app_find(const struct shopee *h, int64_t partner);
bool token_is(const struct token *t, struct text signs);
enum err auth_page(struct call *c);
enum err auth_cancel(struct call *c);
enum err token_get(struct call *c);
enum err token_refresh(struct call *c);
enum err shops_by_partner(struct call *c);
/* … of shopee_orders.c and shopee_detail.c. */
enum err shop_info(struct call *c);
enum err order_list(struct call *c);
enum err order_detail(struct call *c);

/* … of shopee_goods.c. */
enum err item_list(struct call *c);
enum err item_base(struct call *c);
enum err item_models(struct call *c);
enum err stock_update(struct call *c);

/* … of shopee_lost.c. */
enum err lost_pushes(struct call *c);
enum err lost_pushes_kept(struct call *c);

/* … of shopee_pen.c: JSON by hand, quickly. */
static inline void pen_raw(struct buffer *b, const char *at, size_t size)
{
	if (b->room - b->size <= size) {
		buffer_add(b, (struct text){ at, size });
		return;
	}
	memcpy(b->at + b->size, at, size);
	b->size += size;
}
void pen_text(struct buffer *b, struct text t); /* in quotes, escaped */
void pen_z(struct buffer *b, const char *z);
void pen_int(struct buffer *b, int64_t n);
void pen_decimal(struct buffer *b, int64_t n, int exponent); /* 1230, 2 -> 12.3 */
#define PEN(b, literal) pen_raw((b), "" literal, sizeof(literal) - 1)
