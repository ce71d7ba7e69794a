/* tests/fuzz/json_fuzz.c - any bytes are a JSON document or are refused; what was read lies within the document. */
#include "base/json.h"
#include "tests/fuzz/fuzz.h"

static void walk(struct json v, struct text body, int depth)
{
	struct text lexeme = json_lexeme(v);

	ASSERT(depth <= JSON_DEPTH_MAX);
	ASSERT(lexeme.at >= body.at && lexeme.at + lexeme.size <= body.at + body.size);
	ASSERT(json_kind(v) != JSON_STRING || text_valid(json_text(v)));
	if (json_kind(v) != JSON_ARRAY && json_kind(v) != JSON_OBJECT)
		return;
	for (struct json child = json_first(v); json_kind(child) != JSON_NONE; child = json_next(v, child))
		walk(child, body, depth + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct scope s = fuzz_scope();
	struct text body = fuzz_text(data, size);
	struct json document;

	if (json_parse(&s, body, &document) == OK)
		walk(document, body, 0);
	scope_close(&s);
	return 0;
}

FUZZ_SEEDS("{}", "[]", "null", "-0.0e+1", "{\"a\":[1,2,{\"b\":\"c\\u00e9\\ud83d\\ude00\"}],\"d\":12.30,\"e\":null}",
	   "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
	   "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"j\":1,\"k\":1,\"l\":1,\"m\":1,"
	   "\"n\":1,"
	   "\"o\":1,\"p\":1,\"q\":1,\"r\":1,\"s\":1}",
	   " {\"name\" : \"Võ Hữu Phước\" ,\t\"id\":12345678901234567890, \"t\":true, \"f\":false}\n")
