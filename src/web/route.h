/* web/route.h - which handler answers a method and a path. */
#pragma once
#include "web/call.h"

struct route {
	const char *method, *path; /* the path below /api/v1 */
	enum right right;
	call_handler *handler;
	const char *sentence;
};

/* ERR_NO_ROUTE; ERR_METHOD, with the methods that are taken in `allow`. `id` is set where the path has {id}. */
enum err route_find(struct scope *s, struct text method, struct text path, const struct route **out, int64_t *id,
		    struct text *allow) MUST_CHECK;

extern const struct route routes[];
extern const size_t route_count;
