/* web/session.c - who asks: sessions by cookie. Of a session's token only the SHA-256 is stored. */
#include "web/session.h"
#include "base/digest.h"
#include "base/instant.h"
#include "base/log.h"
#include "store/sql.h"
#include "web/events.h"
#include "web/handlers.h"
#include "web/password.h"
#include "web/views.h"
#include "work/users.h"

enum { TOUCH_MS = MINUTE_MS, LOCALE_MAX = 20 };

static struct text header(const struct call *c, const char *name)
{
	return http_header_find(c->http->headers, c->http->header_count, name);
}

struct text session_hash(struct scope *s, struct text token)
{
	struct digest256 d = digest_sha256(token);

	return text_copy(s->arena, (struct text){ (const char *)d.bytes, sizeof d.bytes });
}

struct text session_csrf(struct scope *s, struct text token)
{
	struct digest256 d = digest_hmac_sha256(secret_of(token), TEXT("csrf"));

	return hex_format(s->arena, d.bytes, sizeof d.bytes);
}

/* The token in the cookie header, or {0} where there is none in our form. */
static struct text cookie_token(struct scope *s, const struct call *c)
{
	struct text cookies = header(c, "cookie"), pair, name;

	while (cookies.size > 0 && text_cut(&cookies, ';', &pair)) {
		struct text rest = text_trim(pair);
		if (!text_cut(&rest, '=', &name) || !text_is(name, SESSION_COOKIE))
			continue;
		if (rest.size == (size_t)2 * SESSION_TOKEN_BYTES && hex_parse(s->arena, rest).at)
			return rest;
	}
	return (struct text){ 0 };
}

struct touch {
	struct text hash;
	int64_t made_at;
};

static int64_t end_of(int64_t made_at, int64_t now)
{
	int64_t idle = now + SESSION_IDLE_MS, whole = made_at + SESSION_WHOLE_MS;

	return idle < whole ? idle : whole;
}

static enum err touch_body(struct scope *s, void *arg)
{
	const struct touch *t = arg;

	return sql_login_seen(s,
			      (struct sql_login_seen){
				      .token_hash = t->hash, .now = s->now, .expires_at = end_of(t->made_at, s->now) },
			      NULL);
}

enum err session_load(struct scope *s, struct call *c)
{
	struct sql_session_get_row row;
	struct text token = cookie_token(s, c);
	struct text hash;
	enum err e;

	if (!token.at)
		return OK;
	hash = session_hash(s, token);
	e = sql_session_get(s, (struct sql_session_get){ .token_hash = hash, .now = s->now }, &row);
	if (e == ERR_NO_ROW)
		return OK;
	TRY(e);
	c->session = (struct session){ .is = true,
				       .user_id = row.user_id,
				       .rights = row.role_bits,
				       .token = token,
				       .login = row.login,
				       .name = row.name,
				       .locale = row.locale,
				       .csrf = row.csrf.at ? row.csrf : session_csrf(s, token) };
	s->tenant_id = row.tenant_id;
	s->actor_id = row.user_id;
	/* Reading goes on where this cannot be written: the session only ends earlier. */
	if (s->now - row.seen_at > TOUCH_MS) {
		e = db_transact(s, touch_body, &(struct touch){ hash, row.made_at });
		if (e != OK)
			LOG(s, LOG_WARN, "session not prolonged", L_ERR("code", e));
	}
	return OK;
}

/* "https://shop.example:8443" names the same host as "shop.example:8443". */
static bool same_origin(struct text origin, struct text host)
{
	struct text named = http_host(origin);

	return host.size > 0 && named.size == host.size && text_same(named, host);
}

enum err session_own_page(struct scope *s, const struct call *c, bool token)
{
	struct text site = header(c, "sec-fetch-site"), origin = header(c, "origin"), given = header(c, "x-csrf-token");
	struct text wanted;

	if (site.at && !text_is(site, "same-origin") && !text_is(site, "none"))
		return fail(s, ERR_CSRF, "the browser says that another site sent this request");
	if (origin.at && !same_origin(origin, header(c, "host")))
		return fail(s, ERR_CSRF, "the browser says that the request comes from \"%.*s\"",
			    TEXT_ARG(call_quote(s, origin)));
	if (!token)
		return OK;
	wanted = c->session.csrf;
	if (!given.at || given.size != wanted.size || !digest_equal(given.at, wanted.at, wanted.size))
		return fail(s, ERR_CSRF, "the header X-CSRF-Token must be what signing in gave as \"csrf\"");
	return OK;
}

static void view_session(struct scope *s, struct call *c)
{
	struct text rights[RIGHT_COUNT];
	struct view_session v = {
		.user = c->session.login,
		.name = c->session.name,
		.rights = { rights, 0 },
		.csrf = c->session.csrf,
		.locale = c->session.locale,
	};

	for (enum right r = RIGHT_SIGNED_IN + 1; r < RIGHT_COUNT; r++)
		if (right_held(c->session.rights, r))
			rights[v.rights.count++] = right_text(s, r);
	view_session_write(&c->json, NULL, &v);
}

enum err session_show(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	view_session(s, c);
	return OK;
}

static struct text cookie_text(struct scope *s, const struct call *c, struct text token, int64_t seconds)
{
	bool secure = c->web->trust_forwarded && text_is(header(c, "x-forwarded-proto"), "https");

