/* core/sku_suggest.c - which articles of ours a platform SKU without a mapping may stand for, and why. */
#include "core/sku_suggest.h"
#include "core/sku_map.h"
#include <stdlib.h>
#include <string.h>

enum { KEY_MAX = 60, BASES_MAX = 5, BASE_MIN = 3, DIGITS_MAX = 3 };

const char *suggestion_reason_name(enum suggestion_reason r)
{
	static const char *const names[] = {
#define X(id, name) name,
		SUGGESTION_REASONS(X)
#undef X
	};
	return names[r];
}

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80; }

struct text sku_letters(struct arena *a, struct text code)
{
	struct text folded = text_fold(a, code);
	struct buffer b = buffer_in(a);

	for (size_t i = 0; i < folded.size; i++)
		if (is_letter(folded.at[i]))
			buffer_byte(&b, folded.at[i]);
	return b.size ? buffer_text(&b) : TEXT("");
}

static struct text key_of(struct arena *a, struct text letters)
{
	if (letters.size == 0)
		return (struct text){ 0 };
	return text_format(a, "#%.*s", TEXT_ARG(text_limit(letters, KEY_MAX)));
}

struct text sku_code_key(struct arena *a, struct text code) { return key_of(a, sku_letters(a, code)); }

/* The words of a title, folded, with one blank between them. */
static struct text words_of(struct arena *a, struct text title)
{
	struct text folded = text_fold(a, title);
	struct buffer b = buffer_in(a);
	bool apart = false;

	for (size_t i = 0; i < folded.size; i++) {
		bool letter = is_letter(folded.at[i]);

		if (letter && apart && b.size)
			buffer_byte(&b, ' ');
		if (letter)
			buffer_byte(&b, folded.at[i]);
		apart = !letter;
	}
	return b.size ? buffer_text(&b) : TEXT("");
}

struct text sku_title_key(struct arena *a, struct text title)
{
	struct text words = words_of(a, title);

	if (words.size == 0)
		return (struct text){ 0 };
	return text_format(a, "~%.*s", TEXT_ARG(text_limit(words, KEY_MAX)));
}

/* A part of a platform SKU that may be a code, and of how many pieces the rest may speak. */
struct base {
	struct text letters;
	int64_t quantity;
};
struct bases {
	struct base at[BASES_MAX];
	size_t count;
};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_apart(char c) { return memchr("-_ /.,:|+#", c, 10) != NULL; }

static void add(struct arena *a, struct bases *b, struct text part, int64_t quantity)
{
	struct text letters = sku_letters(a, part);

	if (letters.size < BASE_MIN || quantity < 1 || quantity > MAP_QUANTITY_MAX)
		return;
	for (size_t i = 0; i < b->count; i++)
		if (text_same(b->at[i].letters, letters))
			return;
	if (b->count < BASES_MAX)
		b->at[b->count++] = (struct base){ letters, quantity };
}

/* "3xCCD007", "3*CCD007" */
static void count_before(struct arena *a, struct bases *b, struct text t)
{
	size_t n = 0;
	int64_t quantity;

	while (n < t.size && n <= DIGITS_MAX && is_digit(t.at[n]))
		n++;
	if (n == 0 || n > DIGITS_MAX || n + 1 >= t.size || !memchr("x*", t.at[n], 2))
		return;
	if (text_to_int((struct text){ t.at, n }, &quantity))
		add(a, b, (struct text){ t.at + n + 1, t.size - n - 1 }, quantity);
}

/* "CCD007-3", "CCD007x3", "CCD007*3" */
static void count_behind(struct arena *a, struct bases *b, struct text t)
{
	size_t n = 0;
	int64_t quantity;

	while (n < t.size && n <= DIGITS_MAX && is_digit(t.at[t.size - 1 - n]))
		n++;
	if (n == 0 || n > DIGITS_MAX || n + 1 >= t.size)
		return;
	char between = t.at[t.size - 1 - n];

	if ((is_apart(between) || memchr("x*", between, 2)) &&
	    text_to_int((struct text){ t.at + t.size - n, n }, &quantity))
		add(a, b, (struct text){ t.at, t.size - n - 1 }, quantity);
}

