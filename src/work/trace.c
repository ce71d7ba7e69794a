/* work/trace.c - what the last call of a conversation asked and heard, as a support bundle keeps it. */
#include "work/trace.h"
#include "base/json.h"
#include "channel/redact.h"

enum { BEGIN_SHOWN = 200 };

/* Parameters whose values open nothing and name nobody: numbers of records and of pages, moments and the like. */
static void put_parameters(struct scope *s, struct json_writer *w, struct text url)
{
	struct text path, pair, name;

	if (!text_cut(&url, '?', &path))
		return;
	json_open(w, "parameters");
	while (text_cut(&url, '&', &pair)) {
		if (!text_cut(&pair, '=', &name))
			continue;
		json_put_text(w, text_z(s->arena, name),
			      channel_is_secret(s, name) ? TEXT("***") : url_parse(s->arena, pair));
	}
	json_close(w);
}

/* What is no JSON may hold anything: of a page of some server in between the beginning is shown, of all else nothing. */
static enum err put_body(struct scope *s, struct json_writer *w, const struct conversation *c, struct text body)
{
	struct text shown;

	if (body.size == 0)
		return OK;
	if (body.at[0] == '<') {
		json_put_text(w, "begin", text_limit(body, BEGIN_SHOWN));
		return OK;
	}
	if (channel_redact(s, c->talk.channel, body, false, &shown) != OK) {
		json_put_z(w, "body_unreadable", "It is no JSON that can be read.");
		return OK;
	}
	if (shown.size <= TRACE_MAX / 2)
		json_put_raw(w, "body", shown);
	else
		json_put_text(w, "body_begin", text_limit(shown, TRACE_MAX / 4));
	return OK;
}

enum err trace_text(struct scope *s, const struct conversation *c, struct text record, struct text *out)
{
	const struct heard *h = &c->heard;
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);

	*out = TEXT("");
	if (!h->step)
		return OK;
	json_open(&w, NULL);
	json_put_z(&w, "channel", c->talk.channel->name);
	json_put_z(&w, "step", h->step);
	json_put_text(&w, "asked_at", instant_format(s->arena, h->asked_at));
	json_put_int(&w, "took_ms", h->took_ms);
	json_open(&w, "request");
	json_put_text(&w, "method", h->method);
	json_put_text(&w, "host", http_host(h->url));
	json_put_text(&w, "path", http_path(h->url));
	put_parameters(s, &w, h->url);
	json_close(&w);
	json_open(&w, "answer");
	json_put_z(&w, "sent", err_name(h->sent));
	json_put_int(&w, "status", h->status);
	json_put_int(&w, "bytes", (int64_t)h->body.size);
	json_put_text(&w, "channel_code", c->talk.channel_code.at ? c->talk.channel_code : TEXT(""));
	TRY(put_body(s, &w, c, record.at ? record : h->body));
	json_close(&w);
	json_close(&w);
	*out = buffer_text(&b);
	return OK;
}
