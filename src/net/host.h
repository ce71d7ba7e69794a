/* net/host.h - which hosts may be called: by https at public addresses, unless private ones are allowed.
 *
 * Pure: the name is judged before it is resolved, and each address it resolves to before it is connected to. */
#pragma once
#include "base/error.h"
#include "base/scope.h"

enum { ADDRESS_SIZE = 16 };

/* An IPv6 address; an IPv4 one as ::ffff:a.b.c.d. */
struct address {
	unsigned char bytes[ADDRESS_SIZE];
};

bool address_parse(struct text t, struct address *out); /* "10.1.2.3" or "2001:db8::1" */
struct sockaddr;
bool address_of_socket(const struct sockaddr *from, struct address *out); /* false: not an internet address */
/* NULL when it may be called; otherwise what it is: "a loopback address". */
const char *address_refusal(const struct address *a, bool private_ok);
bool address_is_loopback(const struct address *a);

/* The URL's form: scheme, no user, a plain host name or a literal address that may be called. */
enum err host_check(struct scope *s, struct text url, bool private_ok) MUST_CHECK;
