/* web/session_test.c - signing in and out, and who may send what. */
#include "base/digest.h"
#include "base/instant.h"
#include "web/session.h"
#include "web/try_web.h"
#include "work/users.h"
#include <stdatomic.h>
#include <string.h>

static const char right_one[] = "{\"user\":\"anna\",\"password\":\"correct horse\"}";
static const char wrong_one[] = "{\"user\":\"anna\",\"password\":\"wrong horse\"}";

static void open_with_anna(struct scope *s, struct try_web *t)
{
	try_web_open(s, t);
	CHECK_OK(user_password_put(s, TEXT("anna"), secret_of(TEXT("correct horse")), false));
}

ON_BOTH(signing_in_opens_a_session_and_signing_out_ends_it)
{
	struct try_web t;
	struct text csrf, cookie;

	open_with_anna(s, &t);
	try_ask(&t, "GET", "/api/v1/session", NULL);
	try_problem(&t, ERR_NOT_SIGNED_IN);
	try_ask(&t, "POST", "/api/v1/session", right_one);
	CHECK_EQ(t.status, 200);
	CHECK_TEXT(try_at(&t, "user"), "anna");
	csrf = try_at(&t, "csrf");
	cookie = http_header_find(t.answer.headers, t.answer.header_count, "set-cookie");
	CHECK(text_starts(cookie, SESSION_COOKIE "=") && text_has(cookie, "; HttpOnly") &&
	      text_has(cookie, "; SameSite=Lax"));
	CHECK(!text_has(cookie, "Secure") && !text_has(t.answer.body, t.cookie.at + sizeof SESSION_COOKIE));
	try_ask(&t, "GET", "/api/v1/session", NULL);
	CHECK_EQ(t.status, 200);
	CHECK_SAME(try_at(&t, "csrf"), csrf);
	cookie = t.cookie;
	t.csrf = csrf;
	try_ask(&t, "DELETE", "/api/v1/session", NULL);
	CHECK_EQ(t.status, 204);
	t.cookie = cookie; /* one who kept it */
	try_ask(&t, "GET", "/api/v1/session", NULL);
	try_problem(&t, ERR_NOT_SIGNED_IN);
	try_web_close(&t);
}

ON_SQLITE(a_wrong_password_and_an_unknown_user_are_told_alike)
{
	struct try_web t;
	struct text detail;

	open_with_anna(s, &t);
	try_ask(&t, "POST", "/api/v1/session", wrong_one);
	try_problem(&t, ERR_SIGN_IN_FAILED);
	CHECK(!t.cookie.at);
	detail = try_at(&t, "detail");
	try_ask(&t, "POST", "/api/v1/session", "{\"user\":\"nobody\",\"password\":\"wrong horse\"}");
	try_problem(&t, ERR_SIGN_IN_FAILED);
	CHECK_SAME(try_at(&t, "detail"), detail);
	try_web_close(&t);
}

ON_SQLITE(failed_attempts_are_throttled_for_their_user_and_successful_ones_cost_nothing)
{
	struct try_web t;

	open_with_anna(s, &t);
	for (int i = 0; i < 12; i++) {
		try_ask(&t, "POST", "/api/v1/session", right_one);
		CHECK_EQ(t.status, 200);
	}
	for (int i = 0; i < 10; i++) {
		try_ask(&t, "POST", "/api/v1/session", wrong_one);
		try_problem(&t, ERR_SIGN_IN_FAILED);
	}
	try_ask(&t, "POST", "/api/v1/session", wrong_one);
	try_problem(&t, ERR_SIGN_IN_THROTTLED);
	CHECK(http_header_find(t.answer.headers, t.answer.header_count, "retry-after").at);
	try_ask(&t, "POST", "/api/v1/session", "{\"user\":\"bert\",\"password\":\"wrong horse\"}");
	try_problem(&t, ERR_SIGN_IN_FAILED);
	try_web_close(&t);
}

ON_BOTH(a_session_ends_when_unused)
{
	struct try_web t;

	try_web_open(s, &t);
	try_web_person(&t, "cleo", RIGHTS_ALL);
	try_ask(&t, "GET", "/api/v1/session", NULL);
	CHECK_EQ(t.status, 200);
	s->now = world_now(s->world) + SESSION_IDLE_MS + MINUTE_MS;
	try_ask(&t, "GET", "/api/v1/session", NULL);
	try_problem(&t, ERR_NOT_SIGNED_IN);
	try_web_close(&t);
}

