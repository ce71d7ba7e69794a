/* base/log.c - one line an event: what could end a line or forge a field is escaped. */
#include "base/log.h"
#include "base/instant.h"
#include "base/utf8.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { VALUE_MAX = 1024 };

struct log {
	struct world *world;
	int fd;
	enum log_level least;
};

static const char *const level_names[] = {
	[LOG_DEBUG] = "debug", [LOG_INFO] = "info", [LOG_WARN] = "warn", [LOG_ERROR] = "error"
};

struct log *log_new(struct world *w, int fd, enum log_level least)
{
	struct log *l = malloc(sizeof *l);

	ASSERT(l);
	*l = (struct log){ w, fd, least };
	return l;
}

void log_free(struct log *l) { free(l); }

/* Bytes of the character at `p` that a terminal or a reader of lines takes as nothing but a character; 0: escape it. */
static size_t harmless(const char *p, const char *end)
{
	size_t size = utf8_sequence(p, end);
	unsigned char first = (unsigned char)*p;

	if (size == 1)
		return first >= 0x20 && first != 0x7F && first != '"' && first != '\\';
	/* U+0080 … U+009F are control characters too, U+2028 … U+202E break lines and turn the writing around. */
	if (size == 2 && first == 0xC2 && (unsigned char)p[1] < 0xA0)
		return 0;
	if (size == 3 && first == 0xE2 && (unsigned char)p[1] == 0x80 && (unsigned char)p[2] >= 0xA8 &&
	    (unsigned char)p[2] <= 0xAE)
		return 0;
	return size;
}

static bool is_bare(struct text t)
{
	for (size_t i = 0; i < t.size; i++)
		if (t.at[i] <= ' ' || t.at[i] >= 0x7F || t.at[i] == '=' || t.at[i] == '"' || t.at[i] == '\\')
			return false;
	return t.size > 0;
}

static void put_value(struct buffer *b, struct text t)
{
	struct text shown = text_limit(t, VALUE_MAX);

	if (is_bare(shown) && shown.size == t.size) {
		buffer_add(b, t);
		return;
	}
	buffer_byte(b, '"');
	for (const char *p = shown.at, *end = p + shown.size; shown.size && p < end;) {
		size_t plain = harmless(p, end);

		if (plain)
			buffer_add(b, (struct text){ p, plain });
		else if (*p == '"' || *p == '\\')
			buffer_add(b, (struct text){ (char[]){ '\\', *p }, 2 });
		else if (*p == '\n')
			buffer_add_z(b, "\\n");
		else
			buffer_format(b, "\\x%02x", (unsigned)(unsigned char)*p);
		p += plain ? plain : 1;
	}
	buffer_add_z(b, shown.size < t.size ? "…\"" : "\"");
}

static void put_field(struct buffer *b, const struct log_value *v)
{
	buffer_format(b, " %s=", v->key);
	switch (v->kind) {
	case LOG_TEXT:
		put_value(b, v->text);
		break;
	case LOG_INT:
		buffer_format(b, "%lld", (long long)v->number);
		break;
	case LOG_CODE:
		buffer_add_z(b, err_name((enum err)v->number));
		break;
	case LOG_END:
		break;
	}
}

/* A log that cannot be written has nobody to tell: the line is lost, the work goes on. */
static void put_line(int fd, struct text line)
{
	while (line.size) {
		ssize_t wrote = write(fd, line.at, line.size);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0)
			return;
		line = (struct text){ line.at + wrote, line.size - (size_t)wrote };
	}
}

void log_line(struct scope *s, enum log_level level, const char *event, const struct log_value *values)
{
	if (!s->log || level < s->log->least)
		return;
	struct arena_mark mark = arena_mark(s->arena);
	struct buffer b = buffer_in(s->arena);

	buffer_add_z(&b, "at=");
	buffer_add(&b, instant_format(s->arena, world_now(s->log->world)));
	buffer_format(&b, " level=%s event=%s", level_names[level], event);
	if (s->marks.size) {
		buffer_byte(&b, ' ');
		buffer_add(&b, s->marks);
	}
	for (const struct log_value *v = values; v->kind != LOG_END; v++)
		put_field(&b, v);
	buffer_byte(&b, '\n');
	put_line(s->log->fd, buffer_text(&b));
	arena_rewind(s->arena, mark);
}
