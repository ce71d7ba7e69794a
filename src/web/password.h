/* web/password.h - is this the person? Attempts are throttled, and costly checks are few at a time. */
#pragma once
#include "base/secret.h"
#include "web/call.h"

struct password_owner {
	int64_t id;
	struct text login, name, locale;
};

/* ERR_SIGN_IN_FAILED whatever was wrong, after the same time; ERR_SIGN_IN_THROTTLED. */
enum err password_check(struct scope *s, struct web *web, struct text login, struct secret password,
			struct password_owner *out) MUST_CHECK;
