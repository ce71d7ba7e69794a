/* store/disk_image.h - one file of a simulated disk: its bytes, and the sectors written since it was last forced. */
#pragma once
#include "base/rand.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DISK_SECTOR = 512 };

struct disk_image;

struct disk_image *disk_image_new(const char *path);
void disk_image_free(struct disk_image *i);
const char *disk_image_path(const struct disk_image *i);
/* A file that is not there is empty. */
bool disk_image_there(const struct disk_image *i);
void disk_image_make(struct disk_image *i);
void disk_image_delete(struct disk_image *i); /* at once, as though its folder were forced */
int64_t disk_image_size(const struct disk_image *i);
size_t disk_image_read(const struct disk_image *i, void *out, size_t size, int64_t at); /* how many there were */
void disk_image_write(struct disk_image *i, const void *bytes, size_t size, int64_t at);
void disk_image_truncate(struct disk_image *i,
			 int64_t size); /* forced at once, as file systems that keep a journal do */
void disk_image_forced(struct disk_image *i);
/* Puts old bytes back: all, none, each by a coin, or those after some sector, as drawn. */
void disk_image_cut(struct disk_image *i, struct rand *r, int64_t *lost, int64_t *kept);
