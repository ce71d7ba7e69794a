/* base/json_test.c - what is read from a document, and what is refused with place and reason. */
#include "base/json.h"
#include "base/scope.h"
#include "tests/check.h"
#include <string.h>

static struct json parsed(const char *document)
{
	struct json v = { NULL };

	CHECK_OK(json_parse(check_scope(), text_of(document), &v));
	return v;
}

static void check_refused(struct text document, enum err code, const char *words)
{
	struct scope *s = check_scope();
	struct json v;

	CHECK_ERR(json_parse(s, document, &v), code);
	CHECK_TEXT(s->words, words);
	CHECK_EQ(json_kind(v), JSON_NONE);
}

TEST(members_are_found_by_name_and_by_path)
{
	struct json v =
		parsed(" { \"a\" : 1 , \"response\":{\"list\":[{\"x\":true},null],\"\":\"empty\"},\"b\":false } ");

	CHECK_EQ(json_kind(v), JSON_OBJECT);
	CHECK_EQ(json_count(v), 3);
	CHECK_TEXT(json_text(json_at(v, "a")), "1");
	CHECK_EQ(json_kind(json_at(v, "b")), JSON_FALSE);
	CHECK_EQ(json_count(json_path(v, "response.list")), 2);
	CHECK(json_is_true(json_at(json_first(json_path(v, "response.list")), "x")));
	CHECK_TEXT(json_text(json_at(json_at(v, "response"), "")), "empty");
	CHECK_EQ(json_kind(json_at(v, "c")), JSON_NONE);
	CHECK_EQ(json_kind(json_path(v, "response.list.x")), JSON_NONE);
	CHECK_EQ(json_kind(json_path(v, "a.b.c")), JSON_NONE);
}

TEST(children_are_walked_in_the_documents_order)
{
	struct json v = parsed("{\"one\":[],\"two\":{\"x\":[1,[2,3],{}]},\"three\":\"3\"}"), list;
	struct json first = json_first(v), second = json_next(v, first), third = json_next(v, second);

	CHECK_TEXT(json_name(v, first), "one");
	CHECK_TEXT(json_name(v, second), "two");
	CHECK_TEXT(json_name(v, third), "three");
	CHECK_EQ(json_kind(json_next(v, third)), JSON_NONE);
	CHECK_EQ(json_kind(json_first(first)), JSON_NONE);
	list = json_at(second, "x");
	CHECK_EQ(json_count(list), 3);
	CHECK_EQ(json_kind(json_next(list, json_next(list, json_first(list)))), JSON_OBJECT);
	CHECK(json_name(list, json_first(list)).at == NULL);
}

TEST(of_nothing_everything_is_nothing)
{
	struct json nothing = { NULL };
	int64_t n;

	CHECK_EQ(json_kind(nothing), JSON_NONE);
	CHECK_EQ(json_kind(json_at(nothing, "a")), JSON_NONE);
	CHECK_EQ(json_kind(json_path(nothing, "a.b")), JSON_NONE);
	CHECK_EQ(json_kind(json_first(nothing)), JSON_NONE);
	CHECK_EQ(json_kind(json_next(nothing, nothing)), JSON_NONE);
	CHECK_EQ(json_count(nothing), 0);
	CHECK(json_text(nothing).at == NULL && json_lexeme(nothing).at == NULL);
	CHECK(json_name(nothing, nothing).at == NULL);
	CHECK(!json_int(nothing, &n) && !json_is_true(nothing));
}

TEST(numbers_keep_every_digit_and_are_whole_only_where_they_are)
{
	struct json v =
		parsed("[12.30,98765432109876543210,-0,1e2,5.0,9223372036854775807,-9223372036854775808,1e-7,\"7\"]");
	static const char *const lexemes[] = { "12.30",
					       "98765432109876543210",
					       "-0",
					       "1e2",
					       "5.0",
					       "9223372036854775807",
					       "-9223372036854775808",
					       "1e-7",
					       "7" };
	static const bool whole[] = { false, false, true, true, true, true, true, false, false };
	static const int64_t values[] = { 0, 0, 0, 100, 5, INT64_MAX, INT64_MIN, 0, 0 };
	size_t i = 0;

	for (struct json n = json_first(v); n.node; n = json_next(v, n), i++) {
		int64_t got = 0;

		CHECK_TEXT(json_text(n), lexemes[i]);
		CHECK_EQ(json_int(n, &got), whole[i]);
		CHECK_EQ(got, values[i]);
	}
	CHECK_EQ(i, 9);
}

