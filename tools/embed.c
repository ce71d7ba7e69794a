/* tools/embed.c - packs the built pages into the binary.
 *
 *   embed TABLE.c DATA.S DEPFILE auto|dist|none UI
 *
 * Writes the table of all files below UI/dist for web/assets.h and the assembler file that takes their bytes in. With
 * "none", or with "auto" where nothing was built, the table has one page that says so. The depfile names files and
 * folders, so that the next build notices when they change. What gzip makes smaller by a tenth goes in twice (adr/0020). */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

enum { FILES_MAX = 512, PATH_SIZE = 1024, DEPTH_MAX = 4 };

struct packed {
	char paths[FILES_MAX][PATH_SIZE]; /* below dist, with the slash */
	size_t count;
	FILE *depends;
};

static const char *const types[][2] = {
	{ ".html", "text/html; charset=utf-8" },
	{ ".css", "text/css; charset=utf-8" },
	{ ".js", "text/javascript; charset=utf-8" },
	{ ".json", "application/json" },
	{ ".svg", "image/svg+xml" },
	{ ".png", "image/png" },
	{ ".ico", "image/x-icon" },
	{ ".woff2", "font/woff2" },
};

/* NULL: a file that is not served. */
static const char *type_of(const char *path)
{
	const char *dot = strrchr(path, '.');

	for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
		if (!strcmp(dot, types[i][0]))
			return types[i][1];
	return NULL;
}

static int refuse(const char *what, const char *path)
{
	fprintf(stderr, "embed: %s: %s\n", path, what);
	return 1;
}

static int compare(const void *a, const void *b) { return strcmp(a, b); }

/* A name that needs no quoting in a depfile, C or the assembler. */
static int plain(const char *name)
{
	return strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") == strlen(name);
}

static int join(char *out, const char *before, const char *between, const char *after)
{
	int n = snprintf(out, PATH_SIZE, "%s%s%s", before, between, after);

	return n < 0 || n >= PATH_SIZE ? refuse("is too long", before) : 0;
}

static int gather(struct packed *p, const char *dist, const char *below, int depth);

static int take(struct packed *p, const char *dist, const char *name, int depth)
{
	char path[PATH_SIZE];
	struct stat what;

	if (join(path, dist, "", name))
		return 1;
	if (stat(path, &what) != 0)
		return refuse("cannot be read", path);
	if (S_ISDIR(what.st_mode))
		return depth < DEPTH_MAX ? gather(p, dist, name, depth + 1) : refuse("lies too deep", path);
	if (!type_of(name))
		return 0;
	if (p->count == FILES_MAX)
		return refuse("is one file too many", path);
	memcpy(p->paths[p->count++], name, strlen(name) + 1);
	fprintf(p->depends, " %s", path);
	return 0;
}

static int gather(struct packed *p, const char *dist, const char *below, int depth)
{
	char path[PATH_SIZE], name[PATH_SIZE];
	struct dirent *entry;
	DIR *dir;
	int bad = 0;

	if (join(path, dist, "", below))
		return 1;
	fprintf(p->depends, " %s", path);
	dir = opendir(path);
	if (!dir)
		return refuse("cannot be read", path);
	while (!bad && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		bad = plain(entry->d_name) ? join(name, below, "/", entry->d_name)
					   : refuse("has a name that cannot be packed", entry->d_name);
		if (!bad)
			bad = take(p, dist, name, depth);
	}
	closedir(dir);
	return bad;
}

/* A page is changed as it is answered, and pictures and fonts are packed already. */
static int packable(const char *path)
{
	static const char *const all[] = { ".css", ".js", ".json", ".svg" };
	const char *dot = strrchr(path, '.');

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (!strcmp(dot, all[i]))
			return 1;
	return 0;
}

static int read_whole(const char *path, unsigned char **bytes, size_t *size)
{
	FILE *f = fopen(path, "rb");
	struct stat what;

	if (!f || fstat(fileno(f), &what) != 0)
		return refuse("cannot be read", path);
	*size = (size_t)what.st_size;
	*bytes = malloc(*size + 1);
	if (!*bytes || fread(*bytes, 1, *size, f) != *size)
		return refuse("cannot be read whole", path);
	return fclose(f) == 0 ? 0 : refuse("cannot be read", path);
}

/* Without time or name in it, so that the same files give the same program. 0 where it is not worth it. */
static size_t deflated(const unsigned char *bytes, size_t size, unsigned char *out, size_t room)
{
	z_stream z = { .next_in = (z_const Bytef *)(uintptr_t)bytes, .avail_in = (uInt)size, .next_out = out };
	int done;

	z.avail_out = (uInt)room;
	if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
		return 0;
	done = deflate(&z, Z_FINISH);
	return deflateEnd(&z) == Z_OK && done == Z_STREAM_END ? z.total_out : 0;
}

