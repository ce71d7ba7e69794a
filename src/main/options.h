/* main/options.h - the command line as a struct; what is unknown or half is refused with a sentence. */
#pragma once
#include "base/scope.h"

enum { OPTION_WORDS_MAX = 20 };

struct options {
#define OPTION(name, member, kind, value, sentence) OPTION_##kind(member)
#define OPTION_TEXT(member) const char *member;
#define OPTION_NUMBER(member) int64_t member;
#define OPTION_FLAG(member) bool member;
#include "main/options.def"
#undef OPTION
#undef OPTION_TEXT
#undef OPTION_NUMBER
#undef OPTION_FLAG
	const char *words[OPTION_WORDS_MAX]; /* what is no option: "add" of "account add" */
	int word_count;
};

enum { OPTION_UNSET = -1 }; /* a NUMBER that was not given */

/* `allowed` names the options of the command, separated by blanks. ERR_USAGE. */
enum err options_parse(struct scope *s, int argc, char **argv, const char *command, const char *allowed,
		       struct options *out) MUST_CHECK;
/* A NUMBER between `least` and `most`, or `otherwise` where it was not given. ERR_USAGE. */
enum err option_number(struct scope *s, const char *name, int64_t value, int least, int most, int otherwise,
		       int *out) MUST_CHECK;
void options_explain(const char *allowed); /* prints one line an option */
