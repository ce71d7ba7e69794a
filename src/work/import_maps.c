/* work/import_maps.c - files of mappings, as they are exported: one row a mapping; a set or a bundle is packed in its cell. */
#include "base/id.h"
#include "base/scope.h"
#include "channel/channel.h"
#include "store/sql.h"
#include "work/import.h"
#include "work/map.h"
#include <stdlib.h>

enum { SKU, CODE, QUANTITY, PLATFORM, ACCOUNT, FROM, UNTIL, COLUMNS };
enum { CELL_MAX = 4000, NAME_MAX = 200, SHOPS_MAX = 2000, SHOWN_MAX = 60 };

static const struct import_column columns[COLUMNS] = {
	[SKU] = { "platform_sku", true, CELL_MAX, "platform sku|seller sku|平台sku|平台货号|sku площадки",
		  "What is sold: P, or a set P1*1;P2*2 (\\ before a * or ; of a name)." },
	[CODE] = { "sku", true, CELL_MAX, "oms sku|code|system sku|系统sku|本地sku|库存sku|артикул",
		   "What is taken from the shelf: S, or a bundle S1*2;S2*1." },
	[QUANTITY] = { "quantity", false, 12, "qty|pieces|数量|количество", "Pieces of one SKU; 1 unless said." },
	[PLATFORM] = { "platform", false, NAME_MAX, "channel|平台|площадка", "Only on this channel; empty: on all." },
	[ACCOUNT] = { "account", false, NAME_MAX, "shop|store|platform account|平台账号|店铺|店铺账号|магазин",
		      "Only in this shop: its short name, name or number at the channel; empty: in all." },
	[FROM] = { "valid_from", false, 40, "from|有效期起|生效时间|действует с", "For orders placed then or later." },
	[UNTIL] = { "valid_until", false, 40, "until|有效期止|失效时间|действует до", "… and before then." },
};

struct row {
	struct sku_map map;
	struct map_item *parts; /* by their codes */
	size_t part_count;
	bool there; /* the map is there: it gets these parts */
};

static enum err begin(struct scope *s, struct import *im)
{
	struct sql_map_shops_rows *shops = ARENA_NEW(import_arena(im), struct sql_map_shops_rows);
	struct scope in = *s;

	in.arena = import_arena(im);
	TRY(sql_map_shops(&in, (struct sql_map_shops){ .max = SHOPS_MAX }, shops));
	import_keep(im, shops);
	return OK;
}

/* ---- a row by itself ---- */

static bool is_named(const struct sql_map_shops_row *h, struct text name)
{
	return text_same(h->short_name, name) || text_same(h->title, name) || text_same(h->channel_ref, name);
}

static void read_place(struct import *im, struct import_row *row, struct sku_map *m)
{
	const struct sql_map_shops_rows *shops = import_state(im);
	struct text name = row->cells[ACCOUNT];
	size_t found = 0;

	m->channel = row->cells[PLATFORM];
	if (m->channel.size && !channel_find(m->channel))
		import_fault(im, row, PLATFORM, ERR_CHANNEL_UNKNOWN, "there is no channel \"%.*s\"",
			     TEXT_ARG(text_limit(m->channel, SHOWN_MAX)));
	if (name.size == 0)
		return;
	for (size_t i = 0; i < shops->count; i++) {
		const struct sql_map_shops_row *h = &shops->at[i];

		if (!is_named(h, name) || (row->cells[PLATFORM].size && !text_same(h->channel, row->cells[PLATFORM])))
			continue;
		m->shop_id = h->id;
		m->channel = h->channel;
		found++;
	}
	if (found != 1)
		import_fault(im, row, ACCOUNT, ERR_SHOP_UNKNOWN,
			     found ? "several shops are called \"%.*s\": give the number at the channel"
				   : "there is no shop \"%.*s\"",
			     TEXT_ARG(text_limit(name, SHOWN_MAX)));
}

static void read_members(struct scope *s, struct import *im, struct import_row *row, struct sku_map *m)
{
	struct map_item items[MAP_MEMBERS_MAX];
	size_t count;
	struct text fault = map_unpack(s->arena, row->cells[SKU], MAP_MEMBERS_MAX, items, &count);

	m->members = ARENA_ARRAY(s->arena, struct map_member, count + 1);
	for (size_t i = 0; i < count; i++)
		m->members[m->member_count++] =
			(struct map_member){ items[i].name, items[i].quantity ? items[i].quantity : 1 };
	if (fault.at)
		import_fault(im, row, SKU, ERR_CELL_WRONG, "%.*s", TEXT_ARG(fault));
}

