/* bench/bench.h - what all figures share: clocks, memory, one table that sets each figure beside its limit.
 *
 * Wall rates depend on the machine and on who else uses it: what counts is the ratio within one run, and CPU an order. */
#pragma once
#include "base/scope.h"

/* Ends the program with what went wrong: a figure without its work would be a lie. */
#define MUST(call) bench_must((call), NULL, #call)
#define MUST_IN(s, call) bench_must((call), (s), #call)
void bench_must(enum err e, const struct scope *s, const char *what);
void bench_check(bool so, const char *what);

double bench_now(void);        /* seconds of the monotonic clock */
double bench_cpu(void);        /* CPU seconds of this process */
double bench_cpu_thread(void); /* … of this thread */
void bench_peak_reset(void);   /* from here on the peak counts anew */
double bench_peak_mib(void);   /* VmHWM */
double bench_rss_mib(void);    /* VmRSS */

struct bench_row {
	const char *figure;
	double value;
	const char *unit;
	double limit;         /* 0: none */
	const char *limit_is; /* what the limit is */
	const char *goal;     /* "" none */
	const char *note;
};
struct bench_table;
struct bench_table *bench_table_new(const char *title);
void bench_row(struct bench_table *t, struct bench_row row); /* texts are copied */
void bench_table_print(struct bench_table *t);               /* and frees it */
const char *bench_text(const char *format, ...)
	__attribute__((format(printf, 1, 2))); /* lives as long as the program */

/* An open scope on the real machine with a log of warnings; one a program. */
struct scope *bench_scope(void);
/* A folder of this run's own, removed with its files by bench_folder_remove. */
const char *bench_folder(void);
void bench_folder_remove(const char *folder);
int64_t bench_argument(int argc, char **argv, int64_t otherwise); /* the first one, a number from 1 */
