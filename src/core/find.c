/* core/find.c - by which keys an order is found. */
#include "core/find.h"
#include <string.h>

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* Scripts whose words stand together without blanks: any character may be where a person begins to type. */
static const struct {
	uint32_t first, last;
} unspaced[] = {
	{ 0x0E00, 0x0EFF },   /* Thai, Lao */
	{ 0x1000, 0x109F },   /* Myanmar */
	{ 0x1780, 0x17FF },   /* Khmer */
	{ 0x2E80, 0x9FFF },   /* radicals, kana, Bopomofo, Han */
	{ 0xAC00, 0xD7AF },   /* Hangul */
	{ 0xF900, 0xFAFF },   /* Han, compatibility */
	{ 0x20000, 0x3FFFF }, /* Han, further planes */
};

static bool is_unspaced(uint32_t code)
{
	for (size_t i = 0; i < sizeof unspaced / sizeof *unspaced; i++)
		if (code >= unspaced[i].first && code <= unspaced[i].last)
			return true;
	return false;
}

/* The code point at `from` and how many bytes it has; what is no UTF-8 counts as a letter of one byte. */
static size_t code_at(struct text t, size_t from, uint32_t *code)
{
	unsigned char lead = (unsigned char)t.at[from];
	size_t size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;

	*code = size == 1 ? lead : lead & (0xFFu >> (size + 1));
	for (size_t i = 1; i < size && from + i < t.size; i++)
		*code = *code << 6 | ((unsigned char)t.at[from + i] & 0x3Fu);
	return size;
}

/* Where keys of a folded name begin. */
static size_t starts_of(struct text name, size_t starts[FIND_STARTS_MAX])
{
	size_t count = 0, size;
	bool inside = false; /* in a word of letters that stand apart by blanks */

	for (size_t i = 0; i < name.size && count < FIND_STARTS_MAX; i += size) {
		uint32_t code;
		bool letter, alone;

		size = code_at(name, i, &code);
		letter = code >= 0x80 || is_digit(name.at[i]) || is_letter(name.at[i]);
		alone = letter && is_unspaced(code);
		if (letter && (alone || !inside))
			starts[count++] = i;
		inside = letter && !alone;
	}
	return count;
}

static void split(struct text people, struct text *name, struct text *phone)
{
	*phone = people;
	if (!text_cut(phone, '\n', name))
		*name = (struct text){ 0 };
}

static struct text reversed(struct arena *a, char kind, struct text digits)
{
	size_t size = digits.size < FIND_KEY_MAX ? digits.size : FIND_KEY_MAX - 1;
	char *to = arena_raw(a, size + 2);

	to[0] = kind;
	for (size_t i = 0; i < size; i++)
		to[1 + i] = digits.at[digits.size - 1 - i];
	to[size + 1] = '\0';
	return (struct text){ to, size + 1 };
}

struct text find_people(struct arena *a, struct text name, struct text phone)
{
	struct text folded_name = text_fold(a, name), folded_phone = text_fold(a, phone);
	struct buffer b = buffer_in(a);

	for (size_t i = 0; i < folded_name.size; i++)
		buffer_byte(&b, folded_name.at[i] == '\n' ? ' ' : folded_name.at[i]);
	buffer_byte(&b, '\n');
	for (size_t i = 0; i < folded_phone.size; i++)
		if (is_digit(folded_phone.at[i]))
			buffer_byte(&b, folded_phone.at[i]);
	return buffer_text(&b);
}

size_t find_people_keys(struct arena *a, struct text people, struct text keys[FIND_KEYS_MAX])
{
	size_t starts[FIND_STARTS_MAX], count;
	struct text name, digits;

	split(people, &name, &digits);
	count = starts_of(name, starts);
	for (size_t i = 0; i < count; i++)
		keys[i] = find_name_key((struct text){ name.at + starts[i], name.size - starts[i] });
	if (digits.size >= FIND_DIGITS_MIN)
		keys[count++] = find_phone_key(a, digits);
	return count;
}

size_t find_number_keys(struct arena *a, struct text ref, struct text display_no, struct text keys[2])
{
	keys[0] = find_number_key(a, text_fold(a, ref));
	if (display_no.size == 0)
		return 1;
	keys[1] = find_number_key(a, text_fold(a, display_no));
	return text_same(keys[0], keys[1]) ? 1 : 2;
}

struct text find_name(struct arena *a, struct text typed)
{
	struct text folded = text_fold(a, typed);
	size_t starts[FIND_STARTS_MAX];

	if (starts_of(folded, starts) == 0)
		return (struct text){ 0 };
	return text_trim((struct text){ folded.at + starts[0], folded.size - starts[0] });
}

struct text find_name_key(struct text name) { return text_limit(name, FIND_KEY_MAX); }

struct text find_phone_key(struct arena *a, struct text digits) { return reversed(a, '#', digits); }

struct text find_number_key(struct arena *a, struct text number)
{
	return text_limit(text_format(a, "=%.*s", TEXT_ARG(number)), FIND_KEY_MAX);
}

struct text find_digits(struct arena *a, struct text typed)
{
	struct text folded = text_fold(a, typed);
	struct buffer b = buffer_in(a);

	for (size_t i = 0; i < folded.size; i++) {
		char c = folded.at[i];

		if (is_digit(c))
			buffer_byte(&b, c);
		else if (!c || !strchr(" +-.()/", c))
			return (struct text){ 0 };
	}
	return b.size ? buffer_text(&b) : TEXT("");
}

static bool begins(struct text t, struct text with)
{
	return t.size >= with.size && memcmp(t.at, with.at, with.size) == 0;
}

bool find_name_fits(struct text people, struct text wanted)
{
	size_t starts[FIND_STARTS_MAX], count;
	struct text name, digits;

	split(people, &name, &digits);
	count = starts_of(name, starts);
	for (size_t i = 0; i < count; i++)
		if (begins((struct text){ name.at + starts[i], name.size - starts[i] }, wanted))
			return true;
	return false;
}

bool find_phone_fits(struct text people, struct text wanted)
{
	struct text name, digits;

	split(people, &name, &digits);
	return digits.size >= wanted.size && memcmp(digits.at + digits.size - wanted.size, wanted.at, wanted.size) == 0;
}
