/* net/host.c - which hosts may be called. */
#include "net/host.h"
#include "base/http.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

enum { V4_AT = 12, HOST_MAX = 253, URL_MAX = 16 * 1024 };

static const unsigned char mapped[V4_AT] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
static const unsigned char nat64[V4_AT] = { 0, 0x64, 0xff, 0x9b };

/* What is not public among IPv4 addresses (the IANA registry of special purposes, and what clouds answer at).
 * `own` may be called where private hosts are allowed. */
static const struct {
	unsigned char base[4];
	int bits;
	bool own;
	const char *what;
} v4_ranges[] = {
	{ { 127, 0, 0, 0 }, 8, true, "a loopback address" },
	{ { 10, 0, 0, 0 }, 8, true, "a private address" },
	{ { 172, 16, 0, 0 }, 12, true, "a private address" },
	{ { 192, 168, 0, 0 }, 16, true, "a private address" },
	{ { 0, 0, 0, 0 }, 8, false, "an address of this network" },
	{ { 100, 64, 0, 0 }, 10, false, "a carrier's internal address" },
	{ { 169, 254, 0, 0 }, 16, false, "a link-local address" },
	{ { 168, 63, 129, 16 }, 32, false, "a cloud's internal address" },
	{ { 192, 0, 0, 0 }, 24, false, "an address for protocols" },
	{ { 192, 0, 2, 0 }, 24, false, "an address for documentation" },
	{ { 192, 88, 99, 0 }, 24, false, "a 6to4 relay address" },
	{ { 198, 18, 0, 0 }, 15, false, "an address for benchmarks" },
	{ { 198, 51, 100, 0 }, 24, false, "an address for documentation" },
	{ { 203, 0, 113, 0 }, 24, false, "an address for documentation" },
	{ { 224, 0, 0, 0 }, 4, false, "a multicast address" },
	{ { 240, 0, 0, 0 }, 4, false, "a reserved address" },
};

/* IPv6 likewise; what lies outside 2000::/3 is not public, with these names where people know one. */
static const struct {
	unsigned char base[ADDRESS_SIZE];
	int bits;
	bool own;
	const char *what;
} v6_ranges[] = {
	{ { [15] = 1 }, 128, true, "a loopback address" },
	{ { 0xfc }, 7, true, "a private address" },
	{ { 0xfe, 0x80 }, 10, false, "a link-local address" },
	{ { 0xff }, 8, false, "a multicast address" },
	{ { 0x20, 0x01 }, 23, false, "an address for protocols" },
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32, false, "an address for documentation" },
	{ { 0x20, 0x02 }, 16, false, "a 6to4 address" },
	{ { 0x3f, 0xff }, 20, false, "an address for documentation" },
};

static bool in_range(const unsigned char *address, const unsigned char *base, int bits)
{
	size_t whole = (size_t)bits / 8;
	int rest = bits % 8;

	if (memcmp(address, base, whole) != 0)
		return false;
	return rest == 0 || (address[whole] ^ base[whole]) >> (8 - rest) == 0;
}

static const char *v4_refusal(const unsigned char *v4, bool private_ok)
{
	for (size_t i = 0; i < sizeof v4_ranges / sizeof *v4_ranges; i++)
		if (in_range(v4, v4_ranges[i].base, v4_ranges[i].bits))
			return private_ok && v4_ranges[i].own ? NULL : v4_ranges[i].what;
	return NULL;
}

const char *address_refusal(const struct address *a, bool private_ok)
{
	if (memcmp(a->bytes, mapped, V4_AT) == 0)
		return v4_refusal(a->bytes + V4_AT, private_ok);
	if (memcmp(a->bytes, nat64, V4_AT) == 0)
		return v4_refusal(a->bytes + V4_AT, false);
	for (size_t i = 0; i < sizeof v6_ranges / sizeof *v6_ranges; i++)
		if (in_range(a->bytes, v6_ranges[i].base, v6_ranges[i].bits))
			return private_ok && v6_ranges[i].own ? NULL : v6_ranges[i].what;
	return a->bytes[0] >> 5 == 1 ? NULL : "not a public address";
}

bool address_is_loopback(const struct address *a)
{
	if (memcmp(a->bytes, mapped, V4_AT) == 0)
		return a->bytes[V4_AT] == 127;
	return in_range(a->bytes, v6_ranges[0].base, v6_ranges[0].bits);
}

