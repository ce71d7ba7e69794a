#!/usr/bin/env bash
# tests/process/cli_test.sh - the commands as a person uses and misuses them: cli_test.sh BINARY DATABASE-URL-OR-EMPTY
# shellcheck source=tests/process/lib.sh
source "$(dirname "$0")/lib.sh"
# ---- the command line itself
commands=(demo serve pull orders why stock update tasks account accounts keys shops import settings live channels sim simulate migrate user api help)
options_of() { # the options that a command's help lists, as --name:VALUE
	"$binary" help "$1" | sed -n 's/^    --\([a-z-]*\) \([A-Z]*\).*/--\1:\2/p'
}
run help
judge "help names every command of the test's list, and no other" is "$(sed -n 's/^lockstep \([a-z]*\) .*/\1/p' <<<"$out" | xargs)" "${commands[*]}"
refused 2 'no command "nonsense"' nonsense
refused 2 'no command "nonsense"' help nonsense
accepted '^lockstep [0-9]+\.[0-9]+' --version
for command in "${commands[@]}"; do
	accepted "^lockstep $command " "$command" --help
	whole=$out
	accepted "^lockstep $command " help "$command"
	judge "lockstep help $command says what --help says" is "$out" "$whole"
	refused 2 "lockstep $command does not take --nonsense" "$command" --nonsense
	[[ $command == update ]] || refused 2 "lockstep $command does not " "$command" one two three
	for option in $(options_of "$command"); do
		value=${option#*:} option=${option%:*}
		case $value in
		'')
			refused 2 "$option is given twice" "$command" "$option" "$option"
			refused 2 "$option takes no value" "$command" "$option=yes"
			continue
			;;
		N | ID) [[ $option == --app-id ]] || for number in -1 1x 0x10 1.5 99999999999999999999 ' 1'; do
			refused 2 "$option takes a whole number" "$command" "$option" "$number"
		done ;;
		esac
		refused 2 "$option needs a value" "$command" "$option"
		refused 2 "$option needs a value" "$command" "$option="
		refused 2 "$option is given twice" "$command" "$option" 7 "$option=7"
	done
done
refused 2 '--port takes 0 to 65535' sim --port 65536
refused 2 '--control takes 0 to 65535' sim --control 9999999999
refused 2 '--shops takes' sim --shops 4294967297
refused 2 '--shops takes' sim --shops 0
refused 2 '--orders takes' sim --orders 99999999999999
refused 2 '--rate takes' sim --rate 60001
refused 2 '--days takes' simulate --days 0
refused 2 '--data is not valid UTF-8' orders --data $'\xff\xfe'
refused 2 'which database' orders
refused 2 'which database' serve
refused 2 'which orders are updated' update
refused 2 'lockstep update does not know what to do with' update {1..21}
accepted '^shopee ' channels
accepted 'seed 3 days 1 nodes 1 digest [0-9a-f]{16} .* missing 0 stale 0' simulate --seed 3 --days 1

# ---- places that are none
refused 1 'there is no folder .*/none: ' orders --data "$work/none"
echo 'a file' >"$work/file"
refused 1 "$work/file is no folder" orders --data "$work/file"
refused 1 "$work/file is no folder" migrate --data "$work/file"
refused 1 'cannot be made: ' migrate --data "$work/none/below"
judge "nothing was made on the way" test ! -e "$work/none"
refused 2 '--database takes postgresql://' orders --database "mysql://user:$canary@127.0.0.1/orders"
refused 2 'key file must be named: --key' serve --database "postgresql://user:$canary@127.0.0.1:1/orders"
refused 1 'cannot be reached.*port 1 ' orders --database "postgresql://user:$canary@127.0.0.1:1/orders"
refused 1 'cannot be reached' migrate --database "postgresql://user:$canary@127.0.0.1:99999/orders"
refused 1 'cannot be reached' migrate --database "postgresql://user:$canary@nowhere.invalid/orders"
if ((EUID == 0)); then
	judge "a folder of somebody else's is refused" like "$(cp "$binary" "$work/program" && chmod 711 "$work" &&
		mkdir -m 700 "$work/theirs" && setpriv --reuid 65534 --regid 65534 --clear-groups \
		"$work/program" orders --data "$work/theirs" 2>&1 && echo 'done')" '^lockstep: .*/theirs.*[.]$'
