/* tests/torture/tripwire.c - runs a program and trips it at one of its system calls: kills it there, or lets calls fail.
 *
 *   tripwire --count FILE [--at N] [--error EIO|ENOSPC [--for-ever]] [--under DIR] -- PROGRAM ARGUMENT...
 *
 * Points are counted over all threads together, as they come: every system call, or with --under those that touch a file
 * below DIR. Without --at nothing is tripped; FILE takes the number of points that came by. strace counts each call of
 * each thread for itself, so that no number of it reaches every point; that is why this program is here. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THREADS_MAX = 512, PATH_SIZE = 4096, STATUS_BROKEN = 99 };

struct options {
	const char *count, *under;
	long at;
	int error; /* 0: kill */
	bool for_ever;
	char **argv;
};

struct thread {
	pid_t id;
	bool met; /* its first stop has been seen */
	bool failing;
};

struct trip {
	struct options o;
	pid_t child;
	long points;
	struct thread threads[THREADS_MAX];
	size_t thread_count;
	int status;
};

/* Which calls touch files, and by which argument: a descriptor or a path. */
static const struct call {
	long number;
	int fd, path; /* the argument's place; -1: none */
	bool writes;
} calls[] = {
	{ SYS_openat, -1, 1, true },    { SYS_newfstatat, -1, 1, false }, { SYS_unlinkat, -1, 1, true },
	{ SYS_mkdirat, -1, 1, true },   { SYS_faccessat, -1, 1, false },  { SYS_faccessat2, -1, 1, false },
	{ SYS_read, 0, -1, false },     { SYS_pread64, 0, -1, false },    { SYS_write, 0, -1, true },
	{ SYS_pwrite64, 0, -1, true },  { SYS_fsync, 0, -1, true },       { SYS_fdatasync, 0, -1, true },
	{ SYS_ftruncate, 0, -1, true }, { SYS_fallocate, 0, -1, true },   { SYS_lseek, 0, -1, false },
	{ SYS_fstat, 0, -1, false },    { SYS_fcntl, 0, -1, false },      { SYS_fchmod, 0, -1, true },
	{ SYS_fchown, 0, -1, true },    { SYS_mmap, 4, -1, false },
#ifdef SYS_open
	{ SYS_open, -1, 0, true },      { SYS_stat, -1, 0, false },       { SYS_lstat, -1, 0, false },
	{ SYS_unlink, -1, 0, true },    { SYS_access, -1, 0, false },     { SYS_mkdir, -1, 0, true },
	{ SYS_rename, -1, 0, true },    { SYS_readlink, -1, 0, false },
#endif
};

static void broken(const char *what)
{
	fprintf(stderr, "tripwire: %s: %s\n", what, strerror(errno));
	exit(STATUS_BROKEN);
}

static bool usage(void)
{
	fprintf(stderr,
		"usage: tripwire --count FILE [--at N] [--error EIO|ENOSPC [--for-ever]] [--under DIR] -- PROGRAM…\n");
	return false;
}

static bool read_options(int argc, char **argv, struct options *o)
{
	*o = (struct options){ 0 };
	for (int i = 1; i < argc; i++) {
		const char *value = i + 1 < argc ? argv[i + 1] : NULL;

		if (strcmp(argv[i], "--") == 0) {
			o->argv = argv + i + 1;
			return value && o->count ? true : usage();
		}
		if (strcmp(argv[i], "--for-ever") == 0) {
			o->for_ever = true;
			continue;
		}
		if (!value)
			return usage();
		if (strcmp(argv[i], "--count") == 0)
			o->count = value;
		else if (strcmp(argv[i], "--at") == 0)
			o->at = strtol(value, NULL, 10);
		else if (strcmp(argv[i], "--under") == 0)
			o->under = value;
		else if (strcmp(argv[i], "--error") == 0)
			o->error = strcmp(value, "ENOSPC") == 0 ? ENOSPC : EIO;
		else
			return usage();
		i++;
	}
	return usage();
}

static struct thread *thread_of(struct trip *t, pid_t id)
{
	for (size_t i = 0; i < t->thread_count; i++)
		if (t->threads[i].id == id)
			return &t->threads[i];
	if (t->thread_count == THREADS_MAX) {
		fprintf(stderr, "tripwire: more than %d threads\n", THREADS_MAX);
		exit(STATUS_BROKEN);
	}
	t->threads[t->thread_count] = (struct thread){ .id = id };
	return &t->threads[t->thread_count++];
}

static void thread_gone(struct trip *t, pid_t id)
{
	struct thread *gone = thread_of(t, id);

	*gone = t->threads[--t->thread_count];
}

static bool is_below(const struct trip *t, const char *path)
{
	size_t size = strlen(t->o.under);

	return strncmp(path, t->o.under, size) == 0 && (path[size] == '/' || path[size] == '\0');
}

static bool fd_below(const struct trip *t, pid_t id, int fd)
{
	char link[64], path[PATH_SIZE];
	ssize_t got;

	snprintf(link, sizeof link, "/proc/%d/fd/%d", (int)id, fd);
	got = readlink(link, path, sizeof path - 1);
	if (got < 0)
		return false;
	path[got] = '\0';
	return is_below(t, path);
}

