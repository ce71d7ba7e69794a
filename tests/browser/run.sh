#!/usr/bin/env bash
# tests/browser/run.sh - lets a real browser use the pages: run.sh BINARY [POSTGRES-URL-OR-EMPTY] [FLOW'S-NAME-PART]
set -euo pipefail
binary=$(realpath "$1")
shift
cd "$(dirname "$0")"

# The packages are fetched again only where their list changed.
lock=$(sha256sum package-lock.json)
if [[ $(cat node_modules/.lockfile 2>/dev/null) != "$lock" ]]; then
	if ! said=$(npm ci --ignore-scripts --no-audit --no-fund 2>&1); then
		echo "$said"
		echo "browser: 0 passed, 1 failed"
		exit 1
	fi
	echo "$lock" >node_modules/.lockfile
fi
exec node run.mjs "$binary" "$@"
