#!/bin/sh
# Builds one group in one flavour: its cases (OUT, a library), its mutants*.c (a library beside it), and the lists of both.
# Called by `seam build`, in the group's folder, with the flavour's CC, CXX, CFLAGS, INCLUDES, WARNINGS; PROBE is the folder of the
# probe, GROUP_CFLAGS and GROUP_LIBS are shell text of the group's own.
set -eu
. "$SEAM/harness/platform/link.sh"
name=${OUT%.*} mutants=${OUT%.*}.mutants.$LIBRARY probe=$PROBE/probe$PROGRAM
eval "cflags=\"\$CFLAGS \$INCLUDES $GROUP_CFLAGS\""
eval "libs=\"-L\$PROBE -lseam_probe \$(beside ..) -pthread $GROUP_LIBS\""
objects=
for source in *.cc; do
	[ -f "$source" ] || continue
	$CXX -std=c++17 -Wall -Wextra -Wshadow -Werror $cflags $PIC -c "$source" -o "$WORK/$source.o"
	objects="$objects $WORK/$source.o"
done
linker=$CC
[ -z "$objects" ] || linker=$CXX
planted=
for source in *.c; do
	$CC -std=c11 $WARNINGS $cflags $PIC -c "$source" -o "$WORK/$source.o"
	case $source in
	mutants*) planted="$planted $WORK/$source.o" ;;
	*) objects="$objects $WORK/$source.o" ;;
	esac
done
# A run that goes on meanwhile has the old library or the new one, never a half.
$linker $CFLAGS -shared $objects $libs -o "$OUT.new"
mv "$OUT.new" "$OUT"
if [ -n "$planted" ]; then
	$CC $CFLAGS -shared $planted $libs -o "$mutants.new"
	mv "$mutants.new" "$mutants"
fi
"$probe" --group "$OUT" ${planted:+--mutants "$mutants"} --list-mutants >"$name.mutants.list"
"$probe" --group "$OUT" --list >"$name.list.new"
mv "$name.list.new" "$name.list"
