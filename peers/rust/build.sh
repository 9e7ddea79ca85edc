#!/bin/sh
# build.sh - makes the shared library $OUT in one flavour.
#
# A sanitizer sees std's memory only if std is instrumented too, so in those flavours std is built from its sources:
# that takes -Zbuild-std, hence RUSTC_BOOTSTRAP on a stable compiler.  The build directory is kept in $CACHE, one for
# each compiler, flavour and set of flags; cargo's fingerprints decide what is stale and its lock lets two builds wait
# for each other.  What is final goes to $WORK, which belongs to this build alone; and the peer itself, for which all
# trees that share $CACHE have one place there, is compiled each time (SEAM_BUILD, see build.rs).
set -eu

. "$SEAM/peers/rust/toolchain.sh"

flags=$(printf %s "$RUSTFLAGS" | cksum | cut -d' ' -f1)
export CARGO_HOME="$CACHE/rust/home"
export CARGO_BUILD_BUILD_DIR="$CACHE/rust/$version-$FLAVOUR-$flags"

set -- build --release --quiet --target "$host"
case $RUSTFLAGS in
*-Zsanitizer=*)
	need_std
	set -- "$@" -Zbuild-std=std,panic_unwind
	test ! -d "$library/vendor" ||
		set -- "$@" --offline --config 'source.crates-io.replace-with = "std"' \
			--config "source.std.directory = '$library/vendor'"
	;;
esac
"$cargo" "$@"
for library in libseam_rust.so libseam_rust.dylib seam_rust.dll; do
	test ! -f "$CARGO_TARGET_DIR/$host/release/$library" || cp "$CARGO_TARGET_DIR/$host/release/$library" "$OUT"
done
