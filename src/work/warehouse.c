/* work/warehouse.c - where goods are. */
#include "work/warehouse.h"
#include "base/id.h"
#include "store/sql.h"

static enum err check(struct scope *s, struct warehouse *w)
{
	w->code = text_trim(w->code);
	w->name = text_trim(w->name);
	if (w->code.size == 0 || text_characters(w->code) > WAREHOUSE_CODE_MAX || !text_on_one_line(w->code))
		return fail(s, ERR_BAD_REQUEST, "\"code\" must have 1 to %d characters on one line",
			    WAREHOUSE_CODE_MAX);
	if (text_characters(w->name) > WAREHOUSE_NAME_MAX || !text_on_one_line(w->name))
		return fail(s, ERR_BAD_REQUEST, "\"name\" must have at most %d characters on one line",
			    WAREHOUSE_NAME_MAX);
	if (!text_is(w->kind, "own") && !text_is(w->kind, "channel"))
		return fail(s, ERR_BAD_REQUEST, "\"kind\" must be own or channel");
	if (!text_is(w->state, "active") && !text_is(w->state, "closed"))
		return fail(s, ERR_BAD_REQUEST, "\"state\" must be active or closed");
	if (w->priority < 0 || w->priority > WAREHOUSE_PRIORITY_MAX)
		return fail(s, ERR_BAD_REQUEST, "\"priority\" must be from 0 to %d", WAREHOUSE_PRIORITY_MAX);
	return OK;
}

static enum err check_code(struct scope *s, const struct warehouse *w, bool *own)
{
	struct sql_warehouse_by_code_row row;
	enum err e = sql_warehouse_by_code(s, (struct sql_warehouse_by_code){ w->code }, &row);

	*own = e == OK && row.id == w->id;
	if (e == OK && !*own)
		return fail(s, ERR_DUPLICATE, "there is a warehouse \"%.*s\" already", TEXT_ARG(w->code));
	return e == ERR_NO_ROW ? OK : e;
}

static enum err insert(struct scope *s, const struct warehouse *w)
{
	return sql_warehouse_insert(s,
				    (struct sql_warehouse_insert){ .id = w->id,
								   .code = w->code,
								   .name = w->name,
								   .kind = w->kind,
								   .priority = w->priority,
								   .state = w->state },
				    NULL);
}

static enum err make(struct scope *s, void *arg)
{
	const struct warehouse *w = arg;
	struct sql_warehouse_count_row n;
	bool made;

	TRY(check_code(s, w, &made));
	if (made)
		return OK;
	TRY(sql_warehouse_count(s, &n));
	if (n.count >= WAREHOUSES_MAX)
		return fail(s, ERR_BAD_REQUEST, "there are %d warehouses already, as many as there can be",
			    WAREHOUSES_MAX);
	return insert(s, w);
}

enum err warehouse_make(struct scope *s, struct warehouse *w)
{
	TRY(check(s, w));
	w->id = id_next(s->ids);
	w->ver = 1;
	return db_transact(s, make, w);
}

static enum err find(struct scope *s, int64_t id, struct warehouse *out)
{
	struct sql_warehouse_get_row r;
	enum err e = sql_warehouse_get(s, (struct sql_warehouse_get){ id }, &r);

	if (e == ERR_NO_ROW)
		return fail(s, ERR_WAREHOUSE_UNKNOWN, "there is no warehouse %lld", (long long)id);
	TRY(e);
	*out = (struct warehouse){ id, r.priority, r.ver, r.code, r.name, r.kind, r.state };
	return OK;
}

/* Goods of its own would be where nobody looks any more. */
static enum err check_empty(struct scope *s, const struct warehouse *w)
{
	struct sql_warehouse_holds_row held;

	TRY(sql_warehouse_holds(s, (struct sql_warehouse_holds){ w->id }, &held));
	if (held.count > 0)
		return fail(s, ERR_WAREHOUSE_HOLDS, "the warehouse \"%.*s\" still has goods of %lld SKUs",
			    TEXT_ARG(w->code), (long long)held.count);
	return OK;
}

static enum err change(struct scope *s, void *arg)
{
	const struct warehouse *w = arg;
	struct warehouse before = { 0 };
	int64_t changed;
	bool own;

	TRY(find(s, w->id, &before));
	if (before.ver != w->ver)
		return fail(s, ERR_CONFLICT,
			    "the warehouse \"%.*s\" was changed in the meantime: it is at version %lld, not %lld",
			    TEXT_ARG(before.code), (long long)before.ver, (long long)w->ver);
	if (!text_same(before.kind, w->kind))
		return fail(s, ERR_BAD_REQUEST, "the kind of a warehouse stays as it was made: %.*s",
			    TEXT_ARG(before.kind));
	TRY(check_code(s, w, &own));
	if (text_is(w->state, "closed") && text_is(before.state, "active"))
		TRY(check_empty(s, w));
	TRY(sql_warehouse_update(
		s, (struct sql_warehouse_update){ w->id, w->ver, w->code, w->name, w->priority, w->state }, &changed));
	return changed == 1 ? OK : fail(s, ERR_CONFLICT, "the warehouse was changed in the meantime");
}

enum err warehouse_change(struct scope *s, struct warehouse *w)
{
	TRY(check(s, w));
	return db_transact(s, change, w);
}

enum err warehouse_get(struct scope *s, int64_t id, struct warehouse *out)
{
	TRY(find(s, id, out));
	if (!text_is(out->state, "active"))
		return fail(s, ERR_WAREHOUSE_CLOSED, "the warehouse \"%.*s\" is closed", TEXT_ARG(out->code));
	return OK;
}

enum err warehouse_standing(struct scope *s)
{
	struct warehouse w = { .code = TEXT("MAIN"), .name = TEXT(""), .kind = TEXT("own"), .state = TEXT("active") };
	struct sql_warehouse_count_row n;

	TRY(sql_warehouse_count(s, &n));
	if (n.count > 0)
		return OK;
	w.id = id_next(s->ids);
	return insert(s, &w);
}
