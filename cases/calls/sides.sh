#!/bin/sh
# The C side of the group: the list's functions by the reference compilers, one library each, in the folder BESIDE.
#
# gcc without optimisation and clang with it: what they leave in registers differs, and clang -O2 believes narrow arguments to be
# extended.  SIDES=quick is one side alone, by what compiles fastest; SIDES=all has that one too.  Where a flavour instruments,
# there is one side, by its own compiler.
set -eu
mkdir -p "$BESIDE"
side() { # number, compiler, flags
	number=$1 compiler=$2 flags=$3
	OUT=$BESIDE/side$number.${OUT##*.} WORK=$WORK/side$number AS=side EMIT=emit/c.c COMPILER="$compiler --version" \
		COMPILE="$compiler -std=gnu11 -w -Wno-psabi -fPIC -fvisibility=hidden $flags \$SANITIZE $INCLUDES -c \"\$IN\" -o \"\$OBJ\"" sh compile.sh
}
case $CFLAGS in
*-fsanitize=*) side 1 "$CLANG" -O0 ;;
*)
	has_clang=$(command -v clang-19 || true)
	if [ "${SIDES:-both}" = quick ]; then
		if [ -n "$has_clang" ]; then side 1 "$CLANG" -O0; else side 1 "$GCC" -O0; fi
	else
		side 1 "$GCC" -O0
		[ -z "$has_clang" ] || side 2 "$CLANG" -O2
		[ -z "$has_clang" ] || [ "${SIDES:-both}" != all ] || side 3 "$CLANG" -O0
	fi
	;;
esac
