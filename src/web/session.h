/* web/session.h - who asks: sessions by cookie, their limits, and the proof that a request came from our own page. */
#pragma once
#include "web/call.h"

#define SESSION_COOKIE "lockstep_session"
enum { SESSION_TOKEN_BYTES = 32 };
#define SESSION_IDLE_MS (12 * INT64_C(3600000))      /* unused for so long it is over */
#define SESSION_KEPT_MS (7 * 24 * INT64_C(3600000))  /* over, it is remembered so long, by its hash */
#define SESSION_WHOLE_MS (7 * 24 * INT64_C(3600000)) /* and so long after sign-in in any case */

/* Fills c->session from the cookie and takes tenant and actor over into the scope; a session that is unknown or over
 * is none at all. */
enum err session_load(struct scope *s, struct call *c) MUST_CHECK;
/* Of unsafe methods: Origin and Sec-Fetch-Site must be ours where a browser states them, and with `token` the header
 * X-CSRF-Token must be the session's. */
enum err session_own_page(struct scope *s, const struct call *c, bool token) MUST_CHECK;
struct text session_hash(struct scope *s, struct text token); /* what is stored of a token */
/* The X-CSRF-Token of a session that follows no other: who signs in again in the same browser goes on with the one before,
 * so that what is typed in another window is not lost. */
struct text session_csrf(struct scope *s, struct text token);
