/* base/http.c - headers and the parts of a URL. */
#include "base/http.h"
#include <string.h>
#include <strings.h>

void http_header_add(struct http_header *headers, size_t *count, struct text name, struct text value)
{
	if (*count < HTTP_HEADERS_MAX)
		headers[(*count)++] = (struct http_header){ name, value };
}

void http_header_set(struct http_header *headers, size_t count, const char *name, struct text value)
{
	size_t size = strlen(name);

	for (size_t i = 0; i < count; i++)
		if (headers[i].name.size == size && strncasecmp(headers[i].name.at, name, size) == 0)
			headers[i].value = value;
}

struct text http_header_find(const struct http_header *headers, size_t count, const char *name)
{
	size_t size = strlen(name);

	for (size_t i = 0; i < count; i++)
		if (headers[i].name.size == size && strncasecmp(headers[i].name.at, name, size) == 0)
			return headers[i].value;
	return (struct text){ 0 };
}

/* The bytes of `t` before the first of `stops`. */
static struct text until(struct text t, const char *stops)
{
	size_t size = 0;

	while (size < t.size && (t.at[size] == '\0' || !strchr(stops, t.at[size])))
		size++;
	return (struct text){ t.at, size };
}

static struct text after(struct text t, size_t size) { return (struct text){ t.at + size, t.size - size }; }

/* Takes "https://" off; false for a relative URL. */
static bool cut_scheme(struct text *url)
{
	struct text scheme = until(*url, ":/?#");

	if (!scheme.size || !text_starts(after(*url, scheme.size), "://"))
		return false;
	*url = after(*url, scheme.size + 3);
	return true;
}

struct text http_host(struct text url)
{
	if (!url.at || !cut_scheme(&url))
		return (struct text){ 0 };
	return until(url, "/?#");
}

struct text http_path(struct text url)
{
	if (!url.at)
		return TEXT("/");
	if (cut_scheme(&url))
		url = after(url, until(url, "/?#").size);
	struct text path = until(url, "?#");
	return path.size ? path : TEXT("/");
}

bool http_query(struct arena *a, struct text url, const char *name, struct text *value)
{
	struct text before = until(url, "?#"), pair, key, found = { 0 };
	bool seen = false;

	if (before.size == url.size || url.at[before.size] != '?')
		return false;
	struct text query = until(after(url, before.size + 1), "#");
	while (text_cut(&query, '&', &pair)) {
		struct text rest = pair;

		if (!text_cut(&rest, '=', &key))
			continue;
		if (!text_is(url_parse(a, key), name))
			continue;
		if (seen)
			return false;
		seen = true;
		found = url_parse(a, rest);
	}
	if (!seen || !found.at)
		return false;
	*value = found;
	return true;
}
