/* store/db_sqlite_disk.h - how the SQLite driver stands on a simulated disk: one door (a VFS) for each opened database. */
#pragma once
#include "store/disk.h"

struct disk_mount;

struct disk_mount *disk_mount(struct disk *d);
const char *disk_mount_name(const struct disk_mount *m); /* of the VFS */
void disk_unmount(struct disk_mount *m);                 /* all its files are closed; NULL is nothing */
/* As the death of the process would: locks are released, files closed, nothing is written any more. SQLite's own
 * structures are left as they stand, for a dead thread may be in the middle of them; they must never be used again. */
void disk_abandon(struct disk_mount *m);
