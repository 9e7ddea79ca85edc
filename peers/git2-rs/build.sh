#!/bin/sh
# build.sh - makes the shared library $OUT in one flavour: git2 on that flavour's libgit2.
#
# As in ../rust/build.sh, std is built from its sources in the instrumented flavours.  libgit2-sys would build a libgit2
# of its own: LIBGIT2_NO_VENDOR and PKG_CONFIG_PATH lead it to the one that the cases are built with.  Crates and what is
# built of them stay in $CACHE, one folder for each compiler, flavour, set of flags and libgit2.
set -eu

skip() { echo "skip: $*" >&2; exit 77; }

# std's sources must be of the same version as the compiler: the first toolchain that has them, else the first.
toolchain() {
	for dir in "" /usr/bin/; do
		command -v "${dir}rustc" >/dev/null && command -v "${dir}cargo" >/dev/null || continue
		std=$("${dir}rustc" --print sysroot)/lib/rustlib/src/rust/library
		test -z "${cargo:-}" || test -f "$std/Cargo.toml" || continue
		cargo=${dir}cargo RUSTC=$(command -v "${dir}rustc") library=$std
		test ! -f "$std/Cargo.toml" || return 0
	done
	test -n "${cargo:-}" || skip "no rustc and cargo"
}
toolchain
export RUSTC

EDITION=newest sh "$SEAM/cases/libgit2/edition.sh" build
LIBGIT2_PREFIX=$(EDITION=newest sh "$SEAM/cases/libgit2/edition.sh" prefix)
export LIBGIT2_PREFIX LIBGIT2_NO_VENDOR=1 PKG_CONFIG_PATH="$LIBGIT2_PREFIX/lib/pkgconfig"

version=$("$RUSTC" -V | cut -d' ' -f2)
host=$("$RUSTC" -vV | sed -n 's/^host: //p')
flags=$(printf %s "$RUSTFLAGS $LIBGIT2_PREFIX" | cksum | cut -d' ' -f1)
export CARGO_HOME="$CACHE/cargo" CARGO_TARGET_DIR="$WORK/target"
export CARGO_BUILD_BUILD_DIR="$CACHE/git2-rs/$version-$FLAVOUR-$flags"
# Build scripts run here and now, uninstrumented.
unset CC CXX CFLAGS CXXFLAGS LDFLAGS

set -- build --release --quiet --locked --target "$host"
case $RUSTFLAGS in
*-Zsanitizer=*)
	test -f "$library/Cargo.toml" || skip "rustc $version has no sources of std beside it to instrument"
	export RUSTC_BOOTSTRAP=1
	set -- "$@" -Zbuild-std=std,panic_unwind
	;;
esac
"$cargo" "$@"
cp "$CARGO_TARGET_DIR/$host/release/libseam_git2_rs.so" "$OUT"
