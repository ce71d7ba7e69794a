/* work/push_wake.h - what there is of an article has changed: the shops that tell it are looked at soon.
 *
 * Called once the balances of a book are written, in its transaction. Where nothing is free that was not, or the other way
 * round, it asks for nothing. A task that is to run soon anyway stays as it is, so that a stream of movements does not
 * touch its row again and again. */
#pragma once
#include "work/stock_book.h"

enum err push_wake(const struct book *b) MUST_CHECK;
