#!/usr/bin/env bash
# tests/torture/torture.sh - trips a pull at its points and looks what is left: torture.sh TOOLS [--database URL]
#     [--sample N] [--seed S] [--sweep NAME]…
#
# TOOLS is the folder of lockstep_torture and tripwire. A sweep lets one pull (from a file, a shop's first, a later one, one
# that renews its single-use token against a market of its own), or a change of the sealing key before a pull, be killed, fail or run out of memory at every one of its points, or at N drawn by the seed, each from the same beginning. After
# each: what was written is whole, the next start succeeds, and then everything is held as if nothing had happened.
set -euo pipefail
shopt -s nullglob
self=$(realpath "$0")
point_limit_s=120
jobs=${JOBS:-2}

# What a sweep is: its name, which pull, what trips it.
sweeps=(
	"kill-file file kill" "kill-first first kill" "kill-later later kill" "kill-renew renew kill" "kill-keys keys kill"
	"eio-once-file file EIO" "eio-ever-file file EIO+"
	"full-once-file file ENOSPC" "full-ever-file file ENOSPC+"
	"eio-once-later later EIO" "eio-ever-later later EIO+"
	"full-once-later later ENOSPC" "full-ever-later later ENOSPC+"
	"memory-once-file file memory" "memory-ever-file file memory+"
	"memory-once-later later memory" "memory-ever-later later memory+"
)

# --- one database: a folder with its files, or with its key and the name of a database of the server ---------------------

database_args() { # database_args DIR: how the command line names it
	if [[ -n $TORTURE_URL ]]; then
		printf '%s\n' --database "${TORTURE_URL%/*}/$(basename "$1")" --key "$1/lockstep.key"
	else
		printf '%s\n' --data "$1"
	fi
}
admin() { psql -qXAt -v ON_ERROR_STOP=1 "$TORTURE_URL" -c "$1"; }
copy() { # copy FROM TO
	cp -r "$1" "$2"
	[[ -z $TORTURE_URL ]] || admin "create database $(basename "$2") template $(basename "$1")"
}
remove() { # the server's databases go at the end, as each that goes costs a checkpoint
	[[ -z ${own:-} ]] || kill "$own"
	own=''
	rm -rf "$1" "$1".look
}
make_empty() {
	mkdir "$1"
	[[ -z $TORTURE_URL ]] || admin "create database $(basename "$1")"
}
control() { # control PATH [BODY]
	curl -sSf --max-time 20 "$control$1" ${2:+-d "$2"}
}

start_market() { # start_market JOURNAL: a market that keeps its state there
	: >"$1.said"
	"$TORTURE_TOOLS/lockstep_torture" sim --seed "$TORTURE_SEED" --shops 1 --orders 12 --journal "$1" >"$1.said" 2>&1 &
	market=$!
	for _ in $(seq 200); do
		read -r _ base _ control _ partner _ key <"$1.said" || true
		[[ -z ${key:-} ]] || return 0
		sleep 0.05
	done
	echo "tests/torture/torture.sh: the market does not start: $(cat "$1.said")" >&2
	return 1
}

authorise() { # authorise DIR: the seller approves, and what came back is taken in
	local where ref code
	mapfile -t where < <(database_args "$1")
	ref=$(cat "$TORTURE_WORK/ref")
	code=$(control /codes "{\"shop_id\":$ref}" | jq -r .code)
	lockstep account add "${where[@]}" --channel shopee --app-id "$partner" --app-key "$key" --shop-ref "$ref" \
		--code "$code" --title Torture --base "$base" --loopback
}
begin() { # begin SCENARIO DIR: as each point of the scenario finds it
	case $1 in
	file) make_empty "$2" ;;
	renew)
		copy "$TORTURE_WORK/later" "$2"
		cp "$TORTURE_WORK/journal" "$2.journal"
		cp "$TORTURE_WORK/journal.tokens" "$2.journal.tokens"
		start_market "$2.journal"
		own=$market
		sql "$2" "update accounts set base = '$base'"
		control /tokens "{\"shop_id\":$(cat "$TORTURE_WORK/ref"),\"event\":\"access-expires\"}" >/dev/null
		;;
	keys) copy "$TORTURE_WORK/later" "$2" ;;
	*) copy "$TORTURE_WORK/$1" "$2" ;;
	esac
}
sql() { # sql DIR STATEMENT
	if [[ -n $TORTURE_URL ]]; then
		psql -qXAt -v ON_ERROR_STOP=1 "${TORTURE_URL%/*}/$(basename "$1")" -c "$2"
	else
		sqlite3 "$1/lockstep.db" "$2"
	fi
}

