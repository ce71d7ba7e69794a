/* lab/lab_hand.c - people of the lab make orders by hand, and send one again whose answer did not come; each is there once. */
#include "base/instant.h"
#include "lab/lab_people.h"
#include <string.h>

enum { OWN_SKUS = 6, LINES_MAX = 3, PIECES_MAX = 4, LOST_EVERY = 6, WRITES = 8 };
#define PREFIX "HAND-"

static uint64_t below(struct person *p, uint64_t n) { return rand_below(&p->lab->chance, n); }

/* The shop without a channel: found, or made by who comes first. */
static bool shop_find(struct person *p, struct scope *s)
{
	struct json body, items;

	if (!person_ask(p, s, "GET", TEXT("/shops"), (struct text){ 0 }, &body))
		return false;
	items = json_at(body, "items");
	for (struct json v = json_first(items); json_kind(v) != JSON_NONE; v = json_next(items, v))
		if (!p->lab->hand.shop && text_is(json_text(json_at(v, "channel")), "manual"))
			(void)text_to_int(json_text(json_at(v, "id")), &p->lab->hand.shop);
	if (!p->lab->hand.shop)
		(void)person_ask(p, s, "POST", TEXT("/accounts"),
				 TEXT("{\"channel\":\"manual\",\"title\":\"Counter\",\"currency\":\"SGD\"}"), &body);
	return p->lab->hand.shop != 0;
}

/* A name of its own, or one that is mapped for what the market sells. */
static struct text sku_of(struct person *p, struct scope *s)
{
	struct text own = text_format(s->arena, PREFIX "SKU-%d", (int)below(p, OWN_SKUS)), found;
	struct json body, first;

	if (below(p, 2) || !person_ask(p, s, "GET", TEXT("/maps?limit=20"), (struct text){ 0 }, &body))
		return own;
	first = json_first(json_at(json_first(json_at(body, "items")), "members"));
	found = json_text(json_at(first, "platform_sku"));
	return found.size ? found : own;
}

static struct text body_of(struct person *p, struct scope *s, int64_t number)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);
	uint64_t lines = 1 + below(p, LINES_MAX);

	json_open(&w, NULL);
	json_put_text(&w, "shop_id", text_format(s->arena, "%lld", (long long)p->lab->hand.shop));
	json_put_text(&w, "number", text_format(s->arena, PREFIX "%lld", (long long)number));
	json_put_z(&w, "name", "Of the lab");
	json_put_z(&w, "address", "1 Test Street");
	json_put_bool(&w, "paid", below(p, 5) > 0);
	json_open_array(&w, "lines");
	for (uint64_t i = 0; i < lines; i++) {
		json_open(&w, NULL);
		json_put_text(&w, "sku", sku_of(p, s));
		json_put_int(&w, "quantity", 1 + (int64_t)below(p, PIECES_MAX));
		json_close(&w);
	}
	json_close_array(&w);
	json_close(&w);
	return buffer_text(&b);
}

/* The next number; or the last one again, of which nobody knows whether it was made; or any again, which is refused. */
static int64_t number_of(struct person *p)
{
	struct hand *h = &p->lab->hand;

	if (h->asked && !h->told[h->asked] && below(p, 4))
		return h->asked;
	if (h->asked == HAND_MAX || (h->asked && below(p, 8) == 0))
		return 1 + (int64_t)below(p, (uint64_t)h->asked);
	return ++h->asked;
}

void person_makes_order(struct person *p, struct scope *s)
{
	struct hand *h = &p->lab->hand;
	int64_t number, asked_before;
	struct text body;
	struct json out;
	bool made;

	if (!h->shop && !shop_find(p, s))
		return;
	asked_before = h->asked;
	number = number_of(p);
	body = body_of(p, s, number);
	person_threaten(p, WRITES);
	made = person_ask(p, s, "POST", TEXT("/orders"), body, &out);
	if (made && h->made[number])
		lab_broken(p->lab, HOLDS_hand_order_once, "order " PREFIX "%lld was made, and made again",
			   (long long)number);
	if (made)
		lab_reached(p->lab, RARE_made_by_hand);
	h->made[number] |= made;
	if (below(p, LOST_EVERY) == 0)
		return; /* the line broke: the person does not know */
	if (!made && !text_is(json_text(json_at(out, "code")), "duplicate"))
		return;
	if (!made && !h->told[number] && number <= asked_before)
		lab_reached(p->lab, RARE_hand_answer_lost);
	h->told[number] = true; /* whoever says that it is there, too */
}

/* ---- judging ---- */

/* What was told by now must be among the orders that are read from here on. */
void hand_begin(struct lab *l)
{
	struct hand *h = &l->hand;

	memcpy(h->must, h->told, sizeof h->must);
	memset(h->seen, 0, sizeof h->seen);
	h->held = 0;
}

bool hand_saw(struct lab *l, int64_t shop_id, struct text ref)
{
	struct hand *h = &l->hand;
	int64_t n;

	if (!text_starts(ref, PREFIX) ||
	    !text_to_int((struct text){ ref.at + strlen(PREFIX), ref.size - strlen(PREFIX) }, &n))
		return false;
	h->held++;
	if (n < 1 || n > h->asked || shop_id != h->shop || h->seen[n])
		lab_broken(l, HOLDS_hand_order_once, "order %.*s of shop %lld is there%s", TEXT_ARG(ref),
			   (long long)shop_id,
			   n >= 1 && n <= h->asked && h->seen[n] ? " twice" : ", and nobody made it");
	else
		h->seen[n] = true;
	return true;
}

void hand_end(struct lab *l)
{
	const struct hand *h = &l->hand;

	for (int64_t n = 1; n <= h->asked; n++)
		if (h->must[n] && !h->seen[n])
			lab_broken(l, HOLDS_hand_order_once,
				   "order " PREFIX "%lld was said to be made, and is not there", (long long)n);
}
