/* work/users.c - people who sign in. */
#include "work/users.h"
#include "base/id.h"
#include "base/seal.h"
#include "store/db.h"
#include "store/sql.h"

struct change {
	struct text login, hash;
	bool keep_sessions;
};

static enum err put(struct scope *s, void *arg)
{
	const struct change *c = arg;
	struct sql_user_by_login_row user;

	TRY(sql_user_insert(s,
			    (struct sql_user_insert){ .id = id_next(s->ids),
						      .login = c->login,
						      .name = c->login,
						      .password = c->hash,
						      .locale = TEXT("en") },
			    NULL));
	TRY(sql_user_by_login(s, (struct sql_user_by_login){ .login = c->login }, &user));
	TRY(sql_user_password_set(s, (struct sql_user_password_set){ .id = user.id, .password = c->hash }, NULL));
	if (!c->keep_sessions)
		TRY(sql_login_remove_user(s, (struct sql_login_remove_user){ .user_id = user.id }, NULL));
	return sql_member_upsert(s, (struct sql_member_upsert){ .user_id = user.id, .role_bits = INT64_MAX }, NULL);
}

enum err user_password_put(struct scope *s, struct text login, struct secret password, bool keep_sessions)
{
	struct change c = { .login = login, .keep_sessions = keep_sessions };
	size_t size = secret_reveal(password).size;

	if (login.size == 0 || login.size > LOGIN_MAX || !text_valid(login))
		return fail(s, ERR_USAGE, "a login has 1 to %d bytes of UTF-8", LOGIN_MAX);
	if (size < PASSWORD_MIN || size > PASSWORD_MAX)
		return fail(s, ERR_USAGE, "a password has %d to %d bytes", PASSWORD_MIN, PASSWORD_MAX);
	TRY(password_hash(s, password, &c.hash));
	return db_transact(s, put, &c);
}
