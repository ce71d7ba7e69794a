/* store/db_sqlite_disk.c - the simulated disk as a VFS of SQLite: passes on to the real one, and knows what is not forced. */
#include "store/db_sqlite_disk.h"
#include "store/disk_image.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NAME_SIZE = 40, PATH_SIZE = 1024 };

struct disk {
	struct world *world;
	struct disk_image *images; /* of files that were opened once */
	struct disk_mount *mounts;
	struct disk_counts counts;
};

struct disk_mount {
	sqlite3_vfs vfs;
	sqlite3_vfs *real;
	struct disk *disk;
	char name[NAME_SIZE];
	struct disk_file *files; /* open ones */
	int owner;
	struct disk_mount *next;
};

struct disk_file {
	sqlite3_file base; /* first: what SQLite holds */
	struct disk_mount *mount;
	struct disk_image *image; /* NULL: nobody minds its loss */
	struct disk_file *next;
	bool mapped;
	uint8_t shared[SQLITE_SHM_NLOCK], exclusive[SQLITE_SHM_NLOCK];
};

static sqlite3_file *real_of(sqlite3_file *f) { return (sqlite3_file *)(void *)((struct disk_file *)(void *)f + 1); }
static struct disk_file *file_of(sqlite3_file *f) { return (struct disk_file *)(void *)f; }
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
	forget(file_of(f));
	return real_of(f)->pMethods->xClose(real_of(f));
}

static int file_read(sqlite3_file *f, void *out, int size, sqlite3_int64 at)
{
	return real_of(f)->pMethods->xRead(real_of(f), out, size, at);
}

/* What stands where something is about to be written, as long as it is the last that was forced to the disk. */
static int remember(sqlite3_file *f, int64_t from, int64_t size)
{
	struct disk_image *image = file_of(f)->image;
	sqlite3_int64 end = 0;
	int code = real_of(f)->pMethods->xFileSize(real_of(f), &end);

	if (code != SQLITE_OK)
		return code;
	disk_image_begin(image, end);
	for (int64_t n = from / DISK_SECTOR; n * DISK_SECTOR < from + size; n++) {
		char *old = disk_image_add(image, n);

		if (!old)
			continue;
		code = real_of(f)->pMethods->xRead(real_of(f), old, DISK_SECTOR, n * DISK_SECTOR);
		if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
			return code;
	}
	return SQLITE_OK;
}

static int file_write(sqlite3_file *f, const void *bytes, int size, sqlite3_int64 at)
{
	struct disk *d = file_of(f)->mount->disk;
	bool broken;

	if (!file_of(f)->image)
		return real_of(f)->pMethods->xWrite(real_of(f), bytes, size, at);
	if (world_fault(d->world, "disk full"))
		return SQLITE_FULL;
	broken = world_fault(d->world, "disk write");
	d->counts.writes++;
	int code = remember(f, at, size);
	if (code != SQLITE_OK)
		return code;
	code = real_of(f)->pMethods->xWrite(real_of(f), bytes, broken ? size / 2 : size, at);
	return code == SQLITE_OK && broken ? SQLITE_IOERR_WRITE : code;
}

static int file_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	if (file_of(f)->image)
		disk_image_truncate(file_of(f)->image, size);
	return real_of(f)->pMethods->xTruncate(real_of(f), size);
}

/* Nothing is forced to the machine's disk: that it may not be lost is noted, and that is enough here. */
static int file_sync(sqlite3_file *f, int flags)
{
	struct disk *d = file_of(f)->mount->disk;

	if (!file_of(f)->image)
		return real_of(f)->pMethods->xSync(real_of(f), flags);
	if (world_fault(d->world, "disk sync"))
		return SQLITE_IOERR_FSYNC;
	d->counts.syncs++;
	disk_image_forced(file_of(f)->image);
	return SQLITE_OK;
}

static int file_size(sqlite3_file *f, sqlite3_int64 *size) { return real_of(f)->pMethods->xFileSize(real_of(f), size); }

static int file_lock(sqlite3_file *f, int level) { return real_of(f)->pMethods->xLock(real_of(f), level); }
static int file_unlock(sqlite3_file *f, int level) { return real_of(f)->pMethods->xUnlock(real_of(f), level); }
static int file_is_reserved(sqlite3_file *f, int *out)
{
	return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out);
}
static int file_control(sqlite3_file *f, int what, void *arg)
{
	return real_of(f)->pMethods->xFileControl(real_of(f), what, arg);
}
static int file_sector(sqlite3_file *f) { return real_of(f)->pMethods->xSectorSize(real_of(f)); }
static int file_traits(sqlite3_file *f) { return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f)); }

