#!/bin/sh
# bench.sh FOLDER - inputs a second of processor time: median of three campaigns of a few seconds, and ratios to the empty target.
set -eu
built=$1
log=build/fuzz/bench
mkdir -p build/fuzz

# Prints the rate of one campaign.
rate() {
	sh -c '"$0" -seed="$1" -max_total_time=4 -print_final_stats=1 >"$2" 2>&1; times' "$1" "$2" "$log" |
		sed -n 's/^\([0-9]*\)m\([0-9.]*\)s \([0-9]*\)m\([0-9.]*\)s$/\1 \2 \3 \4/p' | tail -n 1 | {
		read -r user_m user_s sys_m sys_s
		awk -v n="$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" \
			"BEGIN { printf \"%d\\n\", n / ($user_m * 60 + $user_s + $sys_m * 60 + $sys_s) }"
	}
}

base=
for target in empty echo strings; do
	median=$(for seed in 1 2 3; do rate "$built/$target" $seed; done | sort -n | sed -n 2p)
	: "${base:=$median}"
	awk -v t="$target" -v r="$median" -v b="$base" \
		'BEGIN { printf "%-8s %9d inputs per second of processor time, %.3f of empty\n", t, r, r / b }'
done
