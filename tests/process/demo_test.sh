#!/usr/bin/env bash
# tests/process/demo_test.sh - a person's way through the demo, by HTTP: demo_test.sh BINARY DATABASE-URL-OR-EMPTY
# shellcheck source=tests/process/lib.sh
source "$(dirname "$0")/lib.sh"

listed() { call GET "/orders?limit=2" && jq -e '.items | length == 2' <<<"$answer" >/dev/null; }
shop_is() { # shop_is FILTER: what the shop's row says
	call GET /shops && jq -e --arg id "$shop" ".items[] | select(.id == \$id) | $1" <<<"$answer" >/dev/null
}
runs_of() { call GET /runs && jq --arg id "$shop" '[.items[] | select(.shop_id == $id and .ended != null)] | length' <<<"$answer"; }
more_runs() { (($(runs_of) > $1)); }

cookie=
place_new data
start demo demo "${place[@]}" --port 0
judge "the demo comes to be ready" await_ready demo
call GET /health
judge "anyone may ask whether it runs" is "$http" 200
call GET /orders
judge "nobody who is not signed in sees orders" is "$http $(jq -r .code <<<"$answer")" "401 not_signed_in"
judge "a wrong password opens nothing" is "$(sign_in admin wrong-password && echo in)" ""
judge "the password that the demo printed opens a session" sign_in admin "$password"
judge "orders arrive and are listed" await 20 listed
after=$(jq -r .next <<<"$answer")
first=$(jq -r '.items[0].id' <<<"$answer")
call GET "/orders?limit=2&after=$after"
judge "the next page has others" is "$http $(jq --arg id "$first" 'any(.items[]; .id == $id)' <<<"$answer")" "200 false"
call GET "/orders/$first"
judge "one order is shown with its revisions" is "$http $(jq '.revisions | length > 0' <<<"$answer")" "200 true"
judge "the page itself is served" is "$(curl -s -o /dev/null -w '%{http_code}' "$base/")" 200

call GET /shops
shop=$(jq -r '.items[0].id' <<<"$answer")
call POST "/shops/$shop/stop"
judge "without the page's word nothing is changed" is "$http $(jq -r .code <<<"$answer")" "403 csrf"
judge "so the shop pulls still" shop_is '.pull == "on"'
call POST "/shops/$shop/stop" -H "X-CSRF-Token: $csrf"
judge "a shop is stopped" is "${http:0:1}" 2
judge "it is seen to be stopped" shop_is '.pull == "stopped"'
had=$(runs_of)
call POST "/shops/$shop/pull" -H "X-CSRF-Token: $csrf"
judge "a stopped shop is pulled when a person asks for it" is "${http:0:1}" 2
judge "that run ends" await 10 more_runs "$had"
judge "and it stays stopped" shop_is '.pull == "stopped"'
had=$(runs_of)
call POST "/shops/$shop/resume" -H "X-CSRF-Token: $csrf"
judge "the shop pulls by itself again" is "${http:0:1}" 2
judge "at once" await 10 more_runs "$had"
judge "it is seen to pull" shop_is '.pull == "on"'
call POST "/shops/1/pull" -H "X-CSRF-Token: $csrf"
judge "a shop that is not there is refused" is "$http $(jq -r .code <<<"$answer")" "404 shop_unknown"

call DELETE /session -H "X-CSRF-Token: $csrf"
judge "the person signs out" is "${http:0:1}" 2
call GET /orders
judge "and sees no orders any more" is "$http" 401
stop 10 TERM "$pid"
judge "the demo stops within ten seconds when it is asked to" is "$status" 0
judge "and had no complaint" is "$(<"$work/demo.err")" ""
