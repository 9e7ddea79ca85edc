#!/bin/sh
# install.sh install | uninstall - puts seam, as it is built in the flavours of FLAVOURS, below $DESTDIR$PREFIX, or takes it away again.  Run in the root of the tree.
#
#   bin/seam               the program, which finds the rest from its own place: the whole may be moved
#   lib/seam               the tree as far as a run needs it: sources that are built on demand, and the builds of each flavour
#   include/seam           the contract, for peers: seam/*.h, and each group's GROUP/GROUP.h
#   lib/pkgconfig, share   seam.pc; the manual page, completions of bash, fish and zsh
set -eu
: "${PREFIX:=/usr/local}" "${DESTDIR:=}"
root=$DESTDIR$PREFIX home=$DESTDIR$PREFIX/lib/seam
. harness/platform/link.sh
die() { echo "seam: $*" >&2; exit 2; }

case $PREFIX in
/*) ;;
*) die "PREFIX=$PREFIX: an absolute path is wanted" ;;
esac

# The first folder on the way that is there says whether others can be made.
writable() {
	at=$root
	while [ ! -e "$at" ]; do at=$(dirname "$at"); done
	[ -d "$at" ] && [ -w "$at" ] ||
		die "$at cannot be written: run this as root (sudo), or name a folder of your own: make $1 PREFIX=\$HOME/.local"
}

put() { # mode, file, where
	mkdir -p "$(dirname "$3")"
	rm -f "$3"
	cp "$2" "$3"
	chmod "$1" "$3"
}

# What a run away from the tree builds from: never a build product of a peer's own tools.
sources() {
	for folder in harness/include harness/probe harness/platform harness/templates cases sanitizer ci/platform peers/c; do
		mkdir -p "$home/$folder"
		cp -R "$folder/." "$home/$folder/"
	done
	for file in harness/build-probe.sh harness/build-group.sh harness/instruments.h ci/platform.sh peers/README.md; do
		put 644 "$file" "$home/$file"
	done
}

# Groups about a library that this tree has peers for are built on demand: their builds point into a cache.
is_declared() { grep -qs '^peers *= *declared' "cases/$1/group.conf"; }

builds() { # a flavour
	from=build/native/$1 to=$home/build/native/$1
	mkdir -p "$to/cases"
	for file in "probe$PROGRAM" "libseam_probe.$LIBRARY"; do put 755 "$from/$file" "$to/$file"; done
	for list in "$from"/cases/*.list; do
		name=$(basename "$list" .list)
		case $name in *.mutants) continue ;; esac
		[ -d "cases/$name" ] && ! is_declared "$name" || continue
		for file in "$from/cases/$name".*; do
			case $file in *.work | *.new) continue ;; esac
			cp -R "$file" "$to/cases/"
		done
	done
	cp "$from/proved" "$to/"
}

headers() {
	for header in harness/include/seam/*.h; do put 644 "$header" "$root/include/seam/$(basename "$header")"; done
	for folder in cases/*/; do
		group=$(basename "$folder")
		[ -f "cases/$group/$group.h" ] || continue
		for header in "$group/$group.h" $(sed -n "s|^#include [<\"]\($group/[^>\"]*\)[>\"].*|\1|p" "cases/$group/$group.h"); do
			put 644 "cases/$header" "$root/include/seam/$header"
		done
	done
}

uninstall() {
	rm -rf "$home" "$root/include/seam"
	rm -f "$root/bin/seam$PROGRAM" "$root/lib/pkgconfig/seam.pc" "$root/share/man/man1/seam.1" \
		"$root/share/bash-completion/completions/seam" "$root/share/zsh/site-functions/_seam" \
		"$root/share/fish/vendor_completions.d/seam.fish"
}

install() {
	version=$(sed -n 's/^#define SEAM_VERSION "\(.*\)"/\1/p' harness/include/seam/version.h)
	# Nothing of an older one stays.
	uninstall
	put 755 "build/seam$PROGRAM" "$root/bin/seam$PROGRAM"
	sources
	flavours=
	for proved in build/native/*/proved; do
		flavour=$(basename "$(dirname "$proved")")
		[ -f "sanitizer/$flavour.conf" ] && [ "$(cat "$proved")" = yes ] || continue
		case " ${FLAVOURS:-all} " in *" $flavour "* | *" all "*) ;; *) continue ;; esac
		builds "$flavour"
		flavours="$flavours $flavour"
	done
	headers
	mkdir -p "$root/lib/pkgconfig"
	sed "s|@PREFIX@|$PREFIX|; s|@VERSION@|$version|" harness/install/seam.pc.in >"$root/lib/pkgconfig/seam.pc"
	put 644 harness/install/seam.1 "$root/share/man/man1/seam.1"
	put 644 harness/install/seam.bash "$root/share/bash-completion/completions/seam"
	put 644 harness/install/seam.zsh "$root/share/zsh/site-functions/_seam"
	put 644 harness/install/seam.fish "$root/share/fish/vendor_completions.d/seam.fish"
	chmod -R u+rwX,go+rX,go-w "$home" "$root/include/seam"
	echo "seam $version is in $root, with the flavours$flavours"
	case :$PATH: in
	*":$PREFIX/bin:"*) ;;
	*) [ -n "$DESTDIR" ] || echo "$PREFIX/bin is not in PATH: call $PREFIX/bin/seam, or add it" ;;
	esac
}

case ${1:-} in
install | uninstall)
	writable "$1"
	"$1"
	;;
*) die "install.sh install | uninstall" ;;
esac
