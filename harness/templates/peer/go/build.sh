#!/bin/sh
# build.sh - makes $OUT, the shared library.  A library of yours is a package that @name@.go imports (go.mod: require, replace).
set -eu
CGO_ENABLED=1 CGO_CFLAGS="-O1 -g $INCLUDES" CC=cc go build -buildmode=c-shared -o "$OUT" .
rm -f "${OUT%.*}.h"
