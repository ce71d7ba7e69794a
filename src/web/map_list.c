/* web/map_list.c - which mappings a person asks for, and pages of them, by platform SKU. */
#include "web/map_list.h"
#include "store/sql.h"
#include <stdlib.h>
#include <string.h>

static struct text above(struct scope *s, struct text low) /* behind all that begins so */
{
	return text_format(s->arena, "%.*s\xF4\x8F\xBF\xBF", TEXT_ARG(low));
}

enum err map_ids_read(struct scope *s, const struct parameter *p, int64_t **out, size_t *count)
{
	struct text rest = p->value, word;

	*count = 0;
	*out = ARENA_ARRAY(s->arena, int64_t, MAP_SHOPS_MAX);
	while (rest.size && text_cut(&rest, ',', &word)) {
		struct parameter one = { p->name, word };

		if (*count == MAP_SHOPS_MAX)
			return fail(s, ERR_BAD_REQUEST, "the parameter \"%s\" has at most %d numbers", p->name,
				    MAP_SHOPS_MAX);
		TRY(parameter_int(s, &one, 1, INT64_MAX, &(*out)[(*count)++]));
	}
	if (p->value.at && *count == 0)
		return fail(s, ERR_BAD_REQUEST, "the parameter \"%s\" is empty; leave it out to list all", p->name);
	return OK;
}

enum err map_query_read(struct scope *s, const struct parameter *sku, const struct parameter *shop,
			const struct parameter *channel, struct map_query *out)
{
	struct text rest = channel->value, word;

	*out = (struct map_query){ .channels = ARENA_ARRAY(s->arena, struct text, MAP_CHANNELS_MAX) };
	if (sku->value.at)
		out->sku = text_trim(sku->value);
	if (out->sku.size > MAP_TYPED_MAX)
		return fail(s, ERR_BAD_REQUEST, "the parameter \"sku\" has at most %d bytes", MAP_TYPED_MAX);
	while (rest.size && text_cut(&rest, ',', &word)) {
		if (out->channel_count == MAP_CHANNELS_MAX || word.size == 0 || word.size > MAP_TYPED_MAX)
			return fail(s, ERR_BAD_REQUEST, "the parameter \"channel\" has 1 to %d names of channels",
				    MAP_CHANNELS_MAX);
		out->channels[out->channel_count++] = word;
	}
	return map_ids_read(s, shop, &out->shops, &out->shop_count);
}

/* ---- pages ---- */

struct found {
	struct text head;
	int64_t id;
};
struct finding {
	const struct map_query *query;
	struct map_place after;
	int64_t max;
	struct found *at;
	size_t count, room;
};

static void add(struct scope *s, struct finding *f, struct text head, int64_t id)
{
	if (f->count == f->room) {
		size_t room = f->room ? f->room * 2 : 64;

		f->at = arena_resize(s->arena, f->at, f->room * sizeof *f->at, room * sizeof *f->at);
		f->room = room;
	}
	f->at[f->count++] = (struct found){ head, id };
}

static bool has_channel(const struct map_query *q, struct text channel)
{
	bool has = q->channel_count == 0;

	for (size_t i = 0; i < q->channel_count; i++)
		has |= text_same(q->channels[i], channel);
	return has;
}

static enum err of_shop(struct scope *s, struct finding *f, int64_t shop_id)
{
	struct sql_map_page_shop_rows rows;

	TRY(sql_map_page_shop(s,
			      (struct sql_map_page_shop){
				      .shop_id = shop_id, .head = f->after.head, .id = f->after.id, .max = f->max },
			      &rows));
	for (size_t i = 0; i < rows.count; i++)
		if (has_channel(f->query, rows.at[i].channel))
			add(s, f, rows.at[i].head, rows.at[i].id);
	return OK;
}

static enum err of_channel(struct scope *s, struct finding *f, struct text channel)
{
	struct sql_map_page_channel_rows rows;

	TRY(sql_map_page_channel(s,
				 (struct sql_map_page_channel){
					 .channel = channel, .head = f->after.head, .id = f->after.id, .max = f->max },
				 &rows));
	for (size_t i = 0; i < rows.count; i++)
		add(s, f, rows.at[i].head, rows.at[i].id);
	return OK;
}

