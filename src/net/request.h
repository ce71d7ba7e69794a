/* net/request.h - may this request go out as it stands? */
#pragma once
#include "base/http.h"
#include "base/scope.h"

/* The URL (net/host.h), the method and each header. ERR_HOST_FORBIDDEN, ERR_BAD_REQUEST. */
enum err request_check(struct scope *s, const struct http_request *q, bool private_ok) MUST_CHECK;
