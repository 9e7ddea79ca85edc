#!/bin/sh
# campaign.sh TARGET PEER LIBRARY EXE SECONDS SEED [SAVE] - a libFuzzer campaign; called by `make fuzz`.
#
# The corpus that grows is build/fuzz/corpus/TARGET/PEER; it is minimised afterwards and, with SAVE, goes into
# fuzz/corpus/TARGET, from which every campaign begins. What breaks is minimised and goes into fuzz/regress/TARGET, where every replay finds it.
# Exit status: 0 nothing broke, 1 something did, 2 the campaign did not run.
set -u
target=$1 peer=$2 library=$3 exe=$4 seconds=$5 seed=$6 save=${7:-}
name=$(basename "$peer" | sed 's/\.[a-z]*$//')
grown=build/fuzz/corpus/$target/$name kept=fuzz/corpus/$target regress=fuzz/regress/$target
work=build/fuzz/$target-$name
most=60 # files in fuzz/corpus/TARGET

rm -rf "$work"
mkdir -p "$grown" "$kept" "$regress" "$work/found"
export SEAM_PEER="$library"
dict=$([ ! -e fuzz/"$target".dict ] || echo -dict=fuzz/"$target".dict)
limits="-timeout=25 -rss_limit_mb=2560 -max_len=512"
# The system's libgit2 has neither frames nor names by which a known leak could be told from a new one.
[ "$target-$name" != libgit2-system ] || export ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0"

echo "fuzz: $target against $name for $seconds s, seed $seed; log: $work/log"
{
	"$exe" $limits -seed="$seed" -max_total_time="$seconds" $dict -artifact_prefix="$work/found/" \
		-print_final_stats=1 -close_fd_mask=1 "$grown" "$kept" 2>&1
	echo $? >"$work/status"
} | tee "$work/log" | grep -a --line-buffered -E '^INFO: Loaded . modules|INITED|pulse|^fuzz:|^broken:|^SUMMARY|^Done' | cut -c 1-120
status=$(cat "$work/status")
if ! grep -aq INITED "$work/log" && [ -z "$(ls "$work/found")" ]; then
	echo "fuzz: the campaign did not run (status $status); the end of $work/log:"
	tail -n 5 "$work/log"
	exit 2
fi

# Minimises one artifact and gives it its name among the regression inputs.
keep() {
	small=$work/small
	cp "$1" "$small"
	case $(basename "$1") in
	crash-*)
		env ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0" "$exe" $limits -minimize_crash=1 -max_total_time=15 \
			-exact_artifact_path="$small.new" "$1" >"$work/minimise.log" 2>&1
		# What is smaller counts only if it breaks too.
		if [ -s "$small.new" ] && ! "$exe" $limits "$small.new" >/dev/null 2>&1; then
			mv "$small.new" "$small"
		fi
		;;
	esac
	if "$exe" $limits "$small" >"$work/report" 2>&1; then
		echo
		echo "fuzz: $target: $name ended the campaign ($(basename "$1" | cut -d- -f1)), but no input alone does so; see the end of"
		echo "  log      $work/log"
		return
	fi
	input=$regress/$name-$(sha1sum "$small" | cut -c 1-12)
	cp "$small" "$input"
	echo
	echo "fuzz: $target: $name breaks a rule: $(basename "$1" | cut -d- -f1)"
	grep -a -m 1 -E '^broken:|^SUMMARY' "$work/report" | sed 's/^/  /'
	echo "  size     $(($(wc -c <"$small"))) bytes, of $(($(wc -c <"$1"))) before minimising"
	echo "  input    $(od -An -v -tx1 -N 64 "$small" | tr -d '\n')"
	echo "  file     $input"
	echo "  again    make fuzz-replay TARGET=$target PEER=$peer INPUT=$input ASAN=1"
}

red=0
for artifact in "$work"/found/*; do
	[ -e "$artifact" ] || continue
	keep "$artifact"
	red=1
done

# The smallest set of inputs that reaches what all of them reach. Edges alone decide what is kept in the tree.
minimise() {
	rm -rf "$work/min"
	mkdir -p "$work/min"
	"$exe" -set_cover_merge=1 -max_len=512 $1 "$work/min" "$grown" "$kept" >"$work/merge.log" 2>&1
}
before=$(ls "$grown" | wc -l)
if minimise "" && [ -n "$(ls "$work/min")" ]; then
	rm -rf "$grown"
	mv "$work/min" "$grown"
	echo "fuzz: corpus $grown: $(ls "$grown" | wc -l) inputs, of $before before minimising"
fi
if [ -n "$save" ] && minimise -use_counters=0 && [ -n "$(ls "$work/min")" ]; then
	rm -f "$kept"/*
	every=$((($(ls "$work/min" | wc -l) + most - 1) / most))
	ls -S "$work/min" | awk -v every=$every "NR % every == 0" | while read -r file; do cp "$work/min/$file" "$kept/"; done
	echo "fuzz: corpus $kept: $(ls "$kept" | wc -l) inputs, saved"
fi
[ $red -eq 1 ] || echo "fuzz: $target: $name broke no rule"
exit $red
