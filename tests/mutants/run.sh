#!/usr/bin/env bash
# tests/mutants/run.sh - plants the faults of planted.txt into a copy of the sources, builds it, and shows that the seeds of
# the lab catch each of them: run.sh [NUMBER...]. Which one is at work is chosen by LOCKSTEP_MUTANT when it is started; the
# program that people get has none of it.
set -euo pipefail
cd "$(dirname "$0")/../.."
copy=${LOCKSTEP_MUTANTS:-build/mutants}
table=$PWD/tests/mutants/planted.txt
seeds=(20:1 7:1 14:1 22:2 6:1 9:1 19:1 25:3 3:1 12:1 21:2 10:1)

mkdir -p "$copy/tree"
git ls-files -z | tar --null -T - -cf - | tar -xf - -C "$copy/tree"
cat >"$copy/tree/src/base/mutant.h" <<'C'
#pragma once
#include <stdbool.h>
#include <stdlib.h>
static inline bool mutant(int number)
{
	const char *chosen = getenv("LOCKSTEP_MUTANT");

	return chosen && (int)strtol(chosen, NULL, 10) == number;
}
C
for file in $(awk '/^@ /{ print $2 }' "$table" | sort -u); do
	awk -v file="$file" -f tests/mutants/plant.awk "$table" "$file" >"$copy/planted.c"
	cmp -s "$copy/planted.c" "$copy/tree/$file" || cp "$copy/planted.c" "$copy/tree/$file"
done
[[ -f $copy/out/build.ninja ]] || meson setup "$copy/out" "$copy/tree" -Dwerror=false -Dui=none >"$copy/setup.log"
ninja -C "$copy/out" -j 2 src/main/lockstep >"$copy/ninja.log" || { cat "$copy/ninja.log" >&2; exit 1; }

count=$(grep -c '^@ ' "$table")
passed=0 failed=0
simulate() { # simulate SEED:NODES
	timeout 120 "$copy/out/src/main/lockstep" simulate --seed "${1%:*}" --nodes "${1#*:}" --hours 4 --haste 8 --orders 60 2>&1
}
(($#)) || set -- $(seq 0 "$count")
for number; do # 0: no fault, which no seed may catch
	by=
	for seed in "${seeds[@]}"; do
		said=$(LOCKSTEP_MUTANT=$number simulate "$seed") && continue
		by="seed $seed: $(grep -oE 'breaks [a-z_]+|died.*|in the simulated world.*' <<<"$said" | head -n 1 || true)"
		break
	done
	if [[ ($number == 0 && -z $by) || ($number != 0 && -n $by) ]]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
	fi
	printf '%2d %s: %s\n' "$number" "$(awk -v n="$number" '/^@ /{ if (++i == n) { sub(/^@ [^ ]+ /, ""); print } }' "$table")" "${by:-not caught}"
done
printf 'mutants: %d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
