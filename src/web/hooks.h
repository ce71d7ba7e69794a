/* web/hooks.h - where channels push: POST /hooks/{channel}/{app}, public, proved by its signature alone. */
#pragma once
#include "web/call.h"

/* `path` is what stands below /hooks/. OK: answered 200 with an empty body, after what came is durable. */
enum err hooks_answer(struct scope *s, struct web *web, const struct http_request *q, struct text path,
		      struct http_answer *a) MUST_CHECK;
