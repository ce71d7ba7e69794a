/* work/packing.c - zstd dictionaries of a channel: trained once from its first records, then used by every revision. */
#include "work/packing.h"
#include "store/sql.h"

/* Measured on Shopee records: more samples or bytes gain little. */
enum { SAMPLES_MIN = 40, FACTS_BYTES = 8 * 1024, RAWS_BYTES = 16 * 1024 };

enum err packing_open(struct scope *s, struct text channel, struct packing *out)
{
	struct sql_dictionaries_of_rows rows;

	*out = (struct packing){ 0 }; /* nothing is held until nothing can fail any more */
	TRY(sql_dictionaries_of(s, (struct sql_dictionaries_of){ .channel = channel }, &rows));
	out->packer = packer_new();
	for (size_t i = 0; i < rows.count; i++) { /* oldest first: the newest of a kind stays */
		struct pack_dictionary **place = text_is(rows.at[i].kind, "raws") ? &out->raws : &out->facts;

		if (*place)
			pack_dictionary_free(*place);
		*place = pack_dictionary_new(rows.at[i].bytes);
	}
	return OK;
}

void packing_close(struct packing *p)
{
	if (p->facts)
		pack_dictionary_free(p->facts);
	if (p->raws)
		pack_dictionary_free(p->raws);
	if (p->packer)
		packer_free(p->packer);
	*p = (struct packing){ 0 };
}

struct training {
	struct intake *in;
	const struct text *facts, *raws;
	size_t count;
};

static enum err train(struct scope *s, struct training *t, const char *kind, const struct text *samples, size_t bytes,
		      int64_t id)
{
	struct text made = pack_train(s->arena, samples, t->count, bytes, (uint32_t)id);

	if (made.size == 0)
		return OK;
	return sql_dictionary_insert(s,
				     (struct sql_dictionary_insert){ .id = id,
								     .channel = text_of(t->in->shop->channel->name),
								     .kind = text_of(kind),
								     .bytes = made,
								     .made_at = s->now },
				     NULL);
}

/* Several shops may begin at once: whoever comes second finds dictionaries and trains none. */
static enum err train_both(struct scope *s, void *arg)
{
	struct training *t = arg;
	struct sql_dictionaries_of_rows rows;
	struct sql_dictionary_last_row last;

	TRY(sql_dictionaries_of(s, (struct sql_dictionaries_of){ .channel = text_of(t->in->shop->channel->name) },
				&rows));
	if (rows.count)
		return OK;
	TRY(sql_dictionary_last(s, &last));
	TRY(train(s, t, "facts", t->facts, FACTS_BYTES, last.id + 1));
	return train(s, t, "raws", t->raws, RAWS_BYTES, last.id + 2);
}

enum err packing_train(struct scope *s, struct intake *in)
{
	struct training t = { .in = in };
	struct text *facts, *raws;
	struct packing fresh;
	enum err e;

	if (in->packing->facts || in->count < SAMPLES_MIN)
		return OK;
	facts = ARENA_ARRAY(s->arena, struct text, in->count);
	raws = ARENA_ARRAY(s->arena, struct text, in->count);
	for (size_t i = 0; i < in->count; i++) {
		if (in->seen[i].trouble != OK)
			continue;
		facts[t.count] = facts_format(s->arena, &in->seen[i].facts, false);
		raws[t.count++] = in->seen[i].raw;
	}
	if (t.count < SAMPLES_MIN)
		return OK;
	t.facts = facts;
	t.raws = raws;
	e = db_transact(s, train_both, &t);
	if (e != OK && e != ERR_DUPLICATE) /* another shop's records have just trained them */
		return e;
	TRY(packing_open(s, text_of(in->shop->channel->name), &fresh));
	packing_close(in->packing);
	*in->packing = fresh;
	return OK;
}
