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
};
/* The i-th, or NULL past the last; made by the build (tools/embed). */
const struct asset *asset_at(size_t i, struct asset *out);

/* ERR_NO_ROUTE, ERR_METHOD. */
enum err assets_answer(struct scope *s, const struct http_request *q, struct http_answer *a) MUST_CHECK;
