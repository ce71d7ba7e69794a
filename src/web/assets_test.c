/* web/assets_test.c - the pages: policy, what is held already, gzip, and addresses of the app. Those of tests/pages. */
#include "web/assets.h"
#include "web/try_web.h"
#include <string.h>
#include <zlib.h>

static const char script[] = "/assets/index-0aB_9xZq.js", style[] = "/assets/index-BgG-o-hc.css";

static struct text header(const struct try_web *t, const char *name)
{
	return http_header_find(t->answer.headers, t->answer.header_count, name);
}

static void ask_with(struct try_web *t, const char *path, const char *name, struct text value)
{
	t->extra[0] = (struct http_header){ text_of(name), value };
	t->extra_count = 1;
	try_ask(t, "GET", path, NULL);
	t->extra_count = 0;
}

/* What stands between `before` and the next quote. */
static struct text between(struct text t, const char *before)
{
	size_t size = strlen(before);

	for (size_t i = 0; i + size <= t.size; i++)
		if (memcmp(t.at + i, before, size) == 0) {
			const char *from = t.at + i + size;
			return (struct text){ from, strcspn(from, "\"'") };
		}
	return (struct text){ 0 };
}

ON_SQLITE(a_page_takes_only_its_own_scripts_and_styles_with_its_number)
{
	struct try_web t;
	struct text policy, first;

	try_web_open(s, &t);
	try_ask(&t, "GET", "/", NULL);
	CHECK_EQ(t.status, 200);
	CHECK_TEXT(header(&t, "content-type"), "text/html; charset=utf-8");
	policy = header(&t, "content-security-policy");
	CHECK(text_has(policy, "default-src 'none'") && text_has(policy, "frame-ancestors 'none'"));
	CHECK(text_has(policy, "script-src 'self';") && !text_has(policy, "unsafe"));
	CHECK_TEXT(header(&t, "x-content-type-options"), "nosniff");
	CHECK_TEXT(header(&t, "cache-control"), "no-cache");
	first = between(policy, "'nonce-");
	CHECK_EQ(first.size, 32);
	CHECK_SAME(between(t.answer.body, "name=\"csp-nonce\" content=\""), first);
	CHECK(!text_has(t.answer.body, ASSETS_NONCE));
	try_ask(&t, "GET", "/", NULL);
	CHECK(!text_same(between(header(&t, "content-security-policy"), "'nonce-"), first));
	try_web_close(&t);
}

ON_SQLITE(addresses_of_the_app_answer_its_page_and_files_do_not)
{
	static const char *const pages[] = { "/orders", "/orders/123", "/orders?tab=all", "/runs/", "/apix", "/HOOKS" };
	static const char *const none[] = { "/orders.js", "/assets/none-12345678.js",
					    "/api/v1x",   "/hooks",
					    "/api",       "/index.htm",
					    "/..",        "/assets/../index.html" };
	struct try_web t;

	try_web_open(s, &t);
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		try_ask(&t, "GET", pages[i], NULL);
		CHECK_EQ(t.status, 200);
		CHECK(text_has(t.answer.body, "A sample"));
	}
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		try_ask(&t, "GET", none[i], NULL);
		try_problem(&t, ERR_NO_ROUTE);
	}
	try_ask(&t, "POST", "/orders", NULL);
	try_problem(&t, ERR_METHOD);
	try_web_close(&t);
}

ON_SQLITE(a_file_named_by_its_digest_is_kept_for_ever_and_others_are_asked_for)
{
	struct try_web t;
	struct text tag;

	try_web_open(s, &t);
	try_ask(&t, "GET", style, NULL);
	CHECK_TEXT(header(&t, "cache-control"), "public, max-age=31536000, immutable");
	CHECK_TEXT(header(&t, "content-type"), "text/css; charset=utf-8");
	CHECK(!header(&t, "vary").at); /* too small to be packed */
	try_ask(&t, "GET", "/assets/plain.json", NULL);
	CHECK_TEXT(header(&t, "cache-control"), "no-cache");
	try_ask(&t, "GET", "/icon.svg", NULL);
	CHECK_TEXT(header(&t, "cache-control"), "no-cache");
	tag = header(&t, "etag");
	ask_with(&t, "/icon.svg", "If-None-Match", tag);
	CHECK_EQ(t.status, 304);
	CHECK_EQ(t.answer.body.size, 0);
	CHECK_SAME(header(&t, "etag"), tag);
	try_web_close(&t);
}

