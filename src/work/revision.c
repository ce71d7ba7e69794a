/* work/revision.c - one immutable copy of what the channel said, read back from the store. */
#include "work/revision.h"
#include "base/pack.h"
#include "store/sql.h"

/* Unpacks one frame with the dictionary that it names. */
static enum err unpack_frame(struct scope *s, struct text frame, struct text *out)
{
	struct packer *packer = packer_new();
	struct pack_dictionary *dictionary = NULL;
	uint32_t id = pack_dictionary_id(frame);
	enum err e = OK;

	if (id) {
		struct sql_dictionary_get_row row;

		e = sql_dictionary_get(s, (struct sql_dictionary_get){ .id = id }, &row);
		if (e == ERR_NO_ROW)
			e = fail(s, ERR_DB_CORRUPT, "dictionary %u of a revision is missing", id);
		if (e == OK)
			dictionary = pack_dictionary_new(row.bytes);
	}
	if (e == OK)
		e = unpack(s, packer, dictionary, frame, out);
	if (dictionary)
		pack_dictionary_free(dictionary);
	packer_free(packer);
	return e;
}

enum err revision_get(struct scope *s, int64_t order_id, int64_t seq, bool people, struct facts *out)
{
	struct sql_revision_get_row row;
	struct sql_revision_people_get_row person;
	struct text plain;
	enum err e;

	*out = (struct facts){ 0 };
	TRY(sql_revision_get(s, (struct sql_revision_get){ .order_id = order_id, .seq = seq }, &row));
	TRY(unpack_frame(s, row.facts, &plain));
	TRY(facts_parse(s, plain, out));
	if (people) {
		e = sql_revision_people_get(s, (struct sql_revision_people_get){ .order_id = order_id, .seq = seq },
					    &person);
		if (e == OK) {
			TRY(unpack_frame(s, person.facts, &plain));
			TRY(facts_parse(s, plain, out));
		} else if (e != ERR_NO_ROW) {
			return e;
		}
	}
	return facts_seal(s, out);
}

enum err revision_raw(struct scope *s, int64_t order_id, int64_t seq, struct text *out)
{
	struct sql_revision_raw_get_row row;

	TRY(sql_revision_raw_get(s, (struct sql_revision_raw_get){ .order_id = order_id, .seq = seq }, &row));
	return unpack_frame(s, row.raw, out);
}
