/* work/revision.c - one immutable copy of what the channel said, read back from the store. */
#include "work/revision.h"
#include "base/pack.h"
#include "store/sql.h"

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
