/* base/instant.h - moments: UTC in milliseconds since 1970 as int64_t; parse and format. */
#pragma once
#include "base/error.h"
#include "base/text.h"

enum { SECOND_MS = 1000, MINUTE_MS = 60 * SECOND_MS, HOUR_MS = 60 * MINUTE_MS };
#define DAY_MS INT64_C(86400000)
/* What we take for a moment: 1970-01-01 to 9999-12-31T23:59:59.999Z. */
#define INSTANT_MAX INT64_C(253402300799999)

struct instant_parts {
	int year, month, day, hour, minute, second, ms; /* month and day from 1 */
};

bool instant_from_seconds(struct text seconds, int64_t *ms); /* "1655714431" */
bool instant_from_ms(struct text millis, int64_t *ms);
bool instant_from_rfc3339(struct text t,
			  int64_t *ms); /* any offset; fractions cut to ms; leap second 60 taken as 59.999 */
bool instant_from_http(struct text t, int64_t *ms); /* the Date header: "Sun, 06 Nov 1994 08:49:37 GMT" */
struct text instant_format(struct arena *a,
			   int64_t ms); /* RFC 3339 in UTC, "2026-11-21T22:41:16Z"; ".123" only where not zero */
struct text instant_format_http(struct arena *a, int64_t ms);
struct instant_parts instant_parts(int64_t ms);
int64_t instant_of_parts(struct instant_parts p);
