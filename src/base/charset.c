/* base/charset.c - text of an unknown encoding becomes UTF-8; the one file that knows iconv. */
#include "base/charset.h"
#include "base/utf8.h"
#include <errno.h>
#include <iconv.h>
#include <string.h>

enum { STEP = 64 * 1024 };

const char *charset_name(enum charset c)
{
	static const char *const names[] = { "utf-8", "utf-16", "gb18030" };

	return names[c];
}

static enum err bad(struct scope *s, struct text bytes, size_t at, const char *what)
{
	long long line = 1;

	for (size_t i = 0; i < at; i++)
		line += bytes.at[i] == '\n';
	return fail(s, ERR_BAD_TEXT, "%s at byte %zu, line %lld: save the file as UTF-8 and send it again", what,
		    at + 1, line);
}

/* Where the text stops being UTF-8 without NUL; its size where it does not. */
static size_t well_formed(struct text t)
{
	const char *p = t.at, *end = t.at + t.size;

	while (p < end) {
		size_t size = utf8_sequence(p, end);

		if (size == 0 || *p == '\0')
			break;
		p += size;
	}
	return (size_t)(p - t.at);
}

static uint32_t unit(struct text t, size_t at, bool big)
{
	uint32_t a = (unsigned char)t.at[at], b = (unsigned char)t.at[at + 1];

	return big ? a << 8 | b : b << 8 | a;
}

/* From behind the mark. */
static enum err read_utf16(struct scope *s, struct text t, bool big, struct text *out)
{
	struct buffer b = buffer_in(s->arena);

	for (size_t i = 2; i < t.size; i += 2) {
		uint32_t code = i + 1 < t.size ? unit(t, i, big) : 0;

		if (code >= 0xD800 && code < 0xDC00 && i + 3 < t.size && unit(t, i + 2, big) >= 0xDC00 &&
		    unit(t, i + 2, big) < 0xE000) {
			code = 0x10000 + ((code - 0xD800) << 10) + (unit(t, i + 2, big) - 0xDC00);
			i += 2;
		}
		if (code == 0 || (code >= 0xD800 && code < 0xE000))
			return bad(s, t, i, "there is no UTF-16");
		buffer_took(&b, utf8_write(buffer_room(&b, 4), code));
	}
	*out = b.size ? buffer_text(&b) : TEXT("");
	return OK;
}

static enum err read_gb18030(struct scope *s, struct text t, struct text *out)
{
	iconv_t how = iconv_open("UTF-8", "GB18030");
	struct buffer b = buffer_in(s->arena);
	char *from = (char *)(uintptr_t)t.at; /* iconv only reads it */
	size_t left = t.size;
	bool good = true;

	if (how == (iconv_t)-1)
		return bad(s, t, well_formed(t), "there is no UTF-8, and this machine cannot read GB18030,");
	while (left > 0 && good) {
		size_t room = STEP;
		char *to = buffer_room(&b, STEP);

		good = iconv(how, &from, &left, &to, &room) != (size_t)-1 || errno == E2BIG;
		buffer_took(&b, STEP - room);
	}
	iconv_close(how);
	if (!good)
		return bad(s, t, t.size - left, "there is neither UTF-8 nor GB18030");
	*out = buffer_text(&b);
	if (text_starts(*out, "\xEF\xBB\xBF"))
		*out = (struct text){ out->at + 3, out->size - 3 };
	return OK;
}

enum err charset_read(struct scope *s, struct text bytes, struct text *out, enum charset *which)
{
	bool marked = text_starts(bytes, "\xEF\xBB\xBF");
	const void *zero;
	size_t good;

	if (text_starts(bytes, "\xFF\xFE") || text_starts(bytes, "\xFE\xFF")) {
		*which = CHARSET_UTF16;
		return read_utf16(s, bytes, text_starts(bytes, "\xFE\xFF"), out);
	}
	*which = CHARSET_UTF8;
	good = well_formed(bytes);
	if (good == bytes.size) {
		*out = marked ? (struct text){ bytes.at + 3, bytes.size - 3 } : bytes;
		return OK;
	}
	zero = memchr(bytes.at, '\0', bytes.size);
	if (zero)
		return bad(s, bytes, (size_t)((const char *)zero - bytes.at), "there is a NUL byte");
	if (marked)
		return bad(s, bytes, good, "there is no UTF-8, although the file begins as UTF-8,");
	*which = CHARSET_GB18030;
	return read_gb18030(s, bytes, out);
}
