/* work/shop_set.c - how a shop is worked for, as people set it. */
#include "work/shop_set.h"
#include "base/instant.h"
#include "store/sql.h"

enum err shop_settings_get(struct scope *s, int64_t shop_id, struct shop_settings *out)
{
	struct sql_shop_settings_row row;
	enum err e = sql_shop_settings(s, (struct sql_shop_settings){ .id = shop_id }, &row);

	if (e == ERR_NO_ROW)
		return fail(s, ERR_SHOP_UNKNOWN, "there is no shop %lld", (long long)shop_id);
	TRY(e);
	*out = (struct shop_settings){ row.short_name, row.cutover_at,   row.warehouse_id,  row.reserve_at,
				       row.stock_push, row.stock_safety, row.stock_percent, row.ver };
	return OK;
}

static enum err check(struct scope *s, const struct shop_settings *v)
{
	struct sql_warehouse_usable_row row;

	if (v->short_name.size > SHOP_NAME_MAX)
		return fail(s, ERR_BAD_REQUEST, "\"short_name\" must have at most %d bytes", SHOP_NAME_MAX);
	if (!text_is(v->reserve_at, "intake") && !text_is(v->reserve_at, "hand"))
		return fail(s, ERR_BAD_REQUEST, "\"reserve_at\" is intake or hand");
	if (!text_is(v->stock_push, "on") && !text_is(v->stock_push, "off"))
		return fail(s, ERR_BAD_REQUEST, "\"stock_push\" is on or off");
	if (v->stock_safety < 0 || v->stock_safety > STOCK_SAFETY_MAX)
		return fail(s, ERR_BAD_REQUEST, "\"stock_safety\" must be 0 to %d", STOCK_SAFETY_MAX);
	if (v->stock_percent < 0 || v->stock_percent > 100)
		return fail(s, ERR_BAD_REQUEST, "\"stock_percent\" must be 0 to 100");
	if (v->cutover_at < 0 || v->cutover_at > INSTANT_MAX)
		return fail(s, ERR_BAD_TIME, "\"cutover_at\" is no moment that we can keep");
	if (v->warehouse_id == 0)
		return OK;
	TRY(sql_warehouse_usable(s, (struct sql_warehouse_usable){ .id = v->warehouse_id }, &row));
	return row.count ? OK
			 : fail(s, ERR_BAD_REQUEST, "there is no warehouse %lld in use", (long long)v->warehouse_id);
}

struct putting {
	int64_t shop_id;
	const struct shop_settings *v;
};

static enum err put(struct scope *s, void *arg)
{
	const struct putting *p = arg;
	const struct shop_settings *v = p->v;
	struct shop_settings before;
	int64_t changed;

	TRY(shop_settings_get(s, p->shop_id, &before));
	TRY(check(s, v));
	TRY(sql_shop_settings_put(s,
				  (struct sql_shop_settings_put){ .id = p->shop_id,
								  .ver = v->ver,
								  .short_name = v->short_name,
								  .cutover_at = v->cutover_at,
								  .warehouse_id = v->warehouse_id,
								  .reserve_at = v->reserve_at,
								  .stock_push = v->stock_push,
								  .stock_safety = v->stock_safety,
								  .stock_percent = v->stock_percent },
				  &changed));
	return changed == 1 ? OK
			    : fail(s, ERR_CONFLICT, "shop %lld was changed in the meantime", (long long)p->shop_id);
}

enum err shop_settings_put(struct scope *s, int64_t shop_id, const struct shop_settings *v)
{
	return db_transact(s, put, &(struct putting){ shop_id, v });
}