lockstep() { "$TORTURE_TOOLS/lockstep_torture" "$@"; }
pull_args() { # pull_args SCENARIO DIR
	mapfile -t pull < <(database_args "$2")
	if [[ $1 == file ]]; then
		pull=(pull "${pull[@]}" --channel shopee --file "$TORTURE_WORK/orders.json")
	else
		pull=(pull "${pull[@]}" --shop "$(cat "$TORTURE_WORK/shop")" --loopback --workers 1)
	fi
}

# What is tripped: the pull, or the change of the key that seals secrets, after which the pull must go on.
tripped_args() { # tripped_args SCENARIO DIR
	pull_args "$1" "$2"
	[[ $1 == keys ]] || return 0
	mapfile -t pull < <(database_args "$2")
	pull=(keys rotate "${pull[@]}")
}
keys_changed() { # keys_changed SCENARIO DIR: the change that was cut off comes to its end
	local where
	[[ $1 == keys ]] || return 0
	mapfile -t where < <(database_args "$2")
	lockstep keys rotate "${where[@]}" >"$2.keys" 2>&1 || echo "the key cannot be changed: $(tail -n 2 "$2.keys" | tr '\n' ' ')"
	[[ $(wc -l <"$2/lockstep.key") == 1 ]] || echo "the key file keeps the old key"
}

# Everything that is shown of the orders, but the moments and numbers that are drawn anew in each copy.
dump() { # dump DIR
	local where
	mapfile -t where < <(database_args "$1")
	lockstep orders "${where[@]:0:2}" --json --limit 100 |
		jq -Sc '.items[] | del(.id, .shop, .seen_at, .changed_at, .looked_at, .next_look)' | sort
}

# --- after a trip ------------------------------------------------------------------------------------------------------

none() { # none DIR SENTENCE FROM…: says the sentence where there is such a row, or the tables cannot be read
	[[ $(sql "$1" "select count(*) from $3") == 0 ]] || echo "$2"
}

