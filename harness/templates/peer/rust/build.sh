#!/bin/sh
# build.sh - makes $OUT, the shared library: Rust as a static one, and the table in C.
# A library of yours is a dependency in Cargo.toml; one that is built already is linked in the last line, by -L … -l….
set -eu
RUSTFLAGS= cargo build --release --quiet --target-dir "$WORK/target"
$CC -std=c11 -Wall -Wextra $CFLAGS -fPIC $INCLUDES -shared table.c "$WORK/target/release/lib@name@.a" -lpthread -ldl -lm -o "$OUT"