static int64_t end_after_use(struct try_web *t, int64_t made_at)
{
	struct sql_login_get_row row;
	struct text token;
	struct digest256 hash;

	try_web_person_at(t, text_format(t->s->arena, "made %lld", (long long)made_at).at, 0, made_at,
			  world_now(t->s->world) + 60000);
	try_ask(t, "GET", "/api/v1/session", NULL);
	CHECK_EQ(t->status, 200);
	token = (struct text){ t->cookie.at + t->cookie.size - 2 * SESSION_TOKEN_BYTES,
			       (size_t)2 * SESSION_TOKEN_BYTES };
	hash = digest_sha256(token);
	CHECK_OK(sql_login_get(
		t->s, (struct sql_login_get){ .token_hash = { (const char *)hash.bytes, sizeof hash.bytes } }, &row));
	return row.expires_at;
}

ON_BOTH(a_session_in_use_lasts_on_but_never_beyond_its_whole_time)
{
	struct try_web t;
	int64_t now = world_now(s->world), end;

	try_web_open(s, &t);
	end = end_after_use(&t, now - HOUR_MS);
	CHECK(end >= now + SESSION_IDLE_MS && end < now + SESSION_IDLE_MS + MINUTE_MS);
	CHECK_EQ(end_after_use(&t, now - SESSION_WHOLE_MS + HOUR_MS), now + HOUR_MS);
	try_web_close(&t);
}

/* A window keeps the token that signing in gave it; the cookie is the browser's. */
ON_BOTH(what_is_typed_in_one_window_is_sent_after_signing_in_again_in_another)
{
	struct try_web t;
	struct text typed;
	int64_t now = world_now(s->world);

	open_with_anna(s, &t);
	try_ask(&t, "POST", "/api/v1/session", right_one);
	t.csrf = typed = try_at(&t, "csrf");
	try_ask(&t, "POST", "/api/v1/session", right_one); /* the other window */
	CHECK_EQ(t.status, 200);
	CHECK_SAME(try_at(&t, "csrf"), typed);
	try_ask(&t, "PUT", "/api/v1/session", "{\"locale\":\"ru\"}");
	CHECK_EQ(t.status, 200);
	try_ask(&t, "POST", "/api/v1/session", right_one); /* and once more */
	CHECK_SAME(try_at(&t, "csrf"), typed);
	/* The session is over meanwhile: the answer is not that of a wrong password. */
	s->now = now + SESSION_IDLE_MS + MINUTE_MS;
	try_ask(&t, "PUT", "/api/v1/session", "{\"locale\":\"en\"}");
	try_problem(&t, ERR_NOT_SIGNED_IN);
	try_ask(&t, "POST", "/api/v1/session", wrong_one);
	try_problem(&t, ERR_SIGN_IN_FAILED);
	try_ask(&t, "POST", "/api/v1/session", right_one);
	CHECK_SAME(try_at(&t, "csrf"), typed);
	s->now = now;
	try_web_close(&t);
}

ON_SQLITE(another_person_and_one_who_signed_out_begin_with_another_token)
{
	struct try_web t;
	struct text annas;

	open_with_anna(s, &t);
	CHECK_OK(user_password_put(s, TEXT("ben"), secret_of(TEXT("correct horse")), false));
	try_ask(&t, "POST", "/api/v1/session", right_one);
	t.csrf = annas = try_at(&t, "csrf");
	try_ask(&t, "POST", "/api/v1/session", "{\"user\":\"ben\",\"password\":\"correct horse\"}");
	CHECK_EQ(t.status, 200);
	CHECK(!text_same(try_at(&t, "csrf"), annas));
	try_ask(&t, "DELETE", "/api/v1/session", NULL); /* a page of anna's, in ben's name */
	try_problem(&t, ERR_CSRF);
	try_ask(&t, "POST", "/api/v1/session", right_one);
	t.csrf = try_at(&t, "csrf");
	CHECK(!text_same(t.csrf, annas));
	annas = t.csrf;
	try_ask(&t, "DELETE", "/api/v1/session", NULL);
	CHECK_EQ(t.status, 204);
	try_ask(&t, "POST", "/api/v1/session", right_one);
	CHECK(!text_same(try_at(&t, "csrf"), annas));
	try_web_close(&t);
}

ON_BOTH(a_person_s_language_is_kept_for_all_sessions)
{
	static const char *const bad[] = { "{\"locale\":\"de\"}", "{\"locale\":\"\"}", "{\"locale\":1}", "{}",
					   "{\"locale\":\"en\",\"name\":\"x\"}" };
	struct try_web t;

	open_with_anna(s, &t);
	try_ask(&t, "POST", "/api/v1/session", right_one);
	CHECK_TEXT(try_at(&t, "locale"), "en");
	t.csrf = try_at(&t, "csrf");
	try_ask(&t, "PUT", "/api/v1/session", "{\"locale\":\"zh-CN\"}");
	CHECK_EQ(t.status, 200);
	CHECK_TEXT(try_at(&t, "locale"), "zh-CN");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		try_ask(&t, "PUT", "/api/v1/session", bad[i]);
		try_problem(&t, ERR_BAD_REQUEST);
	}
	try_ask(&t, "PUT", "/api/v1/session", bad[0]);
	CHECK(text_has(try_at(&t, "detail"), "en, zh-CN, ru"));
	t.cookie = (struct text){ 0 };
	try_ask(&t, "POST", "/api/v1/session", right_one);
	CHECK_TEXT(try_at(&t, "locale"), "zh-CN");
	try_web_close(&t);
}

