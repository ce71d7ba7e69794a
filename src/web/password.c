/* web/password.c - is this the person? */
#include "web/password.h"
#include "base/instant.h"
#include "base/seal.h"
#include "net/pace.h"
#include "store/sql.h"
#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 2, WAIT_MS = 15 * SECOND_MS };

/* What failed attempts may cost; one that succeeds is given back. */
static const struct pace_rule per_user = { .per_minute = 5, .burst = 10 };
static const struct pace_rule over_all = { .per_minute = 60, .burst = 120 };
#define ALL_KEY TEXT("all")

static enum err attempt_take(struct scope *s, struct web *web, struct text user_key)
{
	if (pace_take(web->attempts, user_key, &per_user) != 0)
		return fail(s, ERR_SIGN_IN_THROTTLED, "too many attempts failed for this user");
	if (pace_take(web->attempts, ALL_KEY, &over_all) == 0)
		return OK;
	pace_give_back(web->attempts, user_key);
	return fail(s, ERR_SIGN_IN_THROTTLED, "too many attempts failed");
}

/* One check takes 64 MiB and a tenth of a second: more than two at a time would starve all else. */
static enum err hashing_enter(struct scope *s, struct web *web)
{
	int64_t until = world_mono(web->world) + WAIT_MS;
	bool in_time = true;

	gate_lock(web->world, web->gate);
	while (web->hashing >= AT_ONCE && in_time)
		in_time = gate_wait(web->world, web->gate, until);
	if (in_time)
		web->hashing++;
	gate_unlock(web->world, web->gate);
	return in_time ? OK : fail(s, ERR_SIGN_IN_THROTTLED, "too many people sign in at this moment");
}

static void hashing_leave(struct web *web)
{
	gate_lock(web->world, web->gate);
	web->hashing--;
	gate_wake(web->world, web->gate);
	gate_unlock(web->world, web->gate);
}

/* Made once, from a password nobody knows. */
static enum err decoy_get(struct scope *s, struct web *web, struct text *out)
{
	unsigned char bytes[32];
	struct text hash;
	char *decoy;

	gate_lock(web->world, web->gate);
	decoy = web->decoy;
	gate_unlock(web->world, web->gate);
	if (!decoy) {
		world_random(s->world, bytes, sizeof bytes);
		TRY(password_hash(s, secret_of((struct text){ (const char *)bytes, sizeof bytes }), &hash));
		decoy = strdup(text_z(s->arena, hash));
		ASSERT(decoy);
		gate_lock(web->world, web->gate);
		if (web->decoy)
			free(decoy);
		else
			web->decoy = decoy;
		decoy = web->decoy;
		gate_unlock(web->world, web->gate);
	}
	*out = text_of(decoy);
	return OK;
}

static enum err compare(struct scope *s, struct web *web, struct text login, struct secret password,
			struct password_owner *out)
{
	struct sql_user_by_login_row row = { 0 };
	enum err e = sql_user_by_login(s, (struct sql_user_by_login){ .login = login }, &row);
	bool known = e == OK && text_is(row.state, "active");
	struct text hash = row.password;

	if (e != ERR_NO_ROW)
		TRY(e);
	if (!known)
		TRY(decoy_get(s, web, &hash));
	if (!password_fits(hash, password) || !known)
		return fail(s, ERR_SIGN_IN_FAILED, "user or password is wrong");
	*out = (struct password_owner){ row.id, text_copy(s->arena, login), row.name, row.locale };
	return OK;
}

enum err password_check(struct scope *s, struct web *web, struct text login, struct secret password,
			struct password_owner *out)
{
	struct text user_key = text_format(s->arena, "user:%.*s", TEXT_ARG(login));
	enum err e;

	TRY(attempt_take(s, web, user_key));
	e = hashing_enter(s, web);
	if (e == OK) {
		e = compare(s, web, login, password, out);
		hashing_leave(web);
	}
	if (e != ERR_SIGN_IN_FAILED) {
		pace_give_back(web->attempts, user_key);
		pace_give_back(web->attempts, ALL_KEY);
	}
	return e;
}
