/* store/disk_image.h - of one file: the sectors written since it was last forced to the disk, as they were before. */
#pragma once
#include "base/rand.h"
#include <stdint.h>

enum { DISK_SECTOR = 512 };

struct disk_image;

struct disk_image *disk_image_new(const char *path, struct disk_image *next);
void disk_image_free(struct disk_image *i);
const char *disk_image_path(const struct disk_image *i);
struct disk_image *disk_image_next(const struct disk_image *i);
void disk_image_begin(struct disk_image *i,
		      int64_t size); /* before a write: the file's size, kept if it is the first */
/* Where the sector's old bytes go, all zero; NULL when they are kept already. */
char *disk_image_add(struct disk_image *i, int64_t sector);
void disk_image_truncate(struct disk_image *i, int64_t size);
void disk_image_forced(struct disk_image *i);
/* Writes old bytes back: all, none, each by a coin, or those after some sector, as drawn. */
void disk_image_cut(struct disk_image *i, struct rand *r, int64_t *lost, int64_t *kept);
