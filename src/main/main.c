/* main/main.c - the commands: finds the one that was asked for, runs it, says what went wrong. */
#include "base/log.h"
#include "main/command.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct command {
	const char *name;
	command_run *run;
	const char *options, *sentence;
} commands[] = {
#define COMMAND(name, run, options, sentence) { name, run, options, sentence },
#include "main/commands.def"
#undef COMMAND
};

enum err cmd_help(struct scope *s, const struct options *o)
{
	(void)s;
	(void)o;
	printf("Lockstep %s keeps the orders of many channels in step.\n\n", LOCKSTEP_VERSION);
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		printf("lockstep %-9s %s\n", commands[i].name, commands[i].sentence);
		options_explain(commands[i].options);
	}
	return OK;
}

static const struct command *find(const char *name)
{
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (strcmp(name, commands[i].name) == 0)
			return &commands[i];
	return NULL;
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
	c = find(name);
	if (!c)
		return fail(s, ERR_USAGE, "there is no command \"%.80s\"", name);
	TRY(options_parse(s, argc > 2 ? argc - 2 : 0, argv + 2, c->name, c->options, &o));
	return c->run(s, &o);
}

/* Signals wait to be asked for, in every thread; a peer that hangs up is an error of that write, not our end. */
static void settle_signals(void)
{
	sigset_t held;

	sigemptyset(&held);
	sigaddset(&held, SIGINT);
	sigaddset(&held, SIGTERM);
	sigprocmask(SIG_BLOCK, &held, NULL);
	signal(SIGPIPE, SIG_IGN);
}

void wait_for_stop(void)
{
	sigset_t held;
	int which;

	sigemptyset(&held);
	sigaddset(&held, SIGINT);
	sigaddset(&held, SIGTERM);
	sigwait(&held, &which);
}

int main(int argc, char **argv)
{
	struct world *world;
	struct log *log;
	struct scope like = { 0 }, s;
	int status;

	settle_signals();
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
	if (fflush(stdout) != 0)
		status = status ? status : 1;
	return status;
}