/* What a browser makes of it. */
static struct text inflated(struct scope *s, struct text packed)
{
	enum { ROOM = 1 << 16 };
	unsigned char *in = arena_alloc(s->arena, packed.size), *out = arena_alloc(s->arena, ROOM);
	z_stream z = { .next_in = in, .avail_in = (uInt)packed.size, .next_out = out, .avail_out = ROOM };

	memcpy(in, packed.at, packed.size);
	CHECK_EQ(inflateInit2(&z, 15 + 16), Z_OK);
	CHECK_EQ(inflate(&z, Z_FINISH), Z_STREAM_END);
	CHECK_EQ(inflateEnd(&z), Z_OK);
	return (struct text){ (const char *)out, z.total_out };
}

ON_SQLITE(who_takes_gzip_gets_the_same_file_smaller)
{
	static const char *const yes[] = { "gzip", "br, gzip", "deflate,gzip;q=0.5" };
	static const char *const no[] = { "br", "identity", "gzip;q=0", "xgzip", "" };
	struct try_web t;
	struct text plain, tag;

	try_web_open(s, &t);
	try_ask(&t, "GET", script, NULL);
	plain = text_copy(s->arena, t.answer.body);
	tag = header(&t, "etag");
	CHECK_TEXT(header(&t, "vary"), "Accept-Encoding");
	CHECK(!header(&t, "content-encoding").at);
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
		ask_with(&t, script, "Accept-Encoding", text_of(yes[i]));
		CHECK_TEXT(header(&t, "content-encoding"), "gzip");
		CHECK_TEXT(header(&t, "vary"), "Accept-Encoding");
		CHECK(t.answer.body.size < plain.size && !text_same(header(&t, "etag"), tag));
		CHECK_SAME(inflated(s, t.answer.body), plain);
	}
	for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
		ask_with(&t, script, "Accept-Encoding", text_of(no[i]));
		CHECK(!header(&t, "content-encoding").at);
		CHECK_SAME(t.answer.body, plain);
	}
	try_web_close(&t);
}

ON_SQLITE(an_answer_of_the_api_that_is_held_already_is_not_sent_again)
{
	static const char path[] = "/api/v1/orders?limit=5";
	struct try_web t;
	struct text tag, body;
	int64_t shop;

	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	shop = try_shop(s, "A");
	(void)try_order(s, shop, "1", "pending", 1000);
	try_ask(&t, "GET", path, NULL);
	tag = header(&t, "etag");
	body = t.answer.body;
	CHECK(tag.size > 2);
	ask_with(&t, path, "If-None-Match", text_format(s->arena, "\"x\", W/%.*s", TEXT_ARG(tag)));
	CHECK_EQ(t.status, 304);
	CHECK_EQ(t.answer.body.size, 0);
	CHECK_SAME(header(&t, "etag"), tag);
	ask_with(&t, path, "If-None-Match", TEXT("\"x\""));
	CHECK_EQ(t.status, 200);
	CHECK_SAME(t.answer.body, body);
	try_ask(&t, "HEAD", path, NULL);
	CHECK_SAME(header(&t, "etag"), tag);
	(void)try_order(s, shop, "2", "pending", 2000);
	ask_with(&t, path, "If-None-Match", tag);
	CHECK_EQ(t.status, 200);
	ask_with(&t, "/api/v1/nothing", "If-None-Match", TEXT("*"));
	try_problem(&t, ERR_NO_ROUTE);
	CHECK(!header(&t, "etag").at);
	try_web_close(&t);
}
