#!/bin/sh
# build.sh - makes the shared library $OUT: rusqlite with the SQLite that its crate carries.
#
# Crates and what is built of them stay in $CACHE, one folder for each compiler and set of flags.
set -eu

. "$SEAM/peers/rust/toolchain.sh"
at_least 1.89 "rusqlite 0.42"

flags=$(printf %s "$RUSTFLAGS" | cksum | cut -d' ' -f1)
export CARGO_HOME="$CACHE/cargo"
export CARGO_BUILD_BUILD_DIR="$CACHE/rusqlite/$version-$FLAVOUR-$flags"
# Build scripts run here and now, and SQLite is compiled by one of them: as its users have it, uninstrumented.
unset CC CXX CFLAGS CXXFLAGS LDFLAGS

"$cargo" build --release --quiet --locked --target "$host"
cp "$CARGO_TARGET_DIR/$host/release/libseam_rusqlite.so" "$OUT"
