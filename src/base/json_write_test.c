/* base/json_write_test.c - what is written can be read. */
#include "base/json.h"
#include "base/rand.h"
#include "base/scope.h"
#include "tests/check.h"

TEST(objects_and_arrays_get_their_commas_and_quotes)
{
	struct buffer b = buffer_in(check_scope()->arena);
	struct json_writer w = json_writer_to(&b);

	json_open(&w, NULL);
	json_open_array(&w, "items");
	json_open(&w, NULL);
	json_put_id(&w, "id", INT64_MAX);
	json_put_text(&w, "none", (struct text){ 0 });
	json_close(&w);
	json_put_int(&w, NULL, INT64_MIN);
	json_put_bool(&w, NULL, true);
	json_open_array(&w, NULL);
	json_close_array(&w);
	json_put_raw(&w, NULL, TEXT("{\"x\":1.50}"));
	json_close_array(&w);
	json_put_null(&w, "next");
	json_put_z(&w, "z", "a\"b");
	json_put_bool(&w, "no", false);
	json_close(&w);
	CHECK_TEXT(buffer_text(&b),
		   "{\"items\":[{\"id\":\"9223372036854775807\",\"none\":null},-9223372036854775808,true,[],"
		   "{\"x\":1.50}],\"next\":null,\"z\":\"a\\\"b\",\"no\":false}");
}

TEST(characters_that_json_needs_escaped_are_and_no_others)
{
	struct buffer b = buffer_in(check_scope()->arena);
	struct json_writer w = json_writer_to(&b);

	json_put_text(&w, NULL, TEXT("\"\\/\n\r\t\b\x1F\x7F 中"));
	CHECK_TEXT(buffer_text(&b), "\"\\\"\\\\/\\n\\r\\t\\u0008\\u001f\x7F 中\"");
}

TEST(any_text_written_is_read_back_as_it_was)
{
	struct scope *s = check_scope();
	struct rand r = rand_seed(check_seed());

	for (int round = 0; round < 3000; round++) {
		static const char *const pieces[] = { "a",    "\"",   "\\",       "\n",
						      "\x01", "é",    "中",       "\xF0\x9F\x9A\x9A",
						      "/",    "\x1F", "abcdefgh", "\\u0000" };
		struct buffer text = buffer_in(s->arena), b = buffer_in(s->arena);
		struct json_writer w = json_writer_to(&b);
		struct json v;

		buffer_add_z(&text, "");
		for (uint64_t left = rand_below(&r, 12); left; left--)
			buffer_add_z(&text, pieces[rand_below(&r, sizeof pieces / sizeof *pieces)]);
		json_open(&w, NULL);
		json_put_text(&w, buffer_text(&text).at, buffer_text(&text));
		json_close(&w);
		CHECK_OK(json_parse(s, buffer_text(&b), &v));
		CHECK_SAME(json_text(json_first(v)), buffer_text(&text));
		CHECK_SAME(json_name(v, json_first(v)), buffer_text(&text));
	}
}
