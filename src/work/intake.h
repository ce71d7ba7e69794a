/* work/intake.h - records of a channel become orders and revisions; the same record twice changes nothing. */
#pragma once
#include "base/pack.h"
#include "channel/channel.h"
#include "store/db.h"
#include "work/shops.h"

/* Compressor and dictionaries of one piece of work. */
struct packing {
	struct packer *packer;
	struct pack_dictionary *facts, *raws; /* NULL: none yet */
};
enum err packing_open(struct scope *s, struct text channel, struct packing *out) MUST_CHECK;
void packing_close(struct packing *p);

struct intake_counts {
	int64_t stored, changed, unchanged, older, parked, not_yet;
};
void intake_counts_add(struct intake_counts *sum, const struct intake_counts *n);
/* What one call takes in, in one transaction. */
struct intake {
	struct node *node;
	const struct shop *shop;
	struct packing *packing;
	struct sighting *seen;
	size_t count;
	struct text feed, source; /* "orders"; "pull" or "file" */
	int64_t run_id;
	const struct text *missing; /* asked for by id and not answered: parked by their id */
	size_t missing_count;
	bool moves_cursor; /* the feed's cursor moves with these records */
	int64_t cursor_at;
	struct window proved; /* and what was proved before joins it; to 0: nothing */
	bool heals;           /* these records were parked: what can be read is parked no longer */
	bool by_person;       /* nobody talks to a channel here: no lease is asked for */
	db_body *also;        /* last in the transaction, with also_arg; NULL: nothing more */
	void *also_arg;
	int64_t listed;               /* noted in the run with these records */
	struct intake_counts carried; /* in and out: counts of earlier calls that wrote nothing */
	struct intake_counts counts;  /* out */
};
/* Notes within a transaction that the feed is complete in this stretch. */
enum err intake_prove(struct scope *s, int64_t shop_id, struct text feed, struct window proved) MUST_CHECK;
enum err intake_run(struct scope *s, struct intake *in) MUST_CHECK;
