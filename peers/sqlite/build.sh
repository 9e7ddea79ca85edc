#!/bin/sh
# build.sh - SQLite itself as a peer: the binding that C has.
set -eu
flags=$(sh "$SEAM/cases/sqlite/header.sh") || { echo "skip: no SQLite to build with (Debian: apt-get install libsqlite3-dev)"; exit 77; }
libs=$(pkg-config --libs sqlite3)
# shellcheck disable=SC2086
exec $CC -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror $CFLAGS -fPIC -fvisibility=hidden -shared $INCLUDES $flags \
	./*.c -o "$OUT" ${LDFLAGS:-} $libs
