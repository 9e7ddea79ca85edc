#!/bin/sh
# cffi.sh VERSION - puts cffi's wheel of that version into the cache, once, and the path of its folder into $OUT.
set -eu
skip() { echo "skip: $*" >&2; exit 77; }

python=/usr/bin/python3
tag=$("$python" -c 'import sys; print(sys.implementation.cache_tag)')
folder=$CACHE/cffi-$1-$tag
if [ ! -d "$folder" ]; then
	"$python" -m pip --version >/dev/null 2>&1 || skip "no pip for $python, which fetches cffi"
	fetched=$folder.$$
	trap 'rm -rf "$fetched"' EXIT
	# A wheel alone: one built here would take the system's libffi.
	"$python" -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-compile \
		--only-binary :all: --target "$fetched" "cffi==$1" || skip "pip has no wheel of cffi $1 for $tag here"
	# Who comes second finds it there.
	mv -T "$fetched" "$folder" 2>/dev/null || [ -d "$folder" ]
fi
echo "$folder" >"$OUT"
