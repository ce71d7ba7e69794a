/* web/view.c - the small forms that all replies share. */
#include "web/view.h"
#include "base/money.h"
#include "core/fact_show.h"

const struct view_money *view_money_of(struct scope *s, int64_t minor, struct text currency)
{
	struct view_money *v = ARENA_NEW(s->arena, struct view_money);

	if (currency_exponent(currency) < 0)
		return NULL;
	*v = (struct view_money){ money_format(s->arena, minor, currency), currency };
	return v;
}

struct view_label view_label_of(struct scope *s, struct text word, const char *zh)
{
	struct buffer en = buffer_in(s->arena);

	for (size_t i = 0; i < word.size; i++)
		buffer_byte(&en, word.at[i] == '_'                                  ? ' '
				 : i == 0 && word.at[0] >= 'a' && word.at[0] <= 'z' ? (char)(word.at[0] - 'a' + 'A')
										    : word.at[i]);
	return (struct view_label){ buffer_text(&en), text_of(zh) };
}

struct text view_mask(struct scope *s, struct text t) { return text_mask(s->arena, t); }
