/* base/json_read.c - reads a JSON document in one pass, without recursion, onto a tape of nodes in the arena. */
#include "base/json_node.h"
#include "base/scope.h"
#include "base/utf8.h"
#include <stdlib.h>
#include <string.h>

enum {
	TAPE_FIRST = 64 * 1024, /* nodes to start with at most; what a document does not use is given back */
	MEMBERS_SCANNED = 64,   /* up to here a name is looked for among those before it, from here on all are sorted */
};

/* A container that is open. Nodes are named by number, as the tape may move. */
struct level {
	uint32_t node, first, last; /* the container, its first and its newest child */
	uint32_t count;
	bool object;
	uint64_t seen; /* a bit for each name so far: where a name's bit is not set, it is new */
};

struct reader {
	struct scope *s;
	const char *begin, *p, *end;
	struct json_node *tape;
	uint32_t used, room;
	size_t depth;
	struct level levels[JSON_DEPTH_MAX];
};

static enum err bad(struct reader *r, const char *at, const char *reason)
{
	return fail(r->s, ERR_BAD_JSON, "at byte %zu: %s", (size_t)(at - r->begin), reason);
}

static void skip_blanks(struct reader *r)
{
	while (r->p < r->end && (*r->p == ' ' || *r->p == '\n' || *r->p == '\t' || *r->p == '\r'))
		r->p++;
}

static enum err add_node(struct reader *r, enum json_kind kind, uint32_t *out)
{
	if (r->used == r->room) {
		size_t size = sizeof *r->tape * r->room;

		if (r->room >= JSON_NODES_MAX)
			return fail(r->s, ERR_TOO_LARGE, "at byte %zu: the document has more than %d values and names",
				    (size_t)(r->p - r->begin), JSON_NODES_MAX);
		r->tape = arena_resize(r->s->arena, r->tape, size, size * 2);
		r->room *= 2;
	}
	*out = r->used++;
	r->tape[*out] = (struct json_node){ .at = r->p, .kind = (uint8_t)kind };
	return OK;
}

/* A node for the value at hand, linked to its parent. */
static enum err add_value(struct reader *r, enum json_kind kind, uint32_t *out)
{
	TRY(add_node(r, kind, out));
	if (r->depth == 0)
		return OK;
	struct level *l = &r->levels[r->depth - 1];
	if (l->count++)
		r->tape[l->last].skip = *out - l->last;
	else
		l->first = *out;
	l->last = *out;
	return OK;
}

#define EACH_BYTE(c) (UINT64_C(0x0101010101010101) * (c))

/* Past all bytes that mean themselves in a string: ASCII but for controls, quote and backslash; eight at a time. */
static const char *past_plain(const char *p, const char *end)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	while (end - p >= 8) {
		uint64_t x;

		/* Borrows run upwards only, so that the lowest byte that is marked is truly one to stop at. */
		memcpy(&x, p, sizeof x);
		uint64_t stop = ((x - EACH_BYTE(0x20)) | ((x ^ EACH_BYTE('"')) - EACH_BYTE(1)) |
				 ((x ^ EACH_BYTE('\\')) - EACH_BYTE(1)) | x) &
				EACH_BYTE(0x80);
		if (stop)
			return p + (__builtin_ctzll(stop) >> 3);
		p += 8;
	}
#endif
	while (p < end && *p >= 0x20 && (unsigned char)*p < 0x80 && *p != '"' && *p != '\\')
		p++;
	return p;
}

/* Four hexadecimal digits at `p`, or -1. */
static int32_t code_unit(const char *p, const char *end)
{
	int32_t code = 0;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int c = p[i], value = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

		if (value < 0 || value > 15 || (c > '9' && value < 10))
			return -1;
		code = code << 4 | value;
	}
	return code;
}

/* What follows "\u", a second half included. */
static enum err read_code(struct reader *r, char **to)
{
	const char *at = r->p - 2;
	int32_t code = code_unit(r->p, r->end), low;

