#!/usr/bin/env bash
# tests/browser/run.sh - lets a real browser use the pages: run.sh [--million|--paint] BINARY [POSTGRES-URL-OR-EMPTY] [FLOW'S-NAME-PART]
# --million: only the list of many orders, with 1,000,000 of them (minutes); --paint: how soon and how heavy the pages are.
set -euo pipefail
program=run.mjs only=
case $1 in
--million)
	export LOCKSTEP_MILLION=1
	only='a list of'
	shift
	;;
--paint)
	program=paint.mjs
	shift
	;;
esac
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
[[ -z $only ]] || set -- "" "$only"
exec node "$program" "$binary" "$@"
