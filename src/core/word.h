/* core/word.h - the neutral status words and what follows from each. */
#pragma once
#include "base/text.h"

enum word {
#define W(word, order, payment, delivery, first, later, zh) WORD_##word,
#include "core/words.def"
#undef W
	WORD_COUNT
};
enum word_first { FIRST_PENDING, FIRST_SHIPPED, FIRST_VOID, FIRST_NOT_YET };
enum word_later { LATER_NOTES, LATER_PAYS, LATER_CANCELS, LATER_ASKS_CANCEL };

const char *word_name(enum word w); /* "cancel_requested" */
bool word_find(struct text name, enum word *out);
const char *word_order_status(enum word w);
const char *word_payment_status(enum word w);
const char *word_delivery_status(enum word w);
enum word_first word_first(enum word w);
enum word_later word_later(enum word w);
const char *word_zh(enum word w);

/* A channel's vocabulary, ended by {NULL}: their word, ours. */
struct word_pair {
	const char *theirs;
	enum word ours;
};
/* Ours for theirs. A word never seen before is on_hold; nothing is guessed. *known says which it was. */
enum word word_of(const struct word_pair *pairs, struct text theirs, bool *known);
