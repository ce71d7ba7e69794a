/* base/json_other_test.h - a reader of JSON that is not ours, to compare with; its names would meet ours in one file. */
#pragma once
#include "base/text.h"

enum other { OTHER_TAKES, OTHER_REFUSES, OTHER_HAS_NO_ROOM };

/* The document in one fixed spelling: strings in hexadecimal, whole numbers in decimal, others as the nearest binary
 * number. OTHER_HAS_NO_ROOM: valid, but with a number that the other reader cannot hold. */
enum other other_read(struct text document, struct buffer *spelled);
