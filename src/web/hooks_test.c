/* web/hooks_test.c - a push comes in at its public address: proved, answered at once and with nothing. */
#include "base/digest.h"
#include "web/try_web.h"
#include "work/hook.h"
#include "work/rig.h"

#define PATH "/hooks/shopee/2001887"
#define URL "https://shop.example" PATH
#define KEY "lockstep-demo-push-key"

struct stand {
	struct rig rig;
	struct try_web web;
	struct text order_push;
};

static void stand_open(struct scope *s, struct stand *t)
{
	struct hook_address a = {
		.channel = TEXT("shopee"), .app_id = TEXT("2001887"), .url = TEXT(URL), .key = secret_of(TEXT(KEY))
	};

	rig_open(s, &t->rig, 0);
	rig_pull_all(&t->rig);
	CHECK_OK(hook_register(t->rig.node, s, &a));
	CHECK_EQ(rig_run_due(&t->rig), 1); /* what was missed so far is asked for at once: nothing */
	t->web = (struct try_web){ .s = s, .web = web_open(s->world, &(struct web_options){ .node = t->rig.node }) };
	t->order_push =
		text_format(s->arena, "{\"data\":{\"ordersn\":\"%.*s\"},\"shop_id\":%lld,\"code\":3,\"timestamp\":1}",
			    TEXT_ARG(rig_sn(&t->rig, rig_place(&t->rig, 0, 1))), (long long)sim_shop(t->rig.sim, 0).id);
}

static void stand_close(struct stand *t)
{
	web_close(t->web.web);
	rig_close(&t->rig);
}

static void push(struct stand *t, const char *method, const char *path, const char *key, struct text body)
{
	struct scope *s = t->rig.s;
	struct http_request q = { .method = text_of(method), .url = text_of(path), .body = body };
	struct digest256 d =
		digest_hmac_sha256(secret_of(text_of(key)), text_format(s->arena, URL "|%.*s", TEXT_ARG(body)));

	http_header_add(q.headers, &q.header_count, TEXT("Authorization"),
			hex_format(s->arena, d.bytes, sizeof d.bytes));
	http_header_add(q.headers, &q.header_count, TEXT("Origin"), TEXT("https://elsewhere.example"));
	web_handle(t->web.web, s, &q, &t->web.answer);
}

ON_BOTH(a_push_needs_no_session_and_is_answered_with_nothing)
{
	struct stand t;

	stand_open(s, &t);
	push(&t, "POST", PATH, KEY, t.order_push);
	CHECK_EQ(t.web.answer.status, 200);
	CHECK_EQ(t.web.answer.body.size, 0);
	CHECK_EQ(rig_run_due(&t.rig), 1);
	CHECK_EQ(rig_count(&t.rig), 1);
	push(&t, "POST", PATH, "", TEXT("{\"code\":0,\"data\":{\"verify_info\":\"x\"}}"));
	CHECK_EQ(t.web.answer.status, 200);
	CHECK_EQ(t.web.answer.body.size, 0);
	stand_close(&t);
}

ON_BOTH(what_is_forged_misplaced_or_too_large_is_refused_without_effect)
{
	struct stand t;
	struct sql_hooks_count_row row;
	char *large = ARENA_ARRAY(s->arena, char, 64 * 1024 + 1);

	stand_open(s, &t);
	push(&t, "POST", PATH, "another", t.order_push);
	CHECK_EQ(t.web.answer.status, 401);
	push(&t, "POST", "/hooks/shopee/17", KEY, t.order_push);
	CHECK_EQ(t.web.answer.status, 401);
	push(&t, "POST", "/hooks/nowhere/2001887", KEY, t.order_push);
	CHECK_EQ(t.web.answer.status, 404);
	push(&t, "POST", "/hooks/shopee", KEY, t.order_push);
	CHECK_EQ(t.web.answer.status, 404);
	push(&t, "GET", PATH, KEY, TEXT(""));
	CHECK_EQ(t.web.answer.status, 405);
	CHECK_TEXT(http_header_find(t.web.answer.headers, t.web.answer.header_count, "allow"), "POST");
	push(&t, "POST", PATH, KEY, (struct text){ large, 64 * 1024 + 1 });
	CHECK_EQ(t.web.answer.status, 413);
	CHECK_OK(sql_hooks_count(s, (struct sql_hooks_count){ .state = TEXT("new") }, &row));
	CHECK_EQ(row.count, 0);
	CHECK_EQ(rig_run_due(&t.rig), 0);
	stand_close(&t);
}