else
	mkdir -m 000 "$work/theirs"
	refused 1 'theirs' orders --data "$work/theirs"
fi

if [[ -z $url ]]; then
	mkdir "$work/empty"
	refused 1 'empty/lockstep.db' orders --data "$work/empty"
	judge "who only looks makes nothing" is "$(ls -A "$work/empty")" ""
	cp "$work/file" "$work/empty/lockstep.db"
	refused 1 'not a database' orders --data "$work/empty"
	refused 1 'not a database' migrate --data "$work/empty"
	judge "a file that is no database is left as it is" cmp "$work/file" "$work/empty/lockstep.db"
else
	refused 1 'cannot be reached.*authentication' orders --database "${url%%://*}://lockstep:$canary@${url##*@}"
	refused 1 'cannot be reached.*does not exist' orders --database "${url}_none"
fi

# ---- the database
race() { # several programs at once on a database that is empty
	local p all=()
	place_new race
	for p in 1 2 3 4; do
		start "race$p" migrate "${place[@]}"
		all+=("$pid")
	done
	for p in "${all[@]}"; do wait "$p" || { cat "$work"/race?.err && return 1; }; done
	is "$(cat "$work"/race?.err)" "" && is "$(ask_db 'select count(*) from tenants')" 1
}
judge "of four that bring an empty database up to date at once none fails, and there is one tenant" race
place_new data
accepted '^up to date$' migrate "${place[@]}"
tables() { ask_db 'select count(*) from migrations'; }
had=$(tables)
accepted '^up to date$' migrate "${place[@]}"
judge "bringing it up to date twice changes nothing" is "$(tables)" "$had"
accepted '^\{"items":\[\],"next":null,"stopped":false\}$' orders "${place[@]}" --json
accepted '^\{"items":\[\]' shops "${place[@]}"
accepted '^SKU +warehouse +on shelf +reserved' stock "${place[@]}"
accepted '^\{"items":\[\]' stock "${place[@]}" --json
refused 1 '"only" must be short, free, reserved or wrong' stock "${place[@]}" --only nonsense
refused 2 '--limit takes 1 to 200' stock "${place[@]}" --limit 201
accepted '^$' tasks "${place[@]}"
accepted '^\{"items":\[\],"next":null\}$' tasks "${place[@]}" --json
refused 1 'there is no task 7' tasks "${place[@]}" 7
refused 2 "takes a task's number" tasks "${place[@]}" x
refused 2 '--limit takes 1 to 200' tasks "${place[@]}" --limit 201
refused 2 '--limit takes 1 to 200' tasks "${place[@]}" 7 --limit 201
if [[ -z $url ]]; then
	judge "others cannot read what we keep" is "$(stat -c %a "$folder" "$folder/lockstep.db" | xargs)" "700 600"
