/* work/file.c - a published or exported payload is taken in as if its channel had answered it. */
#include "work/file.h"
#include "base/id.h"
#include "store/sql.h"
#include "work/node.h"
#include "work/proof.h"
#include <stdlib.h>

enum { BATCH = 100 };

struct file {
	const struct channel *channel;
	int64_t shop_id, run_id;
	struct intake_counts sum;
	struct text proof;
};

static enum err file_begin(struct scope *s, void *arg)
{
	struct file *f = arg;
	struct sql_shop_file_row row;

	TRY(sql_shop_file(s, (struct sql_shop_file){ .id = id_next(s->ids), .channel = text_of(f->channel->name) },
			  &row));
	f->shop_id = row.id;
	TRY(sql_runs_interrupt(s, (struct sql_runs_interrupt){ .shop_id = row.id, .job_id = 0, .now = s->now }, NULL));
	return sql_run_begin(
		s,
		(struct sql_run_begin){
			.id = f->run_id, .job_id = 0, .shop_id = row.id, .feed = TEXT("file"), .began = s->now },
		NULL);
}

/* Each record of the file that has a number must be held under it. */
static enum err count_held(struct scope *s, const struct file *f, const struct sighting *seen, size_t count,
			   struct text *proof)
{
	struct text *refs = ARENA_ARRAY(s->arena, struct text, count + 1);
	size_t n = 0, distinct = 0;
	struct proof held;

	for (size_t i = 0; i < count; i++)
		if (seen[i].ref.size)
			refs[n++] = seen[i].ref;
	qsort(refs, n, sizeof *refs, proof_by_bytes);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || !text_same(refs[i], refs[distinct - 1]))
			refs[distinct++] = refs[i];
	TRY(proof_compare(s, f->shop_id, TEXT("file"), 0, refs, distinct, &held));
	*proof = f->sum.parked ? text_format(s->arena, "done, not proved: %lld parked", (long long)f->sum.parked)
		 : held.held != (int64_t)distinct
			 ? TEXT("done, not proved")
			 : text_format(s->arena, "listed %zu = held %lld", distinct, (long long)held.held);
	return OK;
}

static enum err file_end(struct scope *s, void *arg)
{
	const struct file *f = arg;

	return sql_run_end(
		s,
		(struct sql_run_end){
			.id = f->run_id, .now = s->now, .proof = f->proof, .code = TEXT(""), .words = TEXT("") },
		NULL);
}

static enum err take_all(struct scope *s, struct node *n, struct file *f, struct packing *packing,
			 struct sighting *seen, size_t count)
{
	struct shop shop;

	TRY(shop_get(s, f->shop_id, &shop));
	TRY(shop_lease(n, s, &shop));
	for (size_t i = 0; i < count; i++)
		seen[i].asked_at = world_now(s->world);
	for (size_t at = 0; at < count; at += BATCH) {
		struct intake in = {
			.node = n,
			.shop = &shop,
			.packing = packing,
			.seen = seen + at,
			.count = count - at < BATCH ? count - at : BATCH,
			.listed = (int64_t)(count - at < BATCH ? count - at : BATCH),
			.feed = TEXT("file"),
			.source = TEXT("file"),
			.run_id = f->run_id,
			.heals = true,
		};

		TRY(intake_run(s, &in));
		intake_counts_add(&f->sum, &in.counts);
	}
	return OK;
}

enum err file_take(struct node *n, struct scope *s, struct text channel, struct text body, struct intake_counts *out)
{
	struct file f = { .channel = channel_find(channel), .run_id = id_next(s->ids) };
	struct sighting *seen;
	struct packing packing;
	size_t count;
	enum err e;

	if (!f.channel)
		return fail(s, ERR_CHANNEL_UNKNOWN, "there is no channel \"%.*s\"", TEXT_ARG(channel));
	if (!f.channel->read_file)
		return fail(s, ERR_USAGE, "%s has no payload that can be read from a file", f.channel->title);
	TRY(f.channel->read_file(s, body, &seen, &count));
	TRY(db_transact(s, file_begin, &f));
	TRY(packing_open(s, channel, &packing));
	e = take_all(s, n, &f, &packing, seen, count);
	packing_close(&packing);
	TRY(e);
	TRY(count_held(s, &f, seen, count, &f.proof));
	*out = f.sum;
	return db_transact(s, file_end, &f);
}
