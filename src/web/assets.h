/* web/assets.h - the pages packed into the binary. */
#pragma once
#include "base/http.h"
#include "base/scope.h"

/* A file of ui/dist. */
struct asset {
	const char *path; /* "/index.html" */
	const char *type;
	const unsigned char *at;
	size_t size;
	const unsigned char *gzip; /* the same, smaller; NULL: it would not be */
	size_t gzip_size;
};
/* The i-th, or NULL past the last; made by the build (tools/embed). */
const struct asset *asset_at(size_t i, struct asset *out);

/* What index.html has in place of the number that only this answer knows: only styles that carry it are taken. */
#define ASSETS_NONCE "{{nonce}}"

/* A path without a dot is a page of the app: index.html. ERR_NO_ROUTE, ERR_METHOD. */
enum err assets_answer(struct scope *s, const struct http_request *q, struct http_answer *a) MUST_CHECK;
