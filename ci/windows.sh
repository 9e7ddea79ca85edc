#!/bin/sh
# windows.sh TARGET - runs what ci/cross.sh made for Windows: the probe and the harness on the C peer's groups.
# On Windows by Git's or MSYS2's sh; elsewhere RUN=wine.
set -eu

cd "$(dirname "$0")/.."
made=build/cross/$1 plain=build/native/plain run=${RUN:-}
# The flavours and peers of this checkout are not built: what was made elsewhere is put where builds go.
rm -rf "$plain"
mkdir -p "$plain/cases" "$plain/peers"
cp "$made/seam.exe" build/
cp "$made/probe.exe" "$made/libseam_probe.dll" "$plain/"
cp "$made"/cases/*.dll "$plain/cases/"
cp "$made/peers/c.dll" "$plain/peers/"

groups=
for library in "$plain"/cases/*.dll; do
	$run "$plain/probe.exe" --group "$library" --list >"${library%.dll}.list"
	name=$(basename "$library" .dll)
	[ "$name" = proof ] || groups="$groups $name"
done
$run build/seam.exe prove --flavour plain
$run build/seam.exe run --group "$groups" --peer "./$plain/peers/c.dll" --flavour plain
