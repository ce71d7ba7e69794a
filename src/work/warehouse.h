/* work/warehouse.h - where goods are. Each tenant has one from the beginning: "MAIN". */
#pragma once
#include "base/scope.h"

enum { WAREHOUSE_CODE_MAX = 40, WAREHOUSE_NAME_MAX = 200, WAREHOUSE_PRIORITY_MAX = 1000000, WAREHOUSES_MAX = 200 };

struct warehouse {
	int64_t id, priority, ver;
	struct text code, name;
	struct text kind;  /* own or channel; stays as it was made */
	struct text state; /* active or closed */
};

/* Makes it and sets its id. ERR_BAD_REQUEST, ERR_DUPLICATE. */
enum err warehouse_make(struct scope *s, struct warehouse *w) MUST_CHECK;
/* Changes it as seen at w->ver. ERR_WAREHOUSE_UNKNOWN, ERR_CONFLICT, ERR_DUPLICATE, ERR_WAREHOUSE_HOLDS: it is to be closed
 * while pieces are on its shelves. */
enum err warehouse_change(struct scope *s, struct warehouse *w) MUST_CHECK;
/* One that is in use. ERR_WAREHOUSE_UNKNOWN, ERR_WAREHOUSE_CLOSED. For use in and outside of transactions. */
enum err warehouse_get(struct scope *s, int64_t id, struct warehouse *out) MUST_CHECK;
/* Within a transaction, when a node starts: a tenant without any warehouse gets "MAIN". */
enum err warehouse_standing(struct scope *s) MUST_CHECK;
