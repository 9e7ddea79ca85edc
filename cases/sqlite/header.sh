#!/bin/sh
# header.sh - prints the flags that find sqlite3.h.  Exit 3, with what to install: there is none.
set -eu
die() { echo "sqlite: $1" >&2; exit 3; }
command -v pkg-config >/dev/null || die "pkg-config is not installed"
pkg-config --exists sqlite3 || die "there is no sqlite3.h with its sqlite3.pc (Debian: apt-get install libsqlite3-dev)"
pkg-config --cflags sqlite3
