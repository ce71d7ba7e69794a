/* work/pull_memo.c - where a pull stands between two of its attempts, as the job keeps it. */
#include "work/pull_memo.h"
#include "base/json.h"

/* The numbers of a memo, by name. clang-format breaks such a list anew each time. */
/* clang-format off */
#define NUMBERS(X) \
	X(run_id, run_id) X(skew_ms, skew_ms) X(width_ms, width_ms) X(all_from, all.from) \
	X(all_to, all.to) X(from, window.from) X(to, window.to) X(crowded_to, crowded_to) \
	X(pages_read, pages) X(listed_now, listed_now) X(safe_to, safe_to) X(proved_from, proved.from) \
	X(proved_to, proved.to) X(start, start) X(limit, limit) X(pieces, pieces) X(checked, checked) \
	X(held, held) X(parked, parked) X(waiting, waiting) X(holes, holes) X(stale, stale) \
	X(back_ms, back_ms) X(back_listed, back_listed)
/* clang-format on */

/* And its flags. */
#define FLAGS(X) X(looked) X(open) X(listed_all) X(read_all) X(relisted) X(by_placed) X(gap) X(back) X(back_gap)

struct text pull_memo_format(struct scope *s, const struct pull_memo *m)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);

	json_open(&w, NULL);
#define X(name, member) json_put_int(&w, #name, m->member);
	NUMBERS(X)
#undef X
#define X(name) json_put_bool(&w, #name, m->name);
	FLAGS(X)
#undef X
	json_put_text(&w, "hole_names", m->hole_names.at ? m->hole_names : TEXT(""));
	json_put_text(&w, "list_cursor", m->list_cursor.at ? m->list_cursor : TEXT(""));
	json_open_array(&w, "refs");
	for (size_t i = 0; i < m->ref_count; i++)
		json_put_text(&w, NULL, m->refs[i]);
	json_close_array(&w);
	json_close(&w);
	return buffer_text(&b);
}

enum err pull_memo_read(struct scope *s, struct text memo, struct pull_memo *out)
{
	struct json doc, refs;
	bool whole = true;

	*out = (struct pull_memo){ 0 };
	if (memo.size == 0)
		return OK;
	TRY(json_parse(s, memo, &doc));
#define X(name, member) whole = json_int(json_at(doc, #name), &out->member) && whole;
	NUMBERS(X)
#undef X
	if (!whole)
		return fail(s, ERR_INTERNAL, "the memo of a pull lacks a number");
#define X(name) out->name = json_is_true(json_at(doc, #name));
	FLAGS(X)
#undef X
	out->hole_names = json_text(json_at(doc, "hole_names"));
	out->list_cursor = json_text(json_at(doc, "list_cursor"));
	refs = json_at(doc, "refs");
	out->refs = ARENA_ARRAY(s->arena, struct text, json_count(refs));
	for (struct json r = json_first(refs); json_kind(r) != JSON_NONE; r = json_next(refs, r))
		out->refs[out->ref_count++] = json_text(r);
	return OK;
}
