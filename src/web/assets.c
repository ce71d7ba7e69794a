/* web/assets.c - the pages packed into the binary, under a policy that lets them run nothing but themselves. */
#include "web/assets.h"
#include "base/digest.h"

#define POLICY                                                                                                      \
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action " \
	"'self'; "                                                                                                  \
	"base-uri 'none'; frame-ancestors 'none'"

static bool asset_find(struct text path, struct asset *out)
{
	if (text_is(path, "/"))
		path = TEXT("/index.html");
	for (size_t i = 0; asset_at(i, out); i++)
		if (text_is(path, out->path))
			return true;
	return false;
}

static void add(struct http_answer *a, const char *name, struct text value)
{
	http_header_add(a->headers, &a->header_count, text_of(name), value);
}

enum err assets_answer(struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct asset f;
	struct text seen = http_header_find(q->headers, q->header_count, "if-none-match");
	struct digest128 digest;
	struct text tag;

	if (!asset_find(http_path(q->url), &f))
		return fail(s, ERR_NO_ROUTE, "there is no page at this address; begin at /");
	if (!text_is(q->method, "GET") && !text_is(q->method, "HEAD"))
		return fail(s, ERR_METHOD, "pages are only read, by GET");
	digest = digest_xxh3((struct text){ (const char *)f.at, f.size });
	tag = text_format(s->arena, "\"%.*s\"", TEXT_ARG(hex_format(s->arena, digest.bytes, sizeof digest.bytes)));
	add(a, "Content-Type", text_of(f.type));
	add(a, "Content-Security-Policy", TEXT(POLICY));
	add(a, "Referrer-Policy", TEXT("no-referrer"));
	add(a, "X-Frame-Options", TEXT("DENY"));
	add(a, "Cache-Control", TEXT("no-cache"));
	add(a, "ETag", tag);
	a->status = text_same(seen, tag) ? 304 : 200;
	a->body = a->status == 200 ? (struct text){ (const char *)f.at, f.size } : TEXT("");
	return OK;
}