	return text_format(s->arena, SESSION_COOKIE "=%.*s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%lld%s",
			   TEXT_ARG(token), (long long)seconds, secure ? "; Secure" : "");
}

struct opening {
	struct text hash, old_hash, csrf;
	int64_t user_id, tenant_id;
};

static enum err open_body(struct scope *s, void *arg)
{
	const struct opening *o = arg;

	TRY(sql_login_expire(s, (struct sql_login_expire){ .before = s->now - SESSION_KEPT_MS }, NULL));
	if (o->old_hash.at)
		TRY(sql_login_remove(s, (struct sql_login_remove){ .token_hash = o->old_hash }, NULL));
	return sql_login_insert(s,
				(struct sql_login_insert){ .token_hash = o->hash,
							   .user_id = o->user_id,
							   .for_tenant = o->tenant_id,
							   .now = s->now,
							   .expires_at = end_of(s->now, s->now),
							   .kind = TEXT("session"),
							   .scopes = TEXT(""),
							   .csrf = o->csrf },
				NULL);
}

/* The session that this browser had before, even where it is over: it ends, and the same person's pages go on. */
static enum err follow(struct scope *s, const struct call *c, struct opening *o)
{
	struct text token = cookie_token(s, c);
	struct sql_login_get_row row;
	enum err e;

	if (!token.at)
		return OK;
	o->old_hash = session_hash(s, token);
	e = sql_login_get(s, (struct sql_login_get){ .token_hash = o->old_hash }, &row);
	if (e == ERR_NO_ROW)
		return OK;
	TRY(e);
	if (row.user_id == o->user_id && text_is(row.kind, "session"))
		o->csrf = row.csrf.at ? row.csrf : session_csrf(s, token);
	return OK;
}

static enum err start(struct scope *s, struct call *c, const struct password_owner *who)
{
	struct sql_member_tenants_rows tenants;
	unsigned char bytes[SESSION_TOKEN_BYTES];
	struct opening o = { .user_id = who->id };

	TRY(sql_member_tenants(s, (struct sql_member_tenants){ .user_id = who->id }, &tenants));
	if (tenants.count == 0)
		return fail(s, ERR_FORBIDDEN, "this person works for no tenant");
	world_random(s->world, bytes, sizeof bytes);
	TRY(follow(s, c, &o));
	c->session = (struct session){ .is = true,
				       .user_id = who->id,
				       .rights = tenants.at[0].role_bits,
				       .token = hex_format(s->arena, bytes, sizeof bytes),
				       .login = who->login,
				       .name = who->name,
				       .locale = who->locale };
	c->session.csrf = o.csrf.at ? o.csrf : session_csrf(s, c->session.token);
	o.tenant_id = tenants.at[0].tenant_id;
	o.hash = session_hash(s, c->session.token);
	TRY(db_transact(s, open_body, &o));
	if (o.old_hash.at)
		events_signed_out(c->web->events, o.old_hash);
	c->cookie = cookie_text(s, c, c->session.token, SESSION_WHOLE_MS / SECOND_MS);
	return OK;
}

enum err session_open(struct scope *s, struct call *c)
{
	static const char *const members[] = { "user", "password" };
	struct password_owner who;
	struct text login, password;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_text(s, c, "user", LOGIN_MAX, &login));
	TRY(call_text(s, c, "password", PASSWORD_MAX, &password));
	TRY(call_members(s, c, members, 2));
	TRY(password_check(s, c->web, login, secret_of(password), &who));
	TRY(start(s, c, &who));
	view_session(s, c);
	return OK;
}

struct language {
	int64_t user_id;
	struct text locale;
};

static enum err language_body(struct scope *s, void *arg)
{
	const struct language *l = arg;

	return sql_user_locale_set(s, (struct sql_user_locale_set){ .id = l->user_id, .locale = l->locale }, NULL);
}

enum err session_set(struct scope *s, struct call *c)
{
	static const char *const members[] = { "locale" };
	const struct view_row *known = view_find(TEXT("locale"));
	struct buffer names = buffer_in(s->arena);
	struct text locale, word;
	bool found = false;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_text(s, c, "locale", LOCALE_MAX, &locale));
	TRY(call_members(s, c, members, 1));
	for (size_t i = 0; (word = view_word(s->arena, known, i)).at; i++) {
		found |= text_same(word, locale);
		buffer_format(&names, "%s%.*s", i ? ", " : "", TEXT_ARG(word));
	}
	if (!found)
		return fail(s, ERR_BAD_REQUEST, "\"locale\" must be one of: %.*s", TEXT_ARG(buffer_text(&names)));
	TRY(db_transact(s, language_body, &(struct language){ c->session.user_id, locale }));
	c->session.locale = locale;
	view_session(s, c);
	return OK;
}

static enum err close_body(struct scope *s, void *arg)
{
	const struct text *hash = arg;

	return sql_login_remove(s, (struct sql_login_remove){ .token_hash = *hash }, NULL);
}

enum err session_close(struct scope *s, struct call *c)
{
	struct text hash = session_hash(s, c->session.token);

	TRY(call_parameters(s, c, NULL, 0));
	TRY(db_transact(s, close_body, &hash));
	events_signed_out(c->web->events, hash);
	c->cookie = cookie_text(s, c, TEXT("none"), 0);
	return OK;
}
