/* tests/torture/hurry.c - a monotonic clock that runs many times as fast, so that a sweep over thousands of points does not
 * wait at each of them. Only our own waiting is hurried: the linker leads our calls here (--wrap), and nobody else's;
 * but for SQLite's naps between its tries at a lock, which take the C library's usleep from here.
 * LOCKSTEP_HURRY says how many times as fast. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { TIMES_DEFAULT = 20, TIMES_MAX = 1000 };
#define NS INT64_C(1000000000)

int __real_clock_gettime(clockid_t clock, struct timespec *t);
int __wrap_clock_gettime(clockid_t clock, struct timespec *t);
int __real_pthread_cond_timedwait(pthread_cond_t *c, pthread_mutex_t *m, const struct timespec *until);
int __wrap_pthread_cond_timedwait(pthread_cond_t *c, pthread_mutex_t *m, const struct timespec *until);

static int64_t begun, times; /* set before any thread is there; the moment is one of the true clock */

static int64_t true_ns(void)
{
	struct timespec t;

	__real_clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * NS + t.tv_nsec;
}

static struct timespec of_ns(int64_t ns) { return (struct timespec){ .tv_sec = ns / NS, .tv_nsec = ns % NS }; }

__attribute__((constructor)) static void begin(void)
{
	const char *word = getenv("LOCKSTEP_HURRY");

	begun = true_ns();
	times = word ? strtol(word, NULL, 10) : TIMES_DEFAULT;
	if (times < 1 || times > TIMES_MAX)
		abort();
}

int __wrap_clock_gettime(clockid_t clock, struct timespec *t)
{
	if (clock != CLOCK_MONOTONIC)
		return __real_clock_gettime(clock, t);
	*t = of_ns(begun + (true_ns() - begun) * times);
	return 0;
}

int __wrap_pthread_cond_timedwait(pthread_cond_t *c, pthread_mutex_t *m, const struct timespec *until)
{
	int64_t hurried = until->tv_sec * NS + until->tv_nsec;
	struct timespec at = of_ns(hurried > begun ? begun + (hurried - begun) / times : 0);

	return __real_pthread_cond_timedwait(c, m, &at);
}

int usleep(useconds_t us)
{
	struct timespec nap = of_ns(us * INT64_C(1000) / times);

	return nanosleep(&nap, NULL);
}
