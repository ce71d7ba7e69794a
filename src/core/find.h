/* core/find.h - by which keys an order is found: its numbers, the words of a name, the end of a phone number.
 *
 * A key is found by its beginning. Its first character says its kind: "=" a number, "#" the digits of a phone from the
 * last to the first; a name has none. All of it is folded: case and marks are gone. */
#pragma once
#include "base/text.h"

enum { FIND_KEY_MAX = 64, FIND_STARTS_MAX = 8, FIND_KEYS_MAX = FIND_STARTS_MAX + 1, FIND_DIGITS_MIN = 3 };

/* Who receives, as it is searched: the folded name, a line's end, the digits of the phone. */
struct text find_people(struct arena *a, struct text name, struct text phone);
/* The keys of such a text: one from each beginning of a word (in scripts without blanks: from each character), the first
 * FIND_STARTS_MAX of them, and one of the phone. A masked beginning gives none. */
size_t find_people_keys(struct arena *a, struct text people, struct text keys[FIND_KEYS_MAX]);
/* The keys of an order's numbers: one, or two where people see another number than the channel's. */
size_t find_number_keys(struct arena *a, struct text ref, struct text display_no, struct text keys[2]);

/* A name as typed: folded, from its first letter to its last. {0}: it has none. */
struct text find_name(struct arena *a, struct text typed);
/* What keys begin with, for what a person has typed; the name by find_name, the number folded, the phone as digits. */
struct text find_name_key(struct text name);
struct text find_phone_key(struct arena *a, struct text digits);
struct text find_number_key(struct arena *a, struct text number);
/* A phone as typed: its digits, "" when it has none; blanks, signs and brackets are left out. {0}: anything else in it. */
struct text find_digits(struct arena *a, struct text typed);

bool find_name_fits(struct text people, struct text name);    /* the name or a word of it begins so */
bool find_phone_fits(struct text people, struct text digits); /* the phone ends so */
