#!/bin/sh
# Builds one group in one flavour: its cases (OUT, a library), its mutants*.c (a library beside it), and the lists of both.
# Called by `seam build`, in the group's folder, with the flavour's CC, CXX, CFLAGS, INCLUDES, WARNINGS; PROBE is the folder of the
# probe, WRAP what runs it where that is not this machine; GROUP_CFLAGS, GROUP_LIBS and GROUP_BUILD are shell text of the group's own.
# The last is run first, and may put libraries into the folder BESIDE, for seam_beside().
set -eu
. "$SEAM/harness/platform/link.sh"
name=${OUT%.*} mutants=${OUT%.*}.mutants.$LIBRARY probe=$PROBE/probe$PROGRAM
eval "cflags=\"\$CFLAGS \$INCLUDES $GROUP_CFLAGS\""
eval "libs=\"-L\$PROBE -lseam_probe \$(beside ..) -pthread $GROUP_LIBS\""
export BESIDE=${OUT%.*}.d
eval "$GROUP_BUILD"
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
$WRAP "$probe" --group "$OUT" ${planted:+--mutants "$mutants"} --list-mutants >"$name.mutants.list"
$WRAP "$probe" --group "$OUT" --list >"$name.list.new"
mv "$name.list.new" "$name.list"
