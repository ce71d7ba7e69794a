/* work/trace.h - what the last call of a conversation asked and heard, as a support bundle keeps it.
 *
 * Without tokens, keys, signatures and people: what the channel does not list as plain is masked (channel/redact.h). */
#pragma once
#include "work/converse.h"

enum { TRACE_MAX = 16 * 1024 };

/* As JSON of at most TRACE_MAX bytes. `record`: the order's own record, where the answer held several; {0}: the whole
 * answer. Empty where nothing was asked. */
enum err trace_text(struct scope *s, const struct conversation *c, struct text record, struct text *out) MUST_CHECK;
