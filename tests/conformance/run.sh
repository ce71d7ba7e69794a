#!/usr/bin/env bash
# tests/conformance/run.sh - lets clients that others wrote ask the simulated market: run.sh BINARY
set -euo pipefail
binary=$(realpath "$1")
cd "$(dirname "$0")"

# The packages are fetched again only where their list changed.
lock=$(sha256sum package-lock.json)
if [[ $(cat node_modules/.lockfile 2>/dev/null) != "$lock" ]]; then
	if ! said=$(npm ci --ignore-scripts --no-audit --no-fund 2>&1); then
		echo "$said"
		echo "conformance: 0 passed, 1 failed"
		exit 1
	fi
	echo "$lock" >node_modules/.lockfile
fi
exec node run.mjs "$binary"
