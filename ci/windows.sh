#!/bin/sh
# windows.sh TARGET - runs what ci/cross.sh made for Windows: the harness and the probe, on the cases and the C peer that
# were made with them.  On Windows by Git's or MSYS2's sh; elsewhere with RUN=wine.
#
# All happens in build/windows/TARGET, laid out like the project's root, so that other builds stay as they are.
set -eu

cd "$(dirname "$0")/.."
made=$PWD/build/cross/$1 tree=build/windows/$1 run=${RUN:-}
rm -rf "$tree"
mkdir -p "$tree/build/native/plain/cases" "$tree/build/native/plain/peers"
cp -r cases ci harness peers sanitizer "$tree/"
cd "$tree"
plain=build/native/plain
cp "$made/seam.exe" build/
cp "$made/probe.exe" "$made/libseam_probe.dll" $plain/
cp "$made"/cases/*.dll $plain/cases/
cp "$made/peers/c.dll" $plain/peers/

groups=
for library in $plain/cases/*.dll; do
	$run $plain/probe.exe --group "$library" --list >"${library%.dll}.list"
	name=$(basename "$library" .dll)
	[ "$name" = proof ] || groups="$groups $name"
done
$run build/seam.exe prove --flavour plain
$run build/seam.exe run --group "$groups" --peer ./$plain/peers/c.dll --flavour plain
