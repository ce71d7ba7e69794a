/* base/error_test.c - the list of errors, and the words of one case. */
#include "base/error.h"
#include "base/scope.h"
#include "tests/check.h"
#include <ctype.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

TEST(every_error_is_found_by_its_name_which_is_its_constant_in_lower_case)
{
	static const char *const constants[] = {
#define E(name, status, again, sentence, cure) #name,
#include "base/errors.def"
#undef E
	};

	for (unsigned i = 0; i < ERR_COUNT; i++) {
		const char *constant = constants[i], *name = err_name((enum err)i);

		if (strncmp(constant, "ERR_", 4) == 0)
			constant += 4;
		CHECK_EQ(strlen(name), strlen(constant));
		for (size_t j = 0; name[j]; j++)
			CHECK_EQ(name[j], tolower((unsigned char)constant[j]));
		CHECK_EQ(err_find(name), i);
	}
	CHECK_EQ(err_find("no_such_thing"), ERR_INTERNAL);
}

TEST(every_error_has_a_status_a_sentence_and_a_cure)
{
	for (unsigned i = OK + 1; i < ERR_COUNT; i++) {
		enum err e = (enum err)i;

		CHECK(err_status(e) >= 400 && err_status(e) <= 599);
		CHECK(text_ends(text_of(err_sentence(e)), "."));
		CHECK(text_ends(text_of(err_cure(e)), "."));
	}
	CHECK_EQ(err_status(OK), 200);
	CHECK_EQ(err_retry(ERR_CHANNEL_BUSY), RETRY_LATER);
	CHECK_EQ(err_retry(ERR_TOKEN_EXPIRED), RETRY_ONCE);
	CHECK_EQ(err_retry(ERR_SHOP_UNBOUND), RETRY_NEVER);
	CHECK_EQ(err_status((enum err)9999), 500);
}

static enum err two_steps(struct scope *s, bool first_fails)
{
	TRY(first_fails ? fail(s, ERR_FILE, "the %s of %d", "third", 5) : OK);
	return fail(s, ERR_CONFLICT, "reached");
}

TEST(fail_notes_the_words_and_try_leaves_with_the_code)
{
	struct scope *s = check_scope();

	CHECK_ERR(two_steps(s, true), ERR_FILE);
	CHECK_TEXT(s->words, "the third of 5");
	CHECK_EQ(s->code, ERR_FILE);
	CHECK_ERR(two_steps(s, false), ERR_CONFLICT);
	CHECK_TEXT(s->words, "reached");
}

/* Runs `what` in a process of its own; true when it stopped itself at once. */
static bool dies(void (*what)(void))
{
	int status = 0;
	pid_t child = fork();

	CHECK(child >= 0);
	if (child == 0) {
		(void)close(STDERR_FILENO);
		what();
		_exit(0);
	}
	CHECK_EQ(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void assert_what_holds(void) { ASSERT(1 + 1 == 2); }
static void assert_what_does_not_hold(void) { ASSERT(1 + 1 == 3); }

static void ask_for_more_than_there_can_be(void)
{
	volatile size_t count = SIZE_MAX / 2;

	(void)arena_array(check_scope()->arena, count, 8);
}

static void ask_for_more_than_there_is(void)
{
	volatile size_t size = SIZE_MAX / 2 + 1;

	(void)arena_raw(check_scope()->arena, size);
}

TEST(the_process_stops_at_once_where_an_assertion_fails_or_memory_cannot_be)
{
	CHECK(!dies(assert_what_holds));
	CHECK(dies(assert_what_does_not_hold));
	CHECK(dies(ask_for_more_than_there_can_be));
	CHECK(dies(ask_for_more_than_there_is));
}
