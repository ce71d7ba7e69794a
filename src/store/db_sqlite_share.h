/* store/db_sqlite_share.h - who holds which lock on a file of a simulated disk, and the memory that its databases share.
 *
 * Locks are SQLite's, with its numbers and its answers: SQLITE_OK, SQLITE_BUSY. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum { SHARE_SLOTS = 8 };

struct disk_share;

/* One open file; all zero when it is opened. */
struct disk_hold {
	struct disk_share *share;
	int level;
	uint8_t shared, exclusive; /* slots of the shared memory, a bit each */
	bool mapped;
};

struct disk_share *disk_share_new(void);
void disk_share_free(struct disk_share *h);
int disk_lock(struct disk_hold *o, int level);
void disk_unlock(struct disk_hold *o, int level); /* to shared, or to none */
bool disk_reserved(const struct disk_hold *o);    /* by anybody */
/* Page `page` of the shared memory; NULL when it is not there and is not to be made. */
void *disk_map(struct disk_hold *o, int page, int size, bool make);
void disk_unmap(struct disk_hold *o); /* with nobody left the memory is gone */
int disk_slots_lock(struct disk_hold *o, int at, int count, bool exclusive);
void disk_slots_unlock(struct disk_hold *o, int at, int count);
void disk_let_go(struct disk_hold *o); /* of everything: its process died */
