/* web/hooks.c - where channels push: no session, no page of ours, but a signature. */
#include "web/hooks.h"
#include "base/log.h"
#include "net/pace.h"
#include "work/hook.h"

enum { APP_SIZE_MAX = 64, FORGED_LOGGED_PER_MINUTE = 6 };

/* A flood of forgeries must not fill the log; that there are some, a person must see. */
static void note_forged(struct scope *s, struct web *web, const struct hook_in *in)
{
	struct pace_rule rule = { FORGED_LOGGED_PER_MINUTE, FORGED_LOGGED_PER_MINUTE };

	if (pace_take(web->attempts, TEXT("forged pushes"), &rule) == 0)
		LOG(s, LOG_WARN, "push_forged", L_TEXT("channel", in->channel), L_TEXT("app", in->app_id),
		    L_INT("bytes", (int64_t)in->request->body.size));
}

enum err hooks_answer(struct scope *s, struct web *web, const struct http_request *q, struct text path,
		      struct http_answer *a)
{
	struct hook_in in = { .app_id = path, .request = q };
	enum err e;

	if (!text_cut(&in.app_id, '/', &in.channel) || in.app_id.size == 0 || in.app_id.size > APP_SIZE_MAX ||
	    !text_valid(path) || !web->node)
		return fail(s, ERR_NO_ROUTE, "no pushes come in at this address");
	if (!text_is(q->method, "POST")) {
		http_header_add(a->headers, &a->header_count, TEXT("Allow"), TEXT("POST"));
		return fail(s, ERR_METHOD, "pushes come by POST");
	}
	if (q->body.size > HOOK_SIZE_MAX)
		return fail(s, ERR_TOO_LARGE, "a push has at most %d bytes", HOOK_SIZE_MAX);
	e = hook_receive(web->node, s, &in);
	if (e == ERR_PUSH_FORGED)
		note_forged(s, web, &in);
	TRY(e);
	a->status = 200;
	a->body = TEXT("");
	return OK;
}
