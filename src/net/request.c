/* net/request.c - may this request go out as it stands? */
#include "net/request.h"
#include "net/host.h"

enum { METHOD_MAX = 16 };

static bool method_plain(struct text m)
{
	for (size_t i = 0; i < m.size; i++)
		if (m.at[i] < 'A' || m.at[i] > 'Z')
			return false;
	return m.size > 0 && m.size <= METHOD_MAX;
}

static bool name_plain(struct text name)
{
	for (size_t i = 0; i < name.size; i++) {
		unsigned char c = (unsigned char)name.at[i];
		if (c <= ' ' || c >= 0x7f || c == ':')
			return false;
	}
	return name.size > 0;
}

/* A line break in a value would be a header of its own. */
static bool value_plain(struct text value)
{
	for (size_t i = 0; i < value.size; i++) {
		unsigned char c = (unsigned char)value.at[i];
		if ((c < ' ' && c != '\t') || c == 0x7f)
			return false;
	}
	return true;
}

enum err request_check(struct scope *s, const struct http_request *q, bool private_ok)
{
	TRY(host_check(s, q->url, private_ok));
	if (!method_plain(q->method))
		return fail(s, ERR_BAD_REQUEST, "the method must be a word in capitals");
	for (size_t i = 0; i < q->header_count; i++)
		if (!name_plain(q->headers[i].name) || !value_plain(q->headers[i].value))
			return fail(s, ERR_BAD_REQUEST, "header %zu has characters that no header may have", i + 1);
	return OK;
}
