/* work/prepare.h - a record made ready to be stored, outside any transaction: compared with what is held, read, packed. */
#pragma once
#include "core/order.h"
#include "work/intake.h"
#include "work/units.h"

enum fate { FATE_NEW, FATE_CHANGED, FATE_UNCHANGED, FATE_OLDER, FATE_NOT_YET, FATE_PARKED };

struct held { /* what the store holds of an order */
	int64_t id, ver, latest_seq, latest_ver, latest_asked_at, due;
	struct order_now now;
	struct text digest, base_seqs;
	int64_t edits;
};

struct prepared {
	enum fate fate;
	const struct sighting *seen;
	struct held held;   /* id 0: a new order */
	struct facts facts; /* as stored: settled after what was stored before (core/merge.h) */
	struct order_head head;
	struct order_lines lines;
	struct order_people people;
	struct text digest; /* of everything, keyed: equal means nothing changed */
	struct text digests, people_digest;
	struct text facts_packed, people_packed, raw_packed;
	bool has_people, fills_people;
	struct order_people filled;   /* as the order shows them, edits over them */
	bool keeps_due, keeps_method; /* a person's edit stands there */
	enum err trouble;             /* with FATE_PARKED */
	struct text why;
	struct units_order *units; /* of a new order that is to be fulfilled; NULL: none */
};

/* One per record of the intake, in its order; a record twice in one answer counts once (the newer). */
enum err prepare(struct scope *s, struct intake *in, struct prepared **out) MUST_CHECK;
/* Only compares: fates, nothing packed. */
enum err prepare_compare(struct scope *s, struct intake *in, struct prepared **out) MUST_CHECK;
/* What the lines of those stand for that are new and are to be fulfilled. */
enum err prepare_units(struct scope *s, const struct intake *in, struct prepared *all,
		       struct units_plan *out) MUST_CHECK;
