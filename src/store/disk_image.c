/* store/disk_image.c - one file of a simulated disk: its bytes, and the sectors written since it was last forced. */
#include "store/disk_image.h"
#include "base/error.h"
#include <stdlib.h>
#include <string.h>

enum { ROOM_FIRST = 64, BYTES_FIRST = 65536 };

struct sector {
	int64_t number;
	char old[DISK_SECTOR];
};

struct disk_image {
	char *path;
	bool there;
	char *bytes; /* beyond `size` they are zero */
	size_t size, bytes_room;
	bool begun;             /* written to since it was forced */
	size_t forced_size;     /* when it was forced */
	struct sector *sectors; /* as they were then, rising by number */
	size_t count, room;
};

struct disk_image *disk_image_new(const char *path)
{
	struct disk_image *i = calloc(1, sizeof *i);

	ASSERT(i);
	i->path = strdup(path);
	ASSERT(i->path);
	return i;
}

void disk_image_free(struct disk_image *i)
{
	free(i->sectors);
	free(i->bytes);
	free(i->path);
	free(i);
}

const char *disk_image_path(const struct disk_image *i) { return i->path; }
bool disk_image_there(const struct disk_image *i) { return i->there; }
void disk_image_make(struct disk_image *i) { i->there = true; }
int64_t disk_image_size(const struct disk_image *i) { return (int64_t)i->size; }

static void shorten(struct disk_image *i, size_t size)
{
	if (size >= i->size)
		return;
	memset(i->bytes + size, 0, i->size - size);
	i->size = size;
}

static void lengthen(struct disk_image *i, size_t size)
{
	size_t room = i->bytes_room ? i->bytes_room : BYTES_FIRST;

	if (size > i->bytes_room) {
		while (room < size)
			room *= 2;
		i->bytes = realloc(i->bytes, room);
		ASSERT(i->bytes);
		memset(i->bytes + i->bytes_room, 0, room - i->bytes_room);
		i->bytes_room = room;
	}
	if (size > i->size)
		i->size = size;
}

void disk_image_delete(struct disk_image *i)
{
	disk_image_forced(i);
	shorten(i, 0);
	i->there = false;
}

size_t disk_image_read(const struct disk_image *i, void *out, size_t size, int64_t at)
{
	size_t from = (size_t)at, there = from < i->size ? i->size - from : 0;

	if (there > size)
		there = size;
	if (there)
		memcpy(out, i->bytes + from, there);
	return there;
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

/* What stands where something is about to be written, as long as it is the last that was forced to the disk. */
static void remember(struct disk_image *i, int64_t sector)
{
	size_t at = place_of(i, sector);

	if (at < i->count && i->sectors[at].number == sector)
		return;
	if (i->count == i->room) {
		i->room = i->room ? i->room * 2 : ROOM_FIRST;
		i->sectors = realloc(i->sectors, i->room * sizeof *i->sectors);
		ASSERT(i->sectors);
	}
	memmove(i->sectors + at + 1, i->sectors + at, (i->count - at) * sizeof *i->sectors);
	i->sectors[at].number = sector;
	memset(i->sectors[at].old, 0, DISK_SECTOR);
	(void)disk_image_read(i, i->sectors[at].old, DISK_SECTOR, sector * DISK_SECTOR);
	i->count++;
}

void disk_image_write(struct disk_image *i, const void *bytes, size_t size, int64_t at)
{
	int64_t end = at + (int64_t)size;

	if (!size)
		return;
	if (!i->begun)
		i->forced_size = i->size;
	i->begun = true;
	for (int64_t n = at / DISK_SECTOR; n * DISK_SECTOR < end; n++)
		remember(i, n);
	lengthen(i, (size_t)end);
	memcpy(i->bytes + at, bytes, size);
}

void disk_image_truncate(struct disk_image *i, int64_t size)
{
	i->count = place_of(i, (size + DISK_SECTOR - 1) / DISK_SECTOR);
	if (i->forced_size > (size_t)size)
		i->forced_size = (size_t)size;
	lengthen(i, (size_t)size);
	shorten(i, (size_t)size);
}

void disk_image_forced(struct disk_image *i)
{
	i->begun = false;
	i->count = 0;
}

enum loss { ALL, NONE, SCATTERED, TAIL, LOSS_COUNT };

/* It is as long then as the last sector that reached the disk. */
void disk_image_cut(struct disk_image *i, struct rand *r, int64_t *lost, int64_t *kept)
{
	enum loss loss = (enum loss)rand_below(r, LOSS_COUNT);
	size_t from = i->count ? (size_t)rand_below(r, i->count) : 0, end = i->begun ? i->forced_size : i->size;

	for (size_t n = 0; n < i->count; n++) {
		const struct sector *s = &i->sectors[n];
		size_t at = (size_t)s->number * DISK_SECTOR,
		       size = i->size - at < DISK_SECTOR ? i->size - at : DISK_SECTOR;
		bool gone = loss == ALL || (loss == SCATTERED && rand_below(r, 2)) || (loss == TAIL && n >= from);

		++*(gone ? lost : kept);
		if (gone)
			memcpy(i->bytes + at, s->old, size);
		else if (at + DISK_SECTOR > end)
			end = at + DISK_SECTOR;
	}
	shorten(i, end);
	disk_image_forced(i);
}
