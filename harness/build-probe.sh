#!/bin/sh
# Builds the probe of one flavour: its library, which cases and runtime peers link or load, and its program.
# Called by `seam build`, in the project's root, with the flavour's CC, CFLAGS, INCLUDES, WARNINGS; OUT is the program.
set -eu
folder=$(dirname "$OUT")
$CC -std=c11 $WARNINGS $CFLAGS $INCLUDES -fPIC -shared harness/probe/[!m]*.c harness/platform/posix_probe.c -o "$folder/libseam_probe.so"
$CC -std=c11 $WARNINGS $CFLAGS $INCLUDES harness/probe/main.c $LDFLAGS -rdynamic -L"$folder" -lseam_probe -Wl,-rpath,'$ORIGIN' -pthread -o "$OUT"
