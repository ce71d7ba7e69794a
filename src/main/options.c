/* main/options.c - the command line as a struct; what is unknown or half is refused with a sentence. */
#include "main/options.h"
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum kind { KIND_TEXT, KIND_NUMBER, KIND_FLAG };

static const struct option {
	const char *name;
	enum kind kind;
	size_t offset;
	const char *value, *sentence;
} table[] = {
#define OPTION(name, member, kind, value, sentence) \
	{ name, KIND_##kind, offsetof(struct options, member), value, sentence },
#include "main/options.def"
#undef OPTION
};

static const struct option *find(struct text name)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (text_is(name, table[i].name))
			return &table[i];
	return NULL;
}

static bool is_allowed(const char *allowed, const char *name)
{
	struct text rest = text_of(allowed), word;

	while (text_cut(&rest, ' ', &word))
		if (text_is(word, name))
			return true;
	return false;
}

static void store(struct options *out, const struct option *o, const void *value, size_t size)
{
	memcpy((char *)out + o->offset, value, size);
}

enum { OPTION_COUNT = sizeof table / sizeof *table };

/* The command line so far. */
struct reading {
	const char *command, *allowed;
	struct options *out;
	bool given[OPTION_COUNT];
};

static enum err take_value(struct scope *s, const struct option *o, const char *value, struct options *out)
{
	int64_t number;

	if (!*value)
		return fail(s, ERR_USAGE, "--%s needs a value, not nothing: --%s %s", o->name, o->name, o->value);
	if (o->kind == KIND_TEXT) {
		if (!text_valid(text_of(value)))
			return fail(s, ERR_USAGE, "--%s is not valid UTF-8", o->name);
		store(out, o, &value, sizeof value);
		return OK;
	}
	if (!text_to_int(text_of(value), &number) || number < 0)
		return fail(s, ERR_USAGE, "--%s takes a whole number, not \"%.80s\"", o->name, value);
	store(out, o, &number, sizeof number);
	return OK;
}

static void unset_numbers(struct options *out)
{
	int64_t unset = OPTION_UNSET;

	*out = (struct options){ 0 };
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (table[i].kind == KIND_NUMBER)
			store(out, &table[i], &unset, sizeof unset);
}

/* "--name value" or "--name=value"; *used is 2 where the value was the next word. */
static enum err take_option(struct scope *s, struct reading *r, char **argv, int left, int *used)
{
	struct text rest = text_of(argv[0] + 2), name;
	const struct option *o;
	const char *equals = strchr(argv[0], '=');
	bool yes = true;

	text_cut(&rest, '=', &name);
	o = find(name);
	*used = 1;
	if (!o || !is_allowed(r->allowed, o->name))
		return fail(s, ERR_USAGE, "lockstep %s does not take --%.*s", r->command,
			    TEXT_ARG(text_limit(name, 80)));
	if (r->given[o - table])
		return fail(s, ERR_USAGE, "--%s is given twice", o->name);
	r->given[o - table] = true;
	if (o->kind == KIND_FLAG) {
		store(r->out, o, &yes, sizeof yes);
		return equals ? fail(s, ERR_USAGE, "--%s takes no value", o->name) : OK;
	}
	if (equals)
		return take_value(s, o, equals + 1, r->out);
	if (left < 2)
		return fail(s, ERR_USAGE, "--%s needs a value: --%s %s", o->name, o->name, o->value);
	*used = 2;
	return take_value(s, o, argv[1], r->out);
}

enum err options_parse(struct scope *s, int argc, char **argv, const char *command, const char *allowed,
		       struct options *out)
{
	struct reading r = { .command = command, .allowed = allowed, .out = out };
	int used;

	unset_numbers(out);
	for (int i = 0; i < argc; i += used) {
		used = 1;
		if (strncmp(argv[i], "--", 2) == 0)
			TRY(take_option(s, &r, argv + i, argc - i, &used));
		else if (out->word_count < OPTION_WORDS_MAX)
			out->words[out->word_count++] = argv[i];
		else
			return fail(s, ERR_USAGE, "lockstep %s does not know what to do with \"%.80s\"", command,
				    argv[i]);
	}
	return OK;
}

enum err option_number(struct scope *s, const char *name, int64_t value, int least, int most, int otherwise, int *out)
{
	if (value != OPTION_UNSET && (value < least || value > most))
		return fail(s, ERR_USAGE, "--%s takes %d to %d, not %lld", name, least, most, (long long)value);
	*out = value == OPTION_UNSET ? otherwise : (int)value;
	return OK;
}

void options_explain(const char *allowed)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (is_allowed(allowed, table[i].name))
			printf("    --%s %-*s %s\n", table[i].name, (int)(18 - strlen(table[i].name)), table[i].value,
			       table[i].sentence);
}
