/* tests/torture/scarce.c - memory that runs out: the n-th allocation of the whole process fails, or all from there on.
 *
 * Its functions take the place of the C library's in the program they are linked into, and so in every library that this
 * program uses. LOCKSTEP_SCARCE=N fails the N-th, LOCKSTEP_SCARCE=N+ all from there on; LOCKSTEP_SCARCE_COUNT=FILE takes
 * the number that came by until the program ended by itself. */
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *at, size_t size);

static atomic_long seen, fails_at, fails_on;

__attribute__((constructor)) static void begin(void)
{
	const char *at = getenv("LOCKSTEP_SCARCE");
	char *end;

	if (!at)
		return;
	long n = strtol(at, &end, 10);
	fails_on = *end == '+';
	seen = 0;
	fails_at = n;
}

__attribute__((destructor)) static void tell(void)
{
	const char *name = getenv("LOCKSTEP_SCARCE_COUNT");
	long count = seen;
	FILE *f = name ? fopen(name, "w") : NULL;

	if (f) {
		fprintf(f, "%ld\n", count);
		fclose(f);
	}
}

static int is_scarce(void)
{
	long n = atomic_fetch_add(&seen, 1) + 1, at = fails_at;

	if (!at || (fails_on ? n < at : n != at))
		return 0;
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t size) { return is_scarce() ? NULL : __libc_malloc(size); }
void *calloc(size_t count, size_t size) { return is_scarce() ? NULL : __libc_calloc(count, size); }
void *realloc(void *at, size_t size) { return is_scarce() ? NULL : __libc_realloc(at, size); }
