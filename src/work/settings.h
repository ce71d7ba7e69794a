/* work/settings.h - what a tenant may set, each with its default and its bounds (settings.def). */
#pragma once
#include "base/scope.h"

enum setting {
#define SETTING(name, usual, least, most, sentence) SETTING_##name,
#include "work/settings.def"
#undef SETTING
	SETTING_COUNT
};

struct setting_facts {
	const char *name, *sentence;
	int64_t usual, least, most;
};
const struct setting_facts *setting_facts(enum setting which);

/* As it is set, or as usual. */
enum err setting_get(struct scope *s, enum setting which, int64_t *out) MUST_CHECK;
/* Holds for all that is stored already, too, and at once where a node works. ERR_USAGE: no such setting, or out of bounds;
 * then nothing has changed. */
enum err setting_put(struct scope *s, struct text name, struct text value) MUST_CHECK;