TEST(strings_are_decoded_and_their_lexemes_stand_as_written)
{
	struct json v = parsed(
		"[\"plain 中\",\"a\\\"\\\\\\/\\b\\f\\n\\r\\tz\",\"\\u00e9\\u4e2d\\ud83d\\ude9a!\",\"\",\"\\u0001\"]");
	struct json n = json_first(v);

	CHECK_TEXT(json_text(n), "plain 中");
	CHECK_TEXT(json_lexeme(n), "\"plain 中\"");
	n = json_next(v, n);
	CHECK_TEXT(json_text(n), "a\"\\/\b\f\n\r\tz");
	CHECK_TEXT(json_lexeme(n), "\"a\\\"\\\\\\/\\b\\f\\n\\r\\tz\"");
	n = json_next(v, n);
	CHECK_TEXT(json_text(n), "\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x9A\x9A!");
	CHECK_EQ(json_lexeme(n).size, 27);
	n = json_next(v, n);
	CHECK_TEXT(json_text(n), "");
	CHECK_TEXT(json_text(json_next(v, n)), "\x01");
}

TEST(a_name_with_escapes_is_its_characters)
{
	struct json v = parsed("{\"\\u0061b\":1,\"c\":2}");

	CHECK_TEXT(json_text(json_at(v, "ab")), "1");
	CHECK_TEXT(json_name(v, json_first(v)), "ab");
	check_refused(TEXT("{\"ab\":1,\"\\u0061b\":2}"), ERR_BAD_JSON, "at byte 8: the object has this name already");
}

TEST(the_lexeme_of_a_container_is_all_of_it)
{
	struct json v = parsed(" {\"a\": [1, {\"b\" :2} ] } ");

	CHECK_TEXT(json_lexeme(v), "{\"a\": [1, {\"b\" :2} ] }");
	CHECK_TEXT(json_lexeme(json_at(v, "a")), "[1, {\"b\" :2} ]");
	CHECK_TEXT(json_lexeme(parsed("true")), "true");
}

TEST(a_document_may_be_any_single_value)
{
	CHECK_EQ(json_kind(parsed("null")), JSON_NULL);
	CHECK_EQ(json_kind(parsed("\t\r\n 0 ")), JSON_NUMBER);
	CHECK_EQ(json_kind(parsed("\"x\"")), JSON_STRING);
	CHECK_EQ(json_kind(parsed("[]")), JSON_ARRAY);
}

