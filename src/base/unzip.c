/* base/unzip.c - reading members of a zip archive; the one file that knows libzip. */
#include "base/unzip.h"
#include <zip.h>

enum { PIECE = 32 * 1024 };

enum err zip_read_open(struct scope *s, struct text bytes, struct zip **out)
{
	zip_error_t why = { 0 };
	zip_source_t *source = zip_source_buffer_create(bytes.at, bytes.size, 0, &why);

	ASSERT(source);
	*out = zip_open_from_source(source, ZIP_RDONLY, &why);
	if (*out)
		return OK;
	zip_source_free(source);
	return fail(s, ERR_FILE_DAMAGED, "the archive cannot be read: %s", zip_error_strerror(&why));
}

void zip_read_close(struct zip *z) { zip_discard(z); }

bool zip_has(struct zip *z, const char *name) { return zip_name_locate(z, name, 0) >= 0; }

static enum err damaged(struct scope *s, const char *name)
{
	return fail(s, ERR_FILE_DAMAGED, "the archive's member %s cannot be read", name);
}

enum err zip_read(struct scope *s, struct zip *z, const char *name, size_t most, zip_take *take, void *self)
{
	zip_file_t *f = zip_fopen(z, name, 0);
	char *piece = arena_raw(s->arena, PIECE);
	zip_int64_t got = 0;
	size_t sum = 0;

	if (!f)
		return damaged(s, name);
	while (sum <= most && (got = zip_fread(f, piece, PIECE)) > 0) {
		sum += (size_t)got;
		if (!take(self, (struct text){ piece, (size_t)got }))
			break;
	}
	zip_fclose(f);
	if (got < 0)
		return damaged(s, name);
	return sum > most ? fail(s, ERR_TOO_LARGE, "the archive's member %s has more than %zu bytes", name, most) : OK;
}
