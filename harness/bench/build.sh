#!/bin/sh
# Builds what stands in the probe's place: the bench library, which runtimes load, and its program OUT for peers that are
# libraries.  Called by bench.mk, in the project's root, with CC, CXX and CFLAGS, which plain C is compiled with too.
set -eu
. harness/platform/link.sh
folder=$(dirname "$OUT") library=$(dirname "$OUT")/libseam_bench.$LIBRARY
set -- $CFLAGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -Iharness/include -Icases $PIC
mkdir -p "$folder"
$CC -std=c11 "$@" -DFLAGS="\"$CFLAGS\"" -c harness/bench/plain.c -o "$folder/plain.o"
$CXX -std=c++17 "$@" -shared harness/bench/compare.cpp "$folder/plain.o" -lbenchmark -ldl -pthread \
	$(known_as "$library") -o "$library"
$CC -std=c11 "$@" harness/probe/main.c -L"$folder" -lseam_bench $(beside .) -o "$OUT"