static int shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
	file_of(f)->mapped = true;
	return real_of(f)->pMethods->xShmMap(real_of(f), page, size, extend, out);
}

static int shm_lock(sqlite3_file *f, int at, int count, int flags)
{
	int code = real_of(f)->pMethods->xShmLock(real_of(f), at, count, flags);
	uint8_t *held = flags & SQLITE_SHM_SHARED ? file_of(f)->shared : file_of(f)->exclusive;

	if (code == SQLITE_OK)
		memset(held + at, (flags & SQLITE_SHM_LOCK) != 0, (size_t)count);
	return code;
}

static void shm_barrier(sqlite3_file *f) { real_of(f)->pMethods->xShmBarrier(real_of(f)); }

static int shm_unmap(sqlite3_file *f, int delete)
{
	file_of(f)->mapped = false;
	return real_of(f)->pMethods->xShmUnmap(real_of(f), delete);
}

static struct disk_image *image_of(struct disk *d, const char *path)
{
	struct disk_image *i = d->images;

	while (i && strcmp(disk_image_path(i), path) != 0)
		i = disk_image_next(i);
	if (!i)
		d->images = i = disk_image_new(path, d->images);
	return i;
}

static int vfs_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out)
{
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
	struct disk_mount *m = mount_of(v);
	struct disk_file *file = file_of(f);
	int code;

	*file = (struct disk_file){ .mount = m };
	memset(real_of(f), 0, (size_t)m->real->szOsFile);
	code = m->real->xOpen(m->real, name, real_of(f), flags, out);
	if (code != SQLITE_OK)
		return code;
	if (name && flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL))
		file->image = image_of(m->disk, name);
	file->next = m->files;
	m->files = file;
	f->pMethods = &methods;
	return SQLITE_OK;
}

/* A directory is taken to be forced at once: what is gone is gone. */
static int vfs_delete(sqlite3_vfs *v, const char *name, int sync)
{
	struct disk_mount *m = mount_of(v);

	(void)sync;
	disk_image_forced(image_of(m->disk, name));
	return m->real->xDelete(m->real, name, 0);
}

static int vfs_access(sqlite3_vfs *v, const char *name, int flags, int *out)
{
	return mount_of(v)->real->xAccess(mount_of(v)->real, name, flags, out);
}

static int vfs_full_path(sqlite3_vfs *v, const char *name, int size, char *out)
{
	return mount_of(v)->real->xFullPathname(mount_of(v)->real, name, size, out);
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
	return mount_of(v)->real->xGetLastError(mount_of(v)->real, size, out);
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
		.szOsFile = (int)sizeof(struct disk_file) + m->real->szOsFile,
		.mxPathname = m->real->mxPathname,
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

static void abandon_file(struct disk_file *f)
{
	sqlite3_file *real = real_of(&f->base);

	for (int i = 0; f->mapped && i < SQLITE_SHM_NLOCK; i++) {
		if (f->shared[i])
			(void)real->pMethods->xShmLock(real, i, 1, SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED);
		if (f->exclusive[i])
			(void)real->pMethods->xShmLock(real, i, 1, SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE);
	}
	if (f->mapped)
		(void)real->pMethods->xShmUnmap(real, 0);
	(void)real->pMethods->xUnlock(real, SQLITE_LOCK_NONE);
	(void)real->pMethods->xClose(real);
}

static void abandon(struct disk_mount *m)
{
	while (m->files) {
		struct disk_file *f = m->files;

		m->files = f->next;
		abandon_file(f);
	}
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
	while (d->images) {
		struct disk_image *next = disk_image_next(d->images);

		disk_image_free(d->images);
		d->images = next;
	}
	free(d);
}

void disk_cut(struct disk *d, struct rand *r)
{
	d->counts.cuts++;
	for (struct disk_image *i = d->images; i; i = disk_image_next(i)) {
		char shared[PATH_SIZE];

		disk_image_cut(i, r, &d->counts.lost, &d->counts.kept);
		snprintf(shared, sizeof shared, "%s-shm", disk_image_path(i));
		(void)unlink(shared); /* shared memory does not outlive the machine */
	}
}

struct disk_counts disk_counts(const struct disk *d) { return d->counts; }
