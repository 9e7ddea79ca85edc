#!/bin/sh
# list.sh FILE - writes all rules' signatures for the platform that CC compiles for.
# The program is made of the rules and runs here; what the platform has is asked of its compiler.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$1
lists() { for part in list needs text sizes shapes random signature; do echo "$here/$part.c"; done; ls "$here"/rules_*.c; }
sum() { cat "$here"/*.[ch] "$here"/emit/list.c "$here"/emit/collect.c | cksum | tr ' ' -; }
program=$CACHE/calls/list-$(sum)
mkdir -p "$CACHE/calls"
[ -x "$program" ] || {
	${HOST_CC:-cc} -std=c11 -O1 "-I$SEAM/harness/include" "-I$SEAM/cases" "$here/emit/list.c" "$here/emit/collect.c" \
		$(lists) -o "$program.$$"
	mv "$program.$$" "$program"
}
"$program" $(sh "$here/features.sh") "$here/known.sig" >"$out.$$"
mv "$out.$$" "$out"
