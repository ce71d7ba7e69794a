/* work/keys.h - the key that seals secrets: opened with the database that it belongs to, and changed. */
#pragma once
#include "base/scope.h"

struct node;

/* Opens the key file, where one is needed. ERR_KEY: it is not the one of this database. */
enum err keys_open(struct scope *s, struct node *n) MUST_CHECK;
/* A new key; all that is sealed is sealed anew, and the old key goes. To be run while no other process works on the
 * database. Stopped at any point nothing is lost, and the next one goes on where this stood. */
enum err keys_rotate(struct scope *s, struct node *n, int64_t *resealed) MUST_CHECK;
/* Where each secret belongs to. */
struct text keys_app_place(struct scope *s, struct text channel, struct text app_id);
struct text keys_push_place(struct scope *s, struct text channel, struct text app_id);
struct text keys_token_place(struct scope *s, int64_t account_id, int64_t shop_id, const char *which);