static int by_head(const void *left, const void *right)
{
	const struct found *a = left, *b = right;
	int order = text_order(a->head, b->head);

	return order ? order : (a->id > b->id) - (a->id < b->id);
}

/* Without a beginning: along the index of what is asked for, several of them merged. */
static enum err find_all(struct scope *s, struct finding *f)
{
	const struct map_query *q = f->query;
	struct sql_map_page_rows rows = { 0 };

	if (!q->shop_count && !q->channel_count)
		TRY(sql_map_page(s, (struct sql_map_page){ .head = f->after.head, .id = f->after.id, .max = f->max },
				 &rows));
	for (size_t i = 0; i < rows.count; i++)
		add(s, f, rows.at[i].head, rows.at[i].id);
	for (size_t i = 0; i < q->shop_count; i++)
		TRY(of_shop(s, f, q->shops[i]));
	for (size_t i = 0; !q->shop_count && i < q->channel_count; i++)
		TRY(of_channel(s, f, q->channels[i]));
	if (f->count)
		qsort(f->at, f->count, sizeof *f->at, by_head);
	return OK;
}

static enum err find_skus(struct scope *s, struct finding *f)
{
	const struct map_query *q = f->query;
	struct text low = text_fold(s->arena, q->sku);
	struct sql_map_page_sku_rows rows;

	TRY(sql_map_page_sku(s,
			     (struct sql_map_page_sku){ .low = low,
							.high = above(s, low),
							.head = f->after.head,
							.id = f->after.id,
							.any_shop = !q->shop_count,
							.shops = q->shops,
							.shops_count = q->shop_count,
							.any_channel = !q->channel_count,
							.channels = q->channels,
							.channels_count = q->channel_count,
							.max = f->max },
			     &rows));
	for (size_t i = 0; i < rows.count; i++)
		add(s, f, rows.at[i].head, rows.at[i].id);
	return OK;
}

static enum err find_codes(struct scope *s, struct finding *f)
{
	const struct map_query *q = f->query;
	struct text folded = text_fold(s->arena, q->sku);
	struct sql_map_page_code_rows rows;

	TRY(sql_map_page_code(s,
			      (struct sql_map_page_code){ .low = q->sku,
							  .high = above(s, q->sku),
							  .folded_low = folded,
							  .folded_high = above(s, folded),
							  .head = f->after.head,
							  .id = f->after.id,
							  .any_shop = !q->shop_count,
							  .shops = q->shops,
							  .shops_count = q->shop_count,
							  .any_channel = !q->channel_count,
							  .channels = q->channels,
							  .channels_count = q->channel_count,
							  .max = f->max },
			      &rows));
	for (size_t i = 0; i < rows.count; i++)
		add(s, f, rows.at[i].head, rows.at[i].id);
	return OK;
}

/* Takes what was found, up to the limit; says whether there is more. */
static void take(struct map_page *page, const struct finding *f, size_t limit, bool codes)
{
	for (size_t i = 0; i < f->count; i++) {
		if (page->count == limit) {
			page->more = true;
			return;
		}
		page->ids[page->count++] = f->at[i].id;
		page->place = (struct map_place){ codes, f->at[i].head, f->at[i].id };
	}
}

enum err map_page_read(struct scope *s, const struct map_query *q, const struct map_place *after, size_t limit,
		       struct map_page *out)
{
	struct map_place start = { .head = TEXT("") };
	struct finding f = { .query = q, .after = after ? *after : start, .max = (int64_t)limit + 1 };

	*out = (struct map_page){ .ids = ARENA_ARRAY(s->arena, int64_t, limit + 1) };
	if (!f.after.codes) {
		TRY(q->sku.size ? find_skus(s, &f) : find_all(s, &f));
		take(out, &f, limit, false);
	}
	if (q->sku.size == 0 || out->more)
		return OK;
	f = (struct finding){ .query = q, .after = after && after->codes ? *after : start, .max = (int64_t)limit + 1 };
	TRY(find_codes(s, &f));
	take(out, &f, limit, true);
	return OK;
}

struct text map_place_format(struct scope *s, const struct map_place *p)
{
	struct text plain =
		text_format(s->arena, "%c%lld %.*s", p->codes ? 'c' : 'p', (long long)p->id, TEXT_ARG(p->head));

	return hex_format(s->arena, plain.at, plain.size);
}

