#!/usr/bin/env bash
# tests/process/account_test.sh - an account enters and its shops are pulled: account_test.sh BINARY DATABASE-URL-OR-EMPTY
# The market is a program of its own: it lies, hangs and goes away.
# shellcheck source=tests/process/lib.sh
source "$(dirname "$0")/lib.sh"

start market sim --orders 40 --rate 0
market=$pid
judge "the market comes to be ready" await_ready market
control_api=$control market_api=$base
tell() { curl -s -f "$control_api$1" -d "$2"; } # tell PATH BODY: the market's control API
code() { tell /codes '{"shop_id":600001}' | jq -r .code; }
key=lockstep-demo-partner-key

# ---- what is no account
place_new data
enter=(account add "${place[@]}" --channel shopee --app-id 2001887 --shop-ref 600001)
refused 2 'which channel' account add "${place[@]}"
refused 2 'lockstep account add' account
refused 2 'lockstep account add' account remove "${place[@]}"
refused 1 'no channel "nonsense"' account add "${place[@]}" --channel nonsense
refused 2 'an account of Shopee needs' "${enter[@]}" --code "$canary"
refused 2 'an account of Shopee needs' "${enter[@]}" --app-key "$canary"
refused 2 'not both' "${enter[@]}" --app-key "$canary" --code "$canary" --account-ref 900001
refused 2 'found nothing on standard input' "${enter[@]}" --app-key - --code "$canary"
refused 1 'add --loopback' "${enter[@]}" --app-key "$canary" --code "$canary" --base "$market_api"
for elsewhere in http://10.0.0.1:80 "http://127.0.0.1@example.com" http://127.0.0.1:80@example.com/ https://example.com file:///etc/passwd words; do
	refused 1 'may not be called|--base takes' "${enter[@]}" --app-key "$canary" --code "$canary" --base "$elsewhere" --loopback
done
enter+=(--base "$market_api" --loopback)
fresh=$(code)
refused 1 'signature is wrong.*app key' "${enter[@]}" --app-key "$canary" --code "$fresh"
refused 1 'channel' "${enter[@]}" --app-key "$key" --code "$canary"
refused 1 'channel' account add "${place[@]}" --channel shopee --app-id 2001887 --shop-ref 7 --app-key "$key" --code "$(code)" --base "$market_api" --loopback
refused 1 'whole number|app' account add "${place[@]}" --channel shopee --app-id words --shop-ref 600001 --app-key "$key" --code "$(code)" --base "$market_api" --loopback
tell /faults '{"kind":"cut","count":1}' >/dev/null
refused 1 'channel' "${enter[@]}" --app-key "$key" --code "$(code)"
tell /faults '{"kind":"html","count":1}' >/dev/null
refused 1 'channel' "${enter[@]}" --app-key "$key" --code "$(code)"
judge "nothing of all that was kept" is "$(ask_db 'select count(*) from accounts')$(ask_db 'select count(*) from apps')$(ask_db \
	'select count(*) from shops')$(ask_db 'select count(*) from tokens')" 0000

# ---- one account, its shop pulled without a server
fresh=$(code)
run_with_key() { "$binary" "${enter[@]}" --app-key - --code "$1" --title Tea <<<"$key" >"$work/add.out" 2>"$work/add.err"; }
judge "an account enters, its key by standard input" run_with_key "$fresh"
judge "it says which account and which shop" like "$(<"$work/add.out")" '^account [0-9]+ shop [0-9]+$'
shop=$(cut -d ' ' -f 4 "$work/add.out")
refused 1 'channel' "${enter[@]}" --app-key "$key" --code "$fresh"
judge "the same shop authorised once more" run_with_key "$(code)"
judge "is the same shop" is "$(cut -d ' ' -f 4 "$work/add.out")" "$shop"
refused 1 'no shop 5[^0-9]' pull "${place[@]}" --shop 5 --loopback
refused 1 'may not be called' pull "${place[@]}" --shop "$shop"
accepted '^[0-9]+ listed, 20 stored, 0 changed, 0 unchanged, 0 parked, complete: ' pull "${place[@]}" --shop "$shop" --loopback
accepted ' 0 stored, 0 changed, [0-9]+ unchanged, 0 parked' pull "${place[@]}" --shop "$shop" --loopback

