/* base/pack.c - zstd, with a dictionary or without; the one file that knows it. */
#include "base/pack.h"
#include "base/scope.h"
#include <stdlib.h>
#include <string.h>
#include <zdict.h>
#include <zstd.h>

enum { LEVEL = 1, DICTIONARY_ID_AT = 4, SAMPLES_MIN = 8 };

struct pack_dictionary {
	ZSTD_CDict *close;
	ZSTD_DDict *open;
};

struct packer {
	ZSTD_CCtx *close;
	ZSTD_DCtx *open;
};

struct text pack_train(struct arena *a, const struct text *samples, size_t count, size_t size, uint32_t id)
{
	struct buffer all = buffer_in(a);
	size_t *sizes = ARENA_ARRAY(a, size_t, count);
	char *out = arena_raw(a, size + 1);

	ASSERT(id >= 1 && id <= INT32_MAX);
	if (count < SAMPLES_MIN || count > UINT32_MAX)
		return (struct text){ 0 };
	for (size_t i = 0; i < count; i++) {
		buffer_add(&all, samples[i]);
		sizes[i] = samples[i].size;
	}
	size_t got = ZDICT_trainFromBuffer(out, size, buffer_text(&all).at, sizes, (unsigned)count);
	if (ZDICT_isError(got) || got < DICTIONARY_ID_AT + 4)
		return (struct text){ 0 };
	/* The id stands behind the magic number, lowest byte first; training has drawn one of its own. */
	for (int i = 0; i < 4; i++)
		out[DICTIONARY_ID_AT + i] = (char)(id >> 8 * i & 255);
	out[got] = '\0';
	return (struct text){ out, got };
}

struct pack_dictionary *pack_dictionary_new(struct text bytes)
{
	struct pack_dictionary *d = malloc(sizeof *d);

	ASSERT(d);
	d->close = ZSTD_createCDict(bytes.at, bytes.size, LEVEL);
	d->open = ZSTD_createDDict(bytes.at, bytes.size);
	ASSERT(d->close && d->open);
	return d;
}

void pack_dictionary_free(struct pack_dictionary *d)
{
	if (!d)
		return;
	ZSTD_freeCDict(d->close);
	ZSTD_freeDDict(d->open);
	free(d);
}

struct packer *packer_new(void)
{
	struct packer *p = malloc(sizeof *p);

	ASSERT(p);
	p->close = ZSTD_createCCtx();
	p->open = ZSTD_createDCtx();
	ASSERT(p->close && p->open);
	ASSERT(!ZSTD_isError(ZSTD_CCtx_setParameter(p->close, ZSTD_c_compressionLevel, LEVEL)));
	return p;
}

void packer_free(struct packer *p)
{
	if (!p)
		return;
	ZSTD_freeCCtx(p->close);
	ZSTD_freeDCtx(p->open);
	free(p);
}

struct text pack(struct packer *p, struct arena *a, const struct pack_dictionary *d, struct text plain)
{
	size_t room = ZSTD_compressBound(plain.size);
	char *out = arena_raw(a, room + 1);

	ASSERT(!ZSTD_isError(ZSTD_CCtx_refCDict(p->close, d ? d->close : NULL)));
	size_t size = ZSTD_compress2(p->close, out, room, plain.size ? plain.at : "", plain.size);
	ASSERT(!ZSTD_isError(size));
	out = arena_resize(a, out, room + 1, size + 1);
	out[size] = '\0';
	return (struct text){ out, size };
}

uint32_t pack_dictionary_id(struct text frame) { return ZSTD_getDictID_fromFrame(frame.at, frame.size); }

/* Where the frame's text will stand; `have` is the id of the dictionary at hand, 0: none. */
static enum err make_room(struct scope *s, struct text frame, uint32_t have, char **to, size_t *room)
{
	unsigned long long size = frame.size ? ZSTD_getFrameContentSize(frame.at, frame.size) : ZSTD_CONTENTSIZE_ERROR;
	uint32_t id = frame.size ? pack_dictionary_id(frame) : 0;

	if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
		return fail(s, ERR_DB_CORRUPT, "%zu packed bytes are no whole zstd frame", frame.size);
	if (size > UNPACK_MAX)
		return fail(s, ERR_TOO_LARGE, "unpacked it would have %llu bytes, and we take %d", size, UNPACK_MAX);
	if (id && id != have)
		return fail(s, ERR_DB_CORRUPT, "the frame was packed with dictionary %u, and dictionary %u is at hand",
			    id, have);
	*room = (size_t)size;
	*to = arena_raw(s->arena, *room + 1);
	return OK;
}

static enum err give(struct scope *s, struct text frame, char *to, size_t room, size_t got, struct text *out)
{
	if (ZSTD_isError(got) || got != room)
		return fail(s, ERR_DB_CORRUPT, "%zu packed bytes cannot be unpacked: %s", frame.size,
			    ZSTD_isError(got) ? ZSTD_getErrorName(got) : "fewer bytes came out than were put in");
	to[room] = '\0';
	*out = (struct text){ to, room };
	return OK;
}

enum err unpack(struct scope *s, struct packer *p, const struct pack_dictionary *d, struct text frame, struct text *out)
{
	size_t room = 0;
	char *to = NULL;

	TRY(make_room(s, frame, d ? ZSTD_getDictID_fromDDict(d->open) : 0, &to, &room));
	ASSERT(!ZSTD_isError(ZSTD_DCtx_refDDict(p->open, pack_dictionary_id(frame) ? d->open : NULL)));
	return give(s, frame, to, room, ZSTD_decompressDCtx(p->open, to, room, frame.at, frame.size), out);
}

struct unpacker {
	ZSTD_DCtx *open;
};

struct unpacker *unpacker_new(void)
{
	struct unpacker *u = malloc(sizeof *u);

	ASSERT(u);
	u->open = ZSTD_createDCtx();
	ASSERT(u->open);
	return u;
}

void unpacker_free(struct unpacker *u)
{
	ZSTD_freeDCtx(u->open);
	free(u);
}

enum err unpack_raw(struct scope *s, struct unpacker *u, struct text dictionary, struct text frame, struct text *out)
{
	uint32_t have = dictionary.size ? ZSTD_getDictID_fromDict(dictionary.at, dictionary.size) : 0;
	bool used = frame.size && pack_dictionary_id(frame);
	size_t room = 0, got;
	char *to = NULL;

	TRY(make_room(s, frame, have, &to, &room));
	got = ZSTD_decompress_usingDict(u->open, to, room, frame.at, frame.size, used ? dictionary.at : NULL,
					used ? dictionary.size : 0);
	return give(s, frame, to, room, got, out);
}
