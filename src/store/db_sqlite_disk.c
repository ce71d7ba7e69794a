/* store/db_sqlite_disk.c - the simulated disk as a VFS of SQLite: files in memory that know what is not forced. */
#include "store/db_sqlite_disk.h"
#include "store/db_sqlite_share.h"
#include "store/disk_image.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 40, PATH_MAX_SIZE = 1024, SECTOR_SIZE = 4096 };

/* A file that was opened once. */
struct disk_entry {
	struct disk_image *image;
	struct disk_share *share;
	struct disk_entry *next;
};

struct disk {
	struct world *world;
	struct disk_entry *entries;
	struct disk_mount *mounts;
	struct disk_counts counts;
	int64_t restarts, away_until; /* monotonic */
};

struct disk_mount {
	sqlite3_vfs vfs;
	sqlite3_vfs *real; /* for clock and chance */
	struct disk *disk;
	char name[NAME_SIZE];
	struct disk_file *files; /* open ones */
	int owner;
	struct disk_mount *next;
};

struct disk_file {
	sqlite3_file base; /* first: what SQLite holds */
	struct disk_mount *mount;
	struct disk_image *image;
	struct disk_file *next;
	bool precious;  /* its loss would be one: the database and its log */
	bool temporary; /* it goes when it is closed */
	struct disk_hold hold;
};

static struct disk_file *file_of(sqlite3_file *f) { return (struct disk_file *)(void *)f; }
static struct disk_image *image_of(sqlite3_file *f) { return file_of(f)->image; }
static struct disk_hold *hold_of(sqlite3_file *f) { return &file_of(f)->hold; }
static struct disk_mount *mount_of(sqlite3_vfs *v) { return v->pAppData; }

static void forget(struct disk_file *f)
{
	struct disk_file **at = &f->mount->files;

	while (*at != f)
		at = &(*at)->next;
	*at = f->next;
}

static int file_close(sqlite3_file *f)
{
	struct disk_file *file = file_of(f);

	forget(file);
	disk_let_go(&file->hold);
	if (file->temporary) {
		disk_image_free(file->image);
		disk_share_free(file->hold.share);
	}
	return SQLITE_OK;
}

static int file_read(sqlite3_file *f, void *out, int size, sqlite3_int64 at)
{
	size_t there = disk_image_read(image_of(f), out, (size_t)size, at);

	if (there == (size_t)size)
		return SQLITE_OK;
	memset((char *)out + there, 0, (size_t)size - there);
	return SQLITE_IOERR_SHORT_READ;
}

static int file_write(sqlite3_file *f, const void *bytes, int size, sqlite3_int64 at)
{
	struct disk *d = file_of(f)->mount->disk;
	bool broken = false;

	if (file_of(f)->precious) {
		if (world_fault(d->world, "disk full"))
			return SQLITE_FULL;
		broken = world_fault(d->world, "disk write");
		d->counts.writes++;
	}
	disk_image_write(image_of(f), bytes, (size_t)(broken ? size / 2 : size), at);
	if (!file_of(f)->precious)
		disk_image_forced(image_of(f));
	return broken ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

static int file_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	disk_image_truncate(image_of(f), size);
	return SQLITE_OK;
}

static int file_sync(sqlite3_file *f, int flags)
{
	struct disk *d = file_of(f)->mount->disk;

	(void)flags;
	if (!file_of(f)->precious)
		return SQLITE_OK;
	if (world_fault(d->world, "disk sync"))
		return SQLITE_IOERR_FSYNC;
	d->counts.syncs++;
	disk_image_forced(image_of(f));
	return SQLITE_OK;
}

static int file_size(sqlite3_file *f, sqlite3_int64 *size)
{
	*size = disk_image_size(image_of(f));
	return SQLITE_OK;
}

static int file_lock(sqlite3_file *f, int level) { return disk_lock(hold_of(f), level); }

static int file_unlock(sqlite3_file *f, int level)
{
	disk_unlock(hold_of(f), level);
	return SQLITE_OK;
}

