/* base/pack.h - zstd frames, with a trained dictionary or without; the dictionary's id is in the frame. */
#pragma once
#include "base/error.h"
#include "base/text.h"

struct scope;
struct pack_dictionary; /* prepared once, used by any thread */

enum { UNPACK_MAX = 64 * 1024 * 1024 };

/* Trains from samples: a dictionary of at most `size` bytes with the given id (1 … 2^31-1); {0} when the samples do not suffice. */
struct text pack_train(struct arena *a, const struct text *samples, size_t count, size_t size, uint32_t id);
struct pack_dictionary *pack_dictionary_new(struct text bytes);
void pack_dictionary_free(struct pack_dictionary *d);

/* One thread's compressor; contexts are kept between calls. */
struct packer;
struct packer *packer_new(void);
void packer_free(struct packer *p);
struct text pack(struct packer *p, struct arena *a, const struct pack_dictionary *d,
		 struct text plain);            /* d may be NULL */
uint32_t pack_dictionary_id(struct text frame); /* 0: none */
enum err unpack(struct scope *s, struct packer *p, const struct pack_dictionary *d, struct text frame,
		struct text *out) MUST_CHECK;
/* The same for who reads a few frames and has nothing prepared: with the dictionary's own bytes ({0}: none), which costs a
 * fraction of preparing it. */
struct unpacker;
struct unpacker *unpacker_new(void);
void unpacker_free(struct unpacker *u);
enum err unpack_raw(struct scope *s, struct unpacker *u, struct text dictionary, struct text frame,
		    struct text *out) MUST_CHECK;
