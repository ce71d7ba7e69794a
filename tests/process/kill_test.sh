#!/usr/bin/env bash
# tests/process/kill_test.sh - kills the demo at ten random moments: kill_test.sh BINARY DATABASE-URL-OR-EMPTY
# What the market says in the end is what we hold: nothing lost, nothing twice, each status the market's.
# shellcheck source=tests/process/lib.sh
source "$(dirname "$0")/lib.sh"
seed=${LOCKSTEP_SEED:-$RANDOM}
RANDOM=$seed
echo "seed $seed (LOCKSTEP_SEED repeats it)"
old=4000

place_new data
mkdir "$folder"
start past sim --journal "$folder/market.journal" --orders "$old" --rate 0
judge "a market with $old orders of the past begins" await_ready past
stop 10 TERM "$pid"
judge "the market stops when it is asked to" is "$status" 0

lived() { grep -q ' place ' "$folder/market.journal"; } # new orders were placed
# The first kills hit the making of key, tables, account; the next ones the first pull; the others a market that lives.
for round in {1..10}; do
	delay=$((RANDOM % 300))
	start "demo$round" demo "${place[@]}" --port 0 --rate 600
	if ((round > 3)); then
		judge "start $round comes to be ready" await_ready "demo$round"
		((round <= 5)) || delay=$((RANDOM % 2000))
	fi
	if ((round == 6)); then judge "start 6 takes the password that it printed" sign_in admin "$password"; fi
	sleep "$(printf '0.%03d' $((delay % 1000)))" "$((delay / 1000))"
	if ((round == 10)); then judge "new orders are placed before the last kill" await 30 lived; fi
	judge "start $round still runs after $delay ms" kill -0 "$pid" || cat "$work/demo$round.err"
	stop 10 KILL "$pid"
	judge "start $round was killed" is "$status" 137
	lines=$(wc -l <"$work/demo$round.out")
	judge "start $round says one line when it is ready" is "$lines" "$((round > 3 ? 1 : lines > 0 ? 1 : 0))"
	judge "start $round has no complaint" is "$(<"$work/demo$round.err")" ""
done
kept=$cookie

shops_read() { # every shop was read whole since $1
	"$binary" shops "${place[@]}" >"$work/shops.json" && jq -e --arg since "$1" \
		'(.items | length) == 2 and all(.items[]; .problem == null and .parked.count == 0 and .last_run.ended != null and
		 (.last_run.proof // "") != "" and .last_run.began > $since)' "$work/shops.json" >/dev/null
}
start last demo "${place[@]}" --port 0 --rate 0
judge "the last start comes to be ready" await_ready last
judge "it says so in one line with address, user and password" like "$(<"$work/last.out")" \
	'^ready http://127\.0\.0\.1:[0-9]+ user admin password [0-9a-f]{18}$'
cookie=$kept
call GET /session
judge "who signed in before the kills is signed in still" is "$http" 200
judge "the password of the last start opens a session" sign_in admin "$password"
judge "both shops come to be read whole" await 30 shops_read "$(date -u +%FT%T.%3NZ)" || cat "$work/shops.json"
stop 10 TERM "$pid"
judge "it stops within ten seconds when it is asked to, with status 0" is "$status" 0
judge "it had no complaint but of those that were killed" is "$(grep -v event=node_buried "$work/last.err")" ""

start market sim --journal "$folder/market.journal" --rate 0
judge "the market's journal is served alone" await_ready market
next=0
while [[ $next != null ]]; do
	curl -s "$control/orders?from=$next" >"$work/page.json"
	jq -r '.items[] | [.shop_id, .order_sn, .status, .created] | @tsv' "$work/page.json"
	next=$(jq -r 'if has("next") then .next else "null" end' "$work/page.json")
done >"$work/market.tsv"
stop 10 TERM "$pid"

jq '[.items[] | {(.id): .channel_ref}] | add' "$work/shops.json" >"$work/refs.json"
after=()
while "$binary" orders "${place[@]}" --json --limit 100 "${after[@]}" >"$work/page.json"; do
	jq -r --slurpfile shop "$work/refs.json" \
		'.items[] | [$shop[0][.shop.id], .ref, .channel_status, (.placed | fromdate)] | @tsv' "$work/page.json"
	next=$(jq -r '.next // empty' "$work/page.json")
	[[ -n $next ]] || break
	after=(--after "$next")
done >"$work/ours.tsv"

sort "$work/market.tsv" >"$work/market.sorted"
sort "$work/ours.tsv" >"$work/ours.sorted"
alike() { diff "$1" "$2" | head -n 10 && cmp -s "$1" "$2"; }
count=$(wc -l <"$work/market.tsv")
judge "the market lived on: $count orders are more than $old" test "$count" -gt "$old"
judge "no order is there twice" is "$(cut -f 1,2 "$work/ours.sorted" | uniq -d | head -n 3)" ""
judge "all $count orders are there, with shop, status and moment as the market has them" alike \
	"$work/market.sorted" "$work/ours.sorted"
judge "each order has its latest revision, with its raw answer" is "$(ask_db "select count(*) from orders o
	where not exists (select 1 from revisions r join revision_raws w on w.tenant_id = r.tenant_id
	and w.order_id = r.order_id and w.seq = r.seq where r.tenant_id = o.tenant_id and r.order_id = o.id
	and r.seq = o.latest_seq)")" 0
judge "no revision is there that the order does not know of" is "$(ask_db "select count(*) from revisions r
	where not exists (select 1 from orders o where o.tenant_id = r.tenant_id and o.id = r.order_id
	and r.seq between 1 and o.latest_seq)")" 0
judge "two shops have one account, a feed and a job each" is "$(ask_db "select count(*) from shops")$(ask_db \
	"select count(*) from accounts")$(ask_db "select count(*) from feeds")$(ask_db "select count(*) from jobs where kind = 'pull'")" 2122
