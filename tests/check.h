/* tests/check.h - one sentence a test: TEST registers itself, CHECK… ends the test at the first thing that is not so.
 *
 * A thin cover over cmocka, whose own names (fail, skip) would meet ours; only check.c includes it. CHECK is for the
 * test's own thread. A run ends with one line: "unit_base: 41 passed, 0 failed, 2 skipped". */
#pragma once
#include "base/error.h"
#include "base/scope.h"
#include "base/text.h"
#include <stdbool.h>
#include <stdint.h>

struct check_test {
	const char *name;
	void (*run)(void);
	struct check_test *next;
};

void check_add(struct check_test *t);
_Noreturn void check_failed(const char *file, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));
_Noreturn void check_skip(const char *file, int line, const char *reason);
void check_eq(const char *file, int line, const char *what, int64_t got, int64_t wanted);
void check_same(const char *file, int line, const char *what, struct text got, struct text wanted);
void check_err(const char *file, int line, const char *what, enum err got, enum err wanted);

const char *check_name(void); /* of the test that runs */

/* A scope of this test on the real machine, with an arena of its own, ids of node 1, no database and no log. Each call
 * within a test gives the same one. */
struct scope *check_scope(void);

/* The whole file below ../shared (or $LOCKSTEP_SHARED) in the test's arena; false where it is not there. */
bool check_shared(const char *path, struct text *out);

/* Built with sanitizers, and several times slower. */
#if defined(__SANITIZE_ADDRESS__)
#define CHECK_SANITIZED true
#elif defined(__has_feature)
#define CHECK_SANITIZED __has_feature(address_sanitizer)
#else
#define CHECK_SANITIZED false
#endif

/* A seed for a property test, printed; $LOCKSTEP_SEED repeats one. */
uint64_t check_seed(void);

#define TEST(sentence)                                                          \
	static void sentence(void);                                             \
	__attribute__((constructor)) static void check_add_##sentence(void)     \
	{                                                                       \
		static struct check_test test_ = { #sentence, sentence, NULL }; \
		check_add(&test_);                                              \
	}                                                                       \
	static void sentence(void)

#define CHECK(what)                                                            \
	do {                                                                   \
		if (!(what))                                                   \
			check_failed(__FILE__, __LINE__, "not so: %s", #what); \
	} while (0)
#define CHECK_EQ(got, wanted) check_eq(__FILE__, __LINE__, #got, (int64_t)(got), (int64_t)(wanted))
#define CHECK_TEXT(got, wanted) check_same(__FILE__, __LINE__, #got, (got), text_of(wanted))
#define CHECK_SAME(got, wanted) check_same(__FILE__, __LINE__, #got, (got), (wanted))
#define CHECK_OK(call) check_err(__FILE__, __LINE__, #call, (call), OK)
#define CHECK_ERR(call, code) check_err(__FILE__, __LINE__, #call, (call), (code))
#define SKIP(reason) check_skip(__FILE__, __LINE__, (reason))
