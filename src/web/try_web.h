/* web/try_web.h - for tests: asks the dispatcher as a browser would, without sockets. */
#pragma once
#include "store/try.h"
#include "web/call.h"
#include "web/web.h"

struct try_web {
	struct scope *s;
	struct web *web;
	struct text cookie, csrf;    /* of the session; {0}: not signed in */
	struct http_header extra[4]; /* sent with each request */
	size_t extra_count;
	int status; /* of the last answer */
	struct http_answer answer;
	struct json body;    /* the last answer's, or nothing */
	struct json openapi; /* what each answer must keep to */
};

void try_web_open(struct scope *s, struct try_web *t);
void try_web_close(struct try_web *t);
/* A person with these rights and a session, without the cost of a password. */
void try_web_person(struct try_web *t, const char *login, int64_t rights);
void try_web_person_at(struct try_web *t, const char *login, int64_t rights, int64_t made_at, int64_t expires_at);
/* One request; the body as JSON, or NULL. What is answered must keep to openapi.json. */
void try_ask(struct try_web *t, const char *method, const char *path, const char *body);
void try_ask_raw(struct try_web *t, const char *method, const char *path, struct text body, const char *type);
struct text try_at(const struct try_web *t, const char *dotted); /* a text of the last answer */
/* The last answer is this problem, in its whole form. */
void try_problem(const struct try_web *t, enum err wanted);
bool text_has(struct text t, const char *z);

int64_t try_shop(struct scope *s, const char *title);
/* An order with people and a line; what is not given is as of any order. */
struct try_order {
	int64_t shop_id, placed, due, seen_at;
	const char *ref, *display_no, *state, *country, *method, *name, *phone, *remark;
};
int64_t try_order_of(struct scope *s, const struct try_order *o);
/* Several in one transaction; gives the first one's id. */
int64_t try_orders_of(struct scope *s, const struct try_order *at, size_t count);
/* An order placed at `placed`, with people and a line. */
int64_t try_order(struct scope *s, int64_t shop_id, const char *ref, const char *state, int64_t placed);
