/* tools/tidy_include.c - who may include whom: a folder what stands to its right, a library its one wrapping file. */
#include "tools/tidy.h"
#include <string.h>

enum { NAME_SIZE = 256 };

/* main -> lab -> web -> work -> { store, net, channel, sim } -> core -> base */
static const struct {
	const char *from, *may; /* files; what they may include */
} edges[] = {
	{ "src/base/*", "base/*" },
	{ "src/core/*", "core/* base/*" },
	{ "src/channel/*", "channel/* core/* base/*" },
	{ "src/store/*", "store/* core/* base/*" },
	{ "src/net/*", "net/* core/* base/*" },
	{ "src/sim/*", "sim/* net/server.h core/* base/*" },
	{ "src/work/*", "work/* store/* net/* channel/* sim/* core/* base/*" },
	{ "src/web/*", "web/* work/* store/* net/* channel/* sim/* core/* base/*" },
	{ "src/lab/*", "lab/* web/* work/* store/* net/* channel/* sim/* core/* base/*" },
	{ "src/*", "*" },
	{ "tools/*", "tools/* base/*" },
	{ "tests/* bench/*", "*" },
};

/* Each library has one file that knows it, so that it can be exchanged and its failures are met in one place. */
static const struct {
	const char *header, *where;
} libraries[] = {
	{ "sqlite3*.h", "src/store/db_sqlite*.c src/store/db_sqlite*.h bench/*" },
	{ "libpq*.h libpq/*", "src/store/db_pg*.c src/store/db_pg*.h bench/*" },
	{ "curl/*", "src/net/http*.c" },
	{ "microhttpd*.h", "src/net/server*.c" },
	{ "openssl/*", "src/base/digest_openssl.c" },
	{ "sodium.h sodium/*", "src/base/digest_sodium.c src/base/seal.c" },
	{ "zstd*.h zdict.h", "src/base/pack.c" },
	{ "xxh*.h", "src/base/digest_xxh.c" },
	{ "utf8proc.h", "src/base/text_fold.c" },
	{ "xlsxwriter.h", "src/web/sheet.c" },
	{ "zip.h", "src/base/unzip.c" },
	{ "expat.h", "src/base/xml.c" },
	{ "iconv.h", "src/base/charset.c" },
	{ "cmocka.h", "tests/check.c" },
	{ "jansson.h", TESTS_BESIDE "tests/* bench/*" },
	{ "setjmp.h", "tests/check.c" },
	{ "pthread.h threads.h semaphore.h", TESTS_BESIDE "src/base/world_real*.c src/net/* tests/* bench/*" },
	{ "ucontext.h", "src/sim/world_turn.c" },
	{ "time.h sys/time.h", TESTS_BESIDE "src/base/world_real*.c src/net/* tests/* bench/*" },
	{ "sys/socket.h netinet/* arpa/* netdb.h sys/un.h", TESTS_BESIDE "src/net/* tests/* bench/*" },
	{ "alloca.h math.h float.h complex.h", "tests/* bench/*" },
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

static void check_edge(const struct source *s, size_t at, const char *name)
{
	if (path_in(s->path, "tools/*") && !strchr(name, '/'))
		return;
	if (!strchr(name, '/') || strstr(name, "..")) {
		complain(s, at, "includes \"%s\": write it from src, as \"folder/file.h\".", name);
		return;
	}
	if (path_in(name, "tests/*") && path_in(s->path, TESTS_BESIDE))
		return;
	for (size_t i = 0; i < COUNT(edges); i++)
		if (path_in(s->path, edges[i].from)) {
			if (!path_in(name, edges[i].may) ||
			    (path_in(s->path, "src/*") && path_in(name, "tests/* tools/*")))
				complain(s, at, "includes %s, which does not stand to its right: it may include %s.",
					 name, edges[i].may);
			return;
		}
}

static void check_library(const struct source *s, size_t at, const char *name)
{
	for (size_t i = 0; i < COUNT(libraries); i++)
		if (path_in(name, libraries[i].header) && !path_in(s->path, libraries[i].where))
			complain(s, at, "includes <%s>, which belongs to %s alone.", name, libraries[i].where);
}

static void check_line(const struct source *s, size_t at, const char *after)
{
	char name[NAME_SIZE] = "";
	size_t size = 0;
	char close;

	after += strspn(after, " \t");
	close = *after == '"' ? '"' : '>';
	if (*after != '"' && *after != '<')
		return;
	for (after++; after[size] && after[size] != close && after[size] != '\n' && size + 1 < sizeof name; size++)
		name[size] = after[size];
	if (close == '"')
		check_edge(s, at, name);
	check_library(s, at, name);
}

void check_includes(const struct source *s)
{
	for (size_t at = 0; at < s->size; at += strcspn(s->raw + at, "\n") + 1) {
		const char *code = s->code + at;
		size_t skip = strspn(code, " \t");

		if (code[skip] != '#')
			continue;
		skip += 1 + strspn(code + skip + 1, " \t");
		if (strncmp(code + skip, "include", 7) == 0)
			check_line(s, at, s->raw + at + skip + 7);
		else if (strncmp(code + skip, "pragma", 6) == 0 && !strstr(code, "once"))
			complain(s, at, "has a pragma: warnings are mended, not switched off.");
	}
}
