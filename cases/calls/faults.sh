#!/bin/sh
# The planted faults that are compiled (faults.h), one library, in the folder BESIDE: the wrong signatures of emit/faults.c by gcc
# without optimisation.  They are wrong on x86, and tried in the flavour plain.
set -eu
# The mutants are of the rules' own list; another one has none.
[ -z "${LIST:-}" ] || exit 0
[ "$FLAVOUR" = plain ] || exit 0
case $($CC -dM -E -x c /dev/null) in *__x86_64__* | *__i386__*) ;; *) exit 0 ;; esac
here=$(cd "$(dirname "$0")" && pwd)
includes="-I$SEAM/harness/include -I$SEAM/cases"
work=$WORK/faults
mkdir -p "$work" "$CACHE/calls"
program=$CACHE/calls/faults-$(cat "$here"/emit/faults*.[ch] "$here/signature.c" "$here/faults.h" "$here/signature.h" | cksum | tr ' ' -)
[ -x "$program" ] || {
	${HOST_CC:-cc} -std=c11 -O1 $includes "$here"/emit/faults*.c "$here/signature.c" -o "$program.$$"
	mv "$program.$$" "$program"
}
sh "$here/list.sh" "$work/right"
"$program" "$work/right" "$work/wrong" "$work/faults.c"
. "$SEAM/harness/platform/link.sh"
$CC -std=c11 $CFLAGS $includes $PIC -c "$work/faults.c" -o "$work/faults.o"
OUT=$BESIDE/faults.${OUT##*.} WORK=$work LIST=$work/wrong AS=side EMIT=emit/c.c COMPILER="$GCC --version" LINK=$work/faults.o \
	COMPILE="$GCC -std=gnu11 -w -Wno-psabi -fPIC -fvisibility=hidden -O0 $INCLUDES -c \"\$IN\" -o \"\$OBJ\"" sh compile.sh
