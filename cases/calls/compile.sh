#!/bin/sh
# Compiles a list of signatures by one emitter and one compiler into a shared library (compiled.h).  In the environment:
#
#   OUT       the library                          WORK      a scratch folder
#   EMIT      the emitter's C file                 WITHOUT   what the compiler cannot do: driver.c, --without
#   COMPILE   shell text: "$IN" into object "$OBJ" COMPILER  shell text that prints the compiler's name and version
#   LINK      shell text behind the objects        CC        links, and compiles the table
#   AS        peer: with compiled.c                side: the table alone; tell: prints EMIT, COMPILE, the version, LINK
#   LIST      the list; without it, all the rules'
#   KEEP      no: objects are not kept             CACHE     where objects are kept, by what they are made of
#   THIN      n: of each rule every n-th signature, the first one always
#   HOST_CC   compiles what runs here (cc)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$SEAM/harness/platform/link.sh"
: "${KEEP:=yes}" "${AS:=peer}" "${LINK:=}" "${WITHOUT:=}" "${HOST_CC:=cc}" "${PART:=250}"
kept=$CACHE/calls
[ "$KEEP" = yes ] || kept=$WORK/objects
mkdir -p "$kept" "$WORK"
includes="-I$SEAM/harness/include -I$SEAM/cases"
jobs=$(nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 2)
version=$(eval "$COMPILER" | head -n 1)
[ -n "$version" ] || { echo "compile: $COMPILER: no such compiler"; exit 1; }
[ "$AS" != tell ] || { printf '%s\n' "$EMIT" "$COMPILE" "$version" "$LINK"; exit 0; }

# The flavour's instrumentation, without what makes compiling dear; a list is then a tenth of its length.
case ${CFLAGS:-} in
*-fsanitize=address*) SANITIZE=-fsanitize=address ;;
*-fsanitize=memory*) SANITIZE=-fsanitize=memory ;;
*-fsanitize=thread*) SANITIZE=-fsanitize=thread ;;
*) SANITIZE= ;;
esac
case $COMPILE in # its own text, not what it stands for
*'$SANITIZE'*) [ -z "$SANITIZE" ] || : "${THIN:=10}" ;;
esac
# Valgrind is slow where a sanitizer is dear to compile: each function is translated, to be called a few times.
[ "$AS-${FLAVOUR:-}" != side-memcheck ] || : "${THIN:=40}"
export SANITIZE

sum() { cksum | tr -d ' '; }
# A program of this machine, made once of its sources: name, sources.
tool() {
	name=$1
	shift
	tool=$CACHE/calls/$name-$(cat "$@" "$here"/*.h | sum)
	[ -x "$tool" ] || {
		mkdir -p "$CACHE/calls"
		$HOST_CC -std=c11 -O1 $includes "$@" -o "$tool.$$"
		mv "$tool.$$" "$tool"
	}
}

if [ -z "${LIST:-}" ]; then
	LIST=$WORK/list
	sh "$here/list.sh" "$LIST"
fi
if [ -n "${THIN:-}" ]; then
	awk -F '\t' -v n="$THIN" 'seen[$1]++ % n == 0' "$LIST" >"$WORK/thin"
	LIST=$WORK/thin
fi
tool "emit-$(basename "$EMIT" .c)" "$here/emit/driver.c" "$EMIT" "$here/signature.c"
# What no list has asked for in a month is of an old one.
find "$kept" -name '*.o' -atime +30 -delete
rm -rf "$WORK/sources"
mkdir -p "$WORK/sources"
"$tool" --list "$LIST" --out "$WORK/sources" --part "$PART" --without "$WITHOUT"

# The objects: those that were made of the same text by the same command are there, wherever this tree is.
key=$( { printf %s "$COMPILE|$version|$SANITIZE" | sed "s|$SEAM|.|g"; cat "$here"/calls.h "$here"/compiled.h "$here"/signature.h \
	"$SEAM/harness/include/seam/seam.h"; } | cksum)
objects= missing=
for source in "$WORK"/sources/part_*; do
	[ -e "$source" ] || continue
	object=$kept/$( { echo "$key"; cat "$source"; } | sha256sum | cut -c 1-40).o
	objects="$objects $object"
	[ -e "$object" ] || missing="$missing$source $object
"
done
export COMPILE SEAM
[ -e "$WORK/sources/table.c" ]
$CC -std=c11 -w -O0 $includes $PIC -fvisibility=hidden -DSEAM_COMPILER="\"$version\"" -c "$WORK/sources/table.c" -o "$WORK/table.o" &
table=$!
printf %s "$missing" | xargs -r -P "$jobs" -n 2 sh -c 'IN=$0 OBJ=$1.$$.o; export IN OBJ; [ -e "$1" ] || { eval "$COMPILE" && mv "$OBJ" "$1"; }'
wait "$table"
extra=$WORK/table.o
if [ "$AS" = peer ]; then
	$CC -std=c11 -O1 $includes $PIC -c "$here/emit/compiled.c" -o "$WORK/compiled.o"
	extra="$extra $WORK/compiled.o"
fi
eval "$CC -shared \$objects \$extra $LINK -o \"\$OUT\""
rm -rf "$WORK/sources"
