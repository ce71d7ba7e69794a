/* work/import.c - what kinds of files ask of an import: faults, keys seen before, values of cells. */
#include "work/import.h"
#include "base/digest.h"
#include "base/instant.h"
#include "work/import_inner.h"
#include <string.h>

#define KIND(name) extern const struct import_kind name;
#include "work/import_kinds.def"
#undef KIND

const struct import_kind *const import_kinds[] = {
#define KIND(name) &name,
#include "work/import_kinds.def"
#undef KIND
};
const size_t import_kind_count = sizeof import_kinds / sizeof *import_kinds;

enum { VALUE_SHOWN = 60, SEEN_FIRST = 1024 };

const struct import_kind *import_kind_find(struct text name)
{
	for (size_t i = 0; i < import_kind_count; i++)
		if (text_is(name, import_kinds[i]->name))
			return import_kinds[i];
	return NULL;
}

int64_t import_id(const struct import *im) { return im->id; }
int64_t import_user(const struct import *im) { return im->user_id; }
int64_t import_shop(const struct import *im) { return im->shop_id; }
int64_t import_warehouse(const struct import *im) { return im->warehouse_id; }
struct node *import_node(const struct import *im) { return im->node; }
struct arena *import_arena(const struct import *im) { return im->s->arena; }
void *import_state(const struct import *im) { return im->state; }
void import_keep(struct import *im, void *state) { im->state = state; }

/* What people see of a column: the file's own heading, where it has one. */
static struct text heading_of(const struct import *im, int column)
{
	if (column < 0)
		return TEXT("");
	return im->at[column] >= 0 ? im->table.headings.cells[im->at[column]] : text_of(im->kind->columns[column].name);
}

static struct text shortened(struct arena *a, struct text t)
{
	struct text shown = text_limit(t, VALUE_SHOWN);

	return shown.size < t.size ? text_format(a, "%.*s…", TEXT_ARG(shown)) : text_copy(a, t);
}

void import_fault(struct import *im, struct import_row *row, int column, enum err code, const char *format, ...)
{
	struct arena *a = im->s->arena;
	va_list v;

	row->faulty = true;
	if (im->fault_count == IMPORT_FAULTS_MAX)
		return;
	if (im->fault_count == im->fault_room) {
		size_t room = im->fault_room ? im->fault_room * 2 : 64;

		im->faults =
			arena_resize(a, im->faults, im->fault_room * sizeof *im->faults, room * sizeof *im->faults);
		im->fault_room = room;
	}
	va_start(v, format);
	im->faults[im->fault_count++] = (struct sql_import_fault_put){
		.import_id = im->id,
		.at_row = row->number,
		.at_column = heading_of(im, column),
		.code = text_of(err_name(code)),
		.words = text_format_v(a, format, v),
		.value = column < 0 ? TEXT("") : shortened(a, row->cells[column]),
	};
	va_end(v);
}

static uint64_t hash_of(struct text key)
{
	struct digest128 d = digest_xxh3(key);
	uint64_t hash;

	memcpy(&hash, d.bytes, sizeof hash);
	return hash;
}

/* Where the key is, or where it belongs. */
static struct import_mark *place_of(struct import_mark *at, size_t room, struct text key)
{
	size_t i = (size_t)hash_of(key) & (room - 1);

	while (at[i].row && !text_same(at[i].key, key))
		i = (i + 1) & (room - 1);
	return &at[i];
}

static void grow(struct import *im)
{
	size_t room = im->seen_room ? im->seen_room * 2 : SEEN_FIRST;
	struct import_mark *at = ARENA_ARRAY(im->s->arena, struct import_mark, room);

	for (size_t i = 0; i < im->seen_room; i++)
		if (im->seen[i].row)
			*place_of(at, room, im->seen[i].key) = im->seen[i];
	im->seen = at;
	im->seen_room = room;
}

int64_t import_seen(struct import *im, struct text key, int64_t row)
{
	struct import_mark *mark;

	if (im->seen_count * 2 >= im->seen_room)
		grow(im);
	mark = place_of(im->seen, im->seen_room, key);
	if (mark->row)
		return mark->row;
	*mark = (struct import_mark){ text_copy(im->s->arena, key), row };
	im->seen_count++;
	return 0;
}

bool import_int(struct import *im, struct import_row *row, int column, int64_t least, int64_t most, int64_t otherwise,
		int64_t *out)
{
	struct text t = row->cells[column];

	*out = otherwise;
	if (t.size == 0 || (text_to_int(t, out) && *out >= least && *out <= most))
		return true;
	import_fault(im, row, column, ERR_BAD_NUMBER, "this must be a whole number from %lld to %lld", (long long)least,
		     (long long)most);
	return false;
}

/* "2026-11-22" and what may follow, as RFC 3339 in UTC. */
static struct text as_rfc3339(struct arena *a, struct text t)
{
	struct buffer b = buffer_in(a);
	bool time = t.size > 10;

	for (size_t i = 0; i < t.size; i++)
		buffer_byte(&b, (i == 4 || i == 7) && t.at[i] == '/' ? '-' : i == 10 && t.at[i] == ' ' ? 'T' : t.at[i]);
	if (!time)
		buffer_add_z(&b, "T00:00");
	if (b.size == 16)
		buffer_add_z(&b, ":00");
	if (b.size == 19)
		buffer_byte(&b, 'Z');
	return buffer_text(&b);
}

bool import_time(struct import *im, struct import_row *row, int column, int64_t *out)
{
	struct text t = row->cells[column];

	*out = 0;
	if (t.size == 0 || instant_from_rfc3339(as_rfc3339(im->s->arena, t), out))
		return true;
	import_fault(im, row, column, ERR_BAD_TIME, "this must be a moment such as 2026-11-22 or 2026-11-22 08:30");
	return false;
}

bool import_word(struct import *im, struct import_row *row, int column, const char *words, size_t *out)
{
	struct text wanted = text_fold(im->s->arena, row->cells[column]), rest = text_of(words), word;

	*out = 0;
	if (wanted.size == 0)
		return true;
	for (; text_cut(&rest, '|', &word); (*out)++)
		if (text_same(word, wanted))
			return true;
	*out = 0;
	import_fault(im, row, column, ERR_CELL_WRONG, "this must be one of: %s", words);
	return false;
}