	if (code < 0)
		return bad(r, at, "four hexadecimal digits must follow \\u");
	if (code == 0)
		return bad(r, at, "the character U+0000 is not taken");
	if (code >= 0xDC00 && code <= 0xDFFF)
		return bad(r, at, "the second half of a character stands alone");
	r->p += 4;
	if (code >= 0xD800 && code <= 0xDBFF) {
		low = r->end - r->p >= 6 && r->p[0] == '\\' && r->p[1] == 'u' ? code_unit(r->p + 2, r->end) : -1;
		if (low < 0xDC00 || low > 0xDFFF)
			return bad(r, at, "the first half of a character stands alone");
		r->p += 6;
		code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
	}
	*to += utf8_write(*to, (uint32_t)code);
	return OK;
}

static enum err read_escape(struct reader *r, char **to)
{
	static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
	const char *at = r->p++;

	if (r->p == r->end)
		return bad(r, at, "the document ends inside a string");
	char c = *r->p++;
	if (c == 'u')
		return read_code(r, to);
	const char *found = c ? strchr(letters, c) : NULL;
	if (!found)
		return bad(r, at, "there is no such escape");
	*(*to)++ = meanings[found - letters];
	return OK;
}

/* At a byte that past_plain() stops at and that is no escape: one UTF-8 sequence, or why not. */
static enum err read_sequence(struct reader *r)
{
	size_t size = utf8_sequence(r->p, r->end);

	if (r->p == r->end)
		return bad(r, r->p, "the document ends inside a string");
	if ((unsigned char)*r->p < 0x20)
		return bad(r, r->p, "a control character must be written as an escape");
	if (size == 0)
		return bad(r, r->p, "this is not UTF-8");
	r->p += size;
	return OK;
}

/* A string with escapes is decoded into the arena, with what it was before its characters. */
static enum err decode_string(struct reader *r, const char *start, uint32_t node)
{
	struct json_escaped escaped = { start - 1, 0 };
	const char *end = r->p;

	/* Decoded it is never longer than written: the arena's room is measured by the closing quote. */
	while (end < r->end && *end != '"')
		end += *end == '\\' && r->end - end > 1 ? 2 : 1;
	char *base = arena_raw(r->s->arena, sizeof escaped + (size_t)(end - start) + 1);
	char *to = base + sizeof escaped;
	r->tape[node].at = to;
	r->p = start;
	while (r->p == r->end || *r->p != '"') {
		const char *from = r->p;

		r->p = past_plain(r->p, r->end);
		if (r->p == from && r->p < r->end && *r->p == '\\') {
			TRY(read_escape(r, &to));
			continue;
		}
		if (r->p == from)
			TRY(read_sequence(r));
		memcpy(to, from, (size_t)(r->p - from));
		to += r->p - from;
	}
	*to = '\0';
	r->p++;
	escaped.size = (size_t)(r->p - escaped.lexeme);
	memcpy(base, &escaped, sizeof escaped);
	r->tape[node].size = (uint32_t)(to - r->tape[node].at);
	r->tape[node].escaped = true;
	return OK;
}

/* From behind the opening quote to behind the closing one. */
static enum err read_string(struct reader *r, uint32_t node)
{
	const char *start = ++r->p;

	r->tape[node].at = start;
	for (;;) {
		r->p = past_plain(r->p, r->end);
		if (r->p < r->end && *r->p == '"')
			break;
		if (r->p < r->end && *r->p == '\\')
			return decode_string(r, start, node);
		TRY(read_sequence(r));
	}
	r->tape[node].size = (uint32_t)(r->p++ - start);
	return OK;
}

static bool skip_digits(struct reader *r)
{
	const char *from = r->p;

	while (r->p < r->end && *r->p >= '0' && *r->p <= '9')
		r->p++;
	return r->p > from;
}

static enum err read_number(struct reader *r, uint32_t node)
{
	const char *start = r->p, *digits;