static void read_parts(struct scope *s, struct import *im, struct import_row *row, struct row *r)
{
	int64_t quantity = 0;
	struct text fault;

	r->parts = ARENA_ARRAY(s->arena, struct map_item, MAP_PARTS_MAX);
	fault = map_unpack(s->arena, row->cells[CODE], MAP_PARTS_MAX, r->parts, &r->part_count);
	(void)import_int(im, row, QUANTITY, 1, MAP_QUANTITY_MAX, 0, &quantity);
	if (fault.at)
		import_fault(im, row, CODE, ERR_CELL_WRONG, "%.*s", TEXT_ARG(fault));
	else if (quantity && (r->part_count > 1 || (r->part_count && r->parts[0].quantity)))
		import_fault(im, row, QUANTITY, ERR_CELL_WRONG,
			     "the pieces stand in the cell of the SKU already: leave this one empty");
	else if (quantity && r->part_count)
		r->parts[0].quantity = quantity;
	for (size_t i = 0; i < r->part_count; i++)
		r->parts[i].quantity = r->parts[i].quantity ? r->parts[i].quantity : 1;
}

static int by_sku(const void *a, const void *b)
{
	return text_order(((const struct map_member *)a)->sku, ((const struct map_member *)b)->sku);
}

/* The same place, members and time stand in a file once. */
static struct text key_of(struct scope *s, const struct sku_map *m)
{
	struct buffer b = buffer_in(s->arena);

	buffer_format(&b, "%.*s/%lld/%lld/%lld", TEXT_ARG(m->channel), (long long)m->shop_id, (long long)m->from_at,
		      (long long)m->until_at);
	for (size_t i = 0; i < m->member_count; i++)
		buffer_format(&b, "\n%lld %.*s", (long long)m->members[i].quantity, TEXT_ARG(m->members[i].sku));
	return buffer_text(&b);
}

static enum err read(struct scope *s, struct import *im, struct import_row *row)
{
	struct row *r = ARENA_NEW(s->arena, struct row);
	int64_t before;

	row->value = r;
	read_place(im, row, &r->map);
	read_members(s, im, row, &r->map);
	read_parts(s, im, row, r);
	(void)import_time(im, row, FROM, &r->map.from_at);
	(void)import_time(im, row, UNTIL, &r->map.until_at);
	if (row->faulty)
		return OK;
	qsort(r->map.members, r->map.member_count, sizeof *r->map.members, by_sku);
	before = import_seen(im, key_of(s, &r->map), row->number);
	if (before)
		import_fault(im, row, SKU, ERR_ROW_TWICE, "row %lld says this already, for the same place and time",
			     (long long)before);
	return OK;
}

/* ---- a batch against the database ---- */

static int by_text(const void *a, const void *b)
{
	return text_order(*(const struct text *)a, *(const struct text *)b);
}

static const struct sql_map_codes_row *code_find(const struct sql_map_codes_rows *rows, struct text code)
{
	size_t from = 0, to = rows->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (text_order(rows->at[middle].code, code) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from < rows->count && text_same(rows->at[from].code, code) ? &rows->at[from] : NULL;
}

static enum err read_codes(struct scope *s, const struct import_rows *rows, struct sql_map_codes_rows *out)
{
	size_t count = 0, kept = 0;
	struct text *codes;

	for (size_t i = 0; i < rows->count; i++)
		count += rows->at[i].faulty ? 0 : ((const struct row *)rows->at[i].value)->part_count;
	codes = ARENA_ARRAY(s->arena, struct text, count + 1);
	count = 0;
	for (size_t i = 0; i < rows->count; i++) {
		const struct row *r = rows->at[i].value;

		for (size_t k = 0; !rows->at[i].faulty && k < r->part_count; k++)
			codes[count++] = r->parts[k].name;
	}
	if (count)
		qsort(codes, count, sizeof *codes, by_text);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || !text_same(codes[kept - 1], codes[i]))
			codes[kept++] = codes[i];
	return sql_map_codes(s, (struct sql_map_codes){ .codes = codes, .codes_count = kept }, out);
}

