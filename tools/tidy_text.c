/* tools/tidy_text.c - what holds for every text: no blanks at a line's end, no leftovers, nothing of one machine. */
#include "tools/tidy.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { FILE_LINES_MAX = 500 };

/* The words are written in two parts so that this file does not complain of itself. */
static const char *const leftovers[] = { "TO"
					 "DO",
					 "FIX"
					 "ME",
					 "XX"
					 "X" };
static const char *const machine_paths[] = { "/wo"
					     "rk/",
					     "/ro"
					     "ot/",
					     "/ho"
					     "me/" };
static const char *const hosts[] = { "registry.npm"
				     "js.org",
				     "deb.deb"
				     "ian.org",
				     "proxy.go"
				     "lang.org",
				     "index.cra"
				     "tes.io",
				     "py"
				     "pi.org",
				     "snapshot.deb"
				     "ian.org" };

#define COUNT(list) (sizeof(list) / sizeof *(list))

static void check_leftovers(const struct source *s, const char *line, size_t at)
{
	for (size_t i = 0; i < COUNT(leftovers); i++) {
		const char *found = strstr(line, leftovers[i]);
		size_t size = strlen(leftovers[i]);

		/* In quotes or brackets it is a value: ISO 4217 has a currency of that name. */
		if (found && (found == line || strchr(" \t/*#<-", found[-1])) && !isalnum((unsigned char)found[size]))
			complain(s, at, "says %s: finish it, or file an issue.", leftovers[i]);
	}
}

/* A path counts where it begins: at the line's start, after a blank, a quote or a sign, not inside "src/work/". */
static void check_machine(const struct source *s, const char *line, size_t at)
{
	for (size_t i = 0; i < COUNT(machine_paths); i++)
		for (const char *p = strstr(line, machine_paths[i]); p; p = strstr(p + 1, machine_paths[i]))
			if (p == line || strchr(" \t\"'`=(:<,", p[-1]))
				complain(s, at,
					 "names a path of one machine, %s: say where it is from the project's root.",
					 machine_paths[i]);
	for (size_t i = 0; i < COUNT(hosts); i++)
		if (strstr(line, hosts[i]))
			complain(s, at,
				 "names a registry's host: the machine's own settings say where packages come from.");
}

static size_t check_lines(const struct source *s)
{
	size_t lines = 0;

	for (size_t at = 0; at < s->size; lines++) {
		char *line = s->raw + at;
		size_t size = strcspn(line, "\n");
		char end = line[size];

		line[size] = 0;
		if (size && isspace((unsigned char)line[size - 1]))
			complain(s, at, "has blanks at the line's end: remove them.");
		if (!path_in(s->path, "*package-lock.json")) /* its digests may spell anything */
			check_leftovers(s, line, at);
		check_machine(s, line, at);
		line[size] = end;
		at += size + 1;
	}
	return lines;
}

/* "src/base/text.c" calls itself "base/text.c", a .sql file goes by its last part; other folders keep their first. */
static const char *own_name(const char *path)
{
	const char *last = strrchr(path, '/');

	if (last && path_in(path, "*.sql"))
		return last + 1;
	return strncmp(path, "src/", 4) == 0 ? path + 4 : path;
}

static void check_first_line(const struct source *s)
{
	char wanted[512];
	const char *name = own_name(s->path), *line = s->raw;
	const char *mark = path_in(s->path, "*.sql") ? "--" : path_in(s->path, "*.ts *.tsx") ? "//" : "/*";
	size_t size;

	if (strncmp(line, "#!", 2) == 0) {
		line += strcspn(line, "\n");
		line += *line == '\n';
		mark = "#";
	}
	size = (size_t)snprintf(wanted, sizeof wanted, "%s %s - ", mark, name);
	if (size < sizeof wanted && strncmp(line, wanted, size) != 0)
		complain(s, 0, "begins without \"%s…\": say what the file is for.", wanted);
}

/* A file that a script of ours writes is as long as what it is made of. */
static bool made(const struct source *s)
{
	const char *mark = strstr(s->raw, "Made by script/");

	return mark && mark < s->raw + strcspn(s->raw, "\n") && path_in(s->path, "*.ts");
}

void check_text(const struct source *s)
{
	size_t lines = check_lines(s);

	if (s->size && s->raw[s->size - 1] != '\n')
		complain(s, s->size, "ends without a newline: add one.");
	if (is_c(s->path) || path_in(s->path, "*.sql *.ts *.tsx *.sh script/*")) {
		if (lines > FILE_LINES_MAX && !made(s))
			complain(s, s->size, "has %zu lines; %d are allowed: divide it.", lines, FILE_LINES_MAX);
		if (!path_in(s->path, "*.sql *.ts *.tsx") || path_in(s->path, "src/*.sql"))
			check_first_line(s);
	}
}
