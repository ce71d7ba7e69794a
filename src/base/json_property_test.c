/* base/json_property_test.c - generated documents and their mutations: another reader takes exactly what ours takes, and
 * both read the same. */
#include "base/json.h"
#include "base/json_other_test.h"
#include "base/rand.h"
#include "base/scope.h"
#include "tests/check.h"
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 20000, LEVELS = 6 };

static const char *const words[] = { "null",
				     "true",
				     "false",
				     "0",
				     "-0",
				     "12.30",
				     "1e2",
				     "-1.5E-3",
				     "9223372036854775807",
				     "-9223372036854775808",
				     "123456789",
				     "\"\"",
				     "\"order_sn\"",
				     "\"\\u4e2d\\ud83d\\ude9a\"",
				     "\"中文 \\\"x\\\\ \\/\\n\"",
				     "\"a longer text without any escape in it\"",
				     "\"\\u00e9\\t\"",
				     "{}",
				     "[]" };
/* No NUL among them: the other reader takes one for the end of the document. */
static const char *const spoilers[] = {
	"\"",   "\\",   "{",    "}",   "[",       "]",     ",",  ":",    "0", "-",      ".", "e",    "\x01",
	"\xC3", "\xED", "\x80", "\\u", "\\ud800", "u0000", "\n", "\x1F", " ", "\"a\":", "1", "true", "\xF4\x8F\xBF\xBF",
	"/"
};

static void blank(struct rand *r, struct buffer *b)
{
	if (rand_below(r, 8) == 0)
		buffer_byte(b, " \t\r\n"[rand_below(r, 4)]);
}

static void generate(struct rand *r, struct buffer *b, int level)
{
	uint64_t kind = rand_below(r, 4), count = rand_below(r, 6);

	blank(r, b);
	if (level == LEVELS || kind >= 2) {
		buffer_add_z(b, words[rand_below(r, sizeof words / sizeof *words)]);
		blank(r, b);
		return;
	}
	buffer_byte(b, kind ? '[' : '{');
	for (uint64_t i = 0; i < count; i++) {
		if (i)
			buffer_byte(b, ',');
		blank(r, b);
		if (!kind)
			buffer_format(b, "\"%s%llu\":", rand_below(r, 9) ? "name" : "\\u0041", (unsigned long long)i);
		generate(r, b, level + 1);
	}
	buffer_byte(b, kind ? ']' : '}');
	blank(r, b);
}

/* Removes, doubles or replaces a stretch, or puts something hostile in. */
static struct text mutate(struct rand *r, struct arena *a, struct text t)
{
	struct buffer b = buffer_in(a);
	size_t at = rand_below(r, t.size + 1), size = rand_below(r, 6);

	if (size > t.size - at)
		size = t.size - at;
	uint64_t what = rand_below(r, 4);
	size_t which = rand_below(r, sizeof spoilers / sizeof *spoilers);
	buffer_add(&b, (struct text){ t.at, at });
	if (what == 0)
		buffer_add(&b, (struct text){ t.at + at, size });
	else if (what <= 2)
		buffer_add_z(&b, spoilers[which]);
	size_t from = what == 1 || what == 3 ? at + size : at;
	buffer_add(&b, (struct text){ t.at + from, t.size - from });
	return buffer_text(&b);
}

static void spell_text(struct buffer *b, struct text t)
{
	struct text hex = hex_format(b->arena, t.at, t.size);

	buffer_format(b, "'%.*s'", TEXT_ARG(hex));
}

static void spell_number(struct buffer *b, struct text t)
{
	int64_t n;

	if (!memchr(t.at, '.', t.size) && !memchr(t.at, 'e', t.size) && !memchr(t.at, 'E', t.size) &&
	    text_to_int(t, &n))
		buffer_format(b, "i%lld", (long long)n);
	else
		buffer_format(b, "r%a", strtod(text_z(b->arena, t), NULL));
}

static void spell(struct json v, struct buffer *b)
{
	enum json_kind kind = json_kind(v);

	if (kind == JSON_STRING) {
		spell_text(b, json_text(v));
	} else if (kind == JSON_NUMBER) {
		spell_number(b, json_text(v));
	} else if (kind == JSON_OBJECT || kind == JSON_ARRAY) {
		buffer_byte(b, kind == JSON_OBJECT ? '{' : '[');
		for (struct json child = json_first(v); child.node; child = json_next(v, child)) {
			if (kind == JSON_OBJECT)
				spell_text(b, json_name(v, child));
			spell(child, b);
		}
		buffer_byte(b, kind == JSON_OBJECT ? '}' : ']');
	} else {
		buffer_add(b, json_lexeme(v));
	}
}

/* 1: both took it, 0: both refused it. */
static int compare(struct scope *s, struct text document)
{
	struct buffer ours = buffer_in(s->arena), theirs = buffer_in(s->arena);
	struct json v;
	enum err e = json_parse(s, document, &v);
	enum other other = other_read(document, &theirs);

	if (other == OTHER_HAS_NO_ROOM)
		return 0;
	if ((e == OK) != (other == OTHER_TAKES))
		check_failed(__FILE__, __LINE__, "%s (%.*s), the other reader %s: %.*s", err_name(e),
			     e == OK ? 0 : (int)s->words.size, s->words.at,
			     other == OTHER_TAKES ? "takes it" : "refuses it", TEXT_ARG(document));
	if (e != OK)
		return 0;
	spell(v, &ours);
	CHECK_SAME(buffer_text(&ours), buffer_text(&theirs));
	return 1;
}

TEST(another_reader_takes_and_refuses_the_same_documents_and_reads_the_same)
{
	struct scope *s = check_scope();
	struct rand r = rand_seed(check_seed());
	int taken = 0, mutants_taken = 0;

	for (int round = 0; round < ROUNDS; round++) {
		struct arena_mark mark = arena_mark(s->arena);
		struct buffer b = buffer_in(s->arena);

		generate(&r, &b, 0);
		taken += compare(s, buffer_text(&b));
		struct text mutant = mutate(&r, s->arena, buffer_text(&b));
		mutants_taken += mutant.size ? compare(s, mutant) : 0;
		arena_rewind(s->arena, mark);
	}
	CHECK_EQ(taken, ROUNDS);
	CHECK(mutants_taken > ROUNDS / 20 && mutants_taken < ROUNDS * 19 / 20);
}
