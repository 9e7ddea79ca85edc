#!/bin/sh
# embed.sh MARK FILE - puts what it reads between the lines `<!-- MARK -->` and `<!-- /MARK -->` of a Markdown file, in the place of what
# stood there: what a reader sees is what a run wrote.
set -eu
mark=$1 file=$2 new=$(mktemp)
trap 'rm -f "$new" "$new.part"' EXIT
cat >"$new.part"
grep -q "^<!-- $mark -->\$" "$file" && grep -q "^<!-- /$mark -->\$" "$file" || { echo "$file has no place marked $mark" >&2; exit 1; }
awk -v mark="$mark" -v part="$new.part" '
	$0 == "<!-- /" mark " -->" { skipping = 0 }
	!skipping { print }
	$0 == "<!-- " mark " -->" { while ((getline line < part) > 0) print line; skipping = 1 }
' "$file" >"$new"
cat "$new" >"$file"
