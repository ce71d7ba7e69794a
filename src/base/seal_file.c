/* base/seal_file.c - the key file: made whole or not at all, and readable by its owner alone. */
#include "base/scope.h"
#include "base/seal.h"
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_LINE_SIZE = 65 }; /* 64 digits and the newline */

static enum err file_failed(struct scope *s, const char *what, const char *path)
{
	return fail(s, ERR_FILE, "%s the key file %s: %s", what, path, strerror(errno));
}

static bool write_whole(int fd, struct text t)
{
	while (t.size) {
		ssize_t wrote = write(fd, t.at, t.size);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0)
			return false;
		t = (struct text){ t.at + wrote, t.size - (size_t)wrote };
	}
	return true;
}

static bool sync_folder(struct scope *s, const char *path)
{
	char *copy = arena_raw(s->arena, strlen(path) + 1);

	memcpy(copy, path, strlen(path) + 1);
	int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return false;
	bool synced = fsync(fd) == 0;
	return close(fd) == 0 && synced;
}

/* The keys in a file beside the place: whole and durable before it takes that place. */
static enum err write_aside(struct scope *s, const char *path, const struct seal_key *k, struct text *aside)
{
	struct buffer lines = buffer_in(s->arena);
	uint64_t mark;

	buffer_format(&lines, "%s\n", hex_format(s->arena, k->bytes, sizeof k->bytes).at);
	if (k->changing)
		buffer_format(&lines, "%s\n", hex_format(s->arena, k->before, sizeof k->before).at);
	world_random(s->world, &mark, sizeof mark);
	*aside = text_format(s->arena, "%s.%016llx", path, (unsigned long long)mark);
	int fd = open(aside->at, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return file_failed(s, "cannot make", path);
	bool written = write_whole(fd, buffer_text(&lines)) && fsync(fd) == 0;
	if (close(fd) == 0 && written)
		return OK;
	enum err e = file_failed(s, "cannot write", path);
	(void)unlink(aside->at);
	return e;
}

/* Linked into place: after a power cut there is the whole file or none, and of two processes that make it at once one wins
 * and both read the winner's. */
static enum err make_file(struct scope *s, const char *path)
{
	struct seal_key key = { 0 };
	struct text aside;

	seal_key_new(s->world, &key);
	TRY(write_aside(s, path, &key, &aside));
	bool linked = (link(aside.at, path) == 0 || errno == EEXIST) && sync_folder(s, path);
	enum err e = linked ? OK : file_failed(s, "cannot write", path);
	if (unlink(aside.at) != 0 && e == OK)
		return file_failed(s, "cannot tidy up after writing", path);
	return e;
}

enum err seal_key_write(struct scope *s, const char *path, const struct seal_key *k)
{
	struct text aside;

	TRY(write_aside(s, path, k, &aside));
	if (rename(aside.at, path) == 0 && sync_folder(s, path))
		return OK;
	enum err e = file_failed(s, "cannot write", path);
	(void)unlink(aside.at);
	return e;
}

static enum err no_key(struct scope *s, const char *path)
{
	return fail(s, ERR_KEY, "the key file %s does not hold 64 hexadecimal digits and a newline", path);
}

static enum err read_open_file(struct scope *s, int fd, const char *path, struct seal_key *out)
{
	char lines[2 * KEY_LINE_SIZE + 1];
	struct text rest, line;
	struct stat about;
	int count = 0;

	if (fstat(fd, &about) != 0)
		return file_failed(s, "cannot read", path);
	if (about.st_mode & (S_IRWXG | S_IRWXO))
		return fail(s, ERR_KEY, "the key file %s can be read by others: run chmod 600 %s", path, path);
	ssize_t size = read(fd, lines, sizeof lines);
	if (size < 0)
		return file_failed(s, "cannot read", path);
	*out = (struct seal_key){ 0 };
	for (rest = (struct text){ lines, (size_t)size }; rest.size && text_cut(&rest, '\n', &line); count++) {
		struct text bytes = hex_parse(s->arena, line);
		if (bytes.size != sizeof out->bytes || count == 2)
			return no_key(s, path);
		memcpy(count ? out->before : out->bytes, bytes.at, bytes.size);
	}
	out->changing = count == 2;
	return count ? OK : no_key(s, path);
}

enum err seal_key_file(struct scope *s, const char *path, bool make, struct seal_key *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT && make) {
		TRY(make_file(s, path));
		fd = open(path, O_RDONLY | O_CLOEXEC);
	}
	if (fd < 0)
		return file_failed(s, "cannot open", path);
	enum err e = read_open_file(s, fd, path, out);
	return close(fd) == 0 || e != OK ? e : file_failed(s, "cannot close", path);
}
