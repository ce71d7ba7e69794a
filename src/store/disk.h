/* store/disk.h - a disk for simulations, in memory: what was not forced to it may be lost.
 *
 * Every SQLite database opened with it reads and writes through it. world_fault() is asked at "disk write" (fails half-way),
 * "disk full" and "disk sync"; each of them is also a place where a process may die. */
#pragma once
#include "base/rand.h"
#include "base/world.h"

struct disk;

struct disk *disk_new(struct world *w);
void disk_free(struct disk *d); /* with its files; NULL is nothing; all databases on it were closed or killed */
/* The death of a process: the locks of its databases are released, nothing is written any more. SQLite's own structures are left as they stand, for a dead thread may be in the middle of them. */
void disk_kill(struct disk *d, int owner);
/* The power fails: of what was written since the last sync each sector of 512 bytes is there or not. All databases on it
 * were killed. */
void disk_cut(struct disk *d, struct rand *r);
/* The databases on it are out of reach until that moment, and what was open in them is undone, as where a server restarts:
 * for all but owner 0, who looks on. The driver then says what it says of a lost connection. */
void disk_restart(struct disk *d, int64_t until_mono);
struct disk_counts {
	int64_t writes, syncs, cuts, lost, kept; /* lost, kept: sectors that were not forced when the power failed */
};
struct disk_counts disk_counts(const struct disk *d);
