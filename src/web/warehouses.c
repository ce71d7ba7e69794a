/* web/warehouses.c - what the API answers about warehouses. */
#include "store/sql.h"
#include "web/body.h"
#include "web/handlers.h"
#include "web/views.h"
#include "work/warehouse.h"

static enum err read_all(struct scope *s, struct view_warehouse_list *out)
{
	struct sql_warehouse_list_rows rows;
	struct view_warehouse *at;

	TRY(sql_warehouse_list(s, (struct sql_warehouse_list){ .max = WAREHOUSES_MAX }, &rows));
	at = ARENA_ARRAY(s->arena, struct view_warehouse, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++) {
		const struct sql_warehouse_list_row *r = &rows.at[i];

		at[i] = (struct view_warehouse){ .id = r->id,
						 .code = r->code,
						 .name = r->name,
						 .kind = r->kind,
						 .priority = r->priority,
						 .state = r->state,
						 .skus = r->skus,
						 .pieces = r->pieces,
						 .ver = r->ver };
	}
	*out = (struct view_warehouse_list){ at, rows.count };
	return OK;
}

enum err warehouses_list(struct scope *s, struct call *c)
{
	struct view_warehouse_page page = { 0 };

	TRY(call_parameters(s, c, NULL, 0));
	TRY(read_all(s, &page.items));
	view_warehouse_page_write(&c->json, NULL, &page);
	return OK;
}

static enum err answer(struct scope *s, struct call *c, int64_t id)
{
	struct view_warehouse_list all;

	TRY(read_all(s, &all));
	for (size_t i = 0; i < all.count; i++)
		if (all.at[i].id == id) {
			view_warehouse_write(&c->json, NULL, &all.at[i]);
			return OK;
		}
	return fail(s, ERR_WAREHOUSE_UNKNOWN, "there is no warehouse %lld", (long long)id);
}

static enum err read_warehouse(struct scope *s, struct call *c, struct warehouse *w)
{
	static const char *const members[] = { "code", "name", "kind", "priority", "state" };

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, sizeof members / sizeof *members));
	TRY(body_text(s, c->body, "code", &w->code));
	TRY(body_text(s, c->body, "name", &w->name));
	TRY(body_word(s, c->body, "kind", "own|channel", &w->kind));
	TRY(body_int(s, c->body, "priority", &w->priority));
	return body_word(s, c->body, "state", "active|closed", &w->state);
}

enum err warehouses_add(struct scope *s, struct call *c)
{
	struct warehouse w = { 0 };

	TRY(read_warehouse(s, c, &w));
	TRY(warehouse_make(s, &w));
	return answer(s, c, w.id);
}

enum err warehouses_set(struct scope *s, struct call *c)
{
	struct warehouse w = { .id = c->id };

	TRY(read_warehouse(s, c, &w));
	TRY(call_if_match(s, c, &w.ver));
	TRY(warehouse_change(s, &w));
	return answer(s, c, c->id);
}
