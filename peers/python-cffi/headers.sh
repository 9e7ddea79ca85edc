#!/bin/sh
# headers.sh VERSION GROUP... - fetches cffi's wheel of that version, and makes of the groups' headers what cffi can read;
# $OUT gets the wheel's folder and their file, a line each.
set -eu
sh ../python/cffi.sh "$1"
shift

# cffi knows the types of the standard headers; it reads no attributes, and no complex numbers of long double.
mkdir -p "$WORK/std"
for header in stdbool stddef stdint wchar; do
	: >"$WORK/std/$header.h"
done
for header in seam/probe $(printf '%s/%s ' $(for group; do echo "$group" "$group"; done)); do
	echo "#include <$header.h>"
done | $CC -E -P -nostdinc -I "$WORK/std" -I "$SEAM/harness/include" -I "$SEAM/cases" \
	-U__GNUC__ -U__SIZEOF_INT128__ "-D__attribute__(x)=" - |
	sed '/long double _Complex/d' >"$WORK/headers.i"
echo "$WORK/headers.i" >>"$OUT"
