/* channel/shopee_try.h - for Shopee's tests: an invented order that can be changed member by member. */
#pragma once
#include "channel/shopee.h"

#define TRY_NOW_MS (INT64_C(1700000000) * 1000)

struct talk try_talk(void); /* one with all that any step needs */
struct http_answer try_answer(int status, const char *body);
/* The invented order with one member given another value; NULL: left out. `place` is where that member stands: "" (the
 * order), "recipient_address", "item_list" or "package_list". */
struct text try_order(const char *place, const char *name, const char *value);
struct text try_orders(const char *records); /* the envelope around them */
struct sighting try_read(struct text order); /* through read_file */
/* The value of a fact, with the line's key or "". */
struct text try_fact(const struct sighting *x, enum field field, const char *line);
bool try_has(struct text words, const char *part);

#define TRY_LINE "23620853561/221404189791/0#1"
