/* web/assets.c - the pages packed into the binary, under a policy that lets them run nothing but themselves. */
#include "web/assets.h"
#include "web/etag.h"
#include <string.h>

enum { NONCE_BYTES = 16, HASH_SIZE = 8 };

static bool find(const char *path, size_t size, struct asset *out)
{
	for (size_t i = 0; asset_at(i, out); i++)
		if (strlen(out->path) == size && memcmp(out->path, path, size) == 0)
			return true;
	return false;
}

static bool has_dot(struct text path) { return path.size > 0 && memchr(path.at, '.', path.size); }

/* The app itself shows what stands at its addresses; a file has a dot, and what is below /api or /hooks is none of it. */
static bool asset_find(struct text path, struct asset *out)
{
	static const char index[] = "/index.html";
	bool app = text_starts(path, "/") && !has_dot(path) && !text_starts(path, "/api/") &&
		   !text_starts(path, "/hooks/") && !text_is(path, "/api") && !text_is(path, "/hooks");

	return app ? find(index, sizeof index - 1, out) : find(path.at, path.size, out);
}

/* "/assets/index-BgG-o-hc.js": its name holds the digest of what it is, so it never changes. */
static bool never_changes(const char *path)
{
	const char *dot = strrchr(path, '.');

	return strncmp(path, "/assets/", 8) == 0 && dot && dot - path > 8 + HASH_SIZE && dot[-HASH_SIZE - 1] == '-';
}

static bool takes_gzip(const struct http_request *q)
{
	struct text rest = http_header_find(q->headers, q->header_count, "accept-encoding"), one, name;

	while (rest.size > 0 && text_cut(&rest, ',', &one)) {
		struct text weight = text_trim(one);
		if (!text_cut(&weight, ';', &name) || !text_is(text_trim(name), "gzip"))
			continue;
		weight = text_trim(weight);
		return !text_is(weight, "q=0") && !text_starts(weight, "q=0.0");
	}
	return false;
}

static void add(struct http_answer *a, const char *name, struct text value)
{
	http_header_add(a->headers, &a->header_count, text_of(name), value);
}

static void add_policy(struct scope *s, struct http_answer *a, struct text nonce)
{
	struct text styles = nonce.at ? text_format(s->arena, " 'nonce-%.*s'", TEXT_ARG(nonce)) : TEXT("");

	add(a, "Content-Security-Policy",
	    text_format(s->arena,
			"default-src 'none'; script-src 'self'; style-src 'self'%.*s; img-src 'self' data:; "
			"font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
			"frame-ancestors 'none'",
			TEXT_ARG(styles)));
	add(a, "Referrer-Policy", TEXT("no-referrer"));
	add(a, "X-Frame-Options", TEXT("DENY"));
}

static struct text with_nonce(struct arena *a, struct text page, struct text nonce)
{
	static const char mark[] = ASSETS_NONCE;
	struct buffer b = buffer_in(a);
	size_t from = 0;

	for (size_t i = 0; i + sizeof mark - 1 <= page.size; i++) {
		if (memcmp(page.at + i, mark, sizeof mark - 1) != 0)
			continue;
		buffer_add(&b, (struct text){ page.at + from, i - from });
		buffer_add(&b, nonce);
		from = i + sizeof mark - 1;
	}
	buffer_add(&b, (struct text){ page.at + from, page.size - from });
	return buffer_text(&b);
}

/* A page is made for each answer: nobody holds one that fits another's policy. */
static void answer_page(struct scope *s, const struct asset *f, struct http_answer *a)
{
	unsigned char bytes[NONCE_BYTES];
	struct text nonce;

	world_random(s->world, bytes, sizeof bytes);
	nonce = hex_format(s->arena, bytes, sizeof bytes);
	add_policy(s, a, nonce);
	add(a, "Cache-Control", TEXT("no-cache"));
	a->status = 200;
	a->body = with_nonce(s->arena, (struct text){ (const char *)f->at, f->size }, nonce);
}

static void answer_file(struct scope *s, const struct http_request *q, const struct asset *f, struct http_answer *a)
{
	bool packed = f->gzip && takes_gzip(q);
	struct text body = packed ? (struct text){ (const char *)f->gzip, f->gzip_size }
				  : (struct text){ (const char *)f->at, f->size };
	struct text tag = etag_of(s->arena, body, packed ? "-gzip" : "");

	add_policy(s, a, (struct text){ 0 });
	add(a, "Cache-Control",
	    never_changes(f->path) ? TEXT("public, max-age=31536000, immutable") : TEXT("no-cache"));
	add(a, "ETag", tag);
	if (f->gzip)
		add(a, "Vary", TEXT("Accept-Encoding"));
	if (packed)
		add(a, "Content-Encoding", TEXT("gzip"));
	a->status = etag_held(q, tag) ? 304 : 200;
	a->body = a->status == 200 ? body : TEXT("");
}

enum err assets_answer(struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct asset f;

	if (!asset_find(http_path(q->url), &f))
		return fail(s, ERR_NO_ROUTE, "there is no page at this address; begin at /");
	if (!text_is(q->method, "GET") && !text_is(q->method, "HEAD"))
		return fail(s, ERR_METHOD, "pages are only read, by GET");
	add(a, "Content-Type", text_of(f.type));
	if (text_starts(text_of(f.type), "text/html"))
		answer_page(s, &f, a);
	else
		answer_file(s, q, &f, a);
	return OK;
}
