/* store/disk_image.c - of one file: the sectors written since it was last forced to the disk, as they were before. */
#include "store/disk_image.h"
#include "base/error.h"
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ROOM_FIRST = 64 };

struct sector {
	int64_t number;
	char old[DISK_SECTOR];
};

struct disk_image {
	char *path;
	struct disk_image *next;
	bool begun;             /* written to since it was forced */
	int64_t size;           /* when it was forced */
	struct sector *sectors; /* rising by number */
	size_t count, room;
};

struct disk_image *disk_image_new(const char *path, struct disk_image *next)
{
	struct disk_image *i = calloc(1, sizeof *i);

	ASSERT(i);
	i->path = strdup(path);
	ASSERT(i->path);
	i->next = next;
	return i;
}

void disk_image_free(struct disk_image *i)
{
	free(i->sectors);
	free(i->path);
	free(i);
}

const char *disk_image_path(const struct disk_image *i) { return i->path; }
struct disk_image *disk_image_next(const struct disk_image *i) { return i->next; }

void disk_image_begin(struct disk_image *i, int64_t size)
{
	if (i->begun)
		return;
	i->begun = true;
	i->size = size;
}

/* The first place whose sector is not below. */
static size_t place_of(const struct disk_image *i, int64_t sector)
{
	size_t low = 0, high = i->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (i->sectors[middle].number < sector)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

char *disk_image_add(struct disk_image *i, int64_t sector)
{
	size_t at = place_of(i, sector);

	if (at < i->count && i->sectors[at].number == sector)
		return NULL;
	if (i->count == i->room) {
		i->room = i->room ? i->room * 2 : ROOM_FIRST;
		i->sectors = realloc(i->sectors, i->room * sizeof *i->sectors);
		ASSERT(i->sectors);
	}
	memmove(i->sectors + at + 1, i->sectors + at, (i->count - at) * sizeof *i->sectors);
	i->sectors[at].number = sector;
	memset(i->sectors[at].old, 0, DISK_SECTOR);
	i->count++;
	return i->sectors[at].old;
}

/* A new length is taken to be forced at once, as file systems that keep a journal do. */
void disk_image_truncate(struct disk_image *i, int64_t size)
{
	i->count = place_of(i, (size + DISK_SECTOR - 1) / DISK_SECTOR);
	if (i->size > size)
		i->size = size;
}

void disk_image_forced(struct disk_image *i)
{
	i->begun = false;
	i->count = 0;
}

enum loss { ALL, NONE, SCATTERED, TAIL, LOSS_COUNT };

void disk_image_cut(struct disk_image *i, struct rand *r, int64_t *lost, int64_t *kept)
{
	enum loss loss = (enum loss)rand_below(r, LOSS_COUNT);
	size_t from = i->count ? (size_t)rand_below(r, i->count) : 0;
	struct stat now;
	int64_t end = i->size;
	int fd = open(i->path, O_RDWR | O_CLOEXEC);

	for (size_t n = 0; fd >= 0 && n < i->count; n++) {
		const struct sector *s = &i->sectors[n];
		bool gone = loss == ALL || (loss == SCATTERED && rand_below(r, 2)) || (loss == TAIL && n >= from);

		++*(gone ? lost : kept);
		if (gone)
			ASSERT(pwrite(fd, s->old, DISK_SECTOR, s->number * DISK_SECTOR) == DISK_SECTOR);
		else if ((s->number + 1) * DISK_SECTOR > end)
			end = (s->number + 1) * DISK_SECTOR;
	}
	if (fd >= 0 && i->begun) { /* it is as long as the last sector that reached the disk */
		ASSERT(fstat(fd, &now) == 0);
		ASSERT(ftruncate(fd, end < now.st_size ? end : now.st_size) == 0);
	}
	if (fd >= 0)
		ASSERT(close(fd) == 0);
	disk_image_forced(i);
}
