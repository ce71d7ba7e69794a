/* web/view.c - the small forms that all replies share. */
#include "web/view.h"
#include "base/instant.h"
#include "base/money.h"
#include "core/fact.h"

void view_time(struct scope *s, struct json_writer *w, const char *name, int64_t ms)
{
	if (ms > 0 && ms <= INSTANT_MAX)
		json_put_text(w, name, instant_format(s->arena, ms));
	else
		json_put_null(w, name);
}

void view_money(struct scope *s, struct json_writer *w, const char *name, int64_t minor, struct text currency)
{
	if (currency_exponent(currency) < 0) {
		json_put_null(w, name);
		return;
	}
	json_open(w, name);
	json_put_text(w, "amount", money_format(s->arena, minor, currency));
	json_put_text(w, "currency", currency);
	json_close(w);
}

void view_label(struct scope *s, struct json_writer *w, const char *name, struct text word, const char *zh)
{
	struct buffer en = buffer_in(s->arena);

	for (size_t i = 0; i < word.size; i++)
		buffer_byte(&en, word.at[i] == '_'                                  ? ' '
				 : i == 0 && word.at[0] >= 'a' && word.at[0] <= 'z' ? (char)(word.at[0] - 'a' + 'A')
										    : word.at[i]);
	json_open(w, name);
	json_put_text(w, "en", buffer_text(&en));
	json_put_z(w, "zh", zh);
	json_close(w);
}

struct text view_mask(struct scope *s, struct text t)
{
	size_t first = 1;

	if (t.size == 0 || fact_is_masked(t))
		return t;
	while (first < t.size && ((unsigned char)t.at[first] & 0xc0) == 0x80)
		first++;
	return text_format(s->arena, "%.*s***", (int)first, t.at);
}
