#!/usr/bin/env bash
# tests/tidy_test.sh - shows that tidy finds what it shall and leaves alone what is right: tidy_test.sh TIDY
set -euo pipefail
tidy=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
passed=0 failed=0

# sample PATH TEXT: a tree with this one file; a C file's first line is made unless TEXT begins with one.
sample() {
	rm -rf "$dir/tree"
	mkdir -p "$dir/tree/$(dirname "$1")"
	printf '/* main.h - beside each sample. */\n' >"$dir/tree/main.h"
	case $1:$2 in
	*.[ch]:'/* a.c - '* | *.[!ch]*:* | */a:*) printf '%b' "$2" ;;
	*) printf '/* %s - a sample. */\n%b' "${1#src/}" "$2" ;;
	esac >"$dir/tree/$1"
}
note() { # note GOOD SENTENCE
	if [[ $1 == yes ]]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'not so: %s\n' "$2"
		cat "$dir/out"
	fi
}
# refuses PATH LINE WORDS TEXT: tidy complains of PATH:LINE with these words, and its status says so.
refuses() {
	local good=no
	sample "$1" "$4"
	if ! "$tidy" "$dir/tree" >"$dir/out" && grep -qF -- "$1:$2: $3" "$dir/out"; then good=yes; fi
	note $good "$1:$2 is refused, as it $3"
}
# takes PATH TEXT: tidy has nothing to say.
takes() {
	local good=no
	sample "$1" "$2"
	if "$tidy" "$dir/tree" >"$dir/out"; then good=yes; fi
	note $good "$1 is taken: $2"
}
repeat() { for ((i = 0; i < $1; i++)); do printf '%s' "$2"; done; }

refuses src/core/a.c 2 'includes store/db.h' '#include "store/db.h"\n'
refuses src/base/a.c 2 'includes core/fact.h' '#include "core/fact.h"\n'
refuses src/channel/a.c 2 'includes net/http.h' '#include "net/http.h"\n'
refuses src/sim/a.c 2 'includes channel/channel.h' '#include "channel/channel.h"\n'
refuses src/sim/a.c 2 'includes net/http.h' '#include "net/http.h"\n'
refuses src/work/a.h 2 'includes web/web.h' '#include "web/web.h"\n'
refuses src/work/a.c 2 'includes tests/check.h' '#include "tests/check.h"\n'
refuses src/main.c 2 'includes tests/check.h' '#include "tests/check.h"\n'
refuses src/base/a.c 2 'includes "text.h"' '#include "text.h"\n'
refuses src/base/a.c 2 'includes "base/../core/fact.h"' '#include "base/../core/fact.h"\n'
takes src/sim/a.c '#include "net/server.h"\n#include "base/text.h"\n'
takes src/web/a.c '#include "work/shops.h"\n#include "store/sql.h"\n'
takes src/core/a_test.c '#include "core/a.h"\n#include "tests/check.h"\n'
takes src/main.c '#include "lab/lab.h"\n#include "base/text.h"\n'
takes src/base/a.c '/* #include "core/fact.h" */\n'

refuses src/store/db.c 2 'includes <sqlite3.h>' '#include <sqlite3.h>\n'
refuses src/work/a.c 2 'includes <curl/curl.h>' '#include <curl/curl.h>\n'
refuses src/base/json.c 2 'includes <jansson.h>' '#include <jansson.h>\n'
refuses src/core/a.c 2 'includes <time.h>' '#include <time.h>\n'
takes src/store/db_sqlite_run.c '#include <sqlite3.h>\n'
takes src/base/json_test.c '#include <jansson.h>\n'

