/* web/etag.c - does whoever asks hold it already? A tag is a digest of the bytes, not a secret. */
#include "web/etag.h"
#include "base/digest.h"

struct text etag_of(struct arena *a, struct text bytes, const char *variant)
{
	struct digest128 d = digest_xxh3(bytes);

	return text_format(a, "\"%.*s%s\"", TEXT_ARG(hex_format(a, d.bytes, sizeof d.bytes)), variant);
}

bool etag_held(const struct http_request *q, struct text tag)
{
	struct text rest = http_header_find(q->headers, q->header_count, "if-none-match"), one;

	while (rest.size > 0 && text_cut(&rest, ',', &one)) {
		one = text_trim(one);
		if (text_starts(one, "W/")) /* for reading, a weak one is as good */
			one = (struct text){ one.at + 2, one.size - 2 };
		if (text_is(one, "*") || text_same(one, tag))
			return true;
	}
	return false;
}
