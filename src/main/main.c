/* main/main.c - the commands: finds the one that was asked for, runs it, says what went wrong. */
#include "base/log.h"
#include "main/command.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct command {
	const char *name;
	command_run *run;
	int words;
	const char *options, *sentence;
} commands[] = {
#define COMMAND(name, run, words, options, sentence) { name, run, words, options, sentence },
#include "main/commands.def"
#undef COMMAND
};

static enum err find(struct scope *s, const char *name, const struct command **out)
{
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (strcmp(name, commands[i].name) == 0) {
			*out = &commands[i];
			return OK;
		}
	return fail(s, ERR_USAGE, "there is no command \"%.80s\"", name);
}

static void explain(const struct command *c)
{
	printf("lockstep %-9s %s\n", c->name, c->sentence);
	options_explain(c->options);
}

enum err cmd_help(struct scope *s, const struct options *o)
{
	const struct command *c;

	if (o->word_count) {
		TRY(find(s, o->words[0], &c));
		explain(c);
		return OK;
	}
	printf("Lockstep %s keeps the orders of many channels in step.\n\n", LOCKSTEP_VERSION);
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		explain(&commands[i]);
	return OK;
}

static int report(struct scope *s, enum err e)
{
	if (e == OK)
		return 0;
	fprintf(stderr, "lockstep: %s", err_sentence(e));
	if (s->words.size)
		fprintf(stderr, " (%.*s)", TEXT_ARG(s->words));
	fprintf(stderr, "%s%s\n", err_cure(e)[0] ? " " : "", err_cure(e));
	return e == ERR_USAGE ? 2 : 1;
}

static bool asks_help(int argc, char **argv)
{
	for (int i = 0; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

static enum err run(struct scope *s, int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "help";
	const struct command *c;
	struct options o;

	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
		name = "help";
	if (strcmp(name, "--version") == 0) {
		printf("lockstep %s\n", LOCKSTEP_VERSION);
		return OK;
	}
	TRY(find(s, name, &c));
	if (argc > 2 && asks_help(argc - 2, argv + 2)) {
		explain(c);
		return OK;
	}
	TRY(options_parse(s, argc > 2 ? argc - 2 : 0, argv + 2, c->name, c->options, &o));
	if (o.word_count > c->words)
		return fail(s, ERR_USAGE, "lockstep %s does not know what to do with \"%.80s\"", c->name,
			    o.words[c->words]);
	return c->run(s, &o);
}

/* What nobody reads any more (| head) needs no words; what was not kept does. */
static int flush(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	if (errno != EPIPE)
		fprintf(stderr, "lockstep: What was to be printed cannot be written: %s. Make room and run it again.\n",
			strerror(errno));
	return status ? status : 1;
}

int main(int argc, char **argv)
{
	struct world *world;
	struct log *log;
	struct scope like = { 0 }, s;
	int status;

	signal(SIGPIPE, SIG_IGN); /* a peer that hangs up is an error of that write, not our end */
	umask(S_IRWXG | S_IRWXO); /* what we write holds people and secrets */
	world = world_real_new();
	log = log_new(world, STDERR_FILENO, LOG_WARN);
	like.world = world;
	like.log = log;
	like.deadline = MONO_NEVER;
	scope_open(&s, &like);
	s.now = world_now(world);
	status = report(&s, run(&s, argc, argv));
	scope_close(&s);
	log_free(log);
	world_real_free(world);
	return flush(status);
}