ON_SQLITE(a_person_without_rights_is_signed_in_and_may_do_nothing)
{
	struct try_web t;

	try_web_open(s, &t);
	try_web_person(&t, "dora", 0);
	try_ask(&t, "GET", "/api/v1/session", NULL);
	CHECK_EQ(t.status, 200);
	try_ask(&t, "GET", "/api/v1/orders", NULL);
	try_problem(&t, ERR_FORBIDDEN);
	try_ask(&t, "POST", "/api/v1/shops/1/pull", NULL);
	try_problem(&t, ERR_FORBIDDEN);
	try_web_close(&t);
}

ON_SQLITE(unsafe_methods_need_the_token_and_our_own_page)
{
	static const struct {
		const char *name, *value;
		bool taken;
	} pages[] = {
		{ "Origin", "http://shop.example:8080", true },
		{ "Origin", "http://shop.example", false },
		{ "Origin", "http://evil.example:8080", false },
		{ "Origin", "http://shop.example:8080.evil.example", false },
		{ "Origin", "null", false },
		{ "Origin", "", false },
		{ "Sec-Fetch-Site", "same-origin", true },
		{ "Sec-Fetch-Site", "none", true },
		{ "Sec-Fetch-Site", "same-site", false },
		{ "Sec-Fetch-Site", "cross-site", false },
	};
	struct try_web t;
	struct text csrf;

	try_web_open(s, &t);
	try_web_person(&t, "emil", RIGHTS_ALL);
	csrf = t.csrf;
	t.csrf = (struct text){ 0 };
	try_ask(&t, "POST", "/api/v1/shops/1/pull", NULL);
	try_problem(&t, ERR_CSRF);
	t.csrf = text_copy(s->arena, csrf);
	((char *)(uintptr_t)t.csrf.at)[5] ^= 1;
	try_ask(&t, "POST", "/api/v1/shops/1/pull", NULL);
	try_problem(&t, ERR_CSRF);
	t.csrf = csrf;
	try_ask(&t, "POST", "/api/v1/shops/1/pull", NULL);
	try_problem(&t, ERR_SHOP_UNKNOWN);
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		t.extra[0] = (struct http_header){ text_of(pages[i].name), text_of(pages[i].value) };
		t.extra_count = 1;
		try_ask(&t, "POST", "/api/v1/shops/1/pull", NULL);
		try_problem(&t, pages[i].taken ? ERR_SHOP_UNKNOWN : ERR_CSRF);
		try_ask(&t, "GET", "/api/v1/session", NULL);
		CHECK_EQ(t.status, 200);
	}
	t.cookie = (struct text){ 0 };
	t.extra[0] = (struct http_header){ TEXT("Origin"), TEXT("http://evil.example") };
	try_ask(&t, "POST", "/api/v1/session", wrong_one);
	try_problem(&t, ERR_CSRF);
	try_web_close(&t);
}

