#!/bin/sh
# cross.sh [TARGET…] - compiles and links for systems that are not this one: build/seam, the probe, the C peer, the cases.
#
# The compiler is the clang in PyPI's ziglang, which carries the headers and import libraries of macOS and Windows.  It
# and the sources of seam's two libraries are fetched once, into the cache:
#
#   SEAM_CACHE   where that is; ${XDG_CACHE_HOME:-~/.cache}/seam if unset
#   CJSON_SRC    a tree of cJSON, MXML_SRC one of Mini-XML 3; if unset, the source packages of this Debian or Ubuntu
#
# What is made is in build/cross/TARGET, and is made again when a byte of its sources has changed.
set -eu

zig_version=0.17.1
targets="x86_64-macos aarch64-macos x86_64-windows-gnu aarch64-windows-gnu x86-windows-gnu"

say() { echo "cross: $*"; }
die() { echo "cross: $*" >&2; exit 1; }

cd "$(dirname "$0")/.."
. harness/platform/link.sh
: "${SEAM_CACHE:=${XDG_CACHE_HOME:-$HOME/.cache}/seam}"
cache=$SEAM_CACHE/cross
zig=$cache/ziglang-$zig_version/bin/python3
export ZIG_GLOBAL_CACHE_DIR="$cache/zig" ZIG_LOCAL_CACHE_DIR="$cache/zig"

# ---- what is fetched, once ----

fetch_compiler() {
	[ ! -e "$cache/ziglang-$zig_version/ready" ] || return 0
	say "fetching ziglang $zig_version (100 MB, once)"
	rm -rf "${zig%/bin/*}"
	log=$cache/ziglang.log
	{ python3 -m venv "${zig%/bin/*}" && "$zig" -m pip install --quiet "ziglang==$zig_version"; } >"$log" 2>&1 || {
		tail -n 20 "$log" >&2
		die "python3 -m venv and pip could not install it (Debian: python3-venv)"
	}
	: >"$cache/ziglang-$zig_version/ready"
}

fetch_sources() {
	[ -n "${CJSON_SRC:-}" ] && [ -n "${MXML_SRC:-}" ] || sh ci/source.sh "$SEAM_CACHE/sources" cjson mxml ||
		die "CJSON_SRC= and MXML_SRC= must name source trees, as they could not be fetched"
	: "${CJSON_SRC:=$SEAM_CACHE/sources/cjson}" "${MXML_SRC:=$SEAM_CACHE/sources/mxml}"
	[ -f "$CJSON_SRC/cJSON.c" ] || die "CJSON_SRC=$CJSON_SRC holds no cJSON.c"
	[ -f "$MXML_SRC/mxml-private.c" ] || die "MXML_SRC=$MXML_SRC holds no source of Mini-XML 3"
	export CJSON_SRC MXML_SRC
}

# ---- one target ----

strict="-std=c11 -g -O1 -fno-sanitize=undefined -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -Iharness/include -Icases"

describe() {
	case $1 in
	*-macos) library=dylib program="" system=posix position=-fPIC ;;
	*-windows-*) library=dll program=.exe system=windows position="" ;;
	*) die "no such target: $1; there are: $targets" ;;
	esac
	case $1 in
	*-macos)
		probe=$out/libseam_probe.dylib
		beside="-Wl,-rpath,@loader_path" itself="-Wl,-install_name,@rpath/libseam_probe.dylib"
		;;
	*)
		probe=$out/libseam_probe.dll.a
		beside="" itself="-Wl,--out-implib,$probe"
		;;
	esac
	case $1 in
	x86_64-macos) magic=cffaedfe07000001 kind="Mach-O x86-64" ;;
	aarch64-macos) magic=cffaedfe0c000001 kind="Mach-O arm64" ;;
	x86_64-windows-gnu) magic=504500006486 kind="PE x86-64" ;;
	aarch64-windows-gnu) magic=5045000064aa kind="PE arm64" ;;
	x86-windows-gnu) magic=504500004c01 kind="PE i386" ;;
	esac
}

cc() { "$zig" -m ziglang cc -target "$target" "$@"; }

