/* base/error.h - what can go wrong, as one list, and how a function says so.
 *
 * Every call that can fail returns `enum err`. The code is the truth: the web turns it into a problem
 * document, a job into a row, the log into a line. fail() adds the words of this case to the scope. */
#pragma once
#include <stdbool.h>

enum err {
#define E(name, status, again, sentence, cure) name,
#include "base/errors.def"
#undef E
	ERR_COUNT
};

enum retry { RETRY_NEVER, RETRY_LATER, RETRY_ONCE };

#define MUST_CHECK __attribute__((warn_unused_result))

/* Leaves the function with the code when the call failed. */
#define TRY(call)                           \
	do {                                \
		enum err try_err_ = (call); \
		if (try_err_ != OK)         \
			return try_err_;    \
	} while (0)

const char *err_name(enum err e); /* "shop_unbound": lower case, without ERR_; "ok" */
int err_status(enum err e);       /* HTTP status */
enum retry err_retry(enum err e);
const char *err_sentence(enum err e);
const char *err_cure(enum err e);
enum err err_find(const char *name); /* the code of a name, or ERR_INTERNAL */

struct scope;
/* Notes this case's words (what, where) in the scope and returns the code. */
enum err fail(struct scope *s, enum err code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Stops the process at once: a state that must not be. Every durable state is recoverable. */
_Noreturn void die(const char *file, int line, const char *what);
#define ASSERT(what)                                    \
	do {                                            \
		if (!(what))                            \
			die(__FILE__, __LINE__, #what); \
	} while (0)