/* The size of what was written; 0: nothing. `room` is nine tenths of the file: what does not fit is not worth it. */
static int write_gzip(const char *path, FILE *data, size_t *written)
{
	unsigned char *bytes = NULL, *out;
	size_t size, room;

	if (read_whole(path, &bytes, &size))
		return 1;
	room = size / 10 * 9;
	out = malloc(room + 1);
	*written = out && room > 0 ? deflated(bytes, size, out, room) : 0;
	for (size_t i = 0; i < *written; i++)
		fprintf(data, "%s%u%s", i % 32 ? "," : "\t.byte ", out[i],
			i % 32 == 31 || i + 1 == *written ? "\n" : "");
	free(bytes);
	free(out);
	return 0;
}

static int write_file(const struct packed *p, const char *dist, size_t i, FILE *table, FILE *data, size_t *gzip)
{
	char path[PATH_SIZE];

	if (join(path, dist, "", p->paths[i]))
		return 1;
	fprintf(data, "\t.global asset_%zu, asset_%zu_end, gzip_%zu\n", i, i, i);
	fprintf(data, "\t.hidden asset_%zu, asset_%zu_end, gzip_%zu\n", i, i, i);
	fprintf(data, "asset_%zu:\n\t.incbin \"%s\"\nasset_%zu_end:\n\t.byte 0\ngzip_%zu:\n", i, path, i, i);
	fprintf(table, "extern const unsigned char asset_%zu[], asset_%zu_end[], gzip_%zu[];\n", i, i, i);
	if (packable(path) && write_gzip(path, data, gzip))
		return 1;
	fprintf(data, "\t.byte 0\n");
	return 0;
}

static int write_files(const struct packed *p, const char *dist, FILE *table, FILE *data)
{
	static size_t gzip[FILES_MAX];

	for (size_t i = 0; i < p->count; i++)
		if (write_file(p, dist, i, table, data, &gzip[i]))
			return 1;
	fprintf(table, "const struct asset *asset_at(size_t i, struct asset *out)\n{\n\tswitch (i) {\n");
	for (size_t i = 0; i < p->count; i++) {
		fprintf(table, "\tcase %zu:\n\t\t*out = (struct asset){ \"%s\", \"%s\", asset_%zu,", i, p->paths[i],
			type_of(p->paths[i]), i);
		fprintf(table, " (size_t)(asset_%zu_end - asset_%zu), ", i, i);
		if (gzip[i])
			fprintf(table, "gzip_%zu, %zu };\n\t\treturn out;\n", i, gzip[i]);
		else
			fprintf(table, "NULL, 0 };\n\t\treturn out;\n");
	}
	fprintf(table, "\tdefault:\n\t\treturn NULL;\n\t}\n}\n");
	return 0;
}

static void write_none(FILE *table)
{
	fputs("static const unsigned char page[] = \"<!doctype html><meta charset=utf-8><title>Lockstep</title><p>This "
	      "build has "
	      "no pages; the API is below /api/v1.\";\n"
	      "const struct asset *asset_at(size_t i, struct asset *out)\n{\n\tif (i)\n\t\treturn NULL;\n"
	      "\t*out = (struct asset){ \"/index.html\", \"text/html; charset=utf-8\", page, sizeof page - 1, "
	      "NULL, 0 };\n\treturn out;\n}\n",
	      table);
}

static int closed(FILE *f, const char *path) { return f && fclose(f) == 0 ? 0 : refuse("cannot be written", path); }

int main(int argc, char **argv)
{
	static struct packed p;
	char dist[PATH_SIZE / 2];
	struct stat what;
	int bad = 0;

	if (argc != 6 || strlen(argv[5]) + 6 > sizeof dist)
		return refuse("embed TABLE.c DATA.S DEPFILE auto|dist|none UI", "usage");
	snprintf(dist, sizeof dist, "%s/dist", argv[5]);
	FILE *table = fopen(argv[1], "w"), *data = fopen(argv[2], "w");
	p.depends = fopen(argv[3], "w");
	if (!table || !data || !p.depends)
		return refuse("cannot be written", argv[1]);
	fprintf(p.depends, "%s: %s", argv[1], argv[5]);
	if (!strcmp(argv[4], "dist") || (!strcmp(argv[4], "auto") && stat(dist, &what) == 0))
		bad = gather(&p, dist, "", 0);
	qsort(p.paths, p.count, sizeof *p.paths, compare);
	fprintf(table, "/* assets_table.c - the pages, made by tools/embed. */\n#include \"web/assets.h\"\n\n");
	fprintf(data, "\t.section .rodata\n");
	if (p.count > 0)
		bad |= write_files(&p, dist, table, data);
	else
		write_none(table);
	fprintf(data, "\t.section .note.GNU-stack,\"\",@progbits\n");
	fprintf(p.depends, "\n");
	return closed(table, argv[1]) | closed(data, argv[2]) | closed(p.depends, argv[3]) | bad;
}
