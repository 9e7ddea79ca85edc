#!/bin/sh
# Builds the probe of one flavour: its library, which cases and runtime peers link or load, and its program.
# Called by `seam build`, in the project's root, with the flavour's CC, CFLAGS, INCLUDES, WARNINGS; OUT is the program.
set -eu
. harness/platform/link.sh
# What the thunk's assembly names, link-time optimisation does not see it name.
CFLAGS="$CFLAGS -fno-lto"
folder=$(dirname "$OUT") library=$(dirname "$OUT")/libseam_probe.$LIBRARY
parts=$(for part in $PROBE_PARTS; do echo "harness/platform/${SYSTEM}_$part.c"; done)
$CC -std=c11 $WARNINGS $CFLAGS $INCLUDES $PIC -shared harness/probe/[!m]*.c $parts $(known_as "$library") -lm -o "$library"
$CC -std=c11 $WARNINGS $CFLAGS $INCLUDES harness/probe/main.c $LDFLAGS -rdynamic -L"$folder" -lseam_probe $(beside .) -pthread -o "$OUT"
