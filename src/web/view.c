/* web/view.c - the small forms that all replies share. */
#include "web/view.h"
#include "base/instant.h"
#include "base/money.h"
#include "core/fact_show.h"

void view_time(struct scope *s, struct json_writer *w, const char *name, int64_t ms)
{
	if (ms > 0 && ms <= INSTANT_MAX)
		json_put_text(w, name, instant_format(s->arena, ms));
	else
		json_put_null(w, name);
}

const struct view_money *view_money_of(struct scope *s, int64_t minor, struct text currency)
{
	struct view_money *v = ARENA_NEW(s->arena, struct view_money);

	if (currency_exponent(currency) < 0)
		return NULL;
	*v = (struct view_money){ money_format(s->arena, minor, currency), currency };
	return v;
}

void view_money(struct scope *s, struct json_writer *w, const char *name, int64_t minor, struct text currency)
{
	const struct view_money *v = view_money_of(s, minor, currency);

	if (v)
		view_money_write(w, name, v);
	else
		json_put_null(w, name);
}

void view_label(struct scope *s, struct json_writer *w, const char *name, struct text word, const char *zh)
{
	struct buffer en = buffer_in(s->arena);

	for (size_t i = 0; i < word.size; i++)
		buffer_byte(&en, word.at[i] == '_'                                  ? ' '
				 : i == 0 && word.at[0] >= 'a' && word.at[0] <= 'z' ? (char)(word.at[0] - 'a' + 'A')
										    : word.at[i]);
	json_open(w, text_format(s->arena, "%s_label", name).at);
	json_put_text(w, "en", buffer_text(&en));
	json_put_z(w, "zh", zh);
	json_close(w);
}

struct text view_mask(struct scope *s, struct text t) { return text_mask(s->arena, t); }
