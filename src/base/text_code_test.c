/* base/text_code_test.c - hexadecimal, base64 and percent signs, both ways. */
#include "base/rand.h"
#include "base/text.h"
#include "tests/check.h"

TEST(hex_goes_both_ways_and_refuses_the_rest)
{
	struct arena *a = check_scope()->arena;

	CHECK_TEXT(hex_format(a, "\x00\x7F\xFF", 3), "007fff");
	CHECK_TEXT(hex_parse(a, TEXT("4a6B")), "Jk");
	CHECK_TEXT(hex_parse(a, TEXT("")), "");
	CHECK(hex_parse(a, TEXT("4")).at == NULL);
	CHECK(hex_parse(a, TEXT("4g")).at == NULL);
	CHECK(hex_parse(a, TEXT(" 4")).at == NULL);
}

TEST(base64_agrees_with_the_vectors_of_rfc_4648)
{
	static const char *const vectors[][2] = { { "", "" },
						  { "f", "Zg==" },
						  { "fo", "Zm8=" },
						  { "foo", "Zm9v" },
						  { "foob", "Zm9vYg==" },
						  { "fooba", "Zm9vYmE=" },
						  { "foobar", "Zm9vYmFy" } };
	struct arena *a = check_scope()->arena;

	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		struct text plain = text_of(vectors[i][0]);

		CHECK_TEXT(base64_format(a, plain.at, plain.size), vectors[i][1]);
		CHECK_SAME(base64_parse(a, text_of(vectors[i][1])), plain);
	}
}

TEST(base64_refuses_what_is_malformed_or_written_in_another_way)
{
	static const char *const wrong[] = { "Z",    "Zg",   "Zg=",  "Zh==", "Zm9=",     "Zm8==", "Zm+=", "Zi==",
					     "Zk==", "Zo==", "====", "=Zg=", "Zg==Zg==", "Zm 9",  "Zm-_", "Zm9v\n" };
	struct arena *a = check_scope()->arena;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK(base64_parse(a, text_of(wrong[i])).at == NULL);
}

TEST(random_bytes_survive_hex_and_base64)
{
	struct rand r = rand_seed(check_seed());
	struct arena *a = check_scope()->arena;
	char bytes[64];

	for (int round = 0; round < 2000; round++) {
		size_t size = rand_below(&r, sizeof bytes);

		for (size_t i = 0; i < size; i++)
			bytes[i] = (char)rand_below(&r, 256);
		struct text t = { bytes, size };
		CHECK_SAME(hex_parse(a, hex_format(a, bytes, size)), t);
		CHECK_SAME(base64_parse(a, base64_format(a, bytes, size)), t);
	}
}

TEST(a_url_value_is_encoded_all_but_the_unreserved_letters)
{
	struct arena *a = check_scope()->arena;
	struct buffer b = buffer_in(a);

	url_add(&b, TEXT("a-Z_0.9~ +&=/?#%中"));
	CHECK_TEXT(buffer_text(&b), "a-Z_0.9~%20%2B%26%3D%2F%3F%23%25%E4%B8%AD");
	CHECK_TEXT(url_parse(a, buffer_text(&b)), "a-Z_0.9~ +&=/?#%中");
	CHECK_TEXT(url_parse(a, TEXT("a+b%2bc%2Bd")), "a b+c+d");
	CHECK_TEXT(url_parse(a, TEXT("")), "");
}

TEST(a_url_value_that_is_malformed_or_no_text_is_refused)
{
	static const char *const wrong[] = { "%", "%4", "%4g", "a%", "%zz", "%00", "%FF", "%C3", "%ED%A0%80" };
	struct arena *a = check_scope()->arena;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK(url_parse(a, text_of(wrong[i])).at == NULL);
}
