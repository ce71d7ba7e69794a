/* work/keys.c - the key that seals secrets: opened with the database that it belongs to, and changed.
 *
 * The key is changed in three steps: the file gets the new key before the old one; in one transaction all is sealed anew and
 * the database takes the new key for its own; the file loses the old one. In between both open what there is. */
#include "work/keys.h"
#include "base/digest.h"
#include "base/log.h"
#include "store/sql.h"
#include "work/node.h"
#include <string.h>

/* The database keeps a digest of its key: another key would open no secret, and take every order for changed. */
#define KEY_SETTING TEXT("key")
/* Digests of personal data are keyed. Their key follows from the first key file, and outlives its change, sealed. */
#define PEOPLE_SETTING TEXT("people_key")

struct text keys_app_place(struct scope *s, struct text channel, struct text app_id)
{
	return text_format(s->arena, "apps/%lld/%.*s/%.*s", (long long)s->tenant_id, TEXT_ARG(channel),
			   TEXT_ARG(app_id));
}

struct text keys_push_place(struct scope *s, struct text channel, struct text app_id)
{
	return text_format(s->arena, "apps/%lld/%.*s/%.*s/push", (long long)s->tenant_id, TEXT_ARG(channel),
			   TEXT_ARG(app_id));
}

struct text keys_token_place(struct scope *s, int64_t account_id, int64_t shop_id, const char *which)
{
	return text_format(s->arena, "tokens/%lld/%lld/%lld/%s", (long long)s->tenant_id, (long long)account_id,
			   (long long)shop_id, which);
}

static struct text people_place(struct scope *s)
{
	return text_format(s->arena, "people/%lld", (long long)s->tenant_id);
}

static struct text mark_of(struct scope *s, const uint8_t key[32])
{
	struct digest128 d = digest_blake2b(key, TEXT("which key"));

	return text_copy(s->arena, (struct text){ (const char *)d.bytes, sizeof d.bytes });
}

static enum err mark_put(struct scope *s, void *arg)
{
	return sql_setting_make(s, (struct sql_setting_make){ .name = KEY_SETTING, .value = *(struct text *)arg },
				NULL);
}

/* Which of the file's keys the database goes by: during a change it may be the one before. */
static enum err load(struct scope *s, struct node *n, const uint8_t **ours)
{
	struct sql_setting_get get = { .name = KEY_SETTING };
	struct sql_setting_get_row row;
	enum err e = sql_setting_get(s, get, &row);
	struct text mark;

	if (e != OK && e != ERR_NO_ROW)
		return e;
	TRY(seal_key_file(s, n->options.key_file, e == ERR_NO_ROW && n->options.db.make, &n->key));
	mark = mark_of(s, n->key.bytes);
	if (e == ERR_NO_ROW) {
		TRY(db_transact(s, mark_put, &mark));
		TRY(sql_setting_get(s, get, &row)); /* another process may have been quicker */
	}
	*ours = n->key.bytes;
	if (text_same(row.value, mark))
		return OK;
	*ours = n->key.before;
	return n->key.changing && text_same(row.value, mark_of(s, n->key.before))
		       ? OK
		       : fail(s, ERR_KEY, "the key file %s is not the one of this database", n->options.key_file);
}

static void derive_people(struct node *n, const uint8_t key[32])
{
	struct digest128 half = digest_blake2b(key, TEXT("people 1"));

	memcpy(n->people_key, half.bytes, sizeof half.bytes);
	half = digest_blake2b(key, TEXT("people 2"));
	memcpy(n->people_key + sizeof half.bytes, half.bytes, sizeof half.bytes);
}

enum err keys_open(struct scope *s, struct node *n)
{
	struct sql_setting_get_row row;
	struct secret people;
	const uint8_t *ours;
	enum err e;