TEST(what_is_no_json_is_refused_with_byte_and_reason)
{
	static const struct {
		const char *document, *words;
	} rows[] = {
		{ "", "at byte 0: the document is empty" },
		{ "  ", "at byte 2: a value is missing" },
		{ "\xEF\xBB\xBF{}", "at byte 0: a byte order mark stands before the document" },
		{ "{} x", "at byte 3: something follows the document" },
		{ "[1,]", "at byte 3: this is no value" },
		{ "[1 2]", "at byte 3: a comma or a closing bracket is missing" },
		{ "[1}", "at byte 2: a comma or a closing bracket is missing" },
		{ "[1", "at byte 2: the document ends inside an array" },
		{ "{\"a\":1", "at byte 6: the document ends inside an object" },
		{ "{\"a\":1,}", "at byte 7: a name in quotes is missing" },
		{ "{\"a\" 1}", "at byte 5: a colon is missing after the name" },
		{ "{a:1}", "at byte 1: a name in quotes is missing" },
		{ "{\"a\":}", "at byte 5: this is no value" },
		{ "01", "at byte 0: a number must not begin with a zero" },
		{ "-01", "at byte 1: a number must not begin with a zero" },
		{ "-", "at byte 1: a digit is missing" },
		{ "1.", "at byte 2: a digit is missing after the point" },
		{ "1e+", "at byte 3: a digit is missing in the exponent" },
		{ "+1", "at byte 0: this is no value" },
		{ ".5", "at byte 0: this is no value" },
		{ "NaN", "at byte 0: this is no value" },
		{ "nul", "at byte 0: this is no value" },
		{ "truth", "at byte 0: this is no value" },
		{ "\"abc", "at byte 4: the document ends inside a string" },
		{ "\"ab\\", "at byte 3: the document ends inside a string" },
		{ "\"ab\\n", "at byte 5: the document ends inside a string" },
		{ "\"a\nb\"", "at byte 2: a control character must be written as an escape" },
		{ "\"\\n\x01\"", "at byte 3: a control character must be written as an escape" },
		{ "\"\\x\"", "at byte 1: there is no such escape" },
		{ "\"\\u12g4\"", "at byte 1: four hexadecimal digits must follow \\u" },
		{ "\"\\u12\"", "at byte 1: four hexadecimal digits must follow \\u" },
		{ "\"\\u0000\"", "at byte 1: the character U+0000 is not taken" },
		{ "\"\\ud800\"", "at byte 1: the first half of a character stands alone" },
		{ "\"\\ud800\\u0041\"", "at byte 1: the first half of a character stands alone" },
		{ "\"\\ud800\\ue000\"", "at byte 1: the first half of a character stands alone" },
		{ "\"x\\udc00\"", "at byte 2: the second half of a character stands alone" },
		{ "\"\xC3(\"", "at byte 1: this is not UTF-8" },
		{ "\"0123456789\xFF\"", "at byte 11: this is not UTF-8" },
		{ "\"\\n\xED\xA0\x80\"", "at byte 3: this is not UTF-8" },
		{ "{\"a\":1,\"b\":2,\"a\":3}", "at byte 13: the object has this name already" },
		{ "[{\"\":1,\"\":2}]", "at byte 7: the object has this name already" },
		{ "// x\n1", "at byte 0: this is no value" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		check_refused(text_of(rows[i].document), ERR_BAD_JSON, rows[i].words);
	check_refused((struct text){ "\"a\0b\"", 5 }, ERR_BAD_JSON,
		      "at byte 2: a control character must be written as an escape");
	check_refused((struct text){ "1\0", 2 }, ERR_BAD_JSON, "at byte 1: something follows the document");
	check_refused((struct text){ 0 }, ERR_BAD_JSON, "at byte 0: the document is empty");
}

TEST(depth_is_taken_to_its_limit_and_not_beyond)
{
	struct scope *s = check_scope();
	struct buffer b = buffer_in(s->arena);
	struct json v;

	for (int i = 0; i < JSON_DEPTH_MAX; i++)
		buffer_add_z(&b, i % 2 ? "{\"a\":" : "[");
	struct text opened = buffer_text(&b);
	for (int i = JSON_DEPTH_MAX - 1; i >= 0; i--)
		buffer_add_z(&b, i == JSON_DEPTH_MAX - 1 ? "1}" : i % 2 ? "}" : "]");
	CHECK_OK(json_parse(s, buffer_text(&b), &v));
	struct text deeper = text_format(s->arena, "%.*s[", TEXT_ARG(opened));
	CHECK_ERR(json_parse(s, deeper, &v), ERR_TOO_DEEP);
	CHECK(text_ends(s->words, ": more than 64 levels"));
}

TEST(size_and_number_of_values_are_bounded)
{
	struct scope *s = check_scope();
	size_t size = 2 * (size_t)JSON_NODES_MAX + 2;
	char *commas = arena_raw(s->arena, size);
	struct json v;

	check_refused((struct text){ "{}", (size_t)JSON_SIZE_MAX + 1 }, ERR_TOO_LARGE,
		      "the document has 67108865 bytes, and we take 67108864");
	for (size_t i = 0; i < size; i += 2)
		memcpy(commas + i, i ? ",1" : "[1", 2);
	CHECK_ERR(json_parse(s, (struct text){ commas, size }, &v), ERR_TOO_LARGE);
	commas[size - 4] = ']';
	CHECK_OK(json_parse(s, (struct text){ commas, size - 3 }, &v));
	CHECK_EQ(json_count(v), JSON_NODES_MAX - 1);
}

/* "{"n0":0,"n1":1,…}" with the name `again` in the last place instead of its own. */
static struct text large_object(struct arena *a, int count, int again)
{
	struct buffer b = buffer_in(a);

	buffer_byte(&b, '{');
	for (int i = 0; i < count; i++)
		buffer_format(&b, "%s\"n%d\":%d", i ? "," : "", i == count - 1 && again >= 0 ? again : i, i);
	buffer_byte(&b, '}');
	return buffer_text(&b);
}

TEST(a_name_given_twice_is_found_in_objects_of_every_size)
{
	static const int sizes[] = { 2, 3, 16, 17, 63, 64, 65, 66, 100, 1000, 10000 };
	struct scope *s = check_scope();
	struct json v;

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		int count = sizes[i];

		CHECK_OK(json_parse(s, large_object(s->arena, count, -1), &v));
		CHECK_EQ(json_count(v), count);
		CHECK_EQ(json_kind(json_at(v, "n1")), JSON_NUMBER);
		for (int again = 0; again<count - 1; again += count> 200 ? 997 : 1)
			CHECK_ERR(json_parse(s, large_object(s->arena, count, again), &v), ERR_BAD_JSON);
		CHECK(text_ends(s->words, ": the object has this name already"));
	}
}

TEST(the_published_order_of_shopee_is_read_with_its_exact_amounts)
{
	struct text body;
	struct json v;

	if (!check_shared("fixtures/shopee/order_detail.json", &body))
		SKIP("../shared is not there");
	CHECK_OK(json_parse(check_scope(), body, &v));
	CHECK_EQ(json_kind(v), JSON_OBJECT);
	CHECK(json_count(json_path(v, "response.order_list")) > 0);
	CHECK_SAME(json_lexeme(v), text_trim(body));
}
