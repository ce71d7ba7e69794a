/* base/unzip.h - reading members of a zip archive that lies in memory (libzip). */
#pragma once
#include "base/scope.h"

struct zip;

/* `bytes` outlive it. ERR_FILE_DAMAGED. */
enum err zip_read_open(struct scope *s, struct text bytes, struct zip **out) MUST_CHECK;
void zip_read_close(struct zip *z);
bool zip_has(struct zip *z, const char *name);
/* Gives a member to `take`, piece by piece, until it returns false. ERR_FILE_DAMAGED; ERR_TOO_LARGE: it has more than `most`
 * bytes, whatever its head says. */
typedef bool zip_take(void *self, struct text piece);
enum err zip_read(struct scope *s, struct zip *z, const char *name, size_t most, zip_take *take, void *self) MUST_CHECK;