static int file_is_reserved(sqlite3_file *f, int *out)
{
	*out = disk_reserved(hold_of(f));
	return SQLITE_OK;
}

static int file_control(sqlite3_file *f, int what, void *arg)
{
	(void)f, (void)what, (void)arg;
	return SQLITE_NOTFOUND;
}

static int file_sector(sqlite3_file *f)
{
	(void)f;
	return SECTOR_SIZE;
}

/* As SQLite takes real files: what stands beside a write outlives a power cut. */
static int file_traits(sqlite3_file *f)
{
	(void)f;
	return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
	*out = disk_map(hold_of(f), page, size, extend != 0);
	return SQLITE_OK;
}

static int shm_lock(sqlite3_file *f, int at, int count, int flags)
{
	if (flags & SQLITE_SHM_LOCK)
		return disk_slots_lock(hold_of(f), at, count, (flags & SQLITE_SHM_EXCLUSIVE) != 0);
	disk_slots_unlock(hold_of(f), at, count);
	return SQLITE_OK;
}

static void shm_barrier(sqlite3_file *f) { (void)f; } /* one thread runs at a time */

static int shm_unmap(sqlite3_file *f, int delete)
{
	(void)delete;
	disk_unmap(hold_of(f));
	return SQLITE_OK;
}

static struct disk_entry *entry_of(struct disk *d, const char *path)
{
	struct disk_entry *e = d->entries;

	while (e && strcmp(disk_image_path(e->image), path) != 0)
		e = e->next;
	if (e)
		return e;
	e = calloc(1, sizeof *e);
	ASSERT(e);
	*e = (struct disk_entry){ disk_image_new(path), disk_share_new(), d->entries };
	return d->entries = e;
}

static const sqlite3_io_methods methods = {
	.iVersion = 2, /* with shared memory, without mapping of the file itself */
	.xClose = file_close,
	.xRead = file_read,
	.xWrite = file_write,
	.xTruncate = file_truncate,
	.xSync = file_sync,
	.xFileSize = file_size,
	.xLock = file_lock,
	.xUnlock = file_unlock,
	.xCheckReservedLock = file_is_reserved,
	.xFileControl = file_control,
	.xSectorSize = file_sector,
	.xDeviceCharacteristics = file_traits,
	.xShmMap = shm_map,
	.xShmLock = shm_lock,
	.xShmBarrier = shm_barrier,
	.xShmUnmap = shm_unmap,
};

static int vfs_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out)
{
	struct disk_mount *m = mount_of(v);
	struct disk_file *file = file_of(f);
	struct disk_entry *e = name ? entry_of(m->disk, name) : NULL;

	*file = (struct disk_file){ .mount = m, .temporary = !name };
	if (e && !disk_image_there(e->image) && !(flags & SQLITE_OPEN_CREATE))
		return SQLITE_CANTOPEN;
	file->image = e ? e->image : disk_image_new("");
	file->hold.share = e ? e->share : disk_share_new();
	file->precious = (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) != 0;
	disk_image_make(file->image);
	file->next = m->files;
	m->files = file;
	f->pMethods = &methods;
	if (out)
		*out = flags;
	return SQLITE_OK;
}

/* A directory is taken to be forced at once: what is gone is gone. */
static int vfs_delete(sqlite3_vfs *v, const char *name, int sync)
{
	struct disk_image *i = entry_of(mount_of(v)->disk, name)->image;

	(void)sync;
	if (!disk_image_there(i))
		return SQLITE_IOERR_DELETE_NOENT;
	disk_image_delete(i);
	return SQLITE_OK;
}

static int vfs_access(sqlite3_vfs *v, const char *name, int flags, int *out)
{
	const struct disk_image *i = entry_of(mount_of(v)->disk, name)->image;

	*out = disk_image_there(i) && (flags != SQLITE_ACCESS_EXISTS || disk_image_size(i) > 0);
	return SQLITE_OK;
}

