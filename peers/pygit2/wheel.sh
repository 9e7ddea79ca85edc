#!/bin/sh
# wheel.sh VERSION CFFI - puts the wheels of pygit2 and cffi of these versions into the cache, once, and the path of their folder
# into $OUT.
set -eu
skip() { echo "skip: $*" >&2; exit 77; }

python=/usr/bin/python3
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || skip "pygit2 $1 needs Python 3.11"
tag=$("$python" -c 'import sys; print(sys.implementation.cache_tag)')
folder=$CACHE/pygit2-$1-cffi-$2-$tag
if [ ! -d "$folder" ]; then
	"$python" -m pip --version >/dev/null 2>&1 || skip "no pip for $python, which fetches pygit2 (apt-get install python3-pip)"
	fetched=$folder.$$
	trap 'rm -rf "$fetched"' EXIT
	# A wheel alone: one built here would take the system's libgit2.
	"$python" -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-compile \
		--only-binary :all: --target "$fetched" "pygit2==$1" "cffi==$2" || skip "pip has no wheel of pygit2 $1 for $tag here"
	# Who comes second finds it there.
	mv -T "$fetched" "$folder" 2>/dev/null || [ -d "$folder" ]
fi
echo "$folder" >"$OUT"
