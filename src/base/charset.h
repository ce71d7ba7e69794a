/* base/charset.h - text of an unknown encoding becomes UTF-8; the one file beside it knows iconv. */
#pragma once
#include "base/scope.h"

enum charset { CHARSET_UTF8, CHARSET_UTF16, CHARSET_GB18030, CHARSET_COUNT };
const char *charset_name(enum charset c); /* "utf-8" */

/* UTF-8 with or without its mark, UTF-16 with its mark; what is neither is taken for GB18030, as spreadsheets in China
 * write. `out` is UTF-8 without NUL, a view of `bytes` where nothing had to be changed.
 * ERR_BAD_TEXT names the byte and the line. */
enum err charset_read(struct scope *s, struct text bytes, struct text *out, enum charset *which) MUST_CHECK;