static int vfs_full_path(sqlite3_vfs *v, const char *name, int size, char *out)
{
	(void)v;
	return snprintf(out, (size_t)size, "%s", name) < size ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int vfs_random(sqlite3_vfs *v, int size, char *out)
{
	return mount_of(v)->real->xRandomness(mount_of(v)->real, size, out);
}

static int vfs_sleep(sqlite3_vfs *v, int us) { return mount_of(v)->real->xSleep(mount_of(v)->real, us); }
static int vfs_time64(sqlite3_vfs *v, sqlite3_int64 *out)
{
	return mount_of(v)->real->xCurrentTimeInt64(mount_of(v)->real, out);
}

static int vfs_last_error(sqlite3_vfs *v, int size, char *out)
{
	(void)v, (void)size, (void)out;
	return 0;
}

struct disk_mount *disk_mount(struct disk *d, int owner)
{
	struct disk_mount *m = calloc(1, sizeof *m);

	ASSERT(m);
	m->disk = d;
	m->owner = owner;
	m->next = d->mounts;
	d->mounts = m;
	m->real = sqlite3_vfs_find(NULL);
	ASSERT(m->real);
	snprintf(m->name, sizeof m->name, "lockstep-%p", (void *)m);
	m->vfs = (sqlite3_vfs){
		.iVersion = 2,
		.szOsFile = (int)sizeof(struct disk_file),
		.mxPathname = PATH_MAX_SIZE,
		.zName = m->name,
		.pAppData = m,
		.xOpen = vfs_open,
		.xDelete = vfs_delete,
		.xAccess = vfs_access,
		.xFullPathname = vfs_full_path,
		.xRandomness = vfs_random,
		.xSleep = vfs_sleep,
		.xGetLastError = vfs_last_error,
		.xCurrentTimeInt64 = vfs_time64,
	};
	ASSERT(sqlite3_vfs_register(&m->vfs, 0) == SQLITE_OK);
	return m;
}

const char *disk_mount_name(const struct disk_mount *m) { return m->name; }

static void mount_forget(struct disk_mount *m)
{
	struct disk_mount **at = &m->disk->mounts;

	while (*at != m)
		at = &(*at)->next;
	*at = m->next;
}

void disk_unmount(struct disk_mount *m)
{
	if (!m)
		return;
	ASSERT(!m->files);
	mount_forget(m);
	ASSERT(sqlite3_vfs_unregister(&m->vfs) == SQLITE_OK);
	free(m);
}

static void abandon(struct disk_mount *m)
{
	for (struct disk_file *f = m->files; f; f = f->next)
		disk_let_go(&f->hold);
	ASSERT(sqlite3_vfs_unregister(&m->vfs) == SQLITE_OK); /* its memory stays: connections point to it */
}

void disk_kill(struct disk *d, int owner)
{
	for (struct disk_mount *m = d->mounts, *next; m; m = next) {
		next = m->next;
		if (m->owner != owner)
			continue;
		mount_forget(m);
		abandon(m);
	}
}

struct disk *disk_new(struct world *w)
{
	struct disk *d = calloc(1, sizeof *d);

	ASSERT(d);
	d->world = w;
	return d;
}

void disk_free(struct disk *d)
{
	if (!d)
		return;
	while (d->entries) {
		struct disk_entry *e = d->entries;

		d->entries = e->next;
		disk_image_free(e->image);
		disk_share_free(e->share);
		free(e);
	}
	free(d);
}

void disk_cut(struct disk *d, struct rand *r)
{
	d->counts.cuts++;
	for (struct disk_entry *e = d->entries; e; e = e->next)
		disk_image_cut(e->image, r, &d->counts.lost, &d->counts.kept);
}

struct disk_counts disk_counts(const struct disk *d) { return d->counts; }

void disk_restart(struct disk *d, int64_t until_mono)
{
	d->restarts++;
	d->away_until = until_mono;
}

int64_t disk_mount_restarts(const struct disk_mount *m) { return m->owner ? m->disk->restarts : 0; }

bool disk_mount_away(const struct disk_mount *m)
{
	return m->owner && world_mono(m->disk->world) < m->disk->away_until;
}