fi
for bad in xyz 0 "$(printf '%032d' 9)f" "' or 1=1"; do refused 1 '"after" must be' orders "${place[@]}" --after "$bad"; done
refused 1 'no such tab; the tabs are' orders "${place[@]}" --tab nonsense
refused 1 'must be a whole number from 1' orders "${place[@]}" --shop 0
for number in 99 9223372036854775807; do refused 1 "there is no shop $number" orders "${place[@]}" --shop "$number"; done
accepted '^people_kept_days +180 .*raw_kept_days +90 ' settings "${place[@]}"
accepted '^raw_kept_days is 30$' settings "${place[@]}" raw_kept_days 30
accepted '^people_kept_days +180 .*raw_kept_days +30 ' settings "${place[@]}"
refused 2 'raw_kept_days takes a whole number from 1 to 3650' settings "${place[@]}" raw_kept_days 0
refused 2 'no setting "nonsense"; there are people_kept_days, raw_kept_days' settings "${place[@]}" nonsense 1
refused 2 'settings NAME VALUE sets one' settings "${place[@]}" raw_kept_days
for number in 0 101; do refused 2 '--limit takes 1 to 100' orders "${place[@]}" --limit "$number"; done
for number in 0 99999; do refused 2 '--workers takes 1 to' serve "${place[@]}" --workers "$number"; done
refused 2 '--port takes 0 to 65535' serve "${place[@]}" --port 65536
refused 2 'what is pulled' pull "${place[@]}"
judge "what cannot be written is no success" like "$("$binary" orders "${place[@]}" --json 2>&1 >/dev/full || echo "status $?")" \
	'^lockstep: .*cannot be written.*status 1$'

