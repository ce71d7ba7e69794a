#!/bin/bash
# tests/postgres.sh - a PostgreSQL of its own for tests: `start DIR` prints its address, `stop DIR` ends it and clears DIR.
# A test's data need not outlive the machine, so nothing is forced to the disk, which takes most of the time of a test that
# makes its tables anew; `start DIR durable` forces it, for what measures.
set -euo pipefail

usage() {
	echo "usage: tests/postgres.sh start DIR [durable] | stop DIR" >&2
	exit 2
}
[ $# = 2 ] || [ "$*" = "start ${2-} durable" ] || usage
dir=$2
forced=off
[ $# = 2 ] || forced=on
bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "tests/postgres.sh: no PostgreSQL server is installed; run script/bootstrap." >&2; exit 1; }

# The server refuses to run as root.
as_owner() {
	if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

free_port() {
	local port
	for _ in $(seq 100); do
		port=$((20000 + RANDOM % 20000))
		if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
			echo "$port"
			return
		fi
	done
	return 1
}

start() {
	local port password
	if [ -f "$dir/url" ] && as_owner "$bin/pg_ctl" -D "$dir/data" status >/dev/null 2>&1; then
		cat "$dir/url"
		return
	fi
	if [ -n "$(ls -A "$dir" 2>/dev/null)" ] && [ ! -f "$dir/password" ]; then
		echo "tests/postgres.sh: $dir holds something else; name a new folder." >&2
		exit 1
	fi
	rm -rf "$dir"
	mkdir -p "$dir"
	dir=$(cd "$dir" && pwd)
	password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
	port=$(free_port)
	(umask 077 && echo "$password" >"$dir/password")
	if [ "$(id -u)" = 0 ]; then chown -R postgres "$dir"; fi
	cd "$dir"
	as_owner "$bin/initdb" -D data -U lockstep --auth=scram-sha-256 --pwfile=password \
		--locale=C --encoding=UTF8 >initdb.log 2>&1 || { cat initdb.log >&2; exit 1; }
	as_owner "$bin/pg_ctl" -D data -l "$dir/log" -w -t 60 \
		-o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$dir -c max_connections=200 -c fsync=$forced -c full_page_writes=$forced" \
		start >start.log 2>&1 || { cat start.log "$dir/log" >&2; exit 1; }
	(umask 077 && echo "postgresql://lockstep:$password@127.0.0.1:$port/postgres" >"$dir/url")
	cat "$dir/url"
}

stop() {
	if [ ! -d "$dir/data" ]; then return; fi
	cd "$dir"
	as_owner "$bin/pg_ctl" -D "$dir/data" -w -m fast stop >/dev/null 2>&1 || true
	cd /
	rm -rf "$dir"
}

case $1 in
start) start ;;
stop) stop ;;
*) usage ;;
esac
