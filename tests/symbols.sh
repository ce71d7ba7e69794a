#!/usr/bin/env bash
# tests/symbols.sh - asks the archives what no reading of the source can promise.
#
#   symbols.sh immutable ARCHIVE...   none of them has data that can change: several nodes live in one process
#   symbols.sh pure ARCHIVE BASE...   it needs nothing but itself, the archives behind it, and what is named here
set -euo pipefail
export LC_ALL=C
kind=$1
shift
passed=0 failed=0

# Memory, characters (tidy refuses setlocale) and text: nothing that reads a clock, opens a file, sends or waits.
pure='^(bcmp|__ctype_(b|tolower|toupper)_loc|mem(cpy|cmp|set|move|chr|mem)|str(len|nlen|cmp|ncmp|chr|rchr|str|spn|cspn|pbrk|ncasecmp|casecmp)|__v?snprintf_chk|v?snprintf|qsort|bsearch|(__mem(cpy|set|move)|__explicit_bzero)_chk|explicit_bzero|__stack_chk_fail|_GLOBAL_OFFSET_TABLE_)$'
# Of base, what opens the machine's doors is not for those that decide.
doors='^(world_real|seal_key|log_new|ids_new|id_next)'

judge() { # judge SENTENCE BAD-LINES
	if [[ -z $2 ]]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'not so: %s\n%s\n' "$1" "$2"
	fi
}
defined() { nm --defined-only --extern-only -- "$@" 2>/dev/null | awk 'NF == 3 { print $3 }' | sort -u; }

case $kind in
immutable)
	for archive in "$@"; do
		# .data.rel.ro is written by the loader only, then made read-only.
		judge "$archive has no data that can change" "$(objdump -t -- "$archive" | awk -F'\t' '
			NF == 2 {
				n = split($1, left, " "); split($2, right, " ")
				section = left[n]; flags = substr($1, 18, 7)
				if (section !~ /^(\.t?data|\.t?bss|\*COM\*)/ || section ~ /^\.data\.rel\.ro/) next
				if (flags ~ /d/ || right[1] ~ /^0+$/) next
				print "  " right[2] " in " section
			}')"
	done
	;;
pure)
	archive=$1
	bad=$(comm -23 <(nm --undefined-only -- "$archive" 2>/dev/null | awk 'NF == 2 && $1 == "U" { print $2 }' | sort -u) \
		<(defined "$@" | grep -Ev "$doors") | grep -Ev "$pure" || true)
	judge "$archive needs only what it may" "$bad"
	;;
*)
	echo "symbols.sh: unknown kind $kind" >&2
	exit 2
	;;
esac
printf 'symbols_%s: %d passed, %d failed\n' "$kind" "$passed" "$failed"
((failed == 0))
