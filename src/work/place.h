/* work/place.h - what people do with orders: freeze, unfreeze, void, restore, reserve, release; and what an order shows of it.
 *
 * One deed on one order is one transaction. What changes nothing more is done as well: a person who asks twice is not refused. */
#pragma once
#include "base/scope.h"
#include "core/order_block.h"
#include "work/job.h"

enum { DEED_ORDERS_MAX = 1000, DEED_WHY_MAX = 200 }; /* characters */

struct deed {
	enum order_deed deed;
	struct text why; /* to freeze and to void: 1 to DEED_WHY_MAX characters; else it may be empty */
	int64_t until;   /* to freeze: when it ends by itself, UTC ms; 0: it does not */
};
struct deed_result {
	int64_t id;
	bool known;             /* there is such an order: */
	struct text number;     /* the number that people see */
	enum order_state state; /* its place now */
	enum err code;          /* OK: done */
	struct text words;      /* why not */
	struct text note;       /* what is to be known; may be empty */
};
/* ERR_BAD_REQUEST: the deed itself is wrong (a reason is missing, the end is not in the future). */
enum err deed_check(struct scope *s, const struct deed *d) MUST_CHECK;
/* Does it with each of the orders by itself; what is refused is in its result. */
enum err deeds_do(struct scope *s, const struct deed *d, const int64_t *ids, size_t count,
		  struct deed_result *out) MUST_CHECK;
/* With one, for tests and jobs; the code and words of a refusal are in the scope. */
enum err deed_do(struct scope *s, const struct deed *d, int64_t order_id, struct deed_result *out) MUST_CHECK;

struct sql_place_get_row;
/* How an order stands, from its row. ERR_ORDER_UNKNOWN. */
enum err place_stand(struct scope *s, int64_t order_id, struct sql_place_get_row *row,
		     struct order_stand *out) MUST_CHECK;

/* The task "thaw": what was frozen until a moment that is over returns whence it came. */
job_run thaw_run;