# ---- the list, tab by tab and page by page
accepted '"next":null' orders "${place[@]}" --json --limit 100
all=$(jq -r '.items[].ref' <<<"$out")
judge "all orders are listed" is "$(wc -l <<<"$all")" 20
paged() {
	local after=() page next
	while page=$("$binary" orders "${place[@]}" --json --limit 3 "${after[@]}"); do
		jq -r '.items[].ref' <<<"$page"
		next=$(jq -r '.next // empty' <<<"$page")
		[[ -n $next ]] || return 0
		after=(--after "$next")
	done
}
judge "paged by three the list is the same, in the same order" is "$(paged)" "$all"
tabbed=
for tab in pending processed marked_shipped frozen void; do
	accepted '"items"' orders "${place[@]}" --tab "$tab" --json --limit 100
	judge "the tab $tab holds only its own" is "$(jq --arg tab "$tab" '[.items[] | select(.state != $tab)] | length' <<<"$out")" 0
	tabbed+=$(jq -r '.items[].ref' <<<"$out")$'\n'
done
judge "each order is in one tab" is "$(sort <<<"$tabbed" | grep .)" "$(sort <<<"$all")"
accepted "^${all%%$'\n'*} +[A-Z_]+ +[a-z_]+ +[0-9.]+ [A-Z]{3} .*Tea" orders "${place[@]}" --limit 1
judge "who wants no more than a line gets one" is "$("$binary" orders "${place[@]}" 2>&1 | head -n 1 | wc -l)" 1

# ---- with a server, which does the work
start serve serve "${place[@]}" --port 0 --loopback
serve=$pid
judge "the program serves" await_ready serve
tell /orders '{"shop_id":600001,"count":3,"paid":true}' >/dev/null
accepted ' 3 stored, 0 changed, [0-9]+ unchanged, 0 parked' pull "${place[@]}" --shop "$shop"
tell /tokens '{"shop_id":600001,"event":"access-expires"}' >/dev/null
tell /orders '{"shop_id":600001,"count":2,"paid":true}' >/dev/null
accepted ' 2 stored, 0 changed, [0-9]+ unchanged, 0 parked' pull "${place[@]}" --shop "$shop"
judge "a token that ended is renewed without a word" is "$(grep -c 'level=error' "$work/serve.err")" 0

# ---- a market that does not answer, and one that is not there
kill -STOP "$market"
"$binary" pull "${place[@]}" --shop "$shop" >"$work/hung.out" 2>"$work/hung.err" &
hung=$!
started+=("$hung")
asks() { [[ $(ask_db "select count(*) from jobs where kind = 'pull' and state = 'running'") == 1 ]]; }
judge "the server asks the market that hangs" await 8 asks
stop 5 TERM "$hung"
judge "who waits for it may leave" is "$status" 1
judge "and hears that nothing is lost" like "$(<"$work/hung.err")" '^lockstep: The program is stopping[.] .*kept'
stop 10 TERM "$serve"
judge "the server stops within ten seconds though the market hangs" is "$status" 0
kill -CONT "$market"
accepted ' 0 parked, complete' pull "${place[@]}" --shop "$shop" --loopback

# ---- an end in the midst of a pull
for _ in 1 2 3; do tell /orders '{"shop_id":600001,"count":1000,"paid":true}' >/dev/null; done
start pull pull "${place[@]}" --shop "$shop" --loopback
some() { (($(ask_db 'select count(*) from orders') > 25)); }
judge "a long pull begins" await 20 some
stop 10 TERM "$pid"
judge "it stops when it is asked to" is "$status" 1
judge "it says how it goes on" like "$(grep -v '^at=' "$work/pull.err")" '^lockstep: The program is stopping[.] .*kept'
had=$(ask_db 'select count(*) from orders')
judge "it was in the midst: $had orders" test "$had" -lt 3025
judge "each order that is there is whole" is "$(ask_db "select count(*) from orders o where not exists
	(select 1 from order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id) or not exists
	(select 1 from revisions r where r.tenant_id = o.tenant_id and r.order_id = o.id and r.seq = o.latest_seq)")" 0
accepted ' 0 parked, complete' pull "${place[@]}" --shop "$shop" --loopback
judge "the next pull brings the rest" is "$(ask_db 'select count(*) from orders')" 3025

