/* work/users.h - people who sign in. */
#pragma once
#include "base/scope.h"
#include "base/secret.h"

enum { PASSWORD_MIN = 8, PASSWORD_MAX = 1024, LOGIN_MAX = 100 };

/* Sets the password of a user, who is made with all rights when missing. Sessions end unless `keep_sessions`. */
enum err user_password_put(struct scope *s, struct text login, struct secret password, bool keep_sessions) MUST_CHECK;
