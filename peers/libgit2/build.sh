#!/bin/sh
# build.sh - libgit2 itself as a peer, of the edition that its .conf names.
set -eu
group=$SEAM/cases/libgit2
cflags=$(sh "$group/edition.sh" cflags)
libs=$(sh "$group/edition.sh" libs)
# The walks and the tables of the header are the group's own: a C binding of libgit2 is libgit2's header.
# shellcheck disable=SC2086
exec $CC -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror $CFLAGS -fPIC -fvisibility=hidden -shared \
	-D_XOPEN_SOURCE=700 "-DPEER_NAME=\"libgit2-$EDITION\"" $INCLUDES $cflags ./*.c "$group/walk.c" "$group/types.c" \
	-o "$OUT" ${LDFLAGS:-} $libs -pthread