ON_SQLITE(bodies_that_are_no_sign_in_are_refused_by_name)
{
	static const struct {
		const char *body, *type;
		enum err wanted;
	} bodies[] = {
		{ "", NULL, ERR_BAD_REQUEST },
		{ "{\"user\":\"a\",\"password\":\"b\"}", NULL, ERR_BAD_REQUEST },
		{ "{\"user\":\"a\",\"password\":\"b\"}", "text/plain", ERR_BAD_REQUEST },
		{ "user=a&password=b", "application/x-www-form-urlencoded", ERR_BAD_REQUEST },
		{ "{\"user\":\"a\"", "application/json", ERR_BAD_JSON },
		{ "{\"user\":\"a\"}", "application/json", ERR_BAD_REQUEST },
		{ "{\"user\":1,\"password\":\"b\"}", "application/json", ERR_BAD_REQUEST },
		{ "{\"user\":\"\",\"password\":\"b\"}", "application/json", ERR_BAD_REQUEST },
		{ "{\"user\":\"a\",\"password\":\"b\",\"role\":\"admin\"}", "application/json", ERR_BAD_REQUEST },
		{ "{\"user\":\"a\",\"user\":\"c\",\"password\":\"b\"}", "application/json", ERR_BAD_JSON },
		{ "{\"user\":\"a\\u0000b\",\"password\":\"b\"}", "application/json", ERR_BAD_JSON },
		{ "{\"user\":\"\xff\xfe\",\"password\":\"b\"}", "application/json", ERR_BAD_JSON },
		{ "[\"user\",\"password\"]", "application/json", ERR_BAD_REQUEST },
		{ "\"user\"", "application/json", ERR_BAD_REQUEST },
	};
	struct try_web t;
	char *large = arena_alloc(s->arena, 70000);

	try_web_open(s, &t);
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		try_ask_raw(&t, "POST", "/api/v1/session", text_of(bodies[i].body), bodies[i].type);
		if (!text_is(try_at(&t, "code"), err_name(bodies[i].wanted)))
			check_failed(__FILE__, __LINE__, "body %zu: %.*s", i, TEXT_ARG(t.answer.body));
	}
	try_ask_raw(&t, "POST", "/api/v1/session", TEXT("{\"user\":\"a\0b\",\"password\":\"b\"}"), "application/json");
	CHECK_EQ(t.status, 400);
	memset(large, ' ', 70000);
	try_ask_raw(&t, "POST", "/api/v1/session", (struct text){ large, 70000 }, "application/json");
	try_problem(&t, ERR_TOO_LARGE);
	try_web_close(&t);
}

ON_SQLITE(cookies_in_any_other_form_are_no_session)
{
	static const char *const cookies[] = {
		"",
		";;;",
		"lockstep_session",
		"lockstep_session=",
		"lockstep_session=zz",
		"lockstep_session=0000000000000000000000000000000000000000000000000000000000000000",
		"LOCKSTEP_SESSION=0000000000000000000000000000000000000000000000000000000000000000",
		"=;=;="
	};
	struct try_web t;

	try_web_open(s, &t);
	for (size_t i = 0; i < sizeof cookies / sizeof *cookies; i++) {
		t.cookie = text_of(cookies[i]);
		try_ask(&t, "GET", "/api/v1/session", NULL);
		try_problem(&t, ERR_NOT_SIGNED_IN);
	}
	try_web_close(&t);
}

ON_SQLITE(cookies_are_secure_where_our_proxy_speaks_tls_and_only_if_it_is_trusted)
{
	struct try_web t;
	struct text cookie;

	open_with_anna(s, &t);
	for (int trusted = 0; trusted < 2; trusted++) {
		web_close(t.web);
		t.web = web_open(s->world, &(struct web_options){ .trust_forwarded = trusted });
		t.extra[0] = (struct http_header){ TEXT("X-Forwarded-Proto"), TEXT("https") };
		t.extra_count = 1;
		try_ask(&t, "POST", "/api/v1/session", right_one);
		cookie = http_header_find(t.answer.headers, t.answer.header_count, "set-cookie");
		CHECK_EQ(text_has(cookie, "; Secure"), trusted);
	}
	try_web_close(&t);
}

enum { CROWD = 8 };

struct comer {
	struct try_web *t;
	int status;
	atomic_int *left;
};

static void come_in(struct scope *s, void *arg)
{
	struct comer *c = arg;
	struct try_web t = { .s = s, .web = c->t->web };

	s->deadline = MONO_NEVER;
	try_ask(&t, "POST", "/api/v1/session", right_one);
	c->status = t.status;
	atomic_fetch_sub(c->left, 1);
}

/* The watcher is the last of the crowd: it looks as long as the others sign in. */
static void watch_or_come(struct scope *s, void *arg)
{
	struct comer *c = arg;
	struct web *web = c->t->web;

	if (c->status == 0) {
		come_in(s, c);
		return;
	}
	while (atomic_load(c->left) > 0) {
		gate_lock(web->world, web->gate);
		if (web->hashing > c->status - 1)
			c->status = web->hashing + 1;
		gate_unlock(web->world, web->gate);
	}
}

ON_SQLITE(however_many_sign_in_two_passwords_are_checked_at_a_time)
{
	struct try_web t;
	atomic_int left = CROWD;
	struct comer crowd[CROWD + 1];

	open_with_anna(s, &t);
	for (int i = 0; i <= CROWD; i++)
		crowd[i] = (struct comer){ &t, i == CROWD, &left };
	try_threads(s, CROWD + 1, watch_or_come, crowd, sizeof *crowd);
	for (int i = 0; i < CROWD; i++)
		CHECK_EQ(crowd[i].status, 200);
	CHECK(crowd[CROWD].status - 1 >= 1 && crowd[CROWD].status - 1 <= 2);
	CHECK_EQ(t.web->hashing, 0);
	try_web_close(&t);
}
