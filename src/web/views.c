/* web/views.c - the writers of views.def's views, and its lines as a table. */
#include "web/views.h"
#include "core/account.h"
#include "core/change.h"
#include "core/live.h"
#include "core/merge.h"
#include "core/order.h"
#include "core/order_filter.h"
#include "core/order_move.h"
#include "core/outbound.h"
#include "core/plan.h"
#include "core/sku_suggest.h"
#include "core/stock.h"
#include "web/right.h"
#include "web/view_put.h"
#include "work/fetch.h"
#include "work/task.h"

static const struct {
	enum view_kind kind;
	enum view_many many;
} types[VIEW_TYPE_COUNT] = {
#define X(name, kind, many) [TYPE_OF_##name] = { KIND_##kind, MANY_##many },
	VIEW_TYPES(X)
#undef X
};

enum view_kind view_kind(enum view_type t) { return types[t].kind; }
enum view_many view_many(enum view_type t) { return types[t].many; }

#define PUT_ID(key, v, of) json_put_id(w, key, v);
#define PUT_ID_OR_NULL(key, v, of)      \
	if (v)                          \
		json_put_id(w, key, v); \
	else                            \
		json_put_null(w, key);
#define PUT_IDS(key, v, of) view_put_ints(w, key, v, true);
#define PUT_TEXT(key, v, of) view_put_text(w, key, v);
#define PUT_TEXT_OR_NULL(key, v, of) json_put_text(w, key, v);
#define PUT_TEXT_OPTIONAL(key, v, of) view_put_optional(w, key, v);
#define PUT_TEXTS(key, v, of) view_put_texts(w, key, v);
#define PUT_TEXTS_OPTIONAL(key, v, of) \
	if (v.at)                      \
		view_put_texts(w, key, v);
#define PUT_INT(key, v, of) json_put_int(w, key, v);
#define PUT_INT_OR_NULL(key, v, of) view_put_int(w, key, v, false);
#define PUT_INT_OPTIONAL(key, v, of) view_put_int(w, key, v, true);
#define PUT_INTS(key, v, of) view_put_ints(w, key, v, false);
#define PUT_BOOL(key, v, of) json_put_bool(w, key, v);
#define PUT_TIME(key, v, of) view_put_time(w, key, v);
#define PUT_TIME_OR_NULL(key, v, of)      \
	if (v > 0)                        \
		view_put_time(w, key, v); \
	else                              \
		json_put_null(w, key);
#define PUT_ENUM(key, v, of) view_put_text(w, key, v);
#define PUT_ENUM_OR_NULL(key, v, of) json_put_text(w, key, v);
#define PUT_ENUMS(key, v, of) view_put_texts(w, key, v);
#define PUT_PART(key, v, of) view_##of##_write(w, key, &v);
#define PUT_PART_OR_NULL(key, v, of)          \
	if (v)                                \
		view_##of##_write(w, key, v); \
	else                                  \
		json_put_null(w, key);
#define PUT_LIST(key, v, of)                          \
	json_open_array(w, key);                      \
	for (size_t i = 0; i < v.count; i++)          \
		view_##of##_write(w, NULL, &v.at[i]); \
	json_close_array(w);

#define VIEW(name, sentence)                                                           \
	void view_##name##_members(struct json_writer *w, const struct view_##name *v) \
	{
#define MEMBER_AS(field, name, type, of, sentence) PUT_##type(name, v->field, of)
#define SAME(of, sentence) view_##of##_members(w, &v->of);
#define END(name)                                                                                     \
	}                                                                                             \
	void view_##name##_write(struct json_writer *w, const char *key, const struct view_##name *v) \
	{                                                                                             \
		json_open(w, key);                                                                    \
		view_##name##_members(w, v);                                                          \
		json_close(w);                                                                        \
	}
#include "web/views.def"

/* The values of each enumeration by number. */
#define ENUMERATION(name, type, first, end, names, sentence) \
	static const char *value_of_##name(int i) { return names((enum type)i); }
#include "web/views.def"

const struct view_row view_rows[] = {
#define ENUMERATION(label, type, from, to, names, text) \
	{ .line = LINE_ENUM, .name = #label, .sentence = text, .first = from, .end = to, .value = value_of_##label },
#define WORDS(label, list, text) { .line = LINE_ENUM, .name = #label, .sentence = text, .words = list },
#define VIEW(label, text) { .line = LINE_VIEW, .name = #label, .sentence = text },
#define MEMBER_AS(field, label, what, kind, text) \
	{ .line = LINE_MEMBER, .name = label, .sentence = text, .type = TYPE_OF_##what, .of = #kind },
#define SAME(kind, text) { .line = LINE_SAME, .name = #kind, .sentence = text },
#define END(label) { .line = LINE_END, .name = #label },
#include "web/views.def"
	{ .line = LINE_END, .name = NULL },
};

const struct view_row *view_find(struct text name)
{
	for (const struct view_row *r = view_rows; r->name; r++)
		if ((r->line == LINE_VIEW || r->line == LINE_ENUM) && text_is(name, r->name))
			return r;
	return NULL;
}

struct text view_lower(struct arena *a, const char *name)
{
	struct buffer b = buffer_in(a);

	for (; *name; name++)
		buffer_byte(&b, *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name);
	return buffer_text(&b);
}

struct text view_word(struct arena *a, const struct view_row *e, size_t i)
{
	struct text rest = text_of(e->words), word = { 0 };

	if (e->words) {
		for (size_t n = 0; n <= i; n++)
			if (!text_cut(&rest, '|', &word))
				return (struct text){ 0 };
		return word;
	}
	if ((size_t)(e->end - e->first) <= i)
		return (struct text){ 0 };
	return view_lower(a, e->value(e->first + (int)i));
}
