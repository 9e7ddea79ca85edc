#!/bin/sh
# edition.sh cflags|libs|prefix|build - the libgit2 that this group's cases, and the peers made for them, are built with.
#
#   EDITION   system   the machine's own, by pkg-config                                        (default)
#             newest   1.9.7, the tree in the crate that source/Cargo.lock names, or the tree LIBGIT2_SRC=,
#                      built here with the flavour's compiler and flags, zlib and regex included
#   FLAVOUR CC CFLAGS  of the flavour          CACHE   a folder that outlives builds; ${XDG_CACHE_HOME}/seam if unset
#
# Prints flags on stdout and what it is doing on stderr.  A library that is there already is not built again; two runs
# at once wait for each other.  Exit 2: used wrongly; 3: something that is needed is not on this machine.
set -eu

say() { echo "libgit2: $*" >&2; }
die() { say "$2"; exit "$1"; }

here=$(cd "$(dirname "$0")" && pwd)
: "${EDITION:=system}" "${FLAVOUR:=plain}" "${CC:=cc}" "${CFLAGS=-g -O1}"
: "${CACHE:=${XDG_CACHE_HOME:-$HOME/.cache}/seam}"
home=$CACHE/libgit2
recipe=1 # raised when the way of building changes: older builds are then left alone

# The flags that a foreign tree is built with: the flavour's, without our warnings, language level and include paths.
flags() {
	kept=
	for flag in $CFLAGS; do
		case $flag in
		-W* | -pedantic* | -std=* | -I* | -D*) ;;
		*) kept="$kept $flag" ;;
		esac
	done
	# sha1dc loads 32 bits from odd addresses by design, and libgit2 calls through differently typed pointers.
	case $kept in
	*-fsanitize=*undefined*) kept="$kept -fno-sanitize=function,alignment" ;;
	esac
	echo "$kept -w"
}

# One at a time for what follows, where flock(1) exists; elsewhere the rename at the end is what keeps builds whole.
lock() {
	mkdir -p "$home"
	if command -v flock >/dev/null; then
		exec 9>"$home/$1.lock"
		flock -n 9 || { say "another run is making $1; waiting for it"; flock 9; }
	fi
}

source_tree() {
	if [ -n "${LIBGIT2_SRC:-}" ]; then
		[ -f "$LIBGIT2_SRC/CMakeLists.txt" ] || die 2 "LIBGIT2_SRC=$LIBGIT2_SRC holds no CMakeLists.txt"
		(cd "$LIBGIT2_SRC" && pwd)
		return
	fi
	crates=$home/crates-$(cksum <"$here/source/Cargo.lock" | cut -d' ' -f1)
	if [ ! -d "$crates" ]; then
		cargo=/usr/bin/cargo
		[ -x $cargo ] || cargo=$(command -v cargo) || die 3 "cargo, which fetches the source, is not installed"
		(
			lock crates
			[ ! -d "$crates" ] || exit 0
			say "fetching the source by $cargo into $crates"
			rm -rf "$crates.new"
			CARGO_HOME=$CACHE/cargo "$cargo" vendor --locked --quiet --manifest-path "$here/source/Cargo.toml" \
				"$crates.new" >/dev/null
			mv "$crates.new" "$crates"
		) >&2
	fi
	echo "$crates/libgit2-sys/libgit2"
}

version_of() {
	sed -n 's/^#define LIBGIT2_VERSION  *"\([^"]*\)".*/\1/p' "$1/include/git2/version.h"
}

prefix() {
	tree=$(source_tree)
	mark=$(printf '%s\n' "$recipe" "$("$CC" --version | head -n 1)" "$CC" "$(flags)" "$tree" | cksum | cut -d' ' -f1)
	echo "$home/$(version_of "$tree")-$FLAVOUR-$mark"
}

build() {
	where=$(prefix)
	[ ! -d "$where" ] || return 0
	for tool in cmake ninja "$CC"; do
		command -v "$tool" >/dev/null || die 3 "$tool, which builds libgit2, is not installed"
	done
	tree=$(source_tree)
	name=$(basename "$where")
	(
		lock "$name"
		[ ! -d "$where" ] || exit 0
		say "building $name (half a minute, once)"
		work=$where.work
		rm -rf "$work"
		mkdir -p "$work"
		{
			cmake -S "$tree" -B "$work/build" -G Ninja -DCMAKE_C_COMPILER="$CC" -DCMAKE_C_FLAGS="$(flags)" \
				-DCMAKE_BUILD_TYPE=None -DCMAKE_INSTALL_PREFIX="$where" -DCMAKE_INSTALL_LIBDIR=lib \
				-DBUILD_SHARED_LIBS=ON -DBUILD_TESTS=OFF -DBUILD_CLI=OFF -DUSE_SSH=OFF -DUSE_HTTPS=OFF \
				-DUSE_NTLMCLIENT=OFF -DUSE_GSSAPI=OFF -DUSE_SHA1=CollisionDetection -DUSE_SHA256=Builtin \
				-DUSE_BUNDLED_ZLIB=ON -DREGEX_BACKEND=builtin -DUSE_HTTP_PARSER=builtin &&
			cmake --build "$work/build" --parallel 2 &&
			DESTDIR=$work/stage cmake --install "$work/build"
		} >"$work/log" 2>&1 || {
			tail -n 20 "$work/log" >&2
			die 1 "$name did not build; all of it is in $work/log"
		}
		mv "$work/stage$where" "$where"
		rm -rf "$work"
	) >&2
}

system() {
	command -v pkg-config >/dev/null || die 3 "pkg-config is not installed"
	pkg-config --exists libgit2 || die 3 "the system has no libgit2 with headers (Debian: libgit2-dev)"
	pkg-config "$@" libgit2
}

case $EDITION in
system | newest) ;;
*) die 2 "EDITION=$EDITION is neither system nor newest" ;;
esac
case $EDITION-${1:-} in
system-cflags) system --cflags ;;
system-libs) system --libs ;;
system-prefix) system --variable=prefix ;;
system-build) system --exists ;;
newest-build) build ;;
newest-prefix) build && prefix ;;
newest-cflags) build && echo "-isystem $(prefix)/include" ;;
newest-libs) build && where=$(prefix) && echo "-L$where/lib -Wl,-rpath,$where/lib -lgit2" ;;
*) die 2 "usage: edition.sh cflags|libs|prefix|build, not '${1:-}'" ;;
esac
