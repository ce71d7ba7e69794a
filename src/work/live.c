/* work/live.c - is the tenant live? Going live is a list of checks; going back is always allowed. */
#include "work/live.h"
#include "base/id.h"
#include "store/sql.h"

enum { COUNT_MAX = 10000 };

enum err live_is(struct scope *s)
{
	struct sql_live_since_row row;

	TRY(sql_live_since(s, (struct sql_live_since){ .id = s->tenant_id }, &row));
	return row.live ? OK : fail(s, ERR_NOT_LIVE, "%s", err_sentence(ERR_NOT_LIVE));
}

static enum err count(struct scope *s, struct live_facts *f)
{
	struct sql_live_accounts_row accounts;
	struct sql_live_shops_row shops;
	struct sql_live_counts_row rest;

	TRY(sql_live_accounts(s, &accounts));
	TRY(sql_live_shops(s, &shops));
	TRY(sql_live_counts(s, (struct sql_live_counts){ .max = COUNT_MAX }, &rest));
	*f = (struct live_facts){ .accounts = accounts.total,
				  .verified = accounts.verified,
				  .shops = shops.total,
				  .without_cutover = shops.without_cutover,
				  .unpulled = shops.unpulled,
				  .unproved = shops.unproved,
				  .unmapped = rest.unmapped,
				  .skus = rest.skus,
				  .opened = rest.opened,
				  .parked = rest.parked };
	return OK;
}

enum err live_look(struct scope *s, struct live *out)
{
	struct sql_live_since_row row;
	struct sql_live_waiting_row waiting;
	struct live_facts f;

	TRY(sql_live_since(s, (struct sql_live_since){ .id = s->tenant_id }, &row));
	TRY(sql_live_waiting(s, &waiting));
	TRY(count(s, &f));
	*out = (struct live){ .since = row.live, .waiting = waiting.count };
	live_judge(s->arena, &f, out->checks);
	out->may = live_may(out->checks);
	return OK;
}

struct change {
	bool live;
	int64_t activity_id;
};

/* The names of what is needed and missing. */
static enum err refuse(struct scope *s, const struct live *now)
{
	struct buffer b = buffer_in(s->arena);

	for (int i = 0; i < LIVE_CHECK_COUNT; i++)
		if (now->checks[i].needed && now->checks[i].state == LIVE_MISSING)
			buffer_format(&b, "%s%s: %.*s", b.size ? " " : "", now->checks[i].en,
				      TEXT_ARG(now->checks[i].words));
	return fail(s, ERR_LIVE_REFUSED, "%.*s", TEXT_ARG(buffer_text(&b)));
}

static enum err set(struct scope *s, void *arg)
{
	const struct change *c = arg;
	struct sql_live_since_row row;
	struct live now;
	int64_t changed;

	TRY(live_look(s, &now));
	if (c->live == (now.since != 0))
		return OK;
	if (c->live && !now.may)
		return refuse(s, &now);
	TRY(sql_live_since(s, (struct sql_live_since){ .id = s->tenant_id }, &row));
	TRY(sql_live_set(s, (struct sql_live_set){ .id = s->tenant_id, .ver = row.ver, .live = c->live ? s->now : 0 },
			 &changed));
	if (changed != 1)
		return fail(s, ERR_CONFLICT, "somebody else has just gone live, or back");
	if (c->live)
		TRY(sql_live_wake(s, (struct sql_live_wake){ .now = s->now }, NULL));
	return sql_activity_insert(s,
				   &(struct sql_activity_insert){ .id = c->activity_id,
								  .at = s->now,
								  .user_id = s->actor_id,
								  .kind = TEXT("live"),
								  .why = TEXT(""),
								  .before = c->live ? TEXT("rehearsal") : TEXT("live"),
								  .after = c->live ? TEXT("live") : TEXT("rehearsal") },
				   1, NULL);
}

enum err live_go(struct scope *s, bool live, struct live *out)
{
	struct change c = { live, id_next(s->ids) };

	TRY(db_transact(s, set, &c));
	return live_look(s, out);
}
