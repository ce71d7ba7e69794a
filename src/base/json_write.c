/* base/json_write.c - writes JSON: commas, quotes and escapes. */
#include "base/json.h"

struct json_writer json_writer_to(struct buffer *b) { return (struct json_writer){ b, false }; }

static void put_escape(struct buffer *b, char c)
{
	switch (c) {
	case '"':
		buffer_add_z(b, "\\\"");
		break;
	case '\\':
		buffer_add_z(b, "\\\\");
		break;
	case '\n':
		buffer_add_z(b, "\\n");
		break;
	case '\r':
		buffer_add_z(b, "\\r");
		break;
	case '\t':
		buffer_add_z(b, "\\t");
		break;
	default:
		buffer_format(b, "\\u%04x", (unsigned)(unsigned char)c);
	}
}

static bool is_plain(char c) { return (unsigned char)c >= 0x20 && c != '"' && c != '\\'; }

static void put_string(struct buffer *b, struct text t)
{
	size_t i = 0;
	char *to = buffer_room(b, t.size + 2); /* enough where nothing is to be escaped, which is nearly always */

	*to = '"';
	while (i < t.size && is_plain(t.at[i])) {
		to[1 + i] = t.at[i];
		i++;
	}
	buffer_took(b, 1 + i);
	for (; i < t.size; i++)
		if (is_plain(t.at[i]))
			buffer_byte(b, t.at[i]);
		else
			put_escape(b, t.at[i]);
	buffer_byte(b, '"');
}

/* What stands before any value: the comma after the one before, and the name. */
static void begin(struct json_writer *w, const char *name)
{
	if (w->comma)
		buffer_byte(w->to, ',');
	w->comma = true;
	if (name) {
		put_string(w->to, text_of(name));
		buffer_byte(w->to, ':');
	}
}

static void open_with(struct json_writer *w, const char *name, char bracket)
{
	begin(w, name);
	buffer_byte(w->to, bracket);
	w->comma = false;
}

static void close_with(struct json_writer *w, char bracket)
{
	buffer_byte(w->to, bracket);
	w->comma = true;
}

void json_open(struct json_writer *w, const char *name) { open_with(w, name, '{'); }
void json_close(struct json_writer *w) { close_with(w, '}'); }
void json_open_array(struct json_writer *w, const char *name) { open_with(w, name, '['); }
void json_close_array(struct json_writer *w) { close_with(w, ']'); }

void json_put_text(struct json_writer *w, const char *name, struct text value)
{
	if (!value.at) {
		json_put_null(w, name);
		return;
	}
	begin(w, name);
	put_string(w->to, value);
}

void json_put_z(struct json_writer *w, const char *name, const char *value) { json_put_text(w, name, text_of(value)); }

void json_put_int(struct json_writer *w, const char *name, int64_t value)
{
	begin(w, name);
	buffer_int(w->to, value);
}

void json_put_id(struct json_writer *w, const char *name, int64_t id)
{
	begin(w, name);
	buffer_byte(w->to, '"');
	buffer_int(w->to, id);
	buffer_byte(w->to, '"');
}

void json_put_bool(struct json_writer *w, const char *name, bool value)
{
	begin(w, name);
	buffer_add_z(w->to, value ? "true" : "false");
}

void json_put_null(struct json_writer *w, const char *name)
{
	begin(w, name);
	buffer_add_z(w->to, "null");
}

void json_put_raw(struct json_writer *w, const char *name, struct text json)
{
	begin(w, name);
	buffer_add(w->to, json);
}
