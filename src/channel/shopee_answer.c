/* channel/shopee_answer.c - the envelope of Shopee's answers: success, or which of our errors its error is. */
#include "channel/shopee.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
	WORD_SHOWN_MAX = 64,     /* bytes of an error word that are kept */
	MESSAGE_SHOWN_MAX = 200, /* bytes of its message */
	DIGITS_SHOWN_MAX = 4,    /* a word of the message with more digits may be a number of somebody */
};
#define WAIT_MAX_MS DAY_MS /* longer than any allowance lasts; a wilder number is a mistake */

enum fault_wait { WAIT_NONE, WAIT_DAY };
static const struct fault {
	const char *word, *message;
	enum err code;
	enum fault_wait wait;
} faults[] = {
#define FAULT(word, message, code, wait) { word, message, code, WAIT_##wait },
#include "channel/shopee_errors.def"
#undef FAULT
};
static const struct fault unknown_fault = { "", "", ERR_CHANNEL_REFUSED, WAIT_NONE };

static bool contains(struct text t, const char *part)
{
	size_t size = strlen(part);

	if (!size)
		return true;
	for (size_t i = 0; i + size <= t.size; i++)
		if (strncasecmp(t.at + i, part, size) == 0)
			return true;
	return false;
}

/* "common.error_auth" and "error_auth" are the same word: the prefix varies. */
static const struct fault *fault_find(struct text word, struct text message)
{
	struct text head, last = word;

	while (text_cut(&word, '.', &head))
		last = head;
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (text_is(last, faults[i].word) && contains(message, faults[i].message))
			return &faults[i];
	return &unknown_fault;
}

static bool speaks_of_somebody(struct text word)
{
	size_t digits = 0;

	for (size_t i = 0; i < word.size; i++) {
		digits += isdigit((unsigned char)word.at[i]) != 0;
		if (word.at[i] == '@' || digits > DIGITS_SHOWN_MAX)
			return true;
	}
	return false;
}

static bool separates(char c) { return (unsigned char)c <= ' ' || c == 0x7f; }

/* Their words for a person and the log: one line, bounded; mail addresses, phone numbers, tokens, ids are left out. */
static struct text shown(struct arena *a, struct text words, size_t max)
{
	struct buffer b = buffer_in(a);

	words = text_limit(words, max);
	for (size_t from = 0, to; from < words.size; from = to + 1) {
		for (to = from; to < words.size && !separates(words.at[to]); to++)
			;
		struct text word = { words.at + from, to - from };

		if (b.size && word.size)
			buffer_byte(&b, ' ');
		if (speaks_of_somebody(word))
			buffer_add_z(&b, "...");
		else
			buffer_add(&b, word);
	}
	return buffer_text(&b);
}

struct text shopee_message(struct arena *a, struct text words) { return shown(a, words, MESSAGE_SHOWN_MAX); }

static struct text header(const struct http_answer *in, const char *name)
{
	return http_header_find(in->headers, in->header_count, name);
}

/* Retry-After is seconds or a date; the date is measured on the clock of who wrote it. */
static int64_t asked_wait(const struct talk *t, const struct http_answer *in)
{
	struct text after = text_trim(header(in, "Retry-After"));
	int64_t wait, now;

	if (text_to_int(after, &wait)) {
		wait = wait > WAIT_MAX_MS / SECOND_MS ? WAIT_MAX_MS : wait * SECOND_MS;
	} else if (instant_from_http(after, &wait)) {
		if (!instant_from_http(header(in, "Date"), &now))
			now = t->channel_now;
		wait -= now;
	} else {
		return 0;
	}
	return wait < 0 ? 0 : wait > WAIT_MAX_MS ? WAIT_MAX_MS : wait;
}

/* Shopee counts days in UTC+8. */
static int64_t until_tomorrow(int64_t now) { return DAY_MS - (now + 8 * HOUR_MS) % DAY_MS; }

enum err shopee_abnormal(struct scope *s, const char *what)
{
	return fail(s, ERR_CHANNEL_DATA_ABNORMAL, "Shopee's answer cannot be read: %s.", what);
}

/* A proxy, a gateway or a cut line spoke, not Shopee's API: only the HTTP status says something. */
static enum err no_envelope(struct scope *s, struct talk *t, const struct http_answer *in, const char *what)
{
	if (in->status == 429) {
		t->wait_ms = asked_wait(t, in);
		return fail(s, ERR_CHANNEL_BUSY, "Shopee answered HTTP 429: too many requests.");
	}
	if (in->status >= 500)
		return fail(s, ERR_CHANNEL_DOWN, "Shopee answered HTTP %d without a word of its own.", in->status);
	return fail(s, ERR_CHANNEL_DATA_ABNORMAL, "Shopee's answer (HTTP %d, %zu bytes) cannot be read: %s.",
		    in->status, in->body.size, what);
}

/* Empty, "-" (in some answers) and null all say that nothing went wrong. */
static bool says_nothing(struct json error)
{
	struct text word = json_text(error);

	return json_kind(error) == JSON_NULL || (json_kind(error) == JSON_STRING && (!word.size || text_is(word, "-")));
}

static enum err fault(struct scope *s, struct talk *t, const struct http_answer *in, struct json doc)
{
	struct text word = json_text(json_at(doc, "error")), message = json_text(json_at(doc, "message"));
	const struct fault *f = fault_find(word, message);

	t->channel_code = shown(s->arena, word, WORD_SHOWN_MAX);
	message = shown(s->arena, message, MESSAGE_SHOWN_MAX);
	if (f->code == ERR_CHANNEL_BUSY)
		t->wait_ms = f->wait == WAIT_DAY ? until_tomorrow(t->channel_now) : asked_wait(t, in);
	return fail(s, f->code, "Shopee answered %.*s%s%.*s", TEXT_ARG(t->channel_code), message.size ? ": " : "",
		    TEXT_ARG(message));
}

void shopee_forget(struct talk *t)
{
	t->then = THEN_DONE;
	t->next_cursor = (struct text){ 0 };
	t->listed = NULL;
	t->seen = NULL;
	t->shops = NULL;
	t->pushed = NULL;
	t->offers = t->varied = NULL;
	t->offer_count = t->varied_count = 0;
	t->listed_count = t->seen_count = t->shops_count = t->pushed_count = 0;
	t->grant = (struct token_grant){ 0 };
	t->wait_ms = 0;
	t->channel_code = (struct text){ 0 };
}

/* Shopee does not document the HTTP status of a failure, so the envelope's own word decides; get_shops_by_partner has
 * no such word, and there a status of success has to do. */
enum err shopee_envelope(struct scope *s, struct talk *t, const struct http_answer *in, enum err parsed,
			 struct json doc)
{
	struct json error = json_at(doc, "error");

	if (parsed != OK)
		return no_envelope(s, t, in, text_z(s->arena, s->words));
	if (json_kind(doc) != JSON_OBJECT)
		return no_envelope(s, t, in, "it is no object");
	if (says_nothing(error))
		return OK;
	if (json_kind(error) == JSON_STRING)
		return fault(s, t, in, doc);
	if (json_kind(error) != JSON_NONE)
		return no_envelope(s, t, in, "its error is not a word");
	if (in->status < 200 || in->status > 299)
		return no_envelope(s, t, in, "it does not say what went wrong");
	return OK;
}

enum err shopee_answer_read(struct scope *s, struct talk *t, const struct http_answer *in, struct json *doc)
{
	enum err parsed;

	shopee_forget(t);
	parsed = json_parse(s, in->body, doc);
	return shopee_envelope(s, t, in, parsed, parsed == OK ? *doc : (struct json){ NULL });
}
