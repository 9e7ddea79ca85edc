#!/bin/sh
# bench.sh - how many signatures and checks a second: from nothing (generate, compile, run; nothing kept) and once built, for each peer,
# and what memory a sweep takes as its COUNT grows.  RUNS=5; PEERS, COUNT and COUNTS may be given.
#
# A check is counted as abi-cafe counts it: one function, one ordered pair of compilers; n compilers give n * n.  A sweep that
# calls a function both ways between the C side's compiler and the peer makes two.  Where abi-cafe is installed, it is run beside.
set -eu
: "${RUNS:=5}" "${PEERS:=c-gcc-O0 c-clang-O0 c-tcc libffi}" "${COUNT:=4000}" "${COUNTS:=4000 40000}" "${PLATFORM:=native}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
now() { date +%s.%N; }
# median, least, most of the numbers on stdin
spread() { sort -n | awk '{ v[NR] = $1 } END { m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2; printf "%12.0f %12.0f %12.0f", m, v[1], v[NR] }'; }

# Field by name of the sweep's state.
state() { sed -n "s/.*\"$2\":[[:space:]]*\([0-9.]*\).*/\1/p" "$1"/*/*/progress.json | head -n 1; }

from_nothing() { # peer -> checks a second, signatures a second
	results=$scratch/results
	rm -rf "$results"
	start=$(now)
	build/sweep --peer "$1" --platform "$PLATFORM" --count "$COUNT" --seed "$2" --effort 0 --results "$results" >/dev/null 2>&1 || [ $? -eq 1 ]
	end=$(now)
	awk -v s="$start" -v e="$end" -v n="$COUNT" -v a="$(state "$results" asked)" 'BEGIN { print a / (e - s), n / (e - s) }'
}

# The fixed list, compiled before: all signatures both ways against both C compilers, by the probe; its seconds are the cell's.
once_built() { # peer -> checks a second, each of them against both C compilers, with five rounds of values
	results=$scratch/built
	rm -rf "$results"
	build/seam run --group calls --peer "$1" --flavour plain --results "$results" >/dev/null 2>&1 || [ $? -eq 1 ]
	awk '{ if (match($0, /"asked":[0-9]+/)) asked += substr($0, RSTART + 8, RLENGTH - 8)
		if ($0 !~ /"case":/ && match($0, /"seconds":[0-9.e-]+/)) seconds = substr($0, RSTART + 10, RLENGTH - 10) }
		END { if (seconds > 0) print asked / seconds }' "$results"/cells/*.jsonl
}

printf 'checks a second, of %s runs, one machine of %s processors\n\n' "$RUNS" "$(nproc)"
printf '%-14s %-22s %12s %12s %12s\n' peer 'what' median least most
for peer in $PEERS; do
	: >"$scratch/cold" >"$scratch/warm" >"$scratch/signatures"
	n=0
	while [ "$n" -lt "$RUNS" ]; do
		n=$((n + 1))
		from_nothing "$peer" "$n" >"$scratch/one"
		cut -d ' ' -f 1 "$scratch/one" >>"$scratch/cold"
		cut -d ' ' -f 2 "$scratch/one" >>"$scratch/signatures"
		once_built "$peer" >>"$scratch/warm"
	done
	printf '%-14s %-22s %s\n' "$peer" 'signatures, nothing' "$(spread <"$scratch/signatures")"
	printf '%-14s %-22s %s\n' "$peer" 'checks, from nothing' "$(spread <"$scratch/cold")"
	printf '%-14s %-22s %s\n' "$peer" 'checks, once built' "$(spread <"$scratch/warm")"
done

printf '\npeak memory of a sweep (compilers and the probe beside it have their own), KiB\n'
for count in $COUNTS; do
	build/sweep --peer libffi --count "$count" --effort 0 --results "$scratch/memory" >/dev/null 2>&1 || [ $? -eq 1 ]
	printf '%-14s %12s\n' "COUNT=$count" "$(state "$scratch/memory" peak_kib)"
	rm -rf "$scratch/memory"
done

abi_cafe=$(command -v "${ABI_CAFE:-abi-cafe}" || :)
if [ -z "$abi_cafe" ]; then
	echo
	echo 'abi-cafe is not installed (cargo install abi-cafe); ABI_CAFE=path names another place'
	exit 0
fi
printf '\nabi-cafe %s\n' "$("$abi_cafe" --version 2>/dev/null | head -n 1)"
n=0
: >"$scratch/cafe"
while [ "$n" -lt "${CAFE_RUNS:-1}" ]; do
	n=$((n + 1))
	mkdir -p "$scratch/cafe.$n"
	start=$(now)
	(cd "$scratch/cafe.$n" && "$abi_cafe" >out 2>&1) || :
	end=$(now)
	tail -n 3 "$scratch/cafe.$n/out"
	awk -v s="$start" -v e="$end" '/passed/ { for (i = 1; i <= NF; i++) if ($i ~ /^[0-9]+$/) { total += $i; if (++seen == 1) first = $i } }
		END { print total / (e - s) }' "$scratch/cafe.$n/out" >>"$scratch/cafe"
done
printf '%-37s %s\n' 'checks, from nothing' "$(spread <"$scratch/cafe")"
