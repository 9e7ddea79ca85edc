#!/bin/sh
# selftest.sh RUNS SEED TARGETS PLANTS - each planted bug (TARGET.NAME) is found within RUNS inputs that begin from the seeds, for its
# reason; without a plant nothing is.
set -u
runs=$1 seed=$2 targets=$3 plants=$4
work=build/fuzz/selftest
mkdir -p $work

# hunt TARGET PLANT RUNS: the log is $work/PLANT.log; the artifacts are beside it.
hunt() {
	rm -rf "$work/$2".*
	mkdir -p "$work/$2.corpus"
	kept=$(ls -d fuzz/corpus/"$1" 2>/dev/null)
	dict=$([ ! -e fuzz/"$1".dict ] || echo -dict=fuzz/"$1".dict)
	SEAM_PEER=build/native/fuzz/planted/${2%@*}.so build/native/fuzz/fuzz/"$1" -seed="$seed" -runs="$3" -max_len=512 -timeout=25 \
		$dict -artifact_prefix="$work/$2.artifact-" "$work/$2.corpus" $kept >"$work/$2.log" 2>&1
}

plant() {
	text=$(sed -n 's/^ \* Found as: //p' "fuzz/planted/$1.c")
	hunt "${1%%.*}" "$1" "$runs"
	took=$(grep -ao '^#[0-9]*' "$work/$1.log" | tail -n 1 | tr -d '#')
	if ls "$work/$1".artifact-* >/dev/null 2>&1 && [ -n "$text" ] && grep -aq "$text" "$work/$1.log"; then
		echo "found      $1, after ${took:-0} of $runs runs"
	else
		echo "NOT FOUND  $1 in $runs runs, or not as \"$text\": see $work/$1.log"
	fi
}

# A twentieth of the runs: the seeds alone reach most of what there is.
control() {
	hunt "$1" "none@$1" $((runs / 20))
	if ! ls "$work/none@$1".artifact-* >/dev/null 2>&1 && grep -aq "^Done $((runs / 20)) runs" "$work/none@$1.log"; then
		echo "clean      $1, no plant, $((runs / 20)) runs"
	else
		echo "NOT CLEAN  $1 without a plant: see $work/none@$1.log"
	fi
}

# Two at a time.
{
	n=0
	for p in $plants; do
		plant "$p" &
		n=$((n + 1))
		[ $((n % 2)) -ne 0 ] || wait
	done
	for t in $targets; do
		control "$t" &
		n=$((n + 1))
		[ $((n % 2)) -ne 0 ] || wait
	done
	wait
} | tee $work/said
! grep -q '^NOT' $work/said
