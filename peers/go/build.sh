#!/bin/sh
# build.sh - makes the shared library $OUT in one flavour.
#
# The build cache is kept in $CACHE.  It knows nothing of headers outside of this folder, so that their checksum is made
# part of the flags, which it knows.
set -eu

headers=$(cat "$SEAM"/harness/include/seam/*.h "$SEAM"/cases/*/*.h | cksum | cut -d' ' -f1)
export CGO_ENABLED=1 GOCACHE="$CACHE/go" GOFLAGS=-mod=mod GOTOOLCHAIN=local
export CGO_CFLAGS="$CFLAGS $INCLUDES -DSEAM_HEADERS=$headers"

if ! go list -m >/dev/null 2>&1; then
	echo "skip: $(go version | cut -d' ' -f3) is older than go.mod asks for; https://go.dev/dl has newer ones"
	exit 77
fi
case $FLAVOUR in
asan | msan) set -- "-$FLAVOUR" ;; # Go's own heap and accesses, too; LeakSanitizer then looks into Go's heap
*) set -- ;;
esac
go build "$@" -trimpath -buildvcs=false -buildmode=c-shared -o "$WORK/libseam_go.so" .
cp "$WORK/libseam_go.so" "$OUT"
