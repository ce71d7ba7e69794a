/* work/settings.c - the settings of a tenant: numbers as text in the table of settings. */
#include "work/settings.h"
#include "base/log.h"
#include "store/sql.h"
#include "work/heal.h"

static const struct setting_facts all[] = {
#define SETTING(name, usual, least, most, sentence) { #name, sentence, usual, least, most },
#include "work/settings.def"
#undef SETTING
};

const struct setting_facts *setting_facts(enum setting which) { return &all[which]; }

static bool fits(const struct setting_facts *f, struct text value, int64_t *out)
{
	return text_to_int(value, out) && *out >= f->least && *out <= f->most;
}

enum err setting_get(struct scope *s, enum setting which, int64_t *out)
{
	const struct setting_facts *f = setting_facts(which);
	struct sql_setting_get_row row;
	enum err e = sql_setting_get(s, (struct sql_setting_get){ .name = text_of(f->name) }, &row);

	*out = f->usual;
	if (e == ERR_NO_ROW)
		return OK;
	TRY(e);
	if (!fits(f, row.value, out))
		return fail(s, ERR_INTERNAL,
			    "the setting %s is stored as \"%.*s\", which is no number from %lld to %lld; set it again",
			    f->name, TEXT_ARG(text_limit(row.value, 40)), (long long)f->least, (long long)f->most);
	return OK;
}

static enum err no_setting(struct scope *s, struct text name)
{
	struct buffer known = buffer_in(s->arena);

	for (int i = 0; i < SETTING_COUNT; i++)
		buffer_format(&known, "%s%s", i ? ", " : "", all[i].name);
	return fail(s, ERR_USAGE, "there is no setting \"%.*s\"; there are %.*s", TEXT_ARG(text_limit(name, 40)),
		    TEXT_ARG(buffer_text(&known)));
}

/* What the setting says is carried out by jobs, which look now. */
static enum err put(struct scope *s, void *arg)
{
	const struct sql_setting_upsert *row = arg;

	TRY(sql_setting_upsert(s, *row, NULL));
	TRY(heal_soon(s));
	return job_wake(s, 0, "expire", TEXT(""));
}

enum err setting_put(struct scope *s, struct text name, struct text value)
{
	const struct setting_facts *f = NULL;
	struct sql_setting_upsert row;
	int64_t n;

	for (int i = 0; i < SETTING_COUNT && !f; i++)
		if (text_is(name, all[i].name))
			f = &all[i];
	if (!f)
		return no_setting(s, name);
	if (!fits(f, value, &n))
		return fail(s, ERR_USAGE, "%s takes a whole number from %lld to %lld", f->name, (long long)f->least,
			    (long long)f->most);
	row = (struct sql_setting_upsert){ .name = name, .value = text_format(s->arena, "%lld", (long long)n) };
	TRY(db_transact(s, put, &row));
	LOG(s, LOG_INFO, "setting_put", L_Z("name", f->name), L_INT("value", n));
	return OK;
}
