#!/bin/sh
# system.sh - puts the folder of the system's pygit2 into $OUT.
set -eu
folder=$(/usr/bin/python3 -E -s -c 'import os, pygit2; print(os.path.dirname(os.path.dirname(pygit2.__file__)))' 2>/dev/null) || {
	echo "skip: the system's Python has no pygit2 (apt-get install python3-pygit2)" >&2
	exit 77
}
echo "$folder" >"$OUT"