/* Its articles, and whether it can be at all. */
static void check_row(struct scope *s, struct import *im, struct import_row *row,
		      const struct sql_map_codes_rows *codes)
{
	static const int column[] = { [MAP_SIDE_MEMBERS] = SKU, [MAP_SIDE_PARTS] = CODE, [MAP_SIDE_TIME] = UNTIL };
	struct row *r = row->value;
	enum map_side where;
	struct text fault;

	r->map.parts = ARENA_ARRAY(s->arena, struct map_part, r->part_count + 1);
	r->map.part_count = 0;
	r->there = false;
	for (size_t i = 0; i < r->part_count; i++) {
		const struct sql_map_codes_row *code = code_find(codes, r->parts[i].name);

		if (!code) {
			import_fault(im, row, CODE, ERR_SKU_UNKNOWN, "there is no SKU with the code \"%.*s\"",
				     TEXT_ARG(text_limit(r->parts[i].name, SHOWN_MAX)));
			return;
		}
		r->map.parts[r->map.part_count++] = (struct map_part){ code->id, r->parts[i].quantity };
	}
	fault = sku_map_fault(s->arena, &r->map, &where);
	if (fault.at)
		import_fault(im, row, column[where], ERR_CELL_WRONG, "%.*s", TEXT_ARG(fault));
}

/* One of the same time gets the row's parts; one that overlaps otherwise is in its way. Rivals by their first member. */
static void meet(struct import *im, struct import_row *row, const struct map_list *rivals, size_t from)
{
	struct row *r = row->value;

	for (size_t i = from; i < rivals->count && text_same(rivals->at[i].members->sku, r->map.members->sku); i++) {
		const struct sku_map *m = &rivals->at[i];

		if (!sku_map_overlaps(m, &r->map))
			continue;
		if (m->from_at == r->map.from_at && m->until_at == r->map.until_at) {
			r->map.id = m->id;
			r->there = true;
			continue;
		}
		import_fault(im, row, SKU, ERR_DUPLICATE,
			     "there is a mapping of this already that holds at the same time: say until when it does");
		return;
	}
}

static int by_first(const void *a, const void *b)
{
	return text_order(((const struct sku_map *)a)->members->sku, ((const struct sku_map *)b)->members->sku);
}

static size_t first_of(const struct map_list *list, struct text sku)
{
	size_t from = 0, to = list->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (text_order(list->at[middle].members->sku, sku) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* Rows of this batch that hold at the same time, though not for the same. */
static void meet_each_other(struct import *im, struct import_rows *rows, size_t at)
{
	const struct row *r = rows->at[at].value;

	for (size_t i = 0; i < at; i++) {
		const struct row *before = rows->at[i].value;

		if (!rows->at[i].faulty && sku_map_overlaps(&before->map, &r->map)) {
			import_fault(im, &rows->at[at], SKU, ERR_DUPLICATE,
				     "row %lld says this for a time that is partly the same",
				     (long long)rows->at[i].number);
			return;
		}
	}
}

static enum err check(struct scope *s, struct import *im, struct import_rows *rows)
{
	struct sku_map *maps = ARENA_ARRAY(s->arena, struct sku_map, rows->count + 1);
	struct sql_map_codes_rows codes;
	struct map_list rivals;
	size_t count = 0;

	if (s->tx)
		TRY(maps_touch(s)); /* nobody else makes one from here on */
	TRY(read_codes(s, rows, &codes));
	for (size_t i = 0; i < rows->count; i++) {
		if (!rows->at[i].faulty)
			check_row(s, im, &rows->at[i], &codes);
		if (!rows->at[i].faulty)
			maps[count++] = ((const struct row *)rows->at[i].value)->map;
	}
	TRY(maps_rivals(s, maps, count, &rivals));
	if (rivals.count)
		qsort(rivals.at, rivals.count, sizeof *rivals.at, by_first);
	for (size_t i = 0; i < rows->count; i++) {
		if (!rows->at[i].faulty)
			meet(im, &rows->at[i], &rivals,
			     first_of(&rivals, ((const struct row *)rows->at[i].value)->map.members->sku));
		if (!rows->at[i].faulty)
			meet_each_other(im, rows, i);
	}
	return OK;
}

static enum err take(struct scope *s, struct import *im, struct import_rows *rows)
{
	struct sku_map *fresh = ARENA_ARRAY(s->arena, struct sku_map, rows->count + 1);
	struct sku_map *there = ARENA_ARRAY(s->arena, struct sku_map, rows->count + 1);
	size_t fresh_count = 0, there_count = 0;

	(void)im;
	for (size_t i = 0; i < rows->count; i++) {
		const struct row *r = rows->at[i].value;

		if (rows->at[i].faulty)
			continue;
		if (r->there) {
			there[there_count++] = r->map;
			continue;
		}
		fresh[fresh_count] = r->map;
		fresh[fresh_count++].id = id_next(s->ids);
	}
	TRY(maps_replace(s, there, there_count));
	return maps_insert(s, fresh, fresh_count);
}

const struct import_kind import_maps = { .name = "sku_maps",
					 .columns = columns,
					 .column_count = COLUMNS,
					 .together = -1,
					 .begin = begin,
					 .read = read,
					 .check = check,
					 .take = take };
