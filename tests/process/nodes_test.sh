#!/usr/bin/env bash
# tests/process/nodes_test.sh - three servers on one PostgreSQL: one is killed in mid-pull, the database is restarted.
#
#   nodes_test.sh BINARY DATABASE-URL-OR-EMPTY   skipped without a URL; the PostgreSQL is one of its own, as it is restarted
# shellcheck disable=SC2317 # functions are called by within and check
set -euo pipefail
binary=$1 passed=0 failed=0
if [[ -z ${2:-} ]]; then
	echo 'nodes_test: 0 passed, 0 failed, 1 skipped'
	exit 0
fi
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/lockstep-nodes.XXXXXX")
cluster=$(mktemp -d "${TMPDIR:-/tmp}/lockstep-nodes-pg.XXXXXX")
market=
declare -A nodes=() # the number of each server's node → its process

finish() {
	local status=$?
	trap - EXIT INT TERM HUP
	exec 2>/dev/null # the shell tells of each process that is killed
	for pid in "${nodes[@]}" $market; do kill -9 "$pid" 2>/dev/null || true; done
	"$root/tests/postgres.sh" stop "$cluster" >/dev/null 2>&1 || true
	rm -rf "$work" "$cluster"
	exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

now_ms() { echo $(($(date +%s%N) / 1000000)); }
sql() { psql -qXAt "$url" -c "$1"; }
check() { # check SENTENCE COMMAND...
	local sentence=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
		echo "ok: $sentence"
	else
		failed=$((failed + 1))
		echo "not so: $sentence"
	fi
}
within() { # within SECONDS COMMAND...: true as soon as the command is
	local until=$(($(now_ms) + $1 * 1000))
	shift
	until "$@"; do
		(($(now_ms) < until)) || return 1
		sleep 0.2
	done
}
end() {
	echo "nodes_test: $passed passed, $failed failed"
	((failed == 0)) || { tail -n 5 "$work"/*.err >&2; exit 1; }
	exit 0
}
first_line() { within 60 test -s "$1" && head -n 1 "$1"; }

start_node() { # start_node NAME: serves, and notes which number it was given
	local before
	before=$(sql "select number from nodes where state = 'working'")
	"$binary" serve --database "$url" --key "$work/lockstep.key" --port 0 --loopback >"$work/$1.out" 2>"$work/$1.err" &
	local pid=$!
	first_line "$work/$1.out" >/dev/null || return 1
	number=$(sql "select number from nodes where state = 'working'" | grep -vxF "${before:-none}")
	nodes[$number]=$pid
}
control() { curl -fsS "$steer$1" "${@:2}"; }
place() { # so many orders in each shop, now
	local shop
	for shop in $shops; do control /orders -d "{\"shop_id\":$shop,\"count\":$1,\"paid\":true}" >/dev/null; done
}
# What the market has at this moment is soon here; what comes meanwhile is not asked for.
here() {
	sql 'select ref from orders' | sort >"$work/here.txt"
	[[ -z $(comm -23 "$work/there.txt" "$work/here.txt") ]]
}
all_here_within() {
	truth | awk '{ print $1 }' | sort >"$work/there.txt"
	within "$1" here
}
shares() { sql "select coalesce(string_agg(c::text, ' ' order by c), '') from (select count(*) as c from leases where node in ($1) group by node) as x"; }
shared() { [[ $(shares "$1") == "$2" ]]; }
seen_at_work() { # new orders until this node is caught while it pulls them
	place 20
	within 1 works "$1"
}
works() { [[ $(sql "select count(*) from jobs where state = 'running' and node = $1 and kind = 'pull'") -gt 0 ]]; }
left_nothing() { [[ $(sql "select (select count(*) from leases where node = $1) + (select count(*) from jobs where state = 'running' and node = $1)") == 0 ]]; }
others() { # the numbers of the living nodes, for SQL
	local IFS=,
	echo "${!nodes[*]}"
}
both_work() { [[ $(sql "select count(*) from nodes where state = 'working'") == 2 ]]; }
lives() { sql "select string_agg(number || ':' || incarnation, ' ' order by number) from nodes where state = 'working'"; } # a buried node begins another
serves_all() { [[ $(sql "select count(*) from leases where node in ($(others))") == 6 ]]; }

# What the market says of each order, and what is held: number and status.
truth() {
	local from=0 page
	while [[ $from != null ]]; do
		page=$(control "/orders?from=$from")
		jq -r '.items[] | [.order_sn, .state] | join(" ")' <<<"$page"
		from=$(jq .next <<<"$page")
	done | sed 's/ ready$/ READY_TO_SHIP/; s/ delivered$/ TO_CONFIRM_RECEIVE/; s/ returning$/ TO_RETURN/; s/ returned$/ COMPLETED/; y/abcdefghijklmnopqrstuvwxyz-/ABCDEFGHIJKLMNOPQRSTUVWXYZ_/' | sort
}
held() { sql "select ref || ' ' || channel_status from orders" | sort; }
alike() {
	truth >"$work/truth.txt"
	held >"$work/held.txt"
	cmp -s "$work/truth.txt" "$work/held.txt"
}
alike_at_last() { within 90 alike || { diff "$work/truth.txt" "$work/held.txt" | head -n 10; false; }; }
listed_once() {
	local after='' page
	while page=$("$binary" orders --database "$url" --json --limit 100 ${after:+--after "$after"}); do
		jq -r '.items[].ref' <<<"$page"
		after=$(jq -r '.next // ""' <<<"$page")
		[[ -n $after ]] || break
	done | sort >"$work/listed.txt"
	cut -d' ' -f1 "$work/truth.txt" | sort | cmp -s - "$work/listed.txt"
}
nothing_twice() { # no order has the same copy, personal part included, twice in a row of revisions
	[[ $(sql "select count(*) from revisions a join revisions b on b.tenant_id = a.tenant_id and b.order_id = a.order_id
		and b.seq = a.seq + 1 and b.digests = a.digests and b.channel_ver = a.channel_ver
		left join revision_people pa on pa.tenant_id = a.tenant_id and pa.order_id = a.order_id and pa.seq = a.seq
		left join revision_people pb on pb.tenant_id = b.tenant_id and pb.order_id = b.order_id and pb.seq = b.seq
		where coalesce(pa.digest, '') = coalesce(pb.digest, '')") == 0 ]]
}
restart_database() {
	local owner=() control
	control=$(find /usr/lib/postgresql -path '*/bin/pg_ctl' | sort -V | tail -n 1)
	[[ $(id -u) != 0 ]] || owner=(runuser -u postgres --)
	(cd "$cluster" && "${owner[@]}" "$control" -D "$cluster/data" -l "$cluster/log" -w -m immediate restart) >"$work/restart.log" 2>&1
}
ends_well() { # ends_well NUMBER: SIGTERM, status 0 in time
	local pid=${nodes[$1]} status=0
	kill -TERM "$pid"
	within 30 gone "$pid" || return 1
	wait "$pid" || status=$?
	((status == 0))
}
gone() { ! kill -0 "$1" 2>/dev/null || [[ $(ps -o stat= -p "$1") == Z* ]]; }

url=$("$root/tests/postgres.sh" start "$cluster")
"$binary" sim --port 0 --control 0 --shops 6 --orders 300 --rate 120 --seed 3 >"$work/market.out" 2>"$work/market.err" &
market=$!
ready=$(first_line "$work/market.out")
within 30 grep -q '^shop ' "$work/market.out"
sleep 0.2
base=$(awk '{ print $2 }' <<<"$ready") steer=$(awk '{ print $4 }' <<<"$ready")
shops=$(awk '$1 == "shop" { print $2 }' "$work/market.out")

# Three processes begin at once on an empty database.
for i in 1 2 3; do "$binary" migrate --database "$url" >"$work/migrate$i.out" 2>"$work/migrate$i.err" & migrations+=($!); done
for pid in "${migrations[@]}"; do check 'a process that begins beside others finds or makes the tables' wait "$pid"; done
check 'there is one tenant' test "$(sql 'select count(*) from tenants')" = 1
"$binary" user password --database "$url" --user admin --password - <<<"nodes-test-password" >/dev/null
start_node first
# shellcheck disable=SC2013 # one word a line
for account in $(awk '$1 == "shop" { print $4 }' "$work/market.out" | sort -u); do
	code=$(control /codes -d "{\"main_account_id\":$account}" | jq -r .code)
	"$binary" account add --database "$url" --key "$work/lockstep.key" --loopback --base "$base" --channel shopee --app-id 2001887 \
		--app-key - --code "$code" --account-ref "$account" <<<lockstep-demo-partner-key >/dev/null
done
sql 'update feeds set every_s = 2'
check 'the shops of an account added beside a running server are taken' within 30 serves_all
start_node second
start_node third
check 'three nodes share six shops evenly' within 60 shared "$(others)" '2 2 2'
check 'the first orders are all there' all_here_within 60
sql 'update feeds set every_s = 2' # of every account

# A node dies in mid-pull.
place 60
victim=$number
check 'a node is seen in mid-pull' within 60 seen_at_work "$victim"
kill -9 "${nodes[$victim]}"
began=$(now_ms)
wait "${nodes[$victim]}" 2>/dev/null || true
unset "nodes[$victim]"
check 'its shops and jobs are taken over' within 60 left_nothing "$victim"
check 'the two others have all shops' within 60 serves_all
echo "taken over after $(($(now_ms) - began)) ms"
check 'what it had begun is done' all_here_within 60

# The database is restarted, as after a crash, while all work.
place 40
for number in "${!nodes[@]}"; do within 5 works "$number" && break; done
before=$(lives)
check 'the database restarts' restart_database
check 'a node beats again' within 60 serves_all
check 'both work again' within 30 both_work
check 'nobody was buried for it' test "$(lives)" = "$before"
check 'the pulls go on' all_here_within 60

# A node drains; the last goes on alone.
for number in "${!nodes[@]}"; do break; done
began=$(now_ms)
check 'SIGTERM ends a node with status 0 in time' ends_well "$number"
unset "nodes[$number]"
check 'its shops are with the other' within 60 serves_all
echo "handed over after $(($(now_ms) - began)) ms"

control /live -d '{"per_minute":0}' >/dev/null
check 'every order is held as the market has it' alike_at_last
check 'every order is listed once' listed_once
check 'no copy is kept twice' nothing_twice
for number in "${!nodes[@]}"; do check 'the last node ends with status 0' ends_well "$number"; unset "nodes[$number]"; done
check 'no shop and no job is left in its hands' test "$(sql "select (select count(*) from leases where node <> 0) + (select count(*) from jobs where state = 'running')")" = 0
check 'no secret and no buyer is in what they said' bash -c "! grep -qE 'lockstep-demo-partner-key|nodes-test-password' $work/*.err"
end
