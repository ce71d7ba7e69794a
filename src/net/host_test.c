/* net/host_test.c - which hosts may be called. */
#include "net/host.h"
#include "tests/check.h"
#include <string.h>

/* Whether an address may be called: by anyone, with private hosts allowed, or never. */
enum may { ANYONE, OWN, NEVER };

static const struct {
	const char *address;
	enum may may;
} addresses[] = {
	{ "1.1.1.1", ANYONE },
	{ "8.8.8.8", ANYONE },
	{ "9.255.255.255", ANYONE },
	{ "11.0.0.0", ANYONE },
	{ "100.63.255.255", ANYONE },
	{ "100.128.0.0", ANYONE },
	{ "126.255.255.255", ANYONE },
	{ "128.0.0.0", ANYONE },
	{ "169.253.255.255", ANYONE },
	{ "169.255.0.0", ANYONE },
	{ "172.15.255.255", ANYONE },
	{ "172.32.0.0", ANYONE },
	{ "192.167.255.255", ANYONE },
	{ "192.169.0.0", ANYONE },
	{ "198.17.255.255", ANYONE },
	{ "198.20.0.0", ANYONE },
	{ "203.0.112.255", ANYONE },
	{ "223.255.255.255", ANYONE },
	{ "2606:4700:4700::1111", ANYONE },
	{ "2a00:1450:4001:81b::200e", ANYONE },
	{ "2400:3200::1", ANYONE },
	{ "2001:200::1", ANYONE },
	{ "64:ff9b::808:808", ANYONE },
	{ "::ffff:8.8.8.8", ANYONE },
	{ "127.0.0.1", OWN },
	{ "127.255.255.255", OWN },
	{ "10.0.0.0", OWN },
	{ "10.255.255.255", OWN },
	{ "172.16.0.0", OWN },
	{ "172.31.255.255", OWN },
	{ "192.168.0.1", OWN },
	{ "::1", OWN },
	{ "fc00::1", OWN },
	{ "fdff:ffff::1", OWN },
	{ "::ffff:127.0.0.1", OWN },
	{ "::ffff:10.1.2.3", OWN },
	{ "::ffff:7f00:1", OWN },
	{ "0.0.0.0", NEVER },
	{ "0.255.255.255", NEVER },
	{ "100.64.0.0", NEVER },
	{ "100.127.255.255", NEVER },
	{ "100.100.100.200", NEVER },
	{ "168.63.129.16", NEVER },
	{ "169.254.169.254", NEVER },
	{ "192.0.0.8", NEVER },
	{ "192.0.2.1", NEVER },
	{ "192.88.99.1", NEVER },
	{ "198.18.0.1", NEVER },
	{ "198.19.255.255", NEVER },
	{ "198.51.100.7", NEVER },
	{ "203.0.113.255", NEVER },
	{ "224.0.0.1", NEVER },
	{ "239.255.255.255", NEVER },
	{ "240.0.0.1", NEVER },
	{ "255.255.255.255", NEVER },
	{ "::", NEVER },
	{ "::8.8.8.8", NEVER },
	{ "::ffff:169.254.169.254", NEVER },
	{ "64:ff9b::7f00:1", NEVER },
	{ "64:ff9b::a9fe:a9fe", NEVER },
	{ "64:ff9b:1::808:808", NEVER },
	{ "100::1", NEVER },
	{ "2001::1", NEVER },
	{ "2001:1ff::1", NEVER },
	{ "2001:db8::1", NEVER },
	{ "2002:7f00:1::", NEVER },
	{ "2002:808:808::1", NEVER },
	{ "3fff::1", NEVER },
	{ "3fff:fff:ffff::1", NEVER },
	{ "4000::1", NEVER },
	{ "5f00::1", NEVER },
	{ "fe80::1", NEVER },
	{ "febf::1", NEVER },
	{ "fec0::1", NEVER },
	{ "ff02::1", NEVER },
	{ "fd00:ec2::254", OWN },
};

TEST(each_address_is_public_private_or_forbidden)
{
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
		struct address a;
		CHECK(address_parse(text_of(addresses[i].address), &a));
		bool anyone = !address_refusal(&a, false), own = !address_refusal(&a, true);
		if (anyone != (addresses[i].may == ANYONE) || own != (addresses[i].may != NEVER))
			check_failed(__FILE__, __LINE__, "%s is judged wrongly", addresses[i].address);
	}
}

static const struct {
	const char *url;
	enum may may;
} urls[] = {
	{ "https://partner.shopeemobile.com/api/v2/x?sign=1", ANYONE },
	{ "https://example.com", ANYONE },
	{ "https://example.com:8443/a", ANYONE },
	{ "https://8.8.8.8/", ANYONE },
	{ "https://[2606:4700::1111]:443/", ANYONE },
	{ "https://example.com?x", ANYONE },
	{ "https://127.0.0.1/", OWN },
	{ "https://[::1]/", OWN },
	{ "http://127.0.0.1:8080/x", OWN },
	{ "http://example.com/", OWN },
	{ "https://10.0.0.1:1/", OWN },
	{ "", NEVER },
	{ "https://", NEVER },
	{ "https:///path", NEVER },
	{ "ftp://example.com/", NEVER },
	{ "file:///etc/passwd", NEVER },
	{ "gopher://127.0.0.1/", NEVER },
	{ "//example.com/", NEVER },
	{ "example.com", NEVER },
	{ "HTTPS ://example.com", NEVER },
	{ "https://169.254.169.254/latest/meta-data", NEVER },
	{ "https://[::ffff:169.254.169.254]/", NEVER },
	{ "https://user@example.com/", NEVER },
	{ "https://example.com@127.0.0.1/", NEVER },
	{ "https://user:word@example.com/", NEVER },
	{ "https://exa mple.com/", NEVER },
	{ "https://example.com/\r\nX: y", NEVER },
	{ "https://example.com\\@127.0.0.1/", NEVER },
	{ "https://ex\xc3\xa4mple.com/", NEVER },
	{ "https://example.com:port/", NEVER },
	{ "https://example.com:/", NEVER },
	{ "https://[::1/", NEVER },
	{ "https://[::1]x/", NEVER },
	{ "https://ex%61mple.com/", NEVER },
};

TEST(each_url_is_judged_by_its_form_before_its_name_is_resolved)
{
	for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
		enum err anyone = host_check(check_scope(), text_of(urls[i].url), false);
		enum err own = host_check(check_scope(), text_of(urls[i].url), true);
		if ((anyone == OK) != (urls[i].may == ANYONE) || (own == OK) != (urls[i].may != NEVER))
			check_failed(__FILE__, __LINE__, "%s is judged wrongly", urls[i].url);
		if (own != OK)
			CHECK_EQ(own, ERR_HOST_FORBIDDEN);
	}
}

TEST(loopback_is_recognised_in_both_families)
{
	static const char *const loopback[] = { "127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1" };
	static const char *const other[] = { "128.0.0.1", "10.0.0.1", "::2", "::", "::ffff:8.8.8.8" };
	struct address a;

	for (size_t i = 0; i < sizeof loopback / sizeof *loopback; i++)
		CHECK(address_parse(text_of(loopback[i]), &a) && address_is_loopback(&a));
	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		CHECK(address_parse(text_of(other[i]), &a) && !address_is_loopback(&a));
}
