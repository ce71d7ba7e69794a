/* base/http_test.c - headers, and the parts of a URL. */
#include "base/http.h"
#include "tests/check.h"

TEST(headers_are_found_without_case_and_bounded)
{
	struct http_header headers[HTTP_HEADERS_MAX];
	size_t count = 0;

	http_header_add(headers, &count, TEXT("Content-Type"), TEXT("application/json"));
	for (int i = 0; i < 2 * HTTP_HEADERS_MAX; i++)
		http_header_add(headers, &count, TEXT("X-Many"), TEXT("1"));
	CHECK_EQ(count, HTTP_HEADERS_MAX);
	CHECK_TEXT(http_header_find(headers, count, "content-type"), "application/json");
	CHECK(http_header_find(headers, count, "content").at == NULL);
}

TEST(a_url_has_a_path_and_an_absolute_one_a_host)
{
	CHECK_TEXT(http_path(TEXT("https://h.example:81/api/v2/x?a=/1#f")), "/api/v2/x");
	CHECK_TEXT(http_host(TEXT("https://h.example:81/api/v2/x?a=/1#f")), "h.example:81");
	CHECK_TEXT(http_path(TEXT("http://h.example")), "/");
	CHECK_TEXT(http_host(TEXT("http://h.example?x=1")), "h.example");
	CHECK_TEXT(http_path(TEXT("http://h.example?x=1")), "/");
	CHECK_TEXT(http_path(TEXT("/a/b?u=http://x/y")), "/a/b");
	CHECK(http_host(TEXT("/a/b?u=http://x/y")).at == NULL);
	CHECK_TEXT(http_path(TEXT("")), "/");
	CHECK(http_host((struct text){ 0 }).at == NULL);
	CHECK_TEXT(http_path((struct text){ 0 }), "/");
}

TEST(a_query_parameter_is_decoded_and_must_stand_once)
{
	struct arena *a = check_scope()->arena;
	struct text url = TEXT("/p?a=1&b=x%20y+z&empty=&flag&twice=1&twice=1&bad=%G0&%63=encoded#a=9"), value;

	CHECK(http_query(a, url, "a", &value));
	CHECK_TEXT(value, "1");
	CHECK(http_query(a, url, "b", &value));
	CHECK_TEXT(value, "x y z");
	CHECK(http_query(a, url, "empty", &value));
	CHECK_TEXT(value, "");
	CHECK(http_query(a, url, "flag", &value));
	CHECK_TEXT(value, "");
	CHECK(http_query(a, url, "c", &value));
	CHECK_TEXT(value, "encoded");
	CHECK(!http_query(a, url, "twice", &value));
	CHECK(!http_query(a, url, "bad", &value));
	CHECK(!http_query(a, url, "none", &value));
	CHECK(!http_query(a, TEXT("/p#?a=1"), "a", &value));
	CHECK(!http_query(a, TEXT("/p"), "a", &value));
	CHECK(!http_query(a, (struct text){ 0 }, "a", &value));
}
