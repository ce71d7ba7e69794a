/* web/route.c - which handler answers a method and a path. */
#include "web/route.h"
#include "web/handlers.h"
#include <string.h>

const struct route routes[] = {
#define ROUTE(method, path, right, handler, body, status, reply, sentence) \
	{ method, path, RIGHT_##right, handler, #handler, body, status, reply, sentence },
#include "web/routes.def"
};
const size_t route_count = sizeof routes / sizeof *routes;

const struct route_query *route_queries(size_t route)
{
	enum { MAY, NEEDED };
	/* Before those of each route stands one without a name, and one at the end. */
	static const struct route_query queries[] = {
#define ROUTE(method, path, right, handler, body, status, reply, sentence) { .name = NULL },
#define QUERY(name, needed, type, of, sentence) { #name, needed, TYPE_OF_##type, #of, sentence },
#include "web/routes.def"
		{ .name = NULL },
	};
	const struct route_query *q = queries;

	for (size_t i = 0; i < route; q++)
		i += q[1].name == NULL;
	return q + 1;
}

bool route_takes_file(const struct route *r) { return strchr(r->body, '/') != NULL; }

/* A number as we write ids: nothing before or after it, and not negative. */
static bool id_parse(struct text part, int64_t *id)
{
	return part.size > 0 && part.at[0] != '-' && (part.at[0] != '0' || part.size == 1) && text_to_int(part, id);
}

static bool path_fits(const char *pattern, struct text path, int64_t *id)
{
	struct text want = text_of(pattern), wanted, part;

	while (text_cut(&want, '/', &wanted)) {
		if (!text_cut(&path, '/', &part))
			return false;
		if (text_is(wanted, "{id}") ? !id_parse(part, id) : !text_same(wanted, part))
			return false;
	}
	return path.size == 0;
}

/* A GET route answers HEAD too; who serves drops the body. */
static bool method_fits(const struct route *r, struct text method)
{
	return text_is(method, r->method) || (text_is(method, "HEAD") && strcmp(r->method, "GET") == 0);
}

enum err route_find(struct scope *s, struct text method, struct text path, const struct route **out, int64_t *id,
		    struct text *allow)
{
	struct buffer b = buffer_in(s->arena);

	if (path.size > 0 && path.at[path.size - 1] == '/')
		return fail(s, ERR_NO_ROUTE, "no address of the API ends with a slash");
	for (size_t i = 0; i < route_count; i++) {
		if (!path_fits(routes[i].path, path, id))
			continue;
		if (method_fits(&routes[i], method)) {
			*out = &routes[i];
			return OK;
		}
		buffer_format(&b, "%s%s", b.size ? ", " : "", routes[i].method);
	}
	*allow = buffer_text(&b);
	if (b.size > 0)
		return fail(s, ERR_METHOD, "the address takes %.*s, not %.*s", TEXT_ARG(*allow),
			    TEXT_ARG(call_quote(s, method)));
	return fail(s, ERR_NO_ROUTE, "the API has no address \"%.*s\"", TEXT_ARG(call_quote(s, path)));
}
