#!/bin/sh
# completeness.sh - writes results/libgit2-completeness.json: what libgit2's headers export and each binding lacks.
#
# Made of what `make check GROUP=libgit2 FLAVOUR=plain` has put into the cache, and of the system's packages; a binding that is
# not there is left out, with a line that says so.  Exit 3: not even the newest edition's headers are there.
set -eu
case ${1:-} in
--help | -h) sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; exit 0 ;;
esac

here=$(cd "$(dirname "$0")" && pwd)
results=$here/../../results/libgit2-completeness.json
: "${CACHE:=${SEAM_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/seam}}"
python=/usr/bin/python3
say() { echo "completeness: $*" >&2; }

# arguments NAME SOURCE[,SOURCE …]: one more for the program, if its first source is there.
add() {
	if [ -e "${2%%,*}" ]; then
		bindings="$bindings $1=$2"
	else
		say "$1 is not built here: left out"
	fi
}
one() { # shellcheck disable=SC2086
	"$python" -B "$here/completeness.py" "$1" $bindings
}
# The one path that a pattern means, or the pattern.
only() { echo "$1"; }

crates=$CACHE/libgit2/crates-$(cksum <"$here/source/Cargo.lock" | cut -d' ' -f1)
newest=$crates/libgit2-sys
[ -d "$newest" ] || { say "no headers: run make check GROUP=libgit2 FLAVOUR=plain"; exit 3; }
wheel=$(only "$CACHE"/pygit2-*-cffi-*/pygit2)

mkdir -p "$(dirname "$results")"
{
	bindings=
	add libgit2-sys "$newest/lib.rs"
	add git2-rs "$(only "$CACHE"/cargo/registry/src/*/git2-0.21.0/src)"
	add pygit2 "$wheel/decl,$(only "$(dirname "$wheel")"/pygit2/_pygit2.*.so)"
	printf '['
	one "$newest/libgit2/include"
	if pkg-config --exists libgit2 2>/dev/null; then
		folder=$("$python" -E -s -c 'import os, pygit2; print(os.path.dirname(pygit2.__file__))' 2>/dev/null) || folder=none
		bindings=
		add pygit2-system "$folder/decl,$("$python" -E -s -c 'import pygit2; print(pygit2._pygit2.__file__)' 2>/dev/null)"
		if [ -n "$bindings" ]; then
			printf ','
			one "$(pkg-config --variable=includedir libgit2)"
		fi
	fi
	echo ']'
} >"$results.new"
mv "$results.new" "$results"