/* A path may end before its page's end, and the next page may not be there: so it is read in small pieces. */
static bool path_below(const struct trip *t, pid_t id, uint64_t address)
{
	enum { PIECE = 64 };
	char path[PATH_SIZE];
	size_t size = 0;

	while (size + PIECE < sizeof path) {
		size_t whole = PIECE - (address + size) % PIECE;
		struct iovec here = { path + size, whole }, there = { (void *)(uintptr_t)(address + size), whole };

		if (process_vm_readv(id, &here, 1, &there, 1, 0) != (ssize_t)whole)
			return false;
		if (memchr(path + size, '\0', whole))
			return is_below(t, path);
		size += whole;
	}
	return false;
}

/* Whether this call is a point of the sweep. */
static bool is_point(const struct trip *t, pid_t id, const struct __ptrace_syscall_info *info)
{
	if (!t->o.under)
		return true;
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		const struct call *c = &calls[i];

		if ((long)info->entry.nr != c->number || (t->o.error == ENOSPC && !c->writes))
			continue;
		return c->fd >= 0 ? fd_below(t, id, (int)info->entry.args[c->fd])
				  : path_below(t, id, info->entry.args[c->path]);
	}
	return false;
}

/* A call that does not exist is made in its place; its result is written when it comes back. */
static void fail_call(struct thread *h)
{
	struct user_regs_struct regs;

	if (ptrace(PTRACE_GETREGS, h->id, NULL, &regs) != 0)
		broken("reading the registers");
	regs.orig_rax = (unsigned long long)-1;
	if (ptrace(PTRACE_SETREGS, h->id, NULL, &regs) != 0)
		broken("writing the registers");
	h->failing = true;
}

static void give_error(const struct trip *t, struct thread *h)
{
	struct user_regs_struct regs;

	h->failing = false;
	if (ptrace(PTRACE_GETREGS, h->id, NULL, &regs) != 0)
		broken("reading the registers");
	regs.rax = (unsigned long long)-(long long)t->o.error;
	if (ptrace(PTRACE_SETREGS, h->id, NULL, &regs) != 0)
		broken("writing the registers");
}

static void at_call(struct trip *t, struct thread *h)
{
	struct __ptrace_syscall_info info;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, h->id, sizeof info, &info) <= 0)
		return; /* killed meanwhile */
	if (info.op == PTRACE_SYSCALL_INFO_EXIT && h->failing)
		give_error(t, h);
	if (info.op != PTRACE_SYSCALL_INFO_ENTRY || !is_point(t, h->id, &info))
		return;
	t->points++;
	if (!t->o.at || (t->o.for_ever ? t->points < t->o.at : t->points != t->o.at))
		return;
	if (t->o.error)
		fail_call(h);
	else
		kill(t->child, SIGKILL);
}

/* One stop of one thread; returns the signal that it goes on with. */
static int at_stop(struct trip *t, pid_t id, int status)
{
	struct thread *h = thread_of(t, id);
	int sig = WSTOPSIG(status);

	if (sig == (SIGTRAP | 0x80)) {
		at_call(t, h);
		return 0;
	}
	if (status >> 16) /* a thread was made, or another program begins */
		return 0;
	if (!h->met && sig == SIGSTOP) {
		h->met = true;
		return 0;
	}
	return sig;
}

static void start(struct trip *t)
{
	int status;

	t->child = fork();
	if (t->child < 0)
		broken("fork");
	if (t->child == 0) {
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
			broken("being traced");
		raise(SIGSTOP);
		execv(t->o.argv[0], t->o.argv);
		broken(t->o.argv[0]);
	}
	if (waitpid(t->child, &status, 0) != t->child || !WIFSTOPPED(status))
		broken("the program does not start");
	thread_of(t, t->child)->met = true;
	if (ptrace(PTRACE_SETOPTIONS, t->child, NULL,
		   (void *)(PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
			    PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL)) != 0)
		broken("tracing");
	ptrace(PTRACE_SYSCALL, t->child, NULL, NULL);
}

static void watch(struct trip *t)
{
	int status;
	pid_t id;

	while ((id = waitpid(-1, &status, __WALL)) > 0 || errno == EINTR) {
		if (id <= 0)
			continue;
		if (!WIFSTOPPED(status)) {
			thread_gone(t, id);
			if (id == t->child)
				t->status = status;
			continue;
		}
		ptrace(PTRACE_SYSCALL, id, NULL, (void *)(intptr_t)at_stop(t, id, status));
	}
}

int main(int argc, char **argv)
{
	struct trip t = { 0 };
	FILE *f;

	if (!read_options(argc, argv, &t.o))
		return STATUS_BROKEN;
	start(&t);
	watch(&t);
	f = fopen(t.o.count, "w");
	if (!f || fprintf(f, "%ld\n", t.points) < 0 || fclose(f) != 0)
		broken(t.o.count);
	return WIFEXITED(t.status) ? WEXITSTATUS(t.status) : 128 + WTERMSIG(t.status);
}