	if (*r->p == '-')
		r->p++;
	digits = r->p;
	if (!skip_digits(r))
		return bad(r, r->p, "a digit is missing");
	if (*digits == '0' && r->p - digits > 1)
		return bad(r, digits, "a number must not begin with a zero");
	if (r->p < r->end && *r->p == '.') {
		r->p++;
		if (!skip_digits(r))
			return bad(r, r->p, "a digit is missing after the point");
	}
	if (r->p < r->end && (*r->p == 'e' || *r->p == 'E')) {
		r->p++;
		if (r->p < r->end && (*r->p == '+' || *r->p == '-'))
			r->p++;
		if (!skip_digits(r))
			return bad(r, r->p, "a digit is missing in the exponent");
	}
	r->tape[node].size = (uint32_t)(r->p - start);
	return OK;
}

static enum err read_word(struct reader *r, uint32_t node, const char *word)
{
	size_t size = strlen(word);

	if ((size_t)(r->end - r->p) < size || memcmp(r->p, word, size) != 0)
		return bad(r, r->p, "this is no value");
	r->p += size;
	r->tape[node].size = (uint32_t)size;
	return OK;
}

static enum err open_level(struct reader *r, uint32_t node, bool object)
{
	if (r->depth == JSON_DEPTH_MAX)
		return fail(r->s, ERR_TOO_DEEP, "at byte %zu: more than %d levels", (size_t)(r->p - r->begin),
			    JSON_DEPTH_MAX);
	r->levels[r->depth++] = (struct level){ .node = node, .object = object };
	r->p++;
	return OK;
}

static enum err read_value(struct reader *r)
{
	uint32_t node;

	skip_blanks(r);
	if (r->p == r->end)
		return bad(r, r->p, "a value is missing");
	switch (*r->p) {
	case '{':
		TRY(add_value(r, JSON_OBJECT, &node));
		return open_level(r, node, true);
	case '[':
		TRY(add_value(r, JSON_ARRAY, &node));
		return open_level(r, node, false);
	case '"':
		TRY(add_value(r, JSON_STRING, &node));
		return read_string(r, node);
	case 't':
		TRY(add_value(r, JSON_TRUE, &node));
		return read_word(r, node, "true");
	case 'f':
		TRY(add_value(r, JSON_FALSE, &node));
		return read_word(r, node, "false");
	case 'n':
		TRY(add_value(r, JSON_NULL, &node));
		return read_word(r, node, "null");
	default:
		if (*r->p != '-' && (*r->p < '0' || *r->p > '9'))
			return bad(r, r->p, "this is no value");
		TRY(add_value(r, JSON_NUMBER, &node));
		return read_number(r, node);
	}
}

static bool same_name(const struct json_node *a, const struct json_node *b)
{
	return a->size == b->size && memcmp(a->at, b->at, a->size) == 0;
}

static enum err twice(struct reader *r, const struct json_node *name)
{
	return bad(r, json_node_lexeme(name).at, "the object has this name already");
}

/* A name that begins like none before it passes by one bit; otherwise it is looked for. */
static enum err check_name(struct reader *r, struct level *l, uint32_t node)
{
	const struct json_node *name = &r->tape[node];
	uint64_t mixed = name->size;

	if (name->size)
		mixed |= (uint64_t)(unsigned char)name->at[0] << 32 |
			 (uint64_t)(unsigned char)name->at[name->size / 2] << 40 |
			 (uint64_t)(unsigned char)name->at[name->size - 1] << 48;
	uint64_t bit = UINT64_C(1) << (mixed * UINT64_C(0x9E3779B97F4A7C15) >> 58);
	if (l->seen & bit && l->count < MEMBERS_SCANNED)
		for (uint32_t i = 0, v = l->first; i < l->count; i++, v += r->tape[v].skip)
			if (same_name(&r->tape[v - 1], name))
				return twice(r, name);
	l->seen |= bit;
	return OK;
}

