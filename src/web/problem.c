/* web/problem.c - what went wrong, as a problem document (RFC 9457). */
#include "web/problem.h"
#include "web/views.h"

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
	view_problem_write(&w, NULL,
			   &(struct view_problem){
				   .type = text_format(s->arena, "urn:lockstep:problem:%s", err_name(e)),
				   .title = text_of(err_sentence(e)),
				   .status = err_status(e),
				   .detail = words,
				   .code = text_of(err_name(e)),
				   .cure = text_of(err_cure(e)),
				   .mark = mark,
			   });
	a->status = err_status(e);
	a->body = buffer_text(&b);
	http_header_add(a->headers, &a->header_count, TEXT("Content-Type"), TEXT("application/problem+json"));
	if (a->status == 429)
		http_header_add(a->headers, &a->header_count, TEXT("Retry-After"), TEXT("60"));
}
