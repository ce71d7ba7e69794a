/* base/seal_file.c - the key file: made whole or not at all, and readable by its owner alone. */
#include "base/scope.h"
#include "base/seal.h"
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
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

/* Written aside and linked into place: after a power cut there is the whole file or none, and of two processes that
 * make it at once one wins and both read the winner's. */
static enum err make_file(struct scope *s, const char *path)
{
	struct seal_key key;
	uint64_t mark;

	seal_key_new(s->world, &key);
	world_random(s->world, &mark, sizeof mark);
	struct text line = text_format(s->arena, "%s\n", hex_format(s->arena, key.bytes, sizeof key.bytes).at);
	struct text aside = text_format(s->arena, "%s.%016llx", path, (unsigned long long)mark);
	int fd = open(aside.at, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return file_failed(s, "cannot make", path);
	bool written = write_whole(fd, line) && fsync(fd) == 0;
	written = close(fd) == 0 && written;
	bool linked = written && (link(aside.at, path) == 0 || errno == EEXIST) && sync_folder(s, path);
	enum err e = linked ? OK : file_failed(s, "cannot write", path);
	if (unlink(aside.at) != 0 && e == OK)
		return file_failed(s, "cannot tidy up after writing", path);
	return e;
}

static enum err read_open_file(struct scope *s, int fd, const char *path, struct seal_key *out)
{
	char line[KEY_LINE_SIZE + 1];
	struct stat about;

	if (fstat(fd, &about) != 0)
		return file_failed(s, "cannot read", path);
	if (about.st_mode & (S_IRWXG | S_IRWXO))
		return fail(s, ERR_KEY, "the key file %s can be read by others: run chmod 600 %s", path, path);
	ssize_t size = read(fd, line, sizeof line);
	if (size < 0)
		return file_failed(s, "cannot read", path);
	struct text digits = { line, (size_t)size };
	if (text_ends(digits, "\n"))
		digits.size--;
	struct text bytes = hex_parse(s->arena, digits);
	if (bytes.size != sizeof out->bytes)
		return fail(s, ERR_KEY, "the key file %s does not hold 64 hexadecimal digits and a newline", path);
	memcpy(out->bytes, bytes.at, sizeof out->bytes);
	return OK;
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
