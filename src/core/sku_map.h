/* core/sku_map.h - what the lines of an order stand for: platform SKUs become articles of ours by mappings.
 *
 * A mapping holds in one shop, on one channel, or everywhere; for orders placed within its time. Its members make one set
 * of what is sold, its parts are what is taken from the shelf for one set. What a shop's own mapping says goes before what
 * its channel's says, and that before what holds everywhere; among equals the larger set goes first. Each takes as many
 * whole sets as the scarcest member allows, min(n/q); the rest is tried by the next. */
#pragma once
#include "base/arena.h"
#include "base/text.h"

enum {
	MAP_MEMBERS_MAX = 50,
	MAP_PARTS_MAX = 50,
	MAP_QUANTITY_MAX = 100000,   /* pieces of a member or part in one set */
	MAP_PIECES_MAX = 1000000000, /* pieces of a line, or of an article for it; more stays unresolved */
	MAP_SKU_MAX = 200            /* characters of a platform SKU */
};

struct map_member {
	struct text sku; /* as the platform calls it */
	int64_t quantity;
};
struct map_part {
	int64_t sku_id;
	int64_t quantity;
};
struct sku_map {
	int64_t id;
	struct text channel; /* "": all */
	int64_t shop_id;     /* 0: all; the channel is then the shop's */
	int64_t from_at;     /* for orders placed at this moment or later; 0: all */
	int64_t until_at;    /* … and before this one; 0: for ever */
	struct map_member *members;
	struct map_part *parts;
	size_t member_count, part_count;
};

/* Mappings by which orders are resolved; ranked and found by platform SKU once they are sealed. */
struct map_ref {
	struct text sku;
	size_t map;
};
struct sku_maps {
	struct sku_map *at;
	size_t count;
	struct map_ref *refs;
	size_t ref_count;
};
/* Sorts `at` by rank. The order of the maps given does not matter; two with one id are one. */
void sku_maps_seal(struct arena *a, struct sku_maps *m);

/* Where orders name articles of ours themselves, a code stands for its article without a mapping, behind all mappings:
 * exactly that code, else the only one that is the same without case and marks. Added to `m` before it is sealed; the SKUs
 * come each once, `own` are articles in use. */
struct own_code {
	int64_t sku_id;
	struct text code;
};
void sku_maps_add_own(struct arena *a, struct sku_maps *m, const struct text *skus, size_t count,
		      const struct own_code *own, size_t own_count);

struct map_order {
	struct text channel;
	int64_t shop_id, placed;
};

enum line_state { LINE_NONE /* no pieces to resolve */, LINE_MAPPED, LINE_PART, LINE_UNMAPPED };
const char *line_state_name(enum line_state s); /* "", "mapped", "part", "unmapped": as it is stored */
enum line_state line_state_of(struct text name);

struct map_line {
	struct text sku;
	int64_t pieces; /* that are to be resolved: ordered, less cancelled, less resolved before */
	/* out: */
	int64_t rest; /* not resolved */
	int64_t in_sets; /* resolved by what does not take each piece alike: sets of several pieces, or a bound that was met */
	enum line_state state;
};
struct map_unit { /* pieces of an article for a line */
	size_t line;
	int64_t sku_id, quantity;
};
struct map_units {
	struct map_unit *at; /* by line, then by article; one each */
	size_t count;
};
/* The same lines, maps and order give the same units, in the same order. */
void sku_map_resolve(struct arena *a, const struct sku_maps *maps, const struct map_order *order,
		     struct map_line *lines, size_t count, struct map_units *out);

/* Would both take the same pieces of an order: same place, same members, and a moment at which both hold? */
bool sku_map_overlaps(const struct sku_map *a, const struct sku_map *b);
/* What cannot be, in one sentence that names it, and where; {0}: nothing. Members and parts must be there, each once, and
 * in bounds. An article may have the name under which it is sold. */
enum map_side { MAP_SIDE_MEMBERS, MAP_SIDE_PARTS, MAP_SIDE_TIME };
struct text sku_map_fault(struct arena *a, const struct sku_map *m, enum map_side *where);
/* Is it a name that a platform SKU can have: 1 to MAP_SKU_MAX characters on one line, no blank at its ends? */
bool map_sku_fits(struct text sku);

/* "P" or "P1*1;P2*2", with \ before what is \ * or ; in a name: as files hold the two sides of a mapping. */
struct map_item {
	struct text name;
	int64_t quantity; /* 0: not said */
};
struct text map_pack(struct arena *a, const struct map_item *items, size_t count);
/* At most `most` items; blanks around names and numbers go. Gives what is wrong in one sentence, or {0}. */
struct text map_unpack(struct arena *a, struct text cell, size_t most, struct map_item *items, size_t *count);
