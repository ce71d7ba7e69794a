/* work/sku_photo.c - photos of articles: what is a picture, and how it is kept. */
#include "base/digest.h"
#include "store/sql.h"
#include "work/sku.h"
#include <string.h>

enum { SIDE_MAX = 20000 };

static uint32_t number(struct text t, size_t at, size_t size, bool big)
{
	uint32_t n = 0;

	for (size_t i = 0; i < size; i++)
		n = n << 8 | (unsigned char)t.at[big ? at + i : at + size - 1 - i];
	return n;
}

static bool sane(uint32_t width, uint32_t height)
{
	return width > 0 && height > 0 && width <= SIDE_MAX && height <= SIDE_MAX;
}

static bool is_png(struct text t)
{
	return t.size >= 45 && memcmp(t.at, "\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16) == 0 &&
	       sane(number(t, 16, 4, true), number(t, 20, 4, true)) &&
	       memcmp(t.at + t.size - 8, "IEND\xAE\x42\x60\x82", 8) == 0;
}

/* The frame's head behind any number of other segments; and at the end the mark that ends a picture. */
static bool is_jpeg(struct text t)
{
	size_t at = 2;

	if (t.size < 24 || memcmp(t.at, "\xFF\xD8\xFF", 3) != 0)
		return false;
	while (at + 9 < t.size && t.at[at] == '\xFF') {
		unsigned char mark = (unsigned char)t.at[at + 1];

		if (mark == 0xFF) { /* filled up */
			at++;
			continue;
		}
		if (mark >= 0xC0 && mark <= 0xCF && mark != 0xC4 && mark != 0xC8 && mark != 0xCC)
			return sane(number(t, at + 7, 2, true), number(t, at + 5, 2, true));
		if (mark == 0xDA || mark == 0xD9)
			return false;
		at += 2 + number(t, at + 2, 2, true);
	}
	return false;
}

static bool is_webp(struct text t)
{
	const char *kind;

	if (t.size < 30 || memcmp(t.at, "RIFF", 4) != 0 || memcmp(t.at + 8, "WEBP", 4) != 0 ||
	    (size_t)number(t, 4, 4, false) + 8 > t.size)
		return false;
	kind = t.at + 12;
	if (memcmp(kind, "VP8 ", 4) == 0)
		return memcmp(t.at + 23, "\x9D\x01\x2A", 3) == 0 &&
		       sane(number(t, 26, 2, false) & 0x3FFF, number(t, 28, 2, false) & 0x3FFF);
	if (memcmp(kind, "VP8L", 4) == 0)
		return t.at[20] == 0x2F;
	return memcmp(kind, "VP8X", 4) == 0 && sane(number(t, 24, 3, false) + 1, number(t, 27, 3, false) + 1);
}

const char *picture_type(struct text bytes)
{
	return is_jpeg(bytes) ? "image/jpeg" : is_png(bytes) ? "image/png" : is_webp(bytes) ? "image/webp" : NULL;
}

struct photo {
	int64_t id;
	struct text bytes, digest, type;
};

static enum err put(struct scope *s, void *arg)
{
	const struct photo *p = arg;
	int64_t changed;

	TRY(sql_sku_photo_note(s, (struct sql_sku_photo_note){ p->id, p->type }, &changed));
	if (changed != 1)
		return fail(s, ERR_SKU_UNKNOWN, "there is no SKU %lld", (long long)p->id);
	if (p->bytes.size == 0)
		return sql_sku_photo_drop(s, (struct sql_sku_photo_drop){ p->id }, NULL);
	return sql_sku_photo_put(s, (struct sql_sku_photo_put){ p->id, p->bytes, p->digest }, NULL);
}

enum err sku_photo_put(struct scope *s, int64_t id, struct text bytes)
{
	const char *type = picture_type(bytes);
	struct digest256 digest = digest_sha256(bytes);
	struct photo p = { id, bytes, hex_format(s->arena, digest.bytes, sizeof digest.bytes), TEXT("") };

	if (bytes.size > SKU_PHOTO_MAX)
		return fail(s, ERR_TOO_LARGE, "a photo has at most %d MiB", SKU_PHOTO_MAX / 1024 / 1024);
	if (bytes.size > 0 && !type)
		return fail(s, ERR_NO_PICTURE,
			    "this photo is no picture: it is neither JPEG, PNG nor WebP, or it is cut off");
	if (type)
		p.type = text_of(type);
	return db_transact(s, put, &p);
}
