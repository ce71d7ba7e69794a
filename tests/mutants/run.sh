#!/usr/bin/env bash
# tests/mutants/run.sh - plants the faults of planted.txt into a copy of the sources, builds it, and shows that seeds of the
# lab catch each of them: run.sh [--sample N] [--seed S] [NUMBER...].
#
# LOCKSTEP_MUTANT chooses the fault when the copy is started; the program that people get has none of it. The seed that caught
# it last time is run, then those from the first on, until one breaks an invariant. Number 0 is no fault: it must survive
# every seed that caught one.
set -euo pipefail
cd "$(dirname "$0")/../.."
copy=${LOCKSTEP_MUTANTS:-build/mutants}
table=$PWD/tests/mutants/planted.txt
seeds_max=40 run_limit_s=120 jobs=${JOBS:-2}
mkdir -p "$copy"
copy=$(realpath "$copy")

plant() { # the copy, of which only what differs is written: the build does the rest
	local file
	while IFS= read -r -d '' file; do
		mkdir -p "$copy/tree/${file%/*}"
		cmp -s "$file" "$copy/tree/$file" || cp "$file" "$copy/tree/$file"
	done < <(find meson.build meson_options.txt src tools tests bench -type f -print0 | sed -z 's|^\([^/]*\)$|./\1|' |
		grep -zvxFf <(planted; echo src/base/mutant.h))
	while read -r file; do
		mkdir -p "$copy/tree/${file%/*}"
		awk -v file="$file" -f tests/mutants/plant.awk "$table" "$file" >"$copy/planted.c"
		cmp -s "$copy/planted.c" "$copy/tree/$file" || cp "$copy/planted.c" "$copy/tree/$file"
	done < <(planted)
	cmp -s tests/mutants/mutant.h "$copy/tree/src/base/mutant.h" ||
		cp tests/mutants/mutant.h "$copy/tree/src/base/mutant.h"
}
planted() { awk '/^@ /{ print $2 }' "$table" | sort -u; }

build() {
	[[ -f $copy/out/build.ninja ]] ||
		meson setup "$copy/out" "$copy/tree" --buildtype=debugoptimized -Ddebug=false -Dwerror=false -Dui=none \
			>"$copy/setup.log" || { cat "$copy/setup.log" >&2; return 1; }
	ninja -C "$copy/out" -j "$jobs" src/main/lockstep >"$copy/ninja.log" || { cat "$copy/ninja.log" >&2; return 1; }
}

# Three nodes are slower: a fifth of the seeds has them.
nodes() { echo $((1 + $1 % 5 % 3)); }
seed_of() { awk -v n="$1" '/^@ / && ++i == n { print $3 }' "$table"; }
name_of() { awk -v n="$1" '/^@ / && ++i == n { sub(/^@ [^ ]+ [^ ]+ /, ""); print }' "$table"; }

# What the seed says of the fault: "" is nothing; else the invariant, or why the program or its world could not go on.
try() { # try NUMBER SEED
	local said status=0
	said=$(LOCKSTEP_MUTANT=$1 timeout "$run_limit_s" "$copy/out/src/main/lockstep" simulate --seed "$2" \
		--nodes "$(nodes "$2")" --hours 4 --haste 8 --orders 60 2>&1) || status=$?
	((status)) || return 0
	grep -oE 'seed [0-9]+ breaks [a-z_]+' <<<"$said" | sed 's/.* breaks //' | grep . && return
	grep -oE 'as this must hold: .*|simulated world, seed [0-9]+: [a-z ]+|[A-Z][^.:]*\. \(in the simulated world' <<<"$said" |
		sed -n '1{ s/ (in the simulated world$//; p }' | grep . && return
	printf 'status %d: %s\n' "$status" "$(tail -n 1 <<<"$said")" >"$copy/judged/odd-$1-$2"
}

# judged/NUMBER: "SEED INVARIANT" or nothing.
judge() { # judge NUMBER
	local by seed
	for seed in $({ seed_of "$1"; seq "$seeds_max"; } | awk '!again[$0]++'); do
		by=$(try "$1" "$seed")
		[[ -z $by ]] || break
	done
	printf '%2d %s: %s\n' "$1" "$(name_of "$1")" "${by:+seed $seed on $(nodes "$seed"): }${by:-not caught}"
	echo "${by:+$seed $by}" >"$copy/judged/$1"
}
survive() { # survive SEED, with no fault
	echo "$1 $(try 0 "$1")" >"$copy/judged/without-$1"
}

sample=0 seed=${LOCKSTEP_SEED:-$RANDOM}
while [[ ${1:-} == --* ]]; do
	case $1 in
	--sample) sample=$2 ;;
	--seed) seed=$2 ;;
	*)
		echo "run.sh: unknown option $1: it knows --sample and --seed." >&2
		exit 2
		;;
	esac
	shift 2
done
count=$(grep -c '^@ ' "$table")
if ((sample)); then
	echo "a sample of $sample of $count, seed $seed"
	mapfile -t numbers < <(awk -v seed="$seed" -v count="$count" 'BEGIN { srand(seed); for (i = 1; i <= count; i++) print rand(), i }' |
		sort -n | head -n "$sample" | cut -d ' ' -f 2)
elif (($#)); then
	numbers=("$@")
else
	mapfile -t numbers < <(seq "$count")
fi

plant
build
rm -rf "$copy/judged"
mkdir "$copy/judged"
export -f judge survive try nodes seed_of name_of
export copy table seeds_max run_limit_s
printf '%s\n' "${numbers[@]}" | xargs -P "$jobs" -I{} bash -c 'judge {}'
mapfile -t used < <(cut -d ' ' -f 1 "$copy"/judged/[0-9]* | grep . | sort -nu)
((${#used[@]} == 0)) || printf '%s\n' "${used[@]}" | xargs -P "$jobs" -I{} bash -c 'survive {}'

passed=$(cat "$copy"/judged/[0-9]* | grep -c . || true)
touch "$copy/judged/without-none"
failed=$((${#numbers[@]} - passed))
broken=$(cat "$copy"/judged/without-* | grep ' .' || true)
echo " 0 no fault: ${#used[@]} seeds, ${broken:-survived}"
[[ -z $broken ]] && passed=$((passed + 1)) || failed=$((failed + 1))
for odd in "$copy"/judged/odd-*; do
	[[ -e $odd ]] || continue
	failed=$((failed + 1))
	echo "fault ${odd##*/odd-}: $(cat "$odd")"
done
printf 'mutants: %d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
