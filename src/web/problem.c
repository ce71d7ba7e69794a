/* web/problem.c - what went wrong, as a problem document (RFC 9457). */
#include "web/problem.h"
#include "base/json.h"

/* Words about our own machine (a query, a file) are for the log, not for the browser. */
static bool ours_alone(enum err e)
{
	return e == ERR_INTERNAL || e == ERR_DB || e == ERR_DB_DISK || e == ERR_DB_CORRUPT || e == ERR_FILE;
}

void problem_answer(struct scope *s, enum err e, struct text mark, struct http_answer *a)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);
	struct text words = s->code == e ? s->words : (struct text){ 0 };

	if (!words.at || !text_valid(words) || ours_alone(e))
		words = text_of(err_sentence(e));
	json_open(&w, NULL);
	json_put_text(&w, "type", text_format(s->arena, "urn:lockstep:problem:%s", err_name(e)));
	json_put_z(&w, "title", err_sentence(e));
	json_put_int(&w, "status", err_status(e));
	json_put_text(&w, "detail", words);
	json_put_z(&w, "code", err_name(e));
	json_put_z(&w, "cure", err_cure(e));
	json_put_text(&w, "mark", mark);
	json_close(&w);
	a->status = err_status(e);
	a->body = buffer_text(&b);
	http_header_add(a->headers, &a->header_count, TEXT("Content-Type"), TEXT("application/problem+json"));
	if (a->status == 429)
		http_header_add(a->headers, &a->header_count, TEXT("Retry-After"), TEXT("60"));
}