# ---- what a person must mend
tell /tokens '{"shop_id":600001,"event":"withdrawn"}' >/dev/null
tell /tokens '{"shop_id":600001,"event":"access-expires"}' >/dev/null
refused 1 'no longer accepts our authorisation.*Authorise' pull "${place[@]}" --shop "$shop" --loopback
refused 1 'not authorised|no longer accepts' pull "${place[@]}" --shop "$shop" --loopback
accepted '"code":"needs_authorisation"' shops "${place[@]}"
accepted '"state":"needs_authorisation"' accounts "${place[@]}"
judge "a new code mends it" run_with_key "$(code)"
accepted ' 0 parked, complete' pull "${place[@]}" --shop "$shop" --loopback

# ---- verified by a call, the key that seals secrets changed, the authorisation given up
account=$(cut -d ' ' -f 2 "$work/add.out")
refused 2 'which account' account verify "${place[@]}"
refused 1 'no account 5[^0-9]' account verify "${place[@]}" --account 5 --loopback
accepted "^account $account is verified\$" account verify "${place[@]}" --account "$account" --loopback
accepted '"items":\[\]' accounts "${place[@]}" --channel lazada
key_file=${folder:-$work}/lockstep.key
for ((i = 0; i + 1 < ${#place[@]}; i++)); do [[ ${place[i]} != --key ]] || key_file=${place[i + 1]}; done
before=$(<"$key_file")
refused 2 'lockstep keys rotate' keys "${place[@]}"
accepted '^[0-9]+ secrets are sealed by a new key$' keys rotate "${place[@]}"
judge "the key file holds another key, and it alone" test "$(wc -l <"$key_file")$(<"$key_file")" != "1$before"
accepted ' 0 parked, complete' pull "${place[@]}" --shop "$shop" --loopback
start serve2 serve "${place[@]}" --port 0 --loopback
serve=$pid
judge "the program serves with the new key" await_ready serve2
refused 1 'works on|server works' keys rotate "${place[@]}"
accepted "^account $account is verified\$" account verify "${place[@]}" --account "$account" --loopback
stop 10 TERM "$serve"
printf '%s\n' "$before" >"$work/old.key"
chmod 600 "$work/old.key"
mv "$key_file" "$work/new.key" && cp -p "$work/old.key" "$key_file"
refused 1 'not the one of this database' pull "${place[@]}" --shop "$shop" --loopback
mv "$work/new.key" "$key_file"
accepted "^account $account is cancelled" account cancel "${place[@]}" --account "$account" --loopback
refused 1 'given up' pull "${place[@]}" --shop "$shop" --loopback
refused 1 'given up' account verify "${place[@]}" --account "$account" --loopback
judge "nothing of its secrets is left" is "$(ask_db 'select count(*) from tokens')$(ask_db 'select count(*) from apps')" 00
judge "a new code revives it" run_with_key "$(code)"
judge "as the same account and shop" is "$(cut -d ' ' -f 2,4 "$work/add.out")" "$account $shop"
accepted ' 0 parked, complete' pull "${place[@]}" --shop "$shop" --loopback
stop 10 TERM "$market"
refused 1 'cannot be reached' pull "${place[@]}" --shop "$shop" --loopback
run shops "${place[@]}"
judge "the shop says so" is "$(jq -r '.items[0].problem.code' <<<"$out")" channel_down

# ---- secrets
mv "$work/market.out" "$work/.market" # the market's own words name the key, which opens nothing else
dump() { if [[ -n $url ]]; then pg_dump --inserts "$place_url"; else cat "$folder"/*; fi; }
dump >"$work/dump"
hex() { printf %s "$1" | od -An -v -tx1 | tr -d ' \n'; }
for secret in "$key" "$canary" "$fresh"; do
	judge "no secret is kept in clear, told or logged" is "$(grep -rlaF --exclude=.market --exclude='run.*' "$secret" "$work")" ""
	judge "nor in another form" is "$(grep -ciF "$(hex "$secret")" "$work/dump")" 0
done
judge "a session's token stays out of what is printed" is "$(grep -c 'access_token\|refresh_token' "$work/dump" "$work"/*.err | awk -F: '{n += $2} END {print n}')" 0