enum err map_place_parse(struct scope *s, struct text mark, struct map_place *out)
{
	struct text plain = hex_parse(s->arena, mark), number;

	*out = (struct map_place){ .codes = plain.size && plain.at[0] == 'c' };
	if (plain.size && (plain.at[0] == 'c' || plain.at[0] == 'p') && text_valid(plain)) {
		plain = (struct text){ plain.at + 1, plain.size - 1 };
		if (text_cut(&plain, ' ', &number) && text_to_int(number, &out->id)) {
			out->head = plain.at ? plain : TEXT("");
			return OK;
		}
	}
	return fail(s, ERR_BAD_REQUEST, "\"after\" must be what the page before gave as \"next\"");
}

/* ---- as they are shown ---- */

struct rows {
	struct sql_map_views_rows maps;
	struct sql_map_view_members_rows members;
	struct sql_map_view_parts_rows parts;
};

static const struct sql_map_views_row *row_of(const struct rows *r, int64_t id)
{
	size_t from = 0, to = r->maps.count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (r->maps.at[middle].id < id)
			from = middle + 1;
		else
			to = middle;
	}
	return from < r->maps.count && r->maps.at[from].id == id ? &r->maps.at[from] : NULL;
}

/* The first row of a mapping in a list sorted by mapping; both kinds begin with its id. */
static size_t first_of(const void *rows, size_t count, size_t size, int64_t id)
{
	const char *at = rows;
	size_t from = 0, to = count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int64_t map_id;

		memcpy(&map_id, at + middle * size, sizeof map_id);
		if (map_id < id)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static struct view_map_member_list members_of(struct scope *s, const struct rows *r, int64_t id)
{
	size_t from = first_of(r->members.at, r->members.count, sizeof *r->members.at, id), end = from, count = 0;
	struct view_map_member *at;

	while (end < r->members.count && r->members.at[end].map_id == id)
		end++;
	at = ARENA_ARRAY(s->arena, struct view_map_member, end - from + 1);
	for (; from < end; from++)
		at[count++] =
			(struct view_map_member){ r->members.at[from].platform_sku, r->members.at[from].quantity };
	return (struct view_map_member_list){ at, count };
}

static struct view_map_part_list parts_of(struct scope *s, const struct rows *r, int64_t id)
{
	size_t from = first_of(r->parts.at, r->parts.count, sizeof *r->parts.at, id), end = from, count = 0;
	struct view_map_part *at;

	while (end < r->parts.count && r->parts.at[end].map_id == id)
		end++;
	at = ARENA_ARRAY(s->arena, struct view_map_part, end - from + 1);
	for (; from < end; from++) {
		const struct sql_map_view_parts_row *p = &r->parts.at[from];

		at[count++] = (struct view_map_part){ p->sku_id, p->code, p->title, p->quantity };
	}
	return (struct view_map_part_list){ at, count };
}

static const struct view_shop_name *shop_name(struct scope *s, const struct sql_map_views_row *m)
{
	struct view_shop_name *name = ARENA_NEW(s->arena, struct view_shop_name);

	*name = (struct view_shop_name){ m->shop_id, m->shop_title };
	return m->shop_id ? name : NULL;
}

enum err map_views_read(struct scope *s, const int64_t *ids, size_t count, struct view_sku_map_list *out)
{
	struct view_sku_map *at = ARENA_ARRAY(s->arena, struct view_sku_map, count + 1);
	struct rows r;

	*out = (struct view_sku_map_list){ at, 0 };
	TRY(sql_map_views(s, (struct sql_map_views){ .ids = ids, .ids_count = count }, &r.maps));
	TRY(sql_map_view_members(s, (struct sql_map_view_members){ .ids = ids, .ids_count = count }, &r.members));
	TRY(sql_map_view_parts(s, (struct sql_map_view_parts){ .ids = ids, .ids_count = count }, &r.parts));
	for (size_t i = 0; i < count; i++) {
		const struct sql_map_views_row *m = row_of(&r, ids[i]);

		if (m)
			at[out->count++] = (struct view_sku_map){ .id = m->id,
								  .channel = m->channel,
								  .shop = shop_name(s, m),
								  .members = members_of(s, &r, m->id),
								  .parts = parts_of(s, &r, m->id),
								  .valid_from = m->from_at,
								  .valid_until = m->until_at,
								  .ver = m->ver };
	}
	return OK;
}
