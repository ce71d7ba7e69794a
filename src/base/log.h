/* base/log.h - one line an event in logfmt: at=… level=… event=… marks… key=value.
 *
 * A value is one of the types below; there is none for a secret or for personal data, so neither can be logged. */
#pragma once
#include "base/scope.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

struct log;
struct log *log_new(struct world *w, int fd, enum log_level least); /* whole lines, one write each */
void log_free(struct log *l);

enum log_kind { LOG_END, LOG_TEXT, LOG_INT, LOG_CODE };
struct log_value {
	enum log_kind kind;
	const char *key;
	struct text text;
	int64_t number;
};
#define L_TEXT(key, t) ((struct log_value){ LOG_TEXT, (key), (t), 0 })
#define L_Z(key, z) ((struct log_value){ LOG_TEXT, (key), text_of(z), 0 })
#define L_INT(key, n) ((struct log_value){ LOG_INT, (key), { 0 }, (n) })
#define L_ERR(key, e) ((struct log_value){ LOG_CODE, (key), { 0 }, (int64_t)(e) })

void log_line(struct scope *s, enum log_level level, const char *event, const struct log_value *values);
#define LOG(s, level, event, ...) \
	log_line((s), (level), (event), (const struct log_value[]){ __VA_ARGS__, { LOG_END, NULL, { 0 }, 0 } })