bool address_parse(struct text t, struct address *out)
{
	char z[INET6_ADDRSTRLEN];
	struct address a = { 0 };

	if (t.size == 0 || t.size >= sizeof z)
		return false;
	memcpy(z, t.at, t.size);
	z[t.size] = '\0';
	if (inet_pton(AF_INET6, z, a.bytes) != 1) {
		memcpy(a.bytes, mapped, V4_AT);
		if (inet_pton(AF_INET, z, a.bytes + V4_AT) != 1)
			return false;
	}
	*out = a;
	return true;
}

bool address_of_socket(const struct sockaddr *from, struct address *out)
{
	if (from->sa_family == AF_INET) {
		memcpy(out->bytes, mapped, V4_AT);
		memcpy(out->bytes + V4_AT, &((const struct sockaddr_in *)(const void *)from)->sin_addr,
		       ADDRESS_SIZE - V4_AT);
	} else if (from->sa_family == AF_INET6) {
		memcpy(out->bytes, &((const struct sockaddr_in6 *)(const void *)from)->sin6_addr, ADDRESS_SIZE);
	}
	return from->sa_family == AF_INET || from->sa_family == AF_INET6;
}

/* "host", "host:port", "[address]:port" to the host alone; {0} when it has another form. */
static struct text host_name(struct text authority)
{
	struct text host = authority, port = { 0 };
	const char *colon;

	if (authority.size > 0 && authority.at[0] == '[') {
		const char *end = memchr(authority.at, ']', authority.size);
		if (!end)
			return (struct text){ 0 };
		host = (struct text){ authority.at + 1, (size_t)(end - authority.at) - 1 };
		port = (struct text){ end + 1, authority.size - host.size - 2 };
	} else if ((colon = memchr(authority.at, ':', authority.size))) {
		host.size = (size_t)(colon - authority.at);
		port = (struct text){ colon, authority.size - host.size };
	}
	if (port.size > 6 || (port.size > 0 && (port.size == 1 || port.at[0] != ':')))
		return (struct text){ 0 };
	for (size_t i = 1; i < port.size; i++)
		if (port.at[i] < '0' || port.at[i] > '9')
			return (struct text){ 0 };
	return host;
}

static bool plain_name(struct text host)
{
	if (host.size == 0 || host.size > HOST_MAX)
		return false;
	for (size_t i = 0; i < host.size; i++) {
		char c = host.at[i];
		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
		      c == '.'))
			return false;
	}
	return true;
}

static bool printable(struct text url)
{
	for (size_t i = 0; i < url.size; i++)
		if ((unsigned char)url.at[i] <= ' ' || (unsigned char)url.at[i] >= 0x7f || url.at[i] == '\\')
			return false;
	return url.size > 0 && url.size <= URL_MAX;
}

/* What stands between "//" and the path; the URL is printable here. */
static struct text authority_of(struct text url)
{
	struct text rest = { url.at + (text_starts(url, "https://") ? 8 : 7), 0 };

	while (rest.at + rest.size < url.at + url.size && !strchr("/?#", rest.at[rest.size]))
		rest.size++;
	return rest;
}

enum err host_check(struct scope *s, struct text url, bool private_ok)
{
	struct text authority, host;
	struct address a;
	const char *what;

	if (!printable(url))
		return fail(s, ERR_HOST_FORBIDDEN,
			    "the address is empty, too long, or has characters that must be encoded");
	if (!text_starts(url, "https://") && !(private_ok && text_starts(url, "http://")))
		return fail(s, ERR_HOST_FORBIDDEN, "only https:// addresses may be called");
	authority = authority_of(url);
	if (memchr(authority.at, '@', authority.size))
		return fail(s, ERR_HOST_FORBIDDEN, "an address with a user name in it may not be called");
	host = host_name(authority);
	if (!address_parse(host, &a)) {
		if (!plain_name(host))
			return fail(s, ERR_HOST_FORBIDDEN,
				    "the address has no plain host name; write it in ASCII as host or host:port");
		return OK;
	}
	what = address_refusal(&a, private_ok);
	if (what)
		return fail(s, ERR_HOST_FORBIDDEN, "%.*s is %s", TEXT_ARG(host), what);
	return OK;
}
