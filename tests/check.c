/* tests/check.c - runs the registered tests through cmocka, counts them and prints the last line. */
#include "tests/check.h"
#include "base/id.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants the four headers above before it. */
#include <cmocka.h>

#ifndef CHECK_ROOT
#define CHECK_ROOT "."
#endif

enum { TESTS_MAX = 4096, SHARED_FILE_MAX = 64 * 1024 * 1024 };

static struct {
	struct check_test *first, **last;
	const char *name; /* of the one that runs */
	struct world *world;
	struct ids *ids;
	struct scope scope;
	bool scope_made;
	size_t ran, passed, skipped;
} run;

void check_add(struct check_test *t)
{
	if (!run.last)
		run.last = &run.first;
	*run.last = t;
	run.last = &t->next;
}

void check_failed(const char *file, int line, const char *format, ...)
{
	va_list v;

	va_start(v, format);
	fprintf(stderr, "%s:%d: ", file, line);
	vfprintf(stderr, format, v);
	fputc('\n', stderr);
	va_end(v);
	_fail(file, line);
	abort();
}

void check_skip(const char *file, int line, const char *reason)
{
	fprintf(stderr, "skipped: %s\n", reason);
	run.skipped++;
	_skip(file, line);
	abort();
}

void check_eq(const char *file, int line, const char *what, int64_t got, int64_t wanted)
{
	if (got != wanted)
		check_failed(file, line, "%s is %lld, not %lld", what, (long long)got, (long long)wanted);
}

void check_same(const char *file, int line, const char *what, struct text got, struct text wanted)
{
	if ((got.at == NULL) != (wanted.at == NULL))
		check_failed(file, line, "%s is %s, not %s", what, got.at ? "a text" : "no text at all",
			     wanted.at ? "a text" : "no text at all");
	if (!text_same(got, wanted))
		check_failed(file, line, "%s is \"%.*s\", not \"%.*s\"", what, TEXT_ARG(got), TEXT_ARG(wanted));
}

void check_err(const char *file, int line, const char *what, enum err got, enum err wanted)
{
	struct text words = run.scope_made ? run.scope.words : (struct text){ 0 };

	if (got != wanted)
		check_failed(file, line, "%s gives %s (%.*s), not %s", what, err_name(got), (int)words.size,
			     words.at ? words.at : "", err_name(wanted));
}

const char *check_name(void) { return run.name; }

struct scope *check_scope(void)
{
	if (!run.scope_made) {
		struct scope parent = { .world = run.world, .ids = run.ids, .tenant_id = 1, .deadline = MONO_NEVER };

		scope_open(&run.scope, &parent);
		run.scope_made = true;
	}
	return &run.scope;
}

bool check_shared(const char *path, struct text *out)
{
	struct scope *s = check_scope();
	const char *shared = getenv("LOCKSTEP_SHARED");
	struct text full;
	FILE *file;

	if (!shared || !*shared)
		shared = "../shared";
	full = text_format(s->arena, "%s%s/%s", *shared == '/' ? "" : CHECK_ROOT "/", shared, path);
	file = fopen(full.at, "rb");
	if (!file)
		return false;
	struct buffer b = buffer_in(s->arena);
	char chunk[16384];
	size_t got;
	while ((got = fread(chunk, 1, sizeof chunk, file)) > 0 && b.size < SHARED_FILE_MAX)
		buffer_add(&b, (struct text){ chunk, got });
	bool whole = feof(file) && !ferror(file);
	fclose(file);
	*out = buffer_text(&b);
	return whole;
}

uint64_t check_seed(void)
{
	const char *given = getenv("LOCKSTEP_SEED");
	uint64_t seed;

	world_random(run.world, &seed, sizeof seed);
	if (given && *given)
		seed = strtoull(given, NULL, 10);
	printf("seed %llu (LOCKSTEP_SEED=%llu repeats it)\n", (unsigned long long)seed, (unsigned long long)seed);
	return seed;
}

static void run_one(void **state)
{
	const struct check_test *t = *state;

	run.ran++;
	run.name = t->name;
	t->run();
	run.passed++;
}

static int close_scope(void **state)
{
	(void)state;
	if (run.scope_made)
		scope_close(&run.scope);
	run.scope_made = false;
	return 0;
}

int main(int argc, char **argv)
{
	struct CMUnitTest *tests = test_calloc(TESTS_MAX, sizeof *tests);
	const char *name = strrchr(argv[0], '/');
	size_t count = 0;
	int failed = 0;

	run.world = world_real_new();
	run.ids = ids_new(run.world, 1);
	for (struct check_test *t = run.first; t && count < TESTS_MAX; t = t->next)
		if (argc < 2 || strstr(t->name, argv[1]))
			tests[count++] = (struct CMUnitTest){ t->name, run_one, NULL, close_scope, t };
	if (count)
		failed = _cmocka_run_group_tests("tests", tests, count, NULL, NULL);
	test_free(tests);
	ids_free(run.ids);
	world_real_free(run.world);
	fflush(stderr);
	printf("%s: %zu passed, %zu failed, %zu skipped\n", name ? name + 1 : argv[0], run.passed,
	       run.ran - run.passed - run.skipped, run.skipped);
	return failed || run.ran != run.passed + run.skipped || (argc < 2 && !count);
}
