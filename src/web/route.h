/* web/route.h - which handler answers a method and a path. */
#pragma once
#include "web/call.h"
#include "web/views.h"

struct route {
	const char *method, *path; /* the path below /api/v1 */
	enum right right;
	call_handler *handler;
	const char *name;  /* the handler's */
	const char *body;  /* the view that it takes, or media types of a file; "": none */
	int status;        /* of what it answers where all is well */
	const char *reply; /* the view, or a media type; "": none */
	const char *sentence;
};

/* A parameter that a route takes. */
struct route_query {
	const char *name; /* NULL past the last */
	bool needed;
	enum view_type type;
	const char *of;
	const char *sentence;
};
const struct route_query *route_queries(size_t route); /* of routes[route] */

/* ERR_NO_ROUTE; ERR_METHOD, with the methods that are taken in `allow`. `id` is set where the path has {id}. */
enum err route_find(struct scope *s, struct text method, struct text path, const struct route **out, int64_t *id,
		    struct text *allow) MUST_CHECK;

/* Is its body a file, of one of the media types that `body` names, instead of a view? */
bool route_takes_file(const struct route *r);

extern const struct route routes[];
extern const size_t route_count;
