/* store/db_sqlite_share.c - who holds which lock on a file of a simulated disk, and the memory that its databases share. */
#include "store/db_sqlite_share.h"
#include "base/error.h"
#include <sqlite3.h>
#include <stdlib.h>

enum { PAGES_MAX = 1024 };

struct disk_share {
	int sharers;                                        /* at least shared */
	const struct disk_hold *reserved, *pending, *alone; /* who holds it; alone: exclusively */
	int readers[SHARE_SLOTS];
	const struct disk_hold *writers[SHARE_SLOTS];
	int mappers;
	void *pages[PAGES_MAX];
};

struct disk_share *disk_share_new(void)
{
	struct disk_share *h = calloc(1, sizeof *h);

	ASSERT(h);
	return h;
}

static void forget_pages(struct disk_share *h)
{
	for (int i = 0; i < PAGES_MAX && h->pages[i]; i++) {
		free(h->pages[i]);
		h->pages[i] = NULL;
	}
}

void disk_share_free(struct disk_share *h)
{
	forget_pages(h);
	free(h);
}

static bool by_another(const struct disk_hold *who, const struct disk_hold *me) { return who && who != me; }

static int lock_shared(struct disk_hold *o)
{
	if (by_another(o->share->pending, o) || by_another(o->share->alone, o))
		return SQLITE_BUSY;
	o->share->sharers++;
	o->level = SQLITE_LOCK_SHARED;
	return SQLITE_OK;
}

/* Whoever waits to be alone keeps new sharers away meanwhile. */
static int lock_alone(struct disk_hold *o)
{
	struct disk_share *h = o->share;

	if (by_another(h->reserved, o) || by_another(h->pending, o))
		return SQLITE_BUSY;
	h->pending = o;
	o->level = SQLITE_LOCK_PENDING;
	if (h->sharers > 1)
		return SQLITE_BUSY;
	h->alone = o;
	o->level = SQLITE_LOCK_EXCLUSIVE;
	return SQLITE_OK;
}

int disk_lock(struct disk_hold *o, int level)
{
	if (o->level >= level)
		return SQLITE_OK;
	if (level == SQLITE_LOCK_SHARED)
		return lock_shared(o);
	ASSERT(o->level >= SQLITE_LOCK_SHARED);
	if (level == SQLITE_LOCK_EXCLUSIVE)
		return lock_alone(o);
	if (by_another(o->share->reserved, o) || by_another(o->share->pending, o))
		return SQLITE_BUSY;
	o->share->reserved = o;
	o->level = SQLITE_LOCK_RESERVED;
	return SQLITE_OK;
}

void disk_unlock(struct disk_hold *o, int level)
{
	struct disk_share *h = o->share;

	if (o->level <= level)
		return;
	if (h->reserved == o)
		h->reserved = NULL;
	if (h->pending == o)
		h->pending = NULL;
	if (h->alone == o)
		h->alone = NULL;
	if (level == SQLITE_LOCK_NONE)
		h->sharers--;
	o->level = level;
}

bool disk_reserved(const struct disk_hold *o) { return o->share->reserved || o->share->pending; }

void *disk_map(struct disk_hold *o, int page, int size, bool make)
{
	struct disk_share *h = o->share;

	ASSERT(page >= 0 && page < PAGES_MAX);
	h->mappers += !o->mapped;
	o->mapped = true;
	for (int i = 0; make && i <= page; i++)
		if (!h->pages[i]) {
			h->pages[i] = calloc(1, (size_t)size);
			ASSERT(h->pages[i]);
		}
	return h->pages[page];
}

void disk_unmap(struct disk_hold *o)
{
	if (!o->mapped)
		return;
	disk_slots_unlock(o, 0, SHARE_SLOTS);
	o->mapped = false;
	if (--o->share->mappers == 0)
		forget_pages(o->share);
}

int disk_slots_lock(struct disk_hold *o, int at, int count, bool exclusive)
{
	struct disk_share *h = o->share;

	for (int i = at; i < at + count; i++)
		if (by_another(h->writers[i], o) || (exclusive && h->readers[i] > (o->shared >> i & 1)))
			return SQLITE_BUSY;
	for (int i = at; i < at + count; i++) {
		uint8_t bit = (uint8_t)(1 << i);

		if (exclusive) {
			h->writers[i] = o;
			o->exclusive |= bit;
		} else if (!(o->shared & bit)) {
			h->readers[i]++;
			o->shared |= bit;
		}
	}
	return SQLITE_OK;
}

void disk_slots_unlock(struct disk_hold *o, int at, int count)
{
	for (int i = at; i < at + count; i++) {
		uint8_t bit = (uint8_t)(1 << i);

		if (o->shared & bit)
			o->share->readers[i]--;
		if (o->exclusive & bit)
			o->share->writers[i] = NULL;
		o->shared &= (uint8_t)~bit;
		o->exclusive &= (uint8_t)~bit;
	}
}

void disk_let_go(struct disk_hold *o)
{
	disk_unmap(o);
	disk_unlock(o, SQLITE_LOCK_NONE);
}