static enum err read_name(struct reader *r, struct level *l)
{
	uint32_t node;

	if (r->p == r->end || *r->p != '"')
		return bad(r, r->p, "a name in quotes is missing");
	TRY(add_node(r, JSON_STRING, &node));
	TRY(read_string(r, node));
	TRY(check_name(r, l, node));
	skip_blanks(r);
	if (r->p == r->end || *r->p != ':')
		return bad(r, r->p, "a colon is missing after the name");
	r->p++;
	return OK;
}

/* By size, then by bytes, then by place. */
static int name_order(const void *a, const void *b)
{
	const struct json_node *const *left = a, *const *right = b;
	const struct json_node *x = *left, *y = *right;
	int order = x->size == y->size ? memcmp(x->at, y->at, x->size) : x->size < y->size ? -1 : 1;

	return order ? order : (x > y) - (x < y);
}

/* The names of a large object, sorted, so that no choice of names makes it slow. */
static enum err check_names(struct reader *r, const struct level *l)
{
	struct arena_mark mark = arena_mark(r->s->arena);
	const struct json_node **names = ARENA_ARRAY(r->s->arena, const struct json_node *, l->count);
	const struct json_node *found = NULL;

	for (uint32_t i = 0, v = l->first; i < l->count; i++, v += r->tape[v].skip)
		names[i] = &r->tape[v - 1];
	qsort(names, l->count, sizeof *names, name_order);
	for (uint32_t i = 1; i < l->count && !found; i++)
		if (same_name(names[i - 1], names[i]))
			found = names[i];
	arena_rewind(r->s->arena, mark);
	return found ? twice(r, found) : OK;
}

static enum err close_level(struct reader *r)
{
	const struct level *l = &r->levels[--r->depth];
	struct json_node *n = &r->tape[l->node];

	r->p++;
	n->size = (uint32_t)(r->p - n->at);
	n->count = l->count;
	return l->object && l->count > MEMBERS_SCANNED ? check_names(r, l) : OK;
}

/* Each turn takes one element or closes one level. */
static enum err read_document(struct reader *r)
{
	TRY(read_value(r));
	while (r->depth) {
		struct level *l = &r->levels[r->depth - 1];

		skip_blanks(r);
		if (r->p == r->end)
			return bad(r, r->p,
				   l->object ? "the document ends inside an object"
					     : "the document ends inside an array");
		if (*r->p == (l->object ? '}' : ']')) {
			TRY(close_level(r));
			continue;
		}
		if (l->count) {
			if (*r->p != ',')
				return bad(r, r->p, "a comma or a closing bracket is missing");
			r->p++;
			skip_blanks(r);
		}
		if (l->object)
			TRY(read_name(r, l));
		TRY(read_value(r));
	}
	skip_blanks(r);
	return r->p == r->end ? OK : bad(r, r->p, "something follows the document");
}

enum err json_parse(struct scope *s, struct text body, struct json *out)
{
	out->node = NULL;
	if (body.size == 0)
		return fail(s, ERR_BAD_JSON, "at byte 0: the document is empty");
	struct reader r = { .s = s, .begin = body.at, .p = body.at, .end = body.at + body.size };
	if (body.size > JSON_SIZE_MAX)
		return fail(s, ERR_TOO_LARGE, "the document has %zu bytes, and we take %d", body.size, JSON_SIZE_MAX);
	if (text_starts(body, "\xEF\xBB\xBF"))
		return bad(&r, r.p, "a byte order mark stands before the document");
	size_t room = body.size / 8 + 16;
	r.room = room < TAPE_FIRST ? (uint32_t)room : TAPE_FIRST;
	r.tape = arena_raw(s->arena, sizeof *r.tape * r.room);
	TRY(read_document(&r));
	r.tape = arena_resize(s->arena, r.tape, sizeof *r.tape * r.room, sizeof *r.tape * r.used);
	out->node = r.tape;
	return OK;
}
