/* web/etag.h - does whoever asks hold it already? */
#pragma once
#include "base/http.h"
#include "base/scope.h"

/* The entity tag of these bytes: "\"…\"", with `variant` in it where it is not empty. */
struct text etag_of(struct arena *a, struct text bytes, const char *variant);
/* If-None-Match names it, or anything. */
bool etag_held(const struct http_request *q, struct text tag);