# What is in the tables at this moment, read from a copy, so that the program itself does what there is to recover.
half_written() { # half_written DIR: prints what is wrong
	local dir=$1 table
	if [[ -z $TORTURE_URL ]]; then
		[[ -s $dir/lockstep.db ]] || return 0
		dir=$1.look
		rm -rf "$dir"
		mkdir "$dir"
		cp "$1"/lockstep.db* "$dir"
		rm -f "$dir"/*-shm
		[[ $(sqlite3 "$dir/lockstep.db" 'pragma integrity_check') == ok ]] || echo "the file is damaged"
		table=$(sqlite3 "$dir/lockstep.db" "select count(*) from sqlite_master where name = 'revision_raws'")
	else
		table=$(sql "$dir" "select count(*) from information_schema.tables where table_name = 'revision_raws'")
	fi
	[[ $table == 1 ]] || return 0
	none "$dir" "an order is there twice" \
		"(select ref from orders group by tenant_id, shop_id, ref having count(*) > 1) as twice"
	none "$dir" "an order has no lines" "orders o where not exists
		(select 1 from order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id)"
	none "$dir" "an order has no revision" "orders o where not exists
		(select 1 from revisions r where r.tenant_id = o.tenant_id and r.order_id = o.id)"
	none "$dir" "a revision has no order" "revisions r where not exists
		(select 1 from orders o where r.tenant_id = o.tenant_id and r.order_id = o.id)"
}

# Whether the program ended as this trip lets it end.
ended_well() { # ended_well TRIP STATUS STDERR
	case $1:$2 in
	kill:137 | *:0) return 0 ;;
	kill:*) return 1 ;;
	EIO*:1) grep -q '^lockstep: .*\.' "$3" && ! grep -qE 'stopped at|is damaged' "$3" ;; # a disk that fails leaves the file whole
	*:1) grep -q '^lockstep: .*\.' "$3" && ! grep -q 'stopped at' "$3" ;;
	memory*:134) return 0 ;; # without memory the process stops: adr/0003
	*) return 1 ;;
	esac
}

trip() { # trip SCENARIO TRIP POINT DIR COUNT-FILE: runs the pull; its status is the program's
	local wire=("$TORTURE_TOOLS/tripwire" --count "$5" --at "$3") pull
	tripped_args "$1" "$4"
	# Where a disk fails the program tries again, and half an hour of that is long.
	local hurry=20
	case $2 in
	kill) ;;
	EIO | ENOSPC) wire+=(--under "$4" --error "$2") hurry=200 ;;
	EIO+ | ENOSPC+) wire+=(--under "$4" --error "${2%+}" --for-ever) hurry=1000 ;;
	memory*)
		LOCKSTEP_HURRY=200 LOCKSTEP_SCARCE_COUNT=$5 LOCKSTEP_SCARCE=$3${2#memory} \
			timeout "$point_limit_s" "$TORTURE_TOOLS/lockstep_torture" "${pull[@]}"
		return
		;;
	esac
	LOCKSTEP_HURRY=$hurry timeout "$point_limit_s" "${wire[@]}" -- "$TORTURE_TOOLS/lockstep_torture" "${pull[@]}"
}

# The same pull once more, undisturbed. A token that was renewed, while its answer died with the program, is lost to both
# sides: then the program says so, and the seller approves again.
start_again() { # start_again DIR STDERR-FILE
	timeout "$point_limit_s" "$TORTURE_TOOLS/lockstep_torture" "${pull[@]}" >"$1.out" 2>"$2" && return
	[[ -n ${own:-} ]] && grep -q 'choose Authorise' "$2" || return
	authorise "$1" >/dev/null
	touch "$1.again"
	timeout "$point_limit_s" "$TORTURE_TOOLS/lockstep_torture" "${pull[@]}" >"$1.out" 2>"$2"
}

point() { # point SCENARIO TRIP POINT: prints one line
	local dir=$TORTURE_WORK/p_$BASHPID status=0 wrong pull
	local said=$dir.said
	begin "$1" "$dir"
	trip "$1" "$2" "$3" "$dir" "$dir.count" >"$dir.out" 2>"$said" || status=$?
	wrong=$(
		ended_well "$2" "$status" "$said" || echo "it ended with $status: $(tail -n 2 "$said" | tr '\n' ' ')"
		half_written "$dir"
		if [[ $2 != kill && $status == 0 ]]; then
			dump "$dir" | cmp -s - "$TORTURE_WORK/$1.held" ||
				echo "it said that all is well, and it is not: $(cat "$dir.out")"
		fi
		pull_args "$1" "$dir"
		start_again "$dir" "$said" || echo "the next start fails with $?: $(tail -n 2 "$said" | tr '\n' ' ')"
		dump "$dir" 2>&1 | cmp -s - "$TORTURE_WORK/$1.held" || echo "afterwards not everything is as it should be"
		half_written "$dir"
		keys_changed "$1" "$dir"
	) || wrong+=" and the look at it failed"
	said_line=1
	if [[ -n $wrong ]]; then
		echo "violation: $1 $2 at $3: ${wrong//$'\n'/; }"
		[[ -z ${TORTURE_KEEP:-} ]] || return 0
	elif [[ -e $dir.again ]]; then
		echo "whole, authorised again"
	else
		echo "whole"
	fi
	remove "$dir"
	rm -f "$dir".*
}

if [[ ${1:-} == --point ]]; then
	# What stops here unforeseen is a violation too: each point says its line.
	said_line='' what="$2 $3 at $4"
	trap '[[ -n $said_line ]] || echo "violation: $what: the look at it stopped"
		[[ -z ${own:-} ]] || kill "$own"
		exit 0' EXIT
	point "$2" "$3" "$4"
	exit 0
fi

# --- the beginning that all points share -------------------------------------------------------------------------------

TORTURE_TOOLS=$(realpath "$1")
shift
TORTURE_URL='' sample=0 seed=$RANDOM only=()
while (($#)); do
	case $1 in
	--database) TORTURE_URL=$2 ;;
	--sample) sample=$2 ;;
	--seed) seed=$2 ;;
	--sweep) only+=("$2") ;;
	*) echo "tests/torture/torture.sh: unknown option $1" >&2 && exit 2 ;;
	esac
	shift 2
done
TORTURE_WORK=$(mktemp -d "${TMPDIR:-/tmp}/torture_XXXXXX")
TORTURE_SEED=$((seed % 1000 + 1))
export TORTURE_TOOLS TORTURE_URL TORTURE_WORK TORTURE_SEED
market=

stop() {
	local status=$? name
	trap - EXIT
	[[ -z $market ]] || kill "$market" 2>/dev/null || true
	if [[ -n $TORTURE_URL ]]; then
		for name in first later $(admin "select datname from pg_database where datname like 'p\\_%'"); do
			admin "drop database if exists $name with (force)" 2>/dev/null
		done
	fi
	[[ -n ${TORTURE_KEEP:-} ]] || rm -rf "$TORTURE_WORK"
	exit "$status"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

refs() { control /orders | jq -r '.items[].order_sn' | sort; }

# The channel's own answer about all its orders, as a seller would save it: asked here, signed here.
save_payload() {
	local now code token refs fields path
	now=$(date +%s)
	sign() { printf '%s' "$1" | openssl dgst -sha256 -hmac "$key" -r | cut -d' ' -f1; }
	code=$(control /codes "{\"shop_id\":$shop_ref}" | jq -r .code)
	path=/api/v2/auth/token/get
	token=$(curl -sSf "$base$path?partner_id=$partner&timestamp=$now&sign=$(sign "$partner$path$now")" \
		-d "{\"code\":\"$code\",\"partner_id\":$partner,\"shop_id\":$shop_ref}" | jq -r .access_token)
	refs=$(refs | paste -sd, -)
	fields=buyer_user_id,recipient_address,item_list,package_list,total_amount,pay_time,shipping_carrier,payment_method
	path=/api/v2/order/get_order_detail
	curl -sSf "$base$path?partner_id=$partner&timestamp=$now&access_token=$token&shop_id=$shop_ref&sign=$(sign \
		"$partner$path$now$token$shop_ref")&order_sn_list=$refs&response_optional_fields=$fields" \
		>"$TORTURE_WORK/orders.json"
}

change_market() { # three orders more, and some changed
	local placed
	mapfile -t placed < <(control /orders "{\"shop_id\":$shop_ref,\"count\":3,\"paid\":true}" |
		jq -r '.items[].order_sn')
	control "/orders/${placed[0]}/arrange" '{}' >/dev/null
	mapfile -t placed < <(refs)
	for ref in "${placed[@]:0:3}"; do
		control "/orders/$ref/note" "{\"words\":\"seen again, $ref\"}" >/dev/null
	done
}

# What an undisturbed pull holds; it must be what the market had.
hold() { # hold SCENARIO REFS
	local pull dir=$TORTURE_WORK/p_hold_$1
	begin "$1" "$dir"
	pull_args "$1" "$dir"
	lockstep "${pull[@]}" >/dev/null
	dump "$dir" >"$TORTURE_WORK/$1.held"
	remove "$dir"
	[[ $(jq -r .ref "$TORTURE_WORK/$1.held" | sort) == "$2" ]] || {
		echo "tests/torture/torture.sh: even an undisturbed pull ($1) does not hold the market's orders" >&2
		return 1
	}
}

prepare() {
	local pull
	start_market "$TORTURE_WORK/journal"
	shop_ref=$(control /shops | jq '.items[0].shop_id')
	echo "$shop_ref" >"$TORTURE_WORK/ref"
	save_payload
	make_empty "$TORTURE_WORK/first"
	authorise "$TORTURE_WORK/first" >"$TORTURE_WORK/added"
	cut -d' ' -f4 "$TORTURE_WORK/added" >"$TORTURE_WORK/shop"
	copy "$TORTURE_WORK/first" "$TORTURE_WORK/later"
	pull_args later "$TORTURE_WORK/later"
	lockstep "${pull[@]}" >/dev/null
	change_market
	hold file "$(jq -r '.response.order_list[].order_sn' "$TORTURE_WORK/orders.json" | sort)"
	hold first "$(refs)"
	hold later "$(refs)"
	cp "$TORTURE_WORK/later.held" "$TORTURE_WORK/renew.held"
	cp "$TORTURE_WORK/later.held" "$TORTURE_WORK/keys.held"
}

# How many points an undisturbed run passes, and a few more, as threads do not come by in the same order each time.
count_points() { # count_points SCENARIO TRIP
	local dir=$TORTURE_WORK/p_count_$1
	begin "$1" "$dir"
	trip "$1" "$2" 0 "$dir" "$TORTURE_WORK/count" >/dev/null 2>"$TORTURE_WORK/count.said"
	remove "$dir"
	cat "$TORTURE_WORK/count"
}

passed=0 failed=0
sweep() { # sweep NAME SCENARIO TRIP
	local total log=$TORTURE_WORK/$1.log whole started=$SECONDS
	total=$(count_points "$2" "$3")
	if ((sample)); then
		awk -v seed="$seed$RANDOM" -v n="$sample" -v total="$total" \
			'BEGIN { srand(seed); for (i = 0; i < n; i++) print int(rand() * total) + 1 }'
	else
		seq "$((total + total / 50))"
	fi | xargs -P "$jobs" -n 1 "$self" --point "$2" "$3" >"$log"
	whole=$(grep -c '^whole' "$log" || true)
	passed=$((passed + whole))
	failed=$((failed + $(wc -l <"$log") - whole))
	grep '^violation' "$log" | head -n 20 || true
	! grep -q again "$log" ||
		echo "(authorised again at $(grep -c again "$log") points, as the new token died on its way)"
	printf '%-20s %6d points, %6d tried, %d violations, %d s\n' "$1" "$total" "$(wc -l <"$log")" \
		"$(($(wc -l <"$log") - whole))" "$((SECONDS - started))"
}

prepare
RANDOM=$seed
echo "seed $seed, on ${TORTURE_URL:+PostgreSQL}${TORTURE_URL:-SQLite}" | sed 's|postgresql://.*||'
for one in "${sweeps[@]}"; do
	read -r name scenario what <<<"$one"
	((${#only[@]} == 0)) || [[ " ${only[*]} " == *" $name "* ]] || continue
	# The server's own files are its own business: there only kills are swept.
	[[ -z $TORTURE_URL || $what == kill ]] || continue
	sweep "$name" "$scenario" "$what"
done
printf 'torture: %d passed, %d failed\n' "$passed" "$failed"
((failed == 0 && passed > 0))
