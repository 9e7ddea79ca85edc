#!/bin/sh
# koffi.sh VERSION - puts koffi of that version into the cache, once, and the path of its folder into $OUT.
set -eu
skip() { echo "skip: $*" >&2; exit 77; }

folder=$CACHE/koffi-$1
if [ ! -d "$folder" ]; then
	command -v npm >/dev/null || skip "no npm, which fetches koffi: apt-get install npm"
	fetched=$folder.$$
	trap 'rm -rf "$fetched"' EXIT
	mkdir -p "$fetched"
	# Without its install script, which would build from source where there is no package with the binary.
	npm install --prefix "$fetched" --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error "koffi@$1" ||
		skip "npm has not fetched koffi $1"
	node -e "require('$fetched/node_modules/koffi')" || skip "there is no binary of koffi $1 for this platform"
	# Who comes second finds it there.
	mv -T "$fetched" "$folder" 2>/dev/null || [ -d "$folder" ]
fi
echo "$folder" >"$OUT"
