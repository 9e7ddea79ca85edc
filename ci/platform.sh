#!/bin/sh
# platform.sh [NAME] - makes what peers need of the platform NAME ($PLATFORM) besides compilers: libffi, for pkg-config.
#
# It is compiled by the platform's gcc from this Debian's own source, into $SEAM_CACHE/platform/NAME, as a static library: so
# it needs no place where it is looked for at run time.  LIBFFI_SRC names another tree of it.  Fast when it is there; on the
# native platform the system's is taken.  Exit status 77, with the reason, when it cannot be had: a peer's build passes it on.
set -eu

cd "$(dirname "$0")/.."
name=${1:-${PLATFORM:-native}}
conf=ci/platform/$name.conf
: "${CACHE:=${SEAM_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/seam}}"
prefix=$CACHE/platform/$name

skip() { echo "skip: $*"; exit 77; }
conf() { sed -n ':a; /\\$/{N;s/\\\n//;ba}; s/^'"$1"' *= *//p' "$conf"; }

[ "$name" != native ] || exit 0
[ -f "$conf" ] || { echo "platform.sh: there is no $conf" >&2; exit 1; }
gcc=$(conf gcc)
triple=$(conf triple)
# What would make another library of it.
stamp=$({ cat ci/platform.sh; echo "$gcc ${LIBFFI_SRC:-}"; $gcc --version; } 2>/dev/null | cksum)
[ "$(cat "$prefix/stamp" 2>/dev/null)" != "$stamp" ] || exit 0

source=${LIBFFI_SRC:-$CACHE/sources/libffi}
[ -n "${LIBFFI_SRC:-}" ] || sh ci/source.sh "$CACHE/sources" libffi || skip "the source of libffi could not be fetched"
[ -x "$source/configure" ] || skip "$source holds no libffi with a configure script"
work=$prefix.$$
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/build"
log=$work/log
(
	cd "$work/build"
	"$source/configure" "--host=$triple" "--prefix=$prefix" "CC=$gcc" "CFLAGS=-g -O2" --disable-shared --with-pic \
		--disable-docs --disable-multi-os-directory
	make
	make install "DESTDIR=$work/made"
) >"$log" 2>&1 </dev/null || {
	tail -n 20 "$log"
	skip "libffi could not be compiled for $name"
}
# Debian's file says nothing of where the library is: it is where the linker looks anyway.
sed -i 's/^Libs: /&-L${libdir} /' "$work/made$prefix/lib/pkgconfig/libffi.pc"
echo "$stamp" >"$work/made$prefix/stamp"
# Who comes second finds it there.
[ "$(cat "$prefix/stamp" 2>/dev/null)" != "$stamp" ] || exit 0
rm -rf "$prefix"
mv -T "$work/made$prefix" "$prefix" 2>/dev/null || [ -d "$prefix" ]
