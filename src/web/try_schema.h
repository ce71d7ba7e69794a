/* web/try_schema.h - for tests: does an answer keep to what openapi.json says of its route? */
#pragma once
#include "base/http.h"
#include "base/json.h"
#include "base/scope.h"

/* The answer of method and path, with its status, media type and body; where it does not, `why` says what. */
bool try_schema_fits(struct scope *s, struct json openapi, const struct http_request *q, const struct http_answer *a,
		     struct text *why);
