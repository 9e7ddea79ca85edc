#!/bin/sh
# Builds one group's cases (OUT, a library) and its mutants (beside it, .mutants.so or as libraries end here) in one flavour, and lists the cases (.list).
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
for source in *.c; do
	[ "$source" != mutants.c ] || continue
	$CC -std=c11 $WARNINGS $cflags $PIC -c "$source" -o "$WORK/$source.o"
	objects="$objects $WORK/$source.o"
done
# A run that goes on meanwhile has the old library or the new one, never a half.
$linker $CFLAGS -shared $objects $libs -o "$OUT.new"
mv "$OUT.new" "$OUT"
if [ -f mutants.c ]; then
	$CC -std=c11 $WARNINGS $cflags $PIC -shared mutants.c $libs -o "$mutants.new"
	mv "$mutants.new" "$mutants"
	"$probe" --mutants "$mutants" --list-mutants >"$name.mutants.list"
fi
"$probe" --group "$OUT" --list >"$name.list.new"
mv "$name.list.new" "$name.list"
