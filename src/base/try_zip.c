/* base/try_zip.c - for tests: writes zip archives. */
#include "base/try_zip.h"
#include "base/error.h"
#include <zlib.h>

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"

static void put(struct buffer *b, uint32_t n, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buffer_byte(b, (char)(n >> 8 * i & 0xff));
}

struct try_zip try_zip_new(struct arena *a) { return (struct try_zip){ .bytes = buffer_in(a), .index = buffer_in(a) }; }

static struct text deflated(struct arena *a, struct text body)
{
	z_stream z = { 0 };
	size_t room = compressBound(body.size) + 64;
	char *to = arena_raw(a, room);

	ASSERT(deflateInit2(&z, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
	z.next_in = (Bytef *)(uintptr_t)body.at;
	z.avail_in = (uInt)body.size;
	z.next_out = (Bytef *)to;
	z.avail_out = (uInt)room;
	ASSERT(deflate(&z, Z_FINISH) == Z_STREAM_END);
	deflateEnd(&z);
	return (struct text){ to, z.total_out };
}

/* What local header and index share. */
static void put_head(struct buffer *b, bool packed, struct text body, struct text stored, struct text name)
{
	put(b, 20, 2);
	put(b, 0, 2);
	put(b, packed ? 8 : 0, 2);
	put(b, 0, 4);
	put(b, (uint32_t)crc32(0, (const Bytef *)body.at, (uInt)body.size), 4);
	put(b, (uint32_t)stored.size, 4);
	put(b, (uint32_t)body.size, 4);
	put(b, (uint32_t)name.size, 2);
	put(b, 0, 2);
}

void try_zip_add(struct try_zip *z, const char *name, struct text body)
{
	struct text stored = z->packed ? deflated(z->bytes.arena, body) : body, called = text_of(name);
	uint32_t at = (uint32_t)z->bytes.size;

	put(&z->bytes, 0x04034b50, 4);
	put_head(&z->bytes, z->packed, body, stored, called);
	buffer_add(&z->bytes, called);
	buffer_add(&z->bytes, stored);
	put(&z->index, 0x02014b50, 4);
	put(&z->index, 20, 2);
	put_head(&z->index, z->packed, body, stored, called);
	put(&z->index, 0, 4);
	put(&z->index, 0, 2);
	put(&z->index, 0, 4);
	put(&z->index, at, 4);
	buffer_add(&z->index, called);
	z->members++;
}

struct text try_zip_end(struct try_zip *z)
{
	uint32_t at = (uint32_t)z->bytes.size;

	buffer_add(&z->bytes, buffer_text(&z->index));
	put(&z->bytes, 0x06054b50, 4);
	put(&z->bytes, 0, 4);
	put(&z->bytes, (uint32_t)z->members, 2);
	put(&z->bytes, (uint32_t)z->members, 2);
	put(&z->bytes, (uint32_t)z->index.size, 4);
	put(&z->bytes, at, 4);
	put(&z->bytes, 0, 2);
	return buffer_text(&z->bytes);
}

struct text try_workbook(struct arena *a, const char *rows, const char *strings, const char *styles)
{
	struct try_zip z = try_zip_new(a);

	try_zip_add(&z, "_rels/.rels",
		    TEXT("<Relationships xmlns=\"" PACKAGE "\"><Relationship Id=\"rId1\" Type=\"" RELATIONS
			 "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"));
	try_zip_add(&z, "xl/workbook.xml",
		    TEXT("<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELATIONS
			 "\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId7\"/></sheets></workbook>"));
	try_zip_add(
		&z, "xl/_rels/workbook.xml.rels",
		TEXT("<Relationships xmlns=\"" PACKAGE "\"><Relationship Id=\"rId7\" Type=\"" RELATIONS
		     "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId8\" Type=\"" RELATIONS
		     "/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/><Relationship Id=\"rId9\" Type=\"" RELATIONS
		     "/styles\" Target=\"styles.xml\"/></Relationships>"));
	try_zip_add(&z, "xl/sharedStrings.xml",
		    text_format(a, "<sst xmlns=\"" MAIN "\">%s</sst>", strings ? strings : ""));
	try_zip_add(&z, "xl/styles.xml",
		    text_format(a, "<styleSheet xmlns=\"" MAIN "\">%s</styleSheet>", styles ? styles : ""));
	try_zip_add(&z, "xl/worksheets/sheet1.xml",
		    text_format(a, "<worksheet xmlns=\"" MAIN "\"><sheetData>%s</sheetData></worksheet>", rows));
	return try_zip_end(&z);
}
