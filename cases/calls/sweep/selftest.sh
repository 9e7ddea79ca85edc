#!/bin/sh
# selftest.sh - the sweep's own promises: candidates are valid and cheaper; a killed sweep goes on and comes to the same; a list that is
# no list is refused with its line and column; COUNT can be raised later.  PEER is one that fails (c-tcc).
set -eu
: "${PEER:=c-tcc}" "${SWEEP:=build/sweep}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
red=0
fail() { echo "sweep-selftest: $*"; red=1; }
cost() { "$SWEEP" --cost "$1" 2>/dev/null; }

for signature in 'cccccf{cd}>c' '{a{bc}[3{if}]}!@16(lD)d>{ff}' 'ms|i.d{il}Zd>V4f' 'iii{i:3_q:0b:1}>{[2[3c]]}' '{f@16}x16X2>v'; do
	whole=$(cost "$signature") || fail "$signature is not understood"
	"$SWEEP" --candidates "$signature" >"$scratch/candidates"
	[ -s "$scratch/candidates" ] || fail "$signature has no candidates"
	while read -r phase said text; do
		[ "$said" -lt "$whole" ] || fail "$text costs $said, no less than $signature ($whole)"
		[ "$(cost "$text")" = "$said" ] || fail "$text, a candidate of $signature in phase $phase, is no signature"
	done <"$scratch/candidates"
done

run() { # folder, count
	"$SWEEP" --peer "$PEER" --count "$2" --chunk 100 --effort 150 --no-reproducers --results "$scratch/$1" >"$scratch/$1.out" 2>&1 || [ $? -eq 1 ] ||
		fail "a sweep had trouble: $(tail -n 3 "$scratch/$1.out")"
}
# Messages hold addresses, which differ from process to process.
state() { grep -v '"seconds"\|"peak_kib"\|"message"\|_size"' "$scratch/$1"/*/*/progress.json; }
failures() { cut -f 1-4 "$scratch/$1"/*/*/failures.tsv; }
run whole 600
"$SWEEP" --peer "$PEER" --count 600 --chunk 100 --effort 150 --no-reproducers --results "$scratch/killed" >"$scratch/killed.out" 2>&1 &
pid=$!
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	sleep 0.5
	! grep -qs '"done":[[:space:]]*[2-5]00' "$scratch"/killed/*/*/progress.json || break
done
kill -9 "$pid" 2>/dev/null || fail 'the sweep was through before it could be killed'
wait "$pid" 2>/dev/null || :
run killed 600
run raised 250
run raised 600
[ "$(state whole)" = "$(state killed)" ] || fail "the state of a killed sweep differs from an uninterrupted one's"
[ "$(failures whole)" = "$(failures killed)" ] || fail "the failures of a killed sweep differ from an uninterrupted one's"
totals() { state "$1" | grep '"done"\|"passed"\|"failed"\|"unsupported"\|"crashed"\|"undecided"' | head -n 6; }
[ "$(totals whole)" = "$(totals raised)" ] || fail 'a sweep whose COUNT was raised later comes to other totals'

printf 'i>i\nx\t{c}q{>v\n' >"$scratch/bad"
"$SWEEP" --peer "$PEER" --list "$scratch/bad" --results "$scratch/bad.d" >"$scratch/bad.out" 2>&1 && status=0 || status=$?
[ "$status" = 2 ] || fail "a bad list ends with status $status, not 2"
grep -q "bad:2:8: " "$scratch/bad.out" || fail "a bad list's message names no line and column: $(cat "$scratch/bad.out")"
[ "$red" = 0 ] && echo 'sweep-selftest: candidates, resuming, raising COUNT and refusing a bad list work'
exit "$red"
