/* work/saved.c - a person's saved views: what a page shows, under a name. */
#include "work/saved.h"
#include "base/id.h"
#include "store/db.h"
#include "store/sql.h"

/* "orders", "ship_by": lower case. */
static bool is_word(struct text t)
{
	bool good = t.size > 0 && t.size <= SAVED_WORD_MAX;

	for (size_t i = 0; good && i < t.size; i++)
		good = (t.at[i] >= 'a' && t.at[i] <= 'z') || (t.at[i] >= '0' && t.at[i] <= '9') || t.at[i] == '_';
	return good;
}

static enum err check(struct scope *s, const struct saved *v)
{
	if (text_trim(v->name).size == 0 || text_characters(v->name) > SAVED_NAME_MAX || !text_on_one_line(v->name))
		return fail(s, ERR_BAD_REQUEST, "\"name\" must have 1 to %d characters on one line", SAVED_NAME_MAX);
	if (v->query.size > SAVED_QUERY_MAX || !text_on_one_line(v->query))
		return fail(s, ERR_BAD_REQUEST, "\"query\" must have at most %d bytes on one line", SAVED_QUERY_MAX);
	if (v->column_count > SAVED_COLUMNS_MAX)
		return fail(s, ERR_BAD_REQUEST, "\"columns\" must name at most %d columns", SAVED_COLUMNS_MAX);
	for (size_t i = 0; i < v->column_count; i++)
		if (!is_word(v->columns[i]))
			return fail(s, ERR_BAD_REQUEST,
				    "\"columns\" must be names of 1 to %d small letters, digits and _", SAVED_WORD_MAX);
	return OK;
}

static struct text columns_of(struct scope *s, const struct saved *v)
{
	struct buffer b = buffer_in(s->arena);

	for (size_t i = 0; i < v->column_count; i++) {
		buffer_add_z(&b, i ? "," : "");
		buffer_add(&b, v->columns[i]);
	}
	return buffer_text(&b);
}

/* Nobody else of this person's has the name; it has it itself where a commit was repeated. */
static enum err check_name(struct scope *s, const struct saved *v, struct text page, bool *own)
{
	struct sql_saved_view_named_row row;
	enum err e = sql_saved_view_named(
		s, (struct sql_saved_view_named){ .user_id = v->user_id, .page = page, .name = v->name }, &row);

	*own = e == OK && row.id == v->id;
	if (e == OK && !*own)
		return fail(s, ERR_DUPLICATE, "there is a saved view \"%.*s\" already: choose another name",
			    TEXT_ARG(v->name));
	return e == ERR_NO_ROW ? OK : e;
}

static enum err make(struct scope *s, void *arg)
{
	const struct saved *v = arg;
	struct sql_saved_view_count_row n;
	bool made;

	TRY(check_name(s, v, v->page, &made));
	if (made)
		return OK;
	TRY(sql_saved_view_count(s, (struct sql_saved_view_count){ .user_id = v->user_id }, &n));
	if (n.count >= SAVED_MAX)
		return fail(s, ERR_SAVED_FULL, "a person may save %d views; delete one first", SAVED_MAX);
	return sql_saved_view_insert(s,
				     (struct sql_saved_view_insert){ .id = v->id,
								     .user_id = v->user_id,
								     .page = v->page,
								     .name = v->name,
								     .query = v->query,
								     .columns = columns_of(s, v) },
				     NULL);
}

enum err saved_make(struct scope *s, struct saved *v)
{
	if (!is_word(v->page))
		return fail(s, ERR_BAD_REQUEST, "\"page\" must be a name of 1 to %d small letters, digits and _",
			    SAVED_WORD_MAX);
	TRY(check(s, v));
	v->id = id_next(s->ids);
	return db_transact(s, make, v);
}

static enum err unknown(struct scope *s, int64_t id)
{
	return fail(s, ERR_SAVED_UNKNOWN, "there is no saved view %lld of yours", (long long)id);
}

static enum err change(struct scope *s, void *arg)
{
	const struct saved *v = arg;
	struct sql_saved_view_get_row row;
	int64_t changed;
	bool own;
	enum err e = sql_saved_view_get(s, (struct sql_saved_view_get){ .id = v->id, .user_id = v->user_id }, &row);

	if (e == ERR_NO_ROW)
		return unknown(s, v->id);
	TRY(e);
	TRY(check_name(s, v, row.page, &own));
	TRY(sql_saved_view_update(s,
				  (struct sql_saved_view_update){ .id = v->id,
								  .user_id = v->user_id,
								  .ver = v->ver,
								  .name = v->name,
								  .query = v->query,
								  .columns = columns_of(s, v) },
				  &changed));
	return changed == 1 ? OK
			    : fail(s, ERR_CONFLICT,
				   "the saved view \"%.*s\" was changed in another window: it is at "
				   "version %lld, not %lld",
				   TEXT_ARG(row.name), (long long)row.ver, (long long)v->ver);
}

enum err saved_change(struct scope *s, const struct saved *v)
{
	struct saved copy = *v;

	TRY(check(s, v));
	return db_transact(s, change, &copy);
}

struct going {
	int64_t id, user_id, changed;
};

static enum err go(struct scope *s, void *arg)
{
	struct going *g = arg;

	return sql_saved_view_delete(s, (struct sql_saved_view_delete){ .id = g->id, .user_id = g->user_id },
				     &g->changed);
}

enum err saved_remove(struct scope *s, int64_t id, int64_t user_id)
{
	struct going g = { id, user_id, 0 };

	TRY(db_transact(s, go, &g));
	return g.changed ? OK : unknown(s, id);
}
