/* work/update_try.c - for tests of edits and updates: an order of a market, what it shows, and deeds on it. */
#include "work/update_try.h"
#include "store/db_driver.h"
#include "store/sql.h"
#include "work/edit.h"

/* A paid order of so many lines in shop 0, pulled. */
int64_t edit_order(struct rig *r, int lines, uint32_t *n)
{
	*n = rig_place_lines(r, 0, lines);
	rig_pull(r, 0);
	return rig_order(r, 0, rig_sn(r, *n)).id;
}

struct shown edit_shows(struct rig *r, int64_t id)
{
	struct shown x;

	CHECK_OK(shown_read(r->s, id, &x));
	return x;
}

struct text edit_stated(const struct facts *f, enum field field) { return facts_find(f, field, TEXT("")); }

struct text edit_first_line(const struct facts *f)
{
	for (size_t i = 0; i < f->count; i++)
		if (f->at[i].field == FIELD_LINE_ORDERED)
			return f->at[i].line;
	return (struct text){ 0 };
}

void edit_field(struct rig *r, int64_t id, enum field field, struct text line, const char *value)
{
	struct edit_wish w = { field, line, text_of(value) };

	CHECK_OK(order_edit(r->s, id, edit_shows(r, id).ver, &w, 1, TEXT("as the buyer wrote")));
}

struct text edit_name_of(struct rig *r, int64_t id)
{
	struct sql_order_people_get_rows rows;

	CHECK_OK(sql_order_people_get(r->s, (struct sql_order_people_get){ .ids = &id, .ids_count = 1 }, &rows));
	CHECK_EQ(rows.count, 1);
	return rows.at[0].name;
}

struct text edit_address_of(struct rig *r, int64_t id)
{
	struct sql_order_people_get_rows rows;

	CHECK_OK(sql_order_people_get(r->s, (struct sql_order_people_get){ .ids = &id, .ids_count = 1 }, &rows));
	CHECK_EQ(rows.count, 1);
	return rows.at[0].address;
}

/* "Update order" of these, to its end. */
int64_t edit_update_as(struct rig *r, const int64_t *ids, size_t count, enum merge_mode mode, bool release)
{
	int64_t task;

	CHECK_OK(task_add(r->s, &(struct task_new){ .ids = ids, .count = count, .mode = mode, .release = release },
			  (struct text){ 0 }, &task));
	CHECK(rig_run_due(r) > 0);
	return task;
}
int64_t edit_update(struct rig *r, int64_t id) { return edit_update_as(r, &id, 1, MERGE_KEEP, false); }

struct sql_task_item_get_row edit_item(struct rig *r, int64_t task, int64_t id)
{
	struct sql_task_item_get_row row;

	CHECK_OK(sql_task_item_get(r->s, (struct sql_task_item_get){ task, id }, &row));
	return row;
}

struct statement {
	const char *text;
};
static enum err run_statement(struct scope *s, void *arg) { return db_statement(s, ((struct statement *)arg)->text); }
void edit_sql(struct rig *r, struct text text)
{
	struct statement x = { text.at };

	CHECK_OK(db_transact(r->s, run_statement, &x));
}
