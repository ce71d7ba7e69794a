#!/usr/bin/env bash
# tests/process/lib.sh - what the process tests share: judging, places for data, starting and stopping what is theirs.
# Sourced by a test that was called as TEST BINARY DATABASE-URL-OR-EMPTY.
# shellcheck shell=bash disable=SC2034 # what it sets the tests read
set -uo pipefail
binary=${1:?usage: $0 BINARY DATABASE-URL-OR-EMPTY}
url=${2-}
name=$(basename "$0" .sh)
work=$(mktemp -d "${TMPDIR:-/tmp}/lockstep-$name.XXXXXX")
passed=0 failed=0
started=() databases=()
export LC_ALL=C.UTF-8

finish() {
	local p
	trap - EXIT INT TERM HUP
	for p in "${started[@]}"; do
		kill -CONT "$p" 2>/dev/null
		kill -KILL "$p" 2>/dev/null
		wait "$p" 2>/dev/null
	done
	for p in "${databases[@]}"; do psql -qX "$url" -c "drop database $p with (force)" >/dev/null 2>&1; done
	rm -rf "$work"
	printf '%s: %d passed, %d failed\n' "$name" "$passed" "$failed"
	((failed == 0 && passed > 0))
	exit
}
trap finish EXIT
trap 'failed=$((failed + 1)); echo "not so: it was let run to its end"; exit' INT TERM HUP

# judge SENTENCE COMMAND...: the sentence is so when the command succeeds.
judge() {
	local sentence=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'not so: %s\n' "$sentence"
		return 1
	fi
}
is() { [[ $1 == "$2" ]] || { printf '  is "%.300s", not "%.300s"\n' "$1" "$2" && false; }; }
like() { [[ $1 =~ $2 ]] || { printf '  "%.300s" is not like "%.300s"\n' "$1" "$2" && false; }; }

# A place of its own for data: sets `place` to the options that name it, and `folder` to where its files lie.
place_new() { # place_new NAME
	folder=$work/$1
	place=(--data "$folder")
	[[ -n $url ]] || return 0
	local base=${url##*/}
	databases+=("${base}_$1")
	psql -qX "$url" -c "create database ${base}_$1" >/dev/null || exit
	place_url=${url%/*}/${base}_$1
	place+=(--database "$place_url")
}
ask_db() { # ask_db SQL: of the last place
	if [[ -n $url ]]; then psql -qXAt "$place_url" -c "$1"; else sqlite3 -cmd '.timeout 5000' "$folder/lockstep.db" "$1"; fi
}

# start NAME ARGUMENT...: runs the program aside; its words go to NAME.out and NAME.err, its number to `pid`.
start() {
	local as=$1
	shift
	"$binary" "$@" >"$work/$as.out" 2>"$work/$as.err" </dev/null &
	pid=$!
	started+=("$pid")
}
# await SECONDS COMMAND...: until the command succeeds.
await() {
	local until=$((SECONDS + $1))
	shift
	until "$@"; do
		((SECONDS < until)) || return 1
		sleep 0.05
	done
}
says_ready() { grep -qs '^ready ' "$work/$1.out"; }
await_ready() { # await_ready NAME: sets `base` to the address and `control` to the market's control API
	local line
	await 30 says_ready "$1" || { cat "$work/$1.err" && return 1; }
	line=$(grep '^ready ' "$work/$1.out")
	base=$(cut -d ' ' -f 2 <<<"$line")
	control=$(sed -n 's/.* control \([^ ]*\).*/\1/p' <<<"$line")
	password=$(sed -n 's/.* password \([^ ]*\)$/\1/p' <<<"$line")
}
gone() { ! kill -0 "$1" 2>/dev/null || [[ $(ps -o stat= -p "$1") == Z* ]]; }
# stop SECONDS SIGNAL PID: sends the signal and sets `status` to how it ended.
stop() { # the shell's own words about who was killed are not wanted
	kill "-$2" "$3"
	await "$1" gone "$3" || kill -KILL "$3"
	wait "$3"
	status=$?
} 2>/dev/null
run() { # run ARGUMENT...: sets out, err and status
	timeout --preserve-status -s KILL 60 "$binary" "$@" >"$work/run.out" 2>"$work/run.err" </dev/null
	status=$?
	out=$(tr -d '\0' <"$work/run.out") err=$(tr -d '\0' <"$work/run.err")
}

canary=C4N4RY5ECRET # in each secret that a person gives
# refused STATUS PATTERN ARGUMENT...: one sentence on stderr that the pattern fits, no word on stdout.
refused() {
	local wanted=$1 pattern=$2
	shift 2
	run "$@"
	judge "lockstep $* is refused" says_why "$wanted" "$pattern"
}
says_why() { # lines of the log, which begin with at=, may stand before it
	is "$status" "$1" && is "$out" "" && is "$(grep -vc '^at=' <<<"$err")" 1 &&
		like "$(grep -v '^at=' <<<"$err")" '^lockstep: [A-Z].*[.]$' && like "$err" "$2" && silent "$err"
}
silent() { [[ $1 != *"$canary"* ]] || { echo "  a secret is told: $1" && false; }; }
accepted() { # accepted PATTERN ARGUMENT...
	local pattern=$1
	shift
	run "$@"
	judge "lockstep $* does it" does_it "$pattern"
}
does_it() { is "$status $err" "0 " && like "$out" "$1"; }

# A session by HTTP: sets `cookie` and `csrf`.
sign_in() { # sign_in USER PASSWORD
	local answer
	answer=$(curl -s -D "$work/headers" "$base/api/v1/session" -H 'Content-Type: application/json' \
		-d "{\"user\":\"$1\",\"password\":\"$2\"}")
	cookie=$(sed -n 's/^[Ss]et-[Cc]ookie: \([^;]*\);.*/\1/p' "$work/headers" | tr -d '\r')
	csrf=$(jq -r '.csrf // empty' <<<"$answer")
	[[ -n $cookie && -n $csrf ]]
}
call() { # call METHOD PATH OPTION...: sets `answer` and `http`
	local method=$1 path=$2
	shift 2
	http=$(curl -s -o "$work/answer" -w '%{http_code}' -X "$method" -b "$cookie" "$@" "$base/api/v1$path")
	answer=$(<"$work/answer")
}
