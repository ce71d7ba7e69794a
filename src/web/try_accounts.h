/* web/try_accounts.h - for tests: a person at the API who enters accounts, and the seller's browser at the market. */
#pragma once
#include "web/try_web.h"
#include "work/rig.h"

#define DESK_BACK "https://lockstep.example/accounts/back"

struct desk {
	struct scope *s;
	struct rig rig;
	struct try_web web;
	int64_t account;
};

void desk_open(struct scope *s, struct desk *d, int orders);
void desk_close(struct desk *d);
void desk_ask(struct desk *d, const char *method, const char *path, const char *body);
void desk_own(struct desk *d, const char *method, const char *tail, const char *body);
void desk_enter_as(struct desk *d, const char *title, const char *key);
void desk_enter(struct desk *d);
void desk_approve(struct desk *d, const char *choice, const char *wanted, struct text *code, struct text *nonce);
const char *desk_choice(struct desk *d, size_t i);
void desk_bring(struct desk *d, const char *who, int64_t ref, struct text code, struct text nonce);
void desk_authorise(struct desk *d, size_t i);
struct json desk_shop(struct desk *d, const char *path);
void desk_see(struct desk *d, const char *state, const char *problem);
int desk_run_due(struct desk *d);
int64_t desk_number(const struct desk *d, const char *path);
