#!/usr/bin/env bash
# tests/process/torture_test.sh - a sample of script/torture, drawn by a seed: torture_test.sh BINARY DATABASE-URL-OR-EMPTY
set -euo pipefail
tools=$(dirname "$1")/../../tests/torture
if [[ ! -x $tools/tripwire ]]; then
	echo "torture_test: 0 passed, 0 failed, 1 skipped" # this machine or this build has no tripwire
	exit 0
fi
if [[ -n ${2:-} ]]; then
	exec "$(dirname "$0")/../torture/torture.sh" "$tools" --database "$2" --sample 2
fi
exec "$(dirname "$0")/../torture/torture.sh" "$tools" --sample 2