# cJSON as <cjson/cJSON.h>, Mini-XML as <mxml.h>, as their packages install them; their warnings are their own.
libraries() {
	mkdir -p "$out/include/cjson" "$out/libraries"
	cp "$CJSON_SRC/cJSON.h" "$out/include/cjson/"
	cp "$MXML_SRC/mxml.h" "$out/include/"
	cat >"$out/libraries/config.h" <<-'END'
		#include <ctype.h>
		#include <stdarg.h>
		#include <stdio.h>
		#include <stdlib.h>
		#include <string.h>
		#ifdef _WIN32
		#include <io.h>
		#endif
		#define MXML_VERSION "Mini-XML v3"
		#define HAVE_LONG_LONG_INT 1
		#define HAVE_SNPRINTF 1
		#define HAVE_VSNPRINTF 1
		#define HAVE_STRDUP 1
		extern char *_mxml_strdupf(const char *, ...);
		extern char *_mxml_vstrdupf(const char *, va_list);
		#ifndef HAVE_STRLCPY
		extern size_t _mxml_strlcpy(char *, const char *, size_t);
		#define strlcpy _mxml_strlcpy
		#endif
		#ifndef HAVE_STRLCAT
		extern size_t _mxml_strlcat(char *, const char *, size_t);
		#define strlcat _mxml_strlcat
		#endif
	END
	for source in "$CJSON_SRC/cJSON.c" "$MXML_SRC"/mxml-*.c; do
		# Its own config.h, if there is one, is of another system: the source is taken out of its folder.
		cp "$source" "$MXML_SRC"/mxml*.h "$CJSON_SRC/cJSON.h" "$out/libraries/"
		name=${source##*/}
		cc -w -O1 -fno-sanitize=undefined -DCJSON_HIDE_SYMBOLS -I"$out/libraries" -c "$out/libraries/$name" \
			-o "$out/libraries/${name%.c}.o"
	done
}

# A group's cases; of one that has C++ too, for which a C++ library of the target would have to be built, only the C, as
# objects.
group() {
	folder=$1 name=${1##*/} sources=
	for source in "$folder"/*.c; do
		case ${source##*/} in
		mutants*) ;;
		*) sources="$sources $source" ;;
		esac
	done
	if [ -z "$(find "$folder" -name '*.cc')" ]; then
		cc $strict $position -shared $sources "$probe" -o "$out/cases/$name.$library"
	else
		for source in $sources; do
			cc $strict $position -c "$source" -o "$out/object.o"
		done
		rm "$out/object.o"
	fi
}

build() {
	rm -rf "$out"
	mkdir -p "$out/cases" "$out/peers"
	libraries
	sh harness/report/embed.sh >"$out/libraries/report.c"
	cc $strict -I"$out/include" harness/front/seam.c harness/lib/*.c "$out/libraries/report.c" harness/platform/${system}_run.c \
		harness/platform/${system}_files.c "$out"/libraries/*.o \
		-o "$out/seam$program"
	cc $strict $position -shared $itself harness/probe/[!m]*.c $(for part in $PROBE_PARTS; do echo "harness/platform/${system}_$part.c"; done) -o "$out/libseam_probe.$library"
	cc $strict harness/probe/main.c "$probe" $beside -o "$out/probe$program"
	cc $strict $position -shared peers/c/*.c -o "$out/peers/c.$library"
	for folder in cases/*/ sanitizer/proof/; do
		folder=${folder%/}
		# One that is about a library of the system's is left to that system.
		grep -qs '^peers *= *declared' "$folder/group.conf" || group "$folder"
	done
	rm -rf "$out/include" "$out/libraries" "$out"/*.pdb "$out"/*/*.pdb "$out"/*/*.lib
}

# ---- what was made is what it should be ----

bytes() { od -An -v -tx1 -j "$2" -N "$3" "$1" | tr -d ' \n'; }

# The header's start in Mach-O is the file's; in PE it is where the number at 0x3c says, low byte first.
header() {
	case $system in
	posix) bytes "$1" 0 8 ;;
	windows)
		at=$(bytes "$1" 60 4 | sed 's/\(..\)\(..\)\(..\)\(..\)/\4\3\2\1/')
		bytes "$1" $((0x$at)) 6
		;;
	esac
}

check() {
	failed=0
	for made in "seam$program" "probe$program" "libseam_probe.$library" "peers/c.$library"; do
		if [ ! -f "$out/$made" ]; then
			say "$target  $made  MISSING"
			failed=1
		elif [ "$(header "$out/$made")" != "$magic" ]; then
			say "$target  $made  WRONG: not $kind but $(header "$out/$made")"
			failed=1
		else
			printf '%-20s %-22s %-14s %s\n' "$target" "$made" "$kind" "$1"
		fi
	done
	printf '%-20s %-22s %-14s %s\n' "$target" "cases/*.$library" "$(find "$out/cases" -name "*.$library" | wc -l) groups" "$1"
	return $failed
}

# In one piece: targets are made side by side.
show() {
	lines=$(check "$1") && failed=0 || failed=1
	printf '%s\n' "$lines"
	return $failed
}

# All that goes in.
state() {
	cat ci/cross.sh harness/report/*
	find harness/front/seam.c harness/lib harness/probe harness/platform harness/include cases sanitizer/proof peers/c \
		-name '*.[ch]' -o -name '*.conf' -o -name '*.inc' | LC_ALL=C sort | xargs cksum
	cat "$CJSON_SRC"/cJSON.[ch] "$MXML_SRC"/mxml*.[ch] | cksum
}

one() {
	target=$1 out=build/cross/$1
	describe "$target"
	stamp=$(state | cksum)
	if [ "$(cat "$out/stamp" 2>/dev/null)" = "$stamp" ]; then
		show unchanged
	else
		build
		show built
		echo "$stamp" >"$out/stamp"
	fi
}

if [ "${1:-}" = --one ]; then
	one "$2"
	exit
fi
mkdir -p "$cache" build/cross
fetch_compiler
fetch_sources
say "compiling and linking for other systems, into build/cross"
processors=$(nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 1)
printf '%s\n' "${@:-$targets}" | xargs -n 1 | xargs -n 1 -P "$processors" sh ci/cross.sh --one ||
	die "not everything could be made"
