/* sim/journal.c - one file, opened for appending. */
#include "sim/journal.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHECK_DIGITS = 8, LINE_MAX_SIZE = 4096 };

struct journal {
	int fd; /* -1: nothing is kept */
	bool broken;
	char *path;
};

/* FNV-1a: enough to tell a torn line from a whole one. */
static uint32_t check_of(struct text line)
{
	uint32_t h = 2166136261U;

	for (size_t i = 0; i < line.size; i++)
		h = (h ^ (unsigned char)line.at[i]) * 16777619U;
	return h;
}

static void check_digits(struct text line, char out[CHECK_DIGITS])
{
	uint32_t check = check_of(line);

	for (int i = CHECK_DIGITS; i--; check >>= 4)
		out[i] = "0123456789abcdef"[check & 15];
}

static bool line_whole(struct text raw, struct text *line)
{
	char digits[CHECK_DIGITS];

	if (raw.size < CHECK_DIGITS + 1 || raw.at[CHECK_DIGITS] != ' ')
		return false;
	*line = (struct text){ raw.at + CHECK_DIGITS + 1, raw.size - CHECK_DIGITS - 1 };
	check_digits(*line, digits);
	return memcmp(raw.at, digits, CHECK_DIGITS) == 0;
}

static enum err read_all(struct scope *s, struct journal *j, struct text *all)
{
	struct buffer b = buffer_in(s->arena);
	static const size_t chunk_size = 65536;
	char *chunk = arena_alloc(s->arena, chunk_size);

	for (;;) {
		ssize_t got = read(j->fd, chunk, chunk_size);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail(s, ERR_FILE, "the market's journal %s cannot be read: %s", j->path,
				    strerror(errno));
		if (got == 0)
			break;
		buffer_add(&b, (struct text){ chunk, (size_t)got });
	}
	*all = buffer_text(&b);
	return OK;
}

static enum err cut_tail(struct scope *s, struct journal *j, size_t keep)
{
	if (ftruncate(j->fd, (off_t)keep) == 0 && fsync(j->fd) == 0)
		return OK;
	return fail(s, ERR_FILE, "the torn end of the market's journal %s cannot be cut off: %s", j->path,
		    strerror(errno));
}

/* Hands out the whole lines; what follows the last whole one is torn only when nothing whole comes after it. */
static enum err replay_all(struct scope *s, struct journal *j, journal_replay *replay, void *self)
{
	struct text all, raw, line;
	size_t number = 0, keep = 0;

	TRY(read_all(s, j, &all));
	struct text rest = all;
	while (text_cut(&rest, '\n', &raw)) {
		bool ended = raw.at + raw.size < all.at + all.size;

		number++;
		if (!ended || !line_whole(raw, &line)) {
			if (rest.size)
				return fail(s, ERR_FILE, "line %zu of the market's journal %s is damaged", number,
					    j->path);
			return cut_tail(s, j, keep);
		}
		TRY(replay(self, s, line));
		keep = (size_t)(rest.at - all.at);
	}
	return OK;
}

enum err journal_open(struct scope *s, const char *path, journal_replay *replay, void *self, struct journal **out)
{
	struct journal *j = calloc(1, sizeof *j);
	struct arena_mark mark = arena_mark(s->arena);
	enum err e;

	ASSERT(j);
	j->fd = -1;
	*out = j;
	if (!path)
		return OK;
	j->path = strdup(path);
	ASSERT(j->path);
	j->fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (j->fd < 0)
		e = fail(s, ERR_FILE, "the market's journal %s cannot be opened: %s", path, strerror(errno));
	else
		e = replay_all(s, j, replay, self);
	if (e == OK) {
		arena_rewind(s->arena, mark); /* what was read now stands in the state made of it */
		return OK;
	}
	journal_close(j);
	*out = NULL;
	return e;
}

void journal_close(struct journal *j)
{
	if (!j)
		return;
	if (j->fd >= 0)
		close(j->fd);
	free(j->path);
	free(j);
}

static bool write_all(int fd, const char *at, size_t size)
{
	while (size) {
		ssize_t put = write(fd, at, size);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		at += put;
		size -= (size_t)put;
	}
	return true;
}

enum err journal_add(struct journal *j, struct scope *s, struct text line)
{
	char raw[CHECK_DIGITS + 1 + LINE_MAX_SIZE + 1];

	ASSERT(!line.size || !memchr(line.at, '\n', line.size));
	if (j->fd < 0)
		return OK;
	if (line.size > LINE_MAX_SIZE)
		return fail(s, ERR_TOO_LARGE, "a line of the market's journal has at most %d bytes", LINE_MAX_SIZE);
	if (j->broken)
		return fail(s, ERR_FILE, "the market's journal %s could not be written before; start again", j->path);
	check_digits(line, raw);
	raw[CHECK_DIGITS] = ' ';
	memcpy(raw + CHECK_DIGITS + 1, line.at, line.size);
	raw[CHECK_DIGITS + 1 + line.size] = '\n';
	if (write_all(j->fd, raw, CHECK_DIGITS + 1 + line.size + 1) && fdatasync(j->fd) == 0)
		return OK;
	j->broken = true; /* what reached the disk is unknown: only a new start tells */
	return fail(s, ERR_FILE, "the market's journal %s cannot be written: %s", j->path, strerror(errno));
}
