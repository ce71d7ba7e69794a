/* store/db_sqlite_disk.h - how the SQLite driver stands on a simulated disk: one door (a VFS) for each opened database. */
#pragma once
#include "store/disk.h"

struct disk_mount;

struct disk_mount *disk_mount(struct disk *d, int owner);
const char *disk_mount_name(const struct disk_mount *m); /* of the VFS */
void disk_unmount(struct disk_mount *m);                 /* all its files are closed; NULL is nothing */
/* How often the databases have been out of reach, and whether they are now. */
int64_t disk_mount_restarts(const struct disk_mount *m);
bool disk_mount_away(const struct disk_mount *m);
