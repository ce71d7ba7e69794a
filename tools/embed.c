/* tools/embed.c - packs the built pages into the binary.
 *
 *   embed TABLE.c DATA.S DEPFILE auto|dist|none UI
 *
 * Writes the table of all files below UI/dist for web/assets.h and the assembler file that takes their bytes in. With
 * "none", or with "auto" where nothing was built, the table has one page that says so. The depfile names files and
 * folders, so that the next build notices when they change. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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

static void write_files(const struct packed *p, const char *dist, FILE *table, FILE *data)
{
	for (size_t i = 0; i < p->count; i++) {
		fprintf(data, "\t.global asset_%zu, asset_%zu_end\n\t.hidden asset_%zu, asset_%zu_end\n", i, i, i, i);
		fprintf(data, "asset_%zu:\n\t.incbin \"%s%s\"\nasset_%zu_end:\n\t.byte 0\n", i, dist, p->paths[i], i);
		fprintf(table, "extern const unsigned char asset_%zu[], asset_%zu_end[];\n", i, i);
	}
	fprintf(table, "const struct asset *asset_at(size_t i, struct asset *out)\n{\n\tswitch (i) {\n");
	for (size_t i = 0; i < p->count; i++)
		fprintf(table,
			"\tcase %zu:\n\t\t*out = (struct asset){ \"%s\", \"%s\", asset_%zu, (size_t)(asset_%zu_end - "
			"asset_%zu) };\n"
			"\t\treturn out;\n",
			i, p->paths[i], type_of(p->paths[i]), i, i, i);
	fprintf(table, "\tdefault:\n\t\treturn NULL;\n\t}\n}\n");
}

static void write_none(FILE *table)
{
	fputs("static const unsigned char page[] = \"<!doctype html><meta charset=utf-8><title>Lockstep</title><p>This "
	      "build has "
	      "no pages; the API is below /api/v1.\";\n"
	      "const struct asset *asset_at(size_t i, struct asset *out)\n{\n\tif (i)\n\t\treturn NULL;\n"
	      "\t*out = (struct asset){ \"/index.html\", \"text/html; charset=utf-8\", page, sizeof page - 1 "
	      "};\n\treturn out;\n}\n",
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
		write_files(&p, dist, table, data);
	else
		write_none(table);
	fprintf(data, "\t.section .note.GNU-stack,\"\",@progbits\n");
	fprintf(p.depends, "\n");
	return closed(table, argv[1]) | closed(data, argv[2]) | closed(p.depends, argv[3]) | bad;
}