# ---- users
refused 2 'user password --user NAME' user "${place[@]}"
refused 2 'user password --user NAME' user forget "${place[@]}" --user ann --password -
refused 2 'a password has 8 to' user password "${place[@]}" --user ann --password C4N4RY5
refused 2 'found nothing on standard input' user password "${place[@]}" --user ann --password -
refused 2 'a login has 1 to' user password "${place[@]}" --user "$(printf '%0999d' 1)" --password "$canary"
accepted '^$' user password "${place[@]}" --user ann --password "$canary-1"
judge "a password comes by standard input too" "$binary" user password "${place[@]}" --user bob --password - <<<"$canary-2"
start serve serve "${place[@]}" --port 0
judge "the program serves" await_ready serve
cookie=
judge "the first user signs in" sign_in ann "$canary-1"
judge "the second one too" sign_in bob "$canary-2"
mine=$cookie
accepted '^$' user password "${place[@]}" --user bob --password "$canary-3"
cookie=$mine
call GET /session
judge "a new password ends the sessions of the old one" is "$http" 401
judge "the old password opens nothing" is "$(sign_in bob "$canary-2" && echo in)" ""
judge "the new one does" sign_in bob "$canary-3"
port=${base##*:}
refused 1 "port $port at 127.0.0.1 is in use" serve --data "$work/elsewhere" --port "$port"
[[ -n $url ]] || refused 1 "another lockstep works on" serve "${place[@]}" --port 0
refused 1 "port $port at 127.0.0.1 is in use" sim --port "$port"
refused 1 "port $port at 127.0.0.1 is in use" sim --control "$port"
stop 10 TERM "$pid"
judge "it stops when it is asked to" is "$status" 0
judge "it had no complaint" is "$(<"$work/serve.err")" ""
start serve serve "${place[@]}" --port "$port"
judge "the same port is free again at once" await_ready serve
stop 10 INT "$pid"
judge "it stops on Ctrl-C as well" is "$status" 0

# ---- files
line='{"item_id":11,"order_item_id":11,"model_id":22,"promotion_group_id":0,"item_name":"Tea","model_name":"Green","item_sku":"TEA","model_sku":"TEA-G","model_quantity_purchased":2,"model_original_price":15.00,"model_discounted_price":11.70}'
record() { # record SN AMOUNT: an order of our own
	printf '{"order_sn":"%s","region":"SG","currency":"SGD","cod":false,"total_amount":%s,"order_status":"READY_TO_SHIP","create_time":1763600000,"update_time":1763600100,"pay_time":1763600050,"days_to_ship":2,"ship_by_date":1763900000,"buyer_user_id":9007199254740993,"buyer_username":"ann","item_list":[%s],"recipient_address":{"name":"Ann","phone":"6590000000","full_address":"1 High St","region":"SG","zipcode":"460123"}}' "$1" "$2" "$line"
}
answer_of() { printf '{"error":"","message":"","response":{"order_list":[%s]}}' "$1"; }
take=(pull "${place[@]}" --channel shopee --file)
refused 2 'which channel' pull "${place[@]}" --file "$work/file"
refused 1 'no channel "nonsense"' pull "${place[@]}" --channel nonsense --file "$work/file"
refused 2 'not both' pull "${place[@]}" --channel shopee --file "$work/file" --shop 1
refused 1 'missing: No such file' "${take[@]}" "$work/missing"
refused 1 'Is a directory' "${take[@]}" "$work"
hostile() { # hostile PATTERN: standard input is the document
	cat >"$work/hostile.json"
	refused 1 "$1" "${take[@]}" "$work/hostile.json"
}
whole=$(answer_of "$(record 251120CLI00001 23.40)")
: | hostile 'empty'
for cut in 1 20 60 200 $((${#whole} - 1)); do hostile 'at byte' <<<"${whole:0:cut}"; done
head -c 100000 /dev/zero | tr '\0' '[' | hostile 'more than 64 levels'
head -c 100000 /dev/zero | tr '\0' '{' | hostile 'at byte'
printf '{"response":"\xff\xfe"}' | hostile 'UTF-8'
printf '{"response":\0}' | hostile 'at byte'
head -c 70000000 /dev/zero | hostile 'more than 67108864 bytes'
for shape in null 7 '"words"' '{}' '{"response":7}' '{"response":{"order_list":{}}}' '{"error":"error_auth","message":"no"}'; do
	hostile '.' <<<"$shape"
done
hostile 'at byte' <<<'{"response":{"order_list":[]},"response":{}}'
judge "nothing of all that was kept" is "$(ask_db 'select count(*) from orders')$(ask_db 'select count(*) from shops')" 00

echo "$whole" >"$work/good.json"
accepted '^1 stored, 0 changed, 0 unchanged, 0 parked$' "${take[@]}" "$work/good.json"
accepted '^0 stored, 0 changed, 1 unchanged, 0 parked$' "${take[@]}" "$work/good.json"
accepted '^order 251120CLI00001 of file: pending.*revision 1 .file.*stands against going on' why 251120CLI00001 "${place[@]}"
accepted 'revision 1 .file. says 23.40; shown is 23.40$' why 251120CLI00001 --field total "${place[@]}"
refused 2 'there is no field "nonsense"' why 251120CLI00001 --field nonsense "${place[@]}"
refused 1 'no order has the number 4711' why 4711 "${place[@]}"
refused 2 'which order' why "${place[@]}"
judge "a file comes by standard input too" like "$("$binary" "${take[@]}" - <"$work/good.json" 2>&1)" '^0 stored, 0 changed, 1 unchanged'
shown() { "$binary" orders "${place[@]}" --json | jq -c '[.items[] | [.ref, .total.amount, .total.currency, .shop.title]]'; }
judge "it is listed once, with its exact amount" is "$(shown)" '[["251120CLI00001","23.40","SGD","file"]]'
refused 1 'no order has the number "NOBODY' update "${place[@]}" 251120CLI00001 NOBODY
refused 2 '--mode is keep or take' update "${place[@]}" 251120CLI00001 --mode both
judge "an order from a file is told why it is not updated (S000-27)" like "$("$binary" update "${place[@]}" 251120CLI00001 2>/dev/null || echo "status $?")" \
	'^251120CLI00001 .*not connected to a sales platform that can be updated.*status 1$'
task=$("$binary" tasks "${place[@]}" --json | jq -r '.items[0].id')
accepted 'update +done .* 1 orders: 0 succeeded, 1 failed' tasks "${place[@]}"
accepted 'channel_not_updatable: .*Change it here' tasks "${place[@]}" "$task"
judge "of a task all is told" is "$("$binary" tasks "${place[@]}" "$task" --json | jq -c '[.total, .failed, .waiting, .moves]')" '[1,1,0,["retry"]]'
{
	record 251120CLI00002 92233720368547758.07 && printf ,
	record 251120CLI00003 99999999999999999999.99 && printf ,
	record 251120CLI00004 1e400 && printf ,
	record 251120CLI00005 0.005 && printf ,
	record 251120CLI00006 '"12.30"' && printf ,
	record '' 1 && printf '%s' ',7,null,{"order_sn":12345678901234567890},' &&
	record 251120CLI00007 1.10 | sed 's/SGD/XXQ/' && printf ,
	record 251120CLI00008 1.10 | sed 's/READY_TO_SHIP/TELEPORTED/'
} >"$work/records"
answer_of "$(<"$work/records")" >"$work/mixed.json"
run "${take[@]}" "$work/mixed.json"
judge "what can be read among what cannot is taken, the rest is parked" like "$status $out" '^0 [1-9] stored, 0 changed, 0 unchanged, [1-9]+ parked$'
first=$out
judge "each of the eleven is one or the other" is "$(awk '{print $1 + $7}' <<<"$out")" 11
run "${take[@]}" "$work/mixed.json"
judge "read once more nothing is stored twice" is "$status $out" "0 0 stored, 0 changed, $(awk '{print $1}' <<<"$first") unchanged, $(awk '{print $7}' <<<"$first") parked"
judge "what is parked is parked once" is "$(ask_db 'select count(*) from parked')" "$(awk '{print $7}' <<<"$first")"
refused 1 'no shop 5[^0-9]' pull "${place[@]}" --shop 5
judge "an amount at the edge is kept to the cent" like "$(shown)" '"251120CLI00002","92233720368547758.07"'

# ---- keys
cp "$folder/lockstep.key" "$work/key"
chmod 644 "$folder/lockstep.key"
refused 1 'can be read by others: run chmod 600' "${take[@]}" "$work/good.json"
chmod 600 "$folder/lockstep.key"
echo garbage >"$folder/lockstep.key"
refused 1 'does not hold 64 hexadecimal digits' "${take[@]}" "$work/good.json"
head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"$folder/lockstep.key"
refused 1 'The secret cannot be opened.*lockstep.key' "${take[@]}" "$work/good.json"
refused 1 'The secret cannot be opened.*lockstep.key' serve "${place[@]}" --port 0
rm "$folder/lockstep.key"
refused 1 'lockstep.key' serve "${place[@]}" --port 0
judge "no other key is put in the place of a lost one" test ! -e "$folder/lockstep.key"
cp "$work/key" "$folder/lockstep.key"
accepted '^0 stored, 0 changed, 1 unchanged, 0 parked$' "${take[@]}" "$work/good.json"

# ---- a database that others hold, and one of tomorrow
if [[ -n $url ]]; then
	client=(psql -qXAt "$place_url") lock='begin; lock table nodes in access exclusive mode;'
else
	client=(sqlite3 "$folder/lockstep.db") lock='begin immediate;'
fi
mkfifo "$work/wishes"
"${client[@]}" <"$work/wishes" >"$work/holder.out" &
holder=$!
started+=("$holder")
exec 9>"$work/wishes"
echo "$lock select 'held';" >&9
await 5 grep -q held "$work/holder.out"
refused 1 'in use by another program' "${take[@]}" "$work/good.json"
refused 1 'in use by another program' migrate "${place[@]}"
exec 9>&-
wait "$holder"
accepted '^0 stored, 0 changed, 1 unchanged' "${take[@]}" "$work/good.json"
ask_db "insert into migrations (name, digest, applied_at) values ('9999', 'of tomorrow', 0)" >/dev/null
refused 1 'newer version.*9999' orders "${place[@]}"
refused 1 'newer version.*9999' serve "${place[@]}" --port 0
ask_db "delete from migrations where name = '9999'" >/dev/null
accepted 'CLI00001' orders "${place[@]}"

# ---- secrets
judge "no password stands in what was printed or logged, nor beside the data" is \
	"$(grep -srlaF "$canary" "$work" | grep -v '/cookie$' | head -n 3)" ""
