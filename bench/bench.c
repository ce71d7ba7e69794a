/* bench/bench.c - clocks, memory and the table of figures. */
#include "bench/bench.h"
#include "base/log.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ROWS_MAX = 64, LINE_SIZE = 256 };

struct bench_table {
	char title[LINE_SIZE];
	struct bench_row rows[ROWS_MAX];
	size_t count;
};

void bench_must(enum err e, const struct scope *s, const char *what)
{
	if (e == OK)
		return;
	fprintf(stderr, "bench: %s: %s: %.*s\n", what, err_name(e), s ? (int)s->words.size : 0,
		s && s->words.at ? s->words.at : "");
	exit(1);
}

void bench_check(bool so, const char *what)
{
	if (so)
		return;
	fprintf(stderr, "bench: not so: %s\n", what);
	exit(1);
}

static double clock_s(clockid_t id)
{
	struct timespec t;

	bench_check(clock_gettime(id, &t) == 0, "the clock answers");
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

double bench_now(void) { return clock_s(CLOCK_MONOTONIC); }
double bench_cpu(void) { return clock_s(CLOCK_PROCESS_CPUTIME_ID); }
double bench_cpu_thread(void) { return clock_s(CLOCK_THREAD_CPUTIME_ID); }

void bench_peak_reset(void)
{
	FILE *f = fopen("/proc/self/clear_refs", "w");

	if (!f)
		return; /* then the peak is that of the whole program */
	(void)fputs("5", f);
	(void)fclose(f);
}

static double memory_mib(const char *name)
{
	FILE *f = fopen("/proc/self/status", "r");
	char line[LINE_SIZE];
	double mib = 0;

	if (!f)
		return 0;
	while (fgets(line, sizeof line, f))
		if (strncmp(line, name, strlen(name)) == 0)
			mib = strtod(line + strlen(name), NULL) / 1024;
	fclose(f);
	return mib;
}

double bench_peak_mib(void) { return memory_mib("VmHWM:"); }
double bench_rss_mib(void) { return memory_mib("VmRSS:"); }

const char *bench_text(const char *format, ...)
{
	char line[LINE_SIZE];
	char *kept;
	va_list v;

	va_start(v, format);
	vsnprintf(line, sizeof line, format, v);
	va_end(v);
	kept = strdup(line);
	ASSERT(kept);
	return kept;
}

struct bench_table *bench_table_new(const char *title)
{
	struct bench_table *t = calloc(1, sizeof *t);

	ASSERT(t);
	snprintf(t->title, sizeof t->title, "%s", title);
	return t;
}

void bench_row(struct bench_table *t, struct bench_row row)
{
	bench_check(t->count < ROWS_MAX, "the table has room");
	t->rows[t->count++] = row;
}

static void print_number(double value)
{
	if (value >= 1000)
		printf("%10.0f", value);
	else
		printf("%10.2f", value);
}

void bench_table_print(struct bench_table *t)
{
	printf("\n%s (%ld cores)\n", t->title, sysconf(_SC_NPROCESSORS_ONLN));
	printf("%-44s %10s %-9s %10s %6s %-9s %s\n", "figure", "measured", "", "limit", "ratio", "goal",
	       "limit is; note");
	for (size_t i = 0; i < t->count; i++) {
		const struct bench_row *r = &t->rows[i];
		const char *limit_is = r->limit_is ? r->limit_is : "", *note = r->note ? r->note : "";

		printf("%-44s ", r->figure);
		print_number(r->value);
		printf(" %-9s ", r->unit);
		if (r->limit > 0) {
			print_number(r->limit);
			printf(" %5.0f%%", 100 * r->value / r->limit);
		} else {
			printf("%10s %6s", "", "");
		}
		printf(" %-9s %s%s%s\n", r->goal ? r->goal : "", limit_is, *limit_is && *note ? "; " : "", note);
	}
	fflush(stdout);
	free(t);
}

struct scope *bench_scope(void)
{
	struct scope *s = calloc(1, sizeof *s);
	struct scope root = { .deadline = MONO_NEVER };

	ASSERT(s);
	root.world = world_real_new();
	root.log = log_new(root.world, STDERR_FILENO, LOG_WARN);
	scope_open(s, &root);
	return s;
}

const char *bench_folder(void)
{
	const char *tmp = getenv("TMPDIR");
	char *folder = strdup(bench_text("%s/lockstep-bench-XXXXXX", tmp && *tmp ? tmp : "/tmp"));

	ASSERT(folder);
	bench_check(mkdtemp(folder) != NULL, "a folder can be made");
	return folder;
}

void bench_folder_remove(const char *folder)
{
	DIR *d = opendir(folder);
	struct dirent *e;

	while (d && (e = readdir(d)))
		if (e->d_name[0] != '.')
			(void)unlink(bench_text("%s/%s", folder, e->d_name));
	if (d)
		closedir(d);
	(void)rmdir(folder);
}

int64_t bench_argument(int argc, char **argv, int64_t otherwise)
{
	int64_t n = otherwise;

	if (argc > 1 && (!text_to_int(text_of(argv[1]), &n) || n < 1)) {
		fprintf(stderr, "%s: takes a number of orders from 1, not \"%s\"\n", argv[0], argv[1]);
		exit(2);
	}
	return n;
}
