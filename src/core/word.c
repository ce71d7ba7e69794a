/* core/word.c - the lines of words.def as a table, and a channel's vocabulary. */
#include "core/word.h"

static const struct {
	const char *name, *order, *payment, *delivery, *zh;
	enum word_first first;
	enum word_later later;
} words[WORD_COUNT] = {
#define W(word, order, payment, delivery, first, later, zh) \
	[WORD_##word] = { #word, #order, #payment, #delivery, zh, FIRST_##first, LATER_##later },
#include "core/words.def"
#undef W
};

const char *word_name(enum word w) { return words[w].name; }
const char *word_order_status(enum word w) { return words[w].order; }
const char *word_payment_status(enum word w) { return words[w].payment; }
const char *word_delivery_status(enum word w) { return words[w].delivery; }
enum word_first word_first(enum word w) { return words[w].first; }
enum word_later word_later(enum word w) { return words[w].later; }
const char *word_zh(enum word w) { return words[w].zh; }

bool word_find(struct text name, enum word *out)
{
	for (int w = 0; w < WORD_COUNT; w++)
		if (text_is(name, words[w].name)) {
			*out = (enum word)w;
			return true;
		}
	return false;
}

enum word word_of(const struct word_pair *pairs, struct text theirs, bool *known)
{
	for (; pairs->theirs; pairs++)
		if (text_is(theirs, pairs->theirs)) {
			*known = true;
			return pairs->ours;
		}
	*known = false;
	return WORD_on_hold;
}
