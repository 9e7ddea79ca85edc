#!/bin/sh
# Builds one group's cases (OUT, a library) and its mutants (beside it, .mutants.so) in one flavour, and lists the cases (.list).
# Called by `seam build`, in the group's folder, with the flavour's CC, CXX, CFLAGS, INCLUDES, WARNINGS; PROBE is the folder of the
# probe, GROUP_CFLAGS and GROUP_LIBS are shell text of the group's own.
set -eu
name=${OUT%.so}
eval "cflags=\"\$CFLAGS \$INCLUDES $GROUP_CFLAGS\""
eval "libs=\"-L\$PROBE -lseam_probe -Wl,-rpath,\\\$ORIGIN/.. -pthread $GROUP_LIBS\""
objects=
for source in *.cc; do
	[ -f "$source" ] || continue
	$CXX -std=c++17 -Wall -Wextra -Wshadow -Werror $cflags -fPIC -c "$source" -o "$WORK/$source.o"
	objects="$objects $WORK/$source.o"
done
linker=$CC
[ -z "$objects" ] || linker=$CXX
for source in *.c; do
	[ "$source" != mutants.c ] || continue
	$CC -std=c11 $WARNINGS $cflags -fPIC -c "$source" -o "$WORK/$source.o"
	objects="$objects $WORK/$source.o"
done
$linker $CFLAGS -shared $objects $libs -o "$OUT"
if [ -f mutants.c ]; then
	$CC -std=c11 $WARNINGS $cflags -fPIC -shared mutants.c $libs -o "$name.mutants.so"
	"$PROBE/probe" --mutants "$name.mutants.so" --list-mutants >"$name.mutants.list"
fi
"$PROBE/probe" --group "$OUT" --list >"$name.list.new"
mv "$name.list.new" "$name.list"
