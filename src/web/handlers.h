/* web/handlers.h - the handlers that routes.def names. */
#pragma once
#include "web/call.h"

#define ROUTE(method, path, right, handler, body, status, reply, sentence) \
	enum err handler(struct scope *s, struct call *c);
#include "web/routes.def"
