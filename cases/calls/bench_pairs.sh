#!/bin/sh
# bench_pairs.sh - the fixed list between all ordered pairs of C compilers, counted as abi-cafe counts: one check is one function and one
# ordered pair (who calls, who is called).  n compilers give n * n.  From nothing, and once built; RUNS of each (5); COMPILERS as below.
#
# Each compiler's functions are at once a peer and a C side; the peer calls C is asked alone, so that each pair is there once.
set -eu
: "${RUNS:=5}" "${COMPILERS:=gcc:-O0 clang-19:-O0}" "${SEAM:=$PWD}"
here=$SEAM/cases/calls scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export SEAM CC=cc PIC=-fPIC CFLAGS= EMIT="$here/emit/c.c"
now() { date +%s.%N; }
spread() { sort -n | awk '{ v[NR] = $1 } END { m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2; printf "%12.0f %12.0f %12.0f\n", m, v[1], v[NR] }'; }

build() { # what each compiler makes: a peer, and a C side
	number=0 peers=
	for one in $COMPILERS; do
		compiler=${one%%:*} flags=$(echo "${one#*:}" | tr ':' ' ') number=$((number + 1))
		case $compiler in
		tcc) without="int128 float16 complex vector packed aligned convention" link=$(tcc -print-search-dirs | grep 'libtcc1.a$' | head -n 1) warn=-w more= version="tcc -v" ;;
		*) without= link= warn="-w -Wno-psabi -fvisibility=hidden" more="-std=gnu11 -fPIC" version="$compiler --version" ;;
		esac
		LIST=$scratch/list CACHE=$scratch/cache OUT=$scratch/peer$number.so WORK=$scratch/work$number COMPILER=$version WITHOUT=$without LINK=$link \
			COMPILE="$compiler $more $warn $flags -I$SEAM/harness/include -I$SEAM/cases -c \"\$IN\" -o \"\$OBJ\"" sh "$here/compile.sh" >/dev/null 2>&1
		# A copy of its own: one library, loaded twice, would have one set of slots.
		cp "$scratch/peer$number.so" "$scratch/side$number.so"
		peers="$peers $scratch/peer$number.so"
	done
}

run() {
	rm -rf "$scratch/results"
	SEAM_BESIDE=$scratch SEAM_CALLS_WAY=0 build/seam run --group calls --peer "$peers" --flavour plain --case calls.random.mixed \
		--results "$scratch/results" >"$scratch/out" 2>&1 || :
	# Of each signature asked there is a check with each side.
	sed -n 's/.*"asked":\([0-9]*\).*/\1/p' "$scratch"/results/cells/*.jsonl | awk -v n="$number" '{ a += $1 } END { print a * n }' || cat "$scratch/out" >&2
}

CACHE=$scratch/cache sh "$here/list.sh" "$scratch/all"
cut -f 2 "$scratch/all" | sort -u | grep -v 'V[148][df]' | sed 's/^/random.mixed\t/' >"$scratch/list"
: >"$scratch/cold" >"$scratch/warm"
n=0
while [ "$n" -lt "$RUNS" ]; do
	n=$((n + 1))
	rm -rf "$scratch"/cache "$scratch"/work* "$scratch"/*.so
	start=$(now)
	build
	checks=$(run)
	end=$(now)
	echo "$checks $start $end" | awk '{ print $1 / ($3 - $2) }' >>"$scratch/cold"
	again=0
	while [ "$again" -lt 3 ]; do
		again=$((again + 1)) start=$(now)
		checks=$(run)
		end=$(now)
		echo "$checks $start $end" | awk '{ print $1 / ($3 - $2) }' >>"$scratch/warm"
	done
done
printf '%s checks: %s signatures, %s compilers (%s)\n' "$checks" "$(wc -l <"$scratch/list")" "$number" "$COMPILERS"
printf '%-37s %12s %12s %12s\n' 'checks a second' median least most
printf '%-37s %s\n' 'from nothing' "$(spread <"$scratch/cold")" 'once built' "$(spread <"$scratch/warm")"