refuses src/base/a.c 4 'uses strcpy' 'void f(char *a)\n{\n\tstrcpy(a, "x");\n}\n'
refuses src/base/a.c 2 'uses sprintf' 'void f(char *a) { sprintf (a, "x"); }\n'
refuses tools/a.c 2 'uses system' 'int f(void) { return system("x"); }\n'
refuses tests/a.c 2 'uses atoi' 'int f(char *a) { return atoi(a); }\n'
refuses src/base/a.c 4 'uses goto' 'void f(void)\n{\n\tgoto out;\nout:;\n}\n'
refuses src/base/a.c 2 'uses time' 'int f(void) { return (int)time(NULL); }\n'
refuses src/work/a.c 2 'uses pthread_' 'void f(void) { pthread_yield(); }\n'
refuses src/store/a.c 2 'uses clock_gettime' 'void f(void) { clock_gettime(0, 0); }\n'
refuses src/core/a.c 2 'uses world_now' 'int f(void) { return world_now(0); }\n'
refuses src/core/money.c 2 'uses double' 'int f(double x) { return x > 0; }\n'
refuses src/base/a.h 2 'uses strtok' '#define CUT(a) strtok(a, ",")\n'
refuses src/base/a.c 2 'has a pragma' '#pragma GCC diagnostic ignored "-Wvla"\n'
takes src/base/world_real.c '#include <time.h>\nint f(void) { return (int)time(NULL); }\n'
takes src/base/a.c 'int f(struct w *w) { return w->ops->time(w) + w->ops.rand(w); }\n'
takes src/base/a.c '/* strcpy(a, b) is banned; goto too */\nconst char *f(void) { return "atoi(\\"system(x)\\")"; }\n'
takes src/base/a.c 'int f(int strtok_like, char c) { return c == 34 || c == '"'\"'"' || strtok_like; }\n'
takes src/work/a.c 'int f(void) { return world_now(0); }\n'

refuses src/work/a.c 2 'has SQL in quotes' 'const char *f(void) { return "select id from orders"; }\n'
refuses src/work/a.c 2 'has SQL in quotes' 'const char *f(void) { return "UPDATE orders "\n\t"SET ver = 1"; }\n'
refuses src/web/a.c 2 'has SQL in quotes' 'const char *f(void) { return " insert into t values (1)"; }\n'
refuses src/store/db.c 2 'has SQL in quotes' 'const char *f(void) { return "PRAGMA journal_mode = wal"; }\n'
takes src/store/db_sqlite.c 'const char *f(void) { return "PRAGMA journal_mode = wal"; }\n'
takes src/web/a.c 'const char *f(void) { return "Select a shop from the list"; }\n'
takes src/web/a.c 'const char *f(void) { return "update the order first"; }\n'
takes src/web/a.c 'const char *f(void) { return "deleted orders", "selected"; }\n'

refuses src/base/a.c 2 'has data that can change' 'static int count;\n'
refuses src/base/a.c 2 'has data that can change' 'static const char *names[] = { "a", "b" };\n'
refuses src/base/a.c 2 'has data that can change' 'static struct {\n\tint a;\n} state;\n'
refuses src/base/a.c 3 'has data that can change' '\nstruct arena *shared;\n'
takes src/base/a.c 'static const char *const names[] = { "a", "b" };\nstatic const struct {\n\tint a;\n} rows[] = { { 1 } };\n'
takes src/base/a.h 'struct arena;\nenum kind { A, B };\nstruct b {\n\tint a;\n};\nextern const struct b one;\nint f(int);\ntypedef int g(void);\n'
takes src/base/a_test.c 'static int runs;\n'

refuses src/base/a.c 2 'begins a function of 61 lines' "int f(void)\n{\n$(repeat 58 '\n')}\n"
takes src/base/a.c "int f(void)\n{\n$(repeat 57 '\n')}\n"
refuses src/base/a.c 502 'has 501 lines' "$(repeat 500 '\n')"
takes src/base/a.c "$(repeat 499 '\n')"
refuses ui/a.ts 502 'has 501 lines' "// a.ts - a sample$(repeat 501 '\n')"
takes ui/a.ts "// a.ts - a sample. Made by script/a.$(repeat 501 '\n')"
refuses src/base/a.c 1 'begins without' '/* a.c - a sample */\n'
refuses src/store/a.sql 1 'begins without' '-- some queries\n'
takes src/store/a.sql '-- a.sql - a sample\n'
takes src/base/a_test.c 'const char *f(void) { return "XX""X"; }\n'
refuses script/a 1 'begins without' '#!/bin/bash\necho\n'
takes script/a '#!/bin/bash\n# script/a - a sample\necho\n'

refuses docs/a.md 1 'has blanks' '# A \n'
refuses docs/a.md 1 'ends without a newline' '# A'
refuses docs/a.md 2 'says TO''DO' "# A\nTO""DO: more\n"
refuses docs/a.md 1 'names a path of one machine' "# see /wo""rk/main\n"
refuses ui/a.json 1 "names a registry's host" "# \"https://registry.npm""js.org/x\"\n"
takes docs/a.md '# see src/work/shops.h and ../shared\n'
takes ui/node_modules/x/a.md '# A \n# '
takes docs/a.png 'a\0b \n'

printf 'tidy_test: %d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
