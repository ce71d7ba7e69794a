#!/usr/bin/env bash
# tests/process/task_kill_test.sh - a server is killed half-way of a task of hundreds of updates: task_kill_test.sh BINARY
# DATABASE-URL-OR-EMPTY. Started again it goes on: each order has one result, and none is updated twice.
# shellcheck source=tests/process/lib.sh
source "$(dirname "$0")/lib.sh"
orders=200 rounds=0 half_way=0
pieces=100 # more than a buyer buys
wanted=$((${#url} ? 1 : 2)) # PostgreSQL's nodes are sure of a death only after ten seconds

start market sim --shops 1 --orders 0 --rate 0 --seed 6
judge "the market comes to be ready" await_ready market
steer=$control market=$base
tell() { curl -s -f "$steer$1" -d "$2"; } # tell PATH BODY: the market's control API
sns=()

place_new data
"$binary" account add "${place[@]}" --loopback --base "$market" --channel shopee --app-id 2001887 --shop-ref 600001 --app-key - \
	--code "$(tell /codes '{"shop_id":600001}' | jq -r .code)" <<<lockstep-demo-partner-key >"$work/account.out" 2>&1
judge "an account enters" is "$?" 0
"$binary" user password "${place[@]}" --user admin --password - <<<"task-kill-password" >/dev/null
tell /orders "{\"shop_id\":600001,\"count\":$orders,\"lines\":1,\"paid\":true}" >/dev/null
mapfile -t sns < <(curl -s "$steer/orders" | jq -r '.items[].order_sn')

serve() { # serve NAME
	start "$1" serve "${place[@]}" --port 0 --loopback
	judge "$1 comes to be ready" await_ready "$1"
}
count() { ask_db "select count(*) from $1"; }
is_count() { [[ $(count "$1") == "$2" ]]; }
serve first
judge "all orders are pulled" await 30 is_count orders "$orders"
idle() { is_count "jobs where state = 'running'" 0; }
judge "the pull comes to its end" await 30 idle
judge "a person signs in" sign_in admin task-kill-password
ids=$(ask_db 'select id from orders' | jq -R . | jq -cs '{ids: ., mode: "keep", release: false}')

change_all() { # change_all PIECES: of the line of each order at the market, so that each is written by itself
	local sn
	for sn in "${sns[@]}"; do
		echo next
		printf 'url = %s/orders/%s/quantity\ndata = {"what":0,"count":%d}\n' "$steer" "$sn" "$1"
	done | sed 1d >"$work/changes"
	curl -s -f -K "$work/changes" >"$work/changed"
}
waiting() { count "task_items where task_id = $task and state = 'waiting'"; }
some_done() { (($(count "task_items where task_id = $task and state = 'done'") > 0)); }
ended() { is_count "tasks where id = $task and ended_at > 0" 1; }

# What a kill comes upon nobody can say: it is tried until it came half-way.
while ((half_way < wanted && rounds < 8)); do
	((++rounds))
	change_all $((pieces + rounds)) || judge "the market changes all orders" false
	call POST /orders/update -H "X-CSRF-Token: $csrf" -H 'Content-Type: application/json' -d "$ids"
	judge "task $rounds is taken" is "$http" 202 || echo "$answer"
	task=$(jq -r .id <<<"$answer")
	until some_done || ended; do :; done
	stop 10 KILL "$pid"
	left=$(waiting)
	((left == 0)) || ((++half_way))
	echo "killed with $left of $orders waiting"
	serve "server$rounds"
	judge "task $rounds comes to its end" await 60 ended
done
judge "a server was killed half-way of a task" is "$half_way" "$wanted"

twice() { # twice TABLE WHERE: orders that have not one of it a round
	ask_db "select count(*) from orders o where $rounds <> (select count(*) from $1 x where x.tenant_id = o.tenant_id
		and x.order_id = o.id and $2)"
}
judge "each order has one result a task" is "$(count task_items)" $((orders * rounds))
judge "each of them was updated" is "$(count "task_items where state = 'done' and outcome = 'updated' and attempts = 1")" \
	$((orders * rounds))
judge "the counts of the tasks say so" is "$(count "tasks where state = 'done' and total = $orders and succeeded = $orders
	and failed = 0 and asking = 0")" "$rounds"
judge "no order was changed more often" is "$(twice order_shows "kind = 'update'")" 0
judge "what was done to it is told once a task" is "$(twice activities "kind = 'update'")" 0
judge "no copy of what the channel said is kept twice" is "$(count "revisions a join revisions b on b.tenant_id = a.tenant_id
	and b.order_id = a.order_id and b.seq = a.seq + 1 and b.digests = a.digests")" 0
judge "each order shows what its market says" is "$(count "order_lines where ordered <> $((pieces + rounds))")" 0
call GET "/tasks/$task"
judge "people see the last task done" is "$http $(jq -r '"\(.state) \(.succeeded) \(.waiting)"' <<<"$answer")" "200 done $orders 0"
stop 10 TERM "$pid"
judge "the server stops with status 0" is "$status" 0
judge "it had no complaint" is "$(grep -v event=node_buried "$work/server$rounds.err")" ""
