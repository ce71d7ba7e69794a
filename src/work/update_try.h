/* work/update_try.h - for tests of edits and updates: an order of a market, what it shows, and deeds on it. */
#pragma once
#include "work/rig.h"
#include "work/task_inner.h"
#include "work/update.h"

int64_t edit_order(struct rig *r, int lines, uint32_t *n);
struct shown edit_shows(struct rig *r, int64_t id);
struct text edit_stated(const struct facts *f, enum field field);
struct text edit_first_line(const struct facts *f);
void edit_field(struct rig *r, int64_t id, enum field field, struct text line, const char *value);
struct text edit_name_of(struct rig *r, int64_t id);
struct text edit_address_of(struct rig *r, int64_t id);
int64_t edit_update_as(struct rig *r, const int64_t *ids, size_t count, enum merge_mode mode, bool release);
int64_t edit_update(struct rig *r, int64_t id);
struct sql_task_item_get_row edit_item(struct rig *r, int64_t task, int64_t id);
void edit_sql(struct rig *r, struct text text);
