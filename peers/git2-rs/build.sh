#!/bin/sh
# build.sh [LIBRARY] - makes the shared library $OUT in one flavour: the crate in this folder (seam_git2_rs), on that flavour's libgit2.
#
# As in ../rust/build.sh, std is built from its sources in the instrumented flavours.  libgit2-sys would build a libgit2
# of its own: LIBGIT2_NO_VENDOR and PKG_CONFIG_PATH lead it to the one that the cases are built with.  Crates and what is
# built of them stay in $CACHE, one folder for each compiler, flavour, set of flags and libgit2.
set -eu
made=${1:-seam_git2_rs}

. "$SEAM/peers/rust/toolchain.sh"
at_least 1.87 "git2 0.21"

EDITION=newest sh "$SEAM/cases/libgit2/edition.sh" build
LIBGIT2_PREFIX=$(EDITION=newest sh "$SEAM/cases/libgit2/edition.sh" prefix)
export LIBGIT2_PREFIX LIBGIT2_NO_VENDOR=1 PKG_CONFIG_PATH="$LIBGIT2_PREFIX/lib/pkgconfig"

flags=$(printf %s "$RUSTFLAGS $LIBGIT2_PREFIX" | cksum | cut -d' ' -f1)
export CARGO_HOME="$CACHE/cargo"
export CARGO_BUILD_BUILD_DIR="$CACHE/git2-rs/$version-$FLAVOUR-$flags"
# Build scripts run here and now, uninstrumented.
unset CC CXX CFLAGS CXXFLAGS LDFLAGS

set -- build --release --quiet --locked --target "$host"
case $RUSTFLAGS in
*-Zsanitizer=*)
	need_std
	set -- "$@" -Zbuild-std=std,panic_unwind
	;;
esac
"$cargo" "$@"
cp "$CARGO_TARGET_DIR/$host/release/lib$made.so" "$OUT"