/* Before the last sign, before the first, behind the first: a colour, a size or a country stands beside the code. */
static void segments(struct arena *a, struct bases *b, struct text t)
{
	size_t first = 0, last = t.size;

	while (first < t.size && !is_apart(t.at[first]))
		first++;
	if (first == t.size)
		return;
	while (!is_apart(t.at[last - 1]))
		last--;
	add(a, b, (struct text){ t.at, last - 1 }, 1);
	add(a, b, (struct text){ t.at, first }, 1);
	add(a, b, (struct text){ t.at + first + 1, t.size - first - 1 }, 1);
}

static void bases_of(struct arena *a, struct text sku, struct bases *out)
{
	struct text t = text_trim(text_fold(a, sku));

	out->count = 0;
	count_before(a, out, t);
	count_behind(a, out, t);
	segments(a, out, t);
}

static size_t add_key(struct text keys[SUGGEST_KEYS_MAX], size_t count, struct text key)
{
	if (key.size == 0)
		return count;
	for (size_t i = 0; i < count; i++)
		if (text_same(keys[i], key))
			return count;
	keys[count] = key;
	return count + 1;
}

size_t sku_suggest_keys(struct arena *a, const struct suggest_for *f, struct text keys[SUGGEST_KEYS_MAX])
{
	struct bases bases;
	size_t count = add_key(keys, 0, sku_code_key(a, f->sku));

	count = add_key(keys, count, sku_title_key(a, f->title));
	bases_of(a, f->sku, &bases);
	for (size_t i = 0; i < bases.count; i++)
		count = add_key(keys, count, key_of(a, bases.at[i].letters));
	return count;
}

struct judged {
	const struct suggest_candidate *of;
	struct suggestion s;
};

/* The best reason for an article; false: there is none. */
static bool judge(struct arena *a, const struct suggest_for *f, const struct bases *bases,
		  const struct suggest_candidate *c, struct suggestion *out)
{
	struct text letters = sku_letters(a, c->code), words;

	out->quantity = 1;
	if (text_same(f->sku, c->code))
		return out->reason = SUGGEST_SAME_CODE, true;
	if (c->barcode.size && text_same(f->sku, c->barcode))
		return out->reason = SUGGEST_SAME_BARCODE, true;
	if (letters.size && text_same(sku_letters(a, f->sku), letters))
		return out->reason = SUGGEST_SAME_LETTERS, true;
	if (c->mapped_quantity) {
		out->quantity = c->mapped_quantity;
		return out->reason = SUGGEST_OTHER_SHOP, true;
	}
	words = words_of(a, f->title);
	if (words.size && text_same(words, words_of(a, c->title)))
		return out->reason = SUGGEST_SAME_TITLE, true;
	for (size_t i = 0; i < bases->count; i++)
		if (text_same(bases->at[i].letters, letters)) {
			out->quantity = bases->at[i].quantity;
			return out->reason = SUGGEST_PART_OF_CODE, true;
		}
	return false;
}

static int by_likeliness(const void *left, const void *right)
{
	const struct judged *x = left, *y = right;

	if (x->s.reason != y->s.reason)
		return x->s.reason < y->s.reason ? -1 : 1;
	return text_order(x->of->code, y->of->code);
}

size_t sku_suggest(struct arena *a, const struct suggest_for *f, const struct suggest_candidate *all, size_t count,
		   struct suggestion out[SUGGESTIONS_MAX])
{
	struct judged *found = ARENA_ARRAY(a, struct judged, count + 1);
	size_t n = 0, kept = 0;
	struct bases bases;

	bases_of(a, f->sku, &bases);
	for (size_t i = 0; i < count; i++) {
		found[n] = (struct judged){ &all[i], { .candidate = i } };
		n += judge(a, f, &bases, &all[i], &found[n].s);
	}
	if (n)
		qsort(found, n, sizeof *found, by_likeliness);
	for (size_t i = 0; i < n && kept < SUGGESTIONS_MAX; i++) {
		bool twice = false;

		for (size_t k = 0; k < kept; k++)
			twice |= all[out[k].candidate].sku_id == found[i].of->sku_id;
		if (!twice)
			out[kept++] = found[i].s;
	}
	return kept;
}
