#!/bin/sh
# selftest.sh RUNS SEED - each planted bug is found within RUNS inputs, for its reason; without a plant nothing is.
set -u
runs=$1 seed=$2 red=0
work=build/fuzz/selftest
mkdir -p $work

# hunt TARGET PLANT: the log is $work/PLANT.TARGET; the artifacts are beside it.
hunt() {
	rm -f $work/"$2.$1"*
	SEAM_PEER=build/native/fuzz/planted/$2.so build/native/fuzz/fuzz/"$1" -seed="$seed" -runs="$runs" -max_len=512 \
		-timeout=25 -dict=fuzz/"$1".dict -artifact_prefix="$work/$2.$1-" >"$work/$2.$1" 2>&1
}

# expect TARGET PLANT TEXT: found, and the report holds the text.
expect() {
	hunt "$1" "$2"
	took=$(grep -ao '^#[0-9]*' "$work/$2.$1" | tail -n 1 | tr -d '#')
	if ls "$work/$2.$1"-* >/dev/null 2>&1 && grep -aq "$3" "$work/$2.$1"; then
		echo "found      $2 by $1, after ${took:-0} of $runs runs"
	else
		echo "NOT FOUND  $2 by $1 in $runs runs, or not as \"$3\": see $work/$2.$1"
		red=1
	fi
}

expect ownership use_after_free 'heap-use-after-free'
expect ownership leak 'detected memory leaks'
expect strings out_of_bounds 'heap-buffer-overflow.*in fill'
expect layout wrong_field 'broken: write array_of_structs.item\[2\].b'
expect callbacks callback_after_release 'broken: a callback was called after its subscription had ended'

# Two at a time.
for pair in 'strings layout' 'ownership callbacks'; do
	for target in $pair; do hunt $target none & done
	wait
done
for target in strings layout ownership callbacks; do
	if ! ls "$work/none.$target"-* >/dev/null 2>&1 && grep -aq "^Done $runs runs" "$work/none.$target"; then
		echo "clean      $target, no plant, $runs runs"
	else
		echo "NOT CLEAN  $target without a plant: see $work/none.$target"
		red=1
	fi
done
exit $red