	if (!n->options.key_file)
		return OK;
	TRY(load(s, n, &ours));
	e = sql_setting_get(s, (struct sql_setting_get){ .name = PEOPLE_SETTING }, &row);
	if (e == ERR_NO_ROW) {
		derive_people(n, ours);
		return OK;
	}
	TRY(e);
	TRY(seal_open(s, &n->key, people_place(s), row.value, &people));
	if (secret_reveal(people).size != sizeof n->people_key)
		return fail(s, ERR_KEY, "the key of people's digests is no key");
	memcpy(n->people_key, secret_reveal(people).at, sizeof n->people_key);
	return OK;
}

/* ---- the change */

struct change {
	struct node *node;
	int64_t count;
};

static enum err reseal(struct scope *s, struct change *c, struct text place, struct text *sealed)
{
	struct secret plain;

	if (seal_fresh(&c->node->key, *sealed))
		return OK;
	TRY(seal_open(s, &c->node->key, place, *sealed, &plain));
	*sealed = seal_close(s, &c->node->key, place, plain);
	c->count++;
	return OK;
}

static enum err reseal_apps(struct scope *s, struct change *c)
{
	struct sql_apps_sealed_rows rows;

	TRY(sql_apps_sealed(s, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct sql_apps_sealed_row *r = &rows.at[i];

		TRY(reseal(s, c, keys_app_place(s, r->channel, r->app_id), &r->secret));
		if (r->push_key.size)
			TRY(reseal(s, c, keys_push_place(s, r->channel, r->app_id), &r->push_key));
		TRY(sql_app_reseal(s,
				   (struct sql_app_reseal){ .channel = r->channel,
							    .app_id = r->app_id,
							    .secret = r->secret,
							    .push_key = r->push_key },
				   NULL));
	}
	return OK;
}

static enum err reseal_tokens(struct scope *s, struct change *c)
{
	struct sql_tokens_sealed_rows rows;

	TRY(sql_tokens_sealed(s, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct sql_tokens_sealed_row *r = &rows.at[i];

		TRY(reseal(s, c, keys_token_place(s, r->account_id, r->shop_id, "access"), &r->access));
		TRY(reseal(s, c, keys_token_place(s, r->account_id, r->shop_id, "refresh"), &r->refresh));
		TRY(sql_token_reseal(s,
				     (struct sql_token_reseal){ .account_id = r->account_id,
								.shop_id = r->shop_id,
								.access = r->access,
								.refresh = r->refresh },
				     NULL));
	}
	return OK;
}

static enum err put(struct scope *s, struct text name, struct text value)
{
	return sql_setting_upsert(s, (struct sql_setting_upsert){ .name = name, .value = value }, NULL);
}

static enum err change(struct scope *s, void *arg)
{
	struct change *c = arg;
	struct node *n = c->node;
	struct text people = { (const char *)n->people_key, sizeof n->people_key };

	c->count = 0;
	TRY(reseal_apps(s, c));
	TRY(reseal_tokens(s, c));
	TRY(put(s, PEOPLE_SETTING, seal_close(s, &n->key, people_place(s), secret_of(people))));
	return put(s, KEY_SETTING, mark_of(s, n->key.bytes));
}

enum err keys_rotate(struct scope *s, struct node *n, int64_t *resealed)
{
	struct change c = { .node = n };
	struct seal_key next = n->key;

	if (!next.changing) { /* else one that was cut off goes on */
		memcpy(next.before, n->key.bytes, sizeof next.before);
		seal_key_new(s->world, &next);
		next.changing = true;
		TRY(seal_key_write(s, n->options.key_file, &next));
		n->key = next;
	}
	TRY(db_transact(s, change, &c));
	memset(next.before, 0, sizeof next.before);
	next.changing = false;
	TRY(seal_key_write(s, n->options.key_file, &next));
	n->key = next;
	*resealed = c.count;
	LOG(s, LOG_INFO, "keys_rotated", L_INT("sealed", c.count));
	return OK;
}
