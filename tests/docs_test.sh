#!/usr/bin/env bash
# tests/docs_test.sh - shows that the documents name what is there: docs_test.sh ROOT
set -euo pipefail
shopt -s globstar nullglob
cd "$1"
passed=0 failed=0

judge() { # judge STATUS SENTENCE
	if (($1 == 0)); then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'not so: %s\n' "$2"
	fi
}
yes() { "$@" && echo 0 || echo 1; }

for page in *.md docs/**/*.md; do
	while read -r command; do
		judge "$(yes test -x "$command")" "$page names $command, which can be run"
	done < <(grep -oE '(^|[^A-Za-z0-9_./])script/[a-z]+' "$page" | grep -oE 'script/[a-z]+' | sort -u)
	while read -r target; do
		judge "$(yes test -e "$(dirname "$page")/${target%%#*}")" "$page points to $target, which is there"
	done < <(grep -oE '\]\([^)]+\)' "$page" | sed 's/^](//; s/)$//' | grep -vE '^(https?:|mailto:|#)' | sort -u)
done

number=0
for record in docs/adr/*.md; do
	number=$((number + 1))
	expected=$(printf '%04d' "$number")
	judge "$(yes test "$(basename "$record" | cut -c1-5)" = "$expected-")" "$record is number $expected"
	judge "$(yes grep -qE "^# $expected " "$record")" "$record begins with its number and its title"
done

rows=0
while read -r statement; do # docs/scenarios.md: who is said to show a statement names it
	rows=$((rows + 1))
	while read -r target; do
		judge "$(yes grep -qF "$statement" "docs/$target")" "$target shows $statement, and names it"
	done < <(grep -E "^\| $statement \|" docs/scenarios.md | grep -oE '\]\([^)]+\)' | sed 's/^](//; s/)$//')
done < <(grep -oE '^\| S[0-9]{3}-[0-9]{2} \|.*\]\(' docs/scenarios.md | grep -oE 'S[0-9]{3}-[0-9]{2}' | sort -u)
judge "$(yes test "$rows" -gt 0)" "docs/scenarios.md says who shows which statement"

for file in script/*; do
	judge "$(yes test -x "$file")" "$file can be run"
	judge "$(yes grep -qF "$file" README.md CONTRIBUTING.md)" "$file is named in README.md or CONTRIBUTING.md"
done

printf 'docs: %d passed, %d failed\n' "$passed" "$failed"
((failed == 0 && passed > 0))
