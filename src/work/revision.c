/* work/revision.c - one immutable copy of what the channel said, read back from the store. */
#include "work/revision.h"
#include "base/pack.h"
#include "store/sql.h"
#include <stdlib.h>

/* What facts and people of a revision share. */
struct reading {
	struct unpacker *unpacker;
	uint32_t id; /* of the dictionary that was read last */
	struct text dictionary;
};

/* Unpacks one frame with the dictionary that it names. */
static enum err unpack_frame(struct scope *s, struct reading *r, struct text frame, struct text *out)
{
	uint32_t id = pack_dictionary_id(frame);

	if (id && id != r->id) {
		struct sql_dictionary_get_row row;
		enum err e = sql_dictionary_get(s, (struct sql_dictionary_get){ .id = id }, &row);

		if (e == ERR_NO_ROW)
			return fail(s, ERR_DB_CORRUPT, "dictionary %u of a revision is missing", id);
		TRY(e);
		r->id = id;
		r->dictionary = row.bytes;
	}
	return unpack_raw(s, r->unpacker, id ? r->dictionary : (struct text){ 0 }, frame, out);
}

static enum err read_facts(struct scope *s, struct reading *r, struct sql_revision_get which, bool people,
			   struct facts *out)
{
	struct sql_revision_people_get_row person;
	struct sql_revision_get_row row;
	struct text plain;
	enum err e;

	TRY(sql_revision_get(s, which, &row));
	TRY(unpack_frame(s, r, row.facts, &plain));
	TRY(facts_parse(s, plain, out));
	if (!people)
		return OK;
	e = sql_revision_people_get(s, (struct sql_revision_people_get){ .order_id = which.order_id, .seq = which.seq },
				    &person);
	if (e != OK)
		return e == ERR_NO_ROW ? OK : e;
	TRY(unpack_frame(s, r, person.facts, &plain));
	return facts_parse(s, plain, out);
}

enum err revision_get(struct scope *s, int64_t order_id, int64_t seq, bool people, struct facts *out)
{
	struct reading r = { .unpacker = unpacker_new() };
	enum err e;

	*out = (struct facts){ 0 };
	e = read_facts(s, &r, (struct sql_revision_get){ .order_id = order_id, .seq = seq }, people, out);
	unpacker_free(r.unpacker);
	return e == OK ? facts_seal(s, out) : e;
}

enum err revision_raw(struct scope *s, int64_t order_id, int64_t seq, struct text *out)
{
	struct reading r = { 0 };
	struct sql_revision_raw_get_row row;
	enum err e;

	TRY(sql_revision_raw_get(s, (struct sql_revision_raw_get){ .order_id = order_id, .seq = seq }, &row));
	r.unpacker = unpacker_new();
	e = unpack_frame(s, &r, row.raw, out);
	unpacker_free(r.unpacker);
	return e;
}

/* ---- several at once ---- */

static int by_seq(const void *a, const void *b)
{
	const struct revision_want *x = *(struct revision_want *const *)a, *y = *(struct revision_want *const *)b;

	if (x->seq != y->seq)
		return x->seq < y->seq ? -1 : 1;
	return (x->order_id > y->order_id) - (x->order_id < y->order_id);
}

static enum err add_frame(struct scope *s, struct reading *r, struct text frame, struct facts *to)
{
	struct text plain;

	TRY(unpack_frame(s, r, frame, &plain));
	return facts_parse(s, plain, to);
}

static enum err add_people(struct scope *s, struct reading *r, const struct sql_revisions_people_get_rows *rows,
			   size_t *at, struct revision_want *w)
{
	while (*at < rows->count && rows->at[*at].order_id < w->order_id)
		++*at;
	if (*at < rows->count && rows->at[*at].order_id == w->order_id)
		TRY(add_frame(s, r, rows->at[*at].facts, &w->facts));
	return facts_seal(s, &w->facts);
}

/* Those of one number, sorted by order. */
static enum err read_some(struct scope *s, struct reading *r, struct revision_want *const *wants, size_t count)
{
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, count), seq = wants[0]->seq;
	struct sql_revisions_people_get_rows people;
	struct sql_revisions_get_rows rows;
	size_t at = 0, people_at = 0;

	for (size_t i = 0; i < count; i++)
		ids[i] = wants[i]->order_id;
	TRY(sql_revisions_get(s, (struct sql_revisions_get){ seq, ids, count }, &rows));
	TRY(sql_revisions_people_get(s, (struct sql_revisions_people_get){ seq, ids, count }, &people));
	for (size_t i = 0; i < count; i++) {
		struct revision_want *w = wants[i];

		w->facts = (struct facts){ 0 };
		w->code = ERR_NO_ROW;
		while (at < rows.count && rows.at[at].order_id < w->order_id)
			at++;
		if (at < rows.count && rows.at[at].order_id == w->order_id)
			w->code = add_frame(s, r, rows.at[at].facts, &w->facts);
		if (w->code == OK)
			w->code = add_people(s, r, &people, &people_at, w);
		if (err_retry(w->code) == RETRY_LATER)
			return w->code;
	}
	return OK;
}

enum err revisions_get(struct scope *s, struct revision_want *wants, size_t count)
{
	struct revision_want **sorted = ARENA_ARRAY(s->arena, struct revision_want *, count + 1);
	struct reading r = { .unpacker = unpacker_new() };
	enum err e = OK;

	for (size_t i = 0; i < count; i++)
		sorted[i] = &wants[i];
	if (count)
		qsort(sorted, count, sizeof *sorted, by_seq);
	for (size_t i = 0, end; i < count && e == OK; i = end) {
		for (end = i; end < count && sorted[end]->seq == sorted[i]->seq; end++)
			;
		e = read_some(s, &r, sorted + i, end - i);
	}
	unpacker_free(r.unpacker);
	return e;
}
