/* web/problem.h - what went wrong, as a problem document (RFC 9457). */
#pragma once
#include "base/http.h"
#include "base/scope.h"

/* type, title, status, detail (this case's words), code, cure, and the mark under which the log has more. */
void problem_answer(struct scope *s, enum err e, struct text mark, struct http_answer *a);
