#!/bin/sh
# source.sh FOLDER PACKAGE… - unpacks source packages of this Debian or Ubuntu as FOLDER/PACKAGE, once; safe to repeat.
#
# apt with an index of its own, in which the machine's archives are listed for sources; the system's is left as it is.
set -eu

folder=$1
shift
missing=
for package; do
	[ -d "$folder/$package" ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
command -v apt-get >/dev/null && command -v dpkg-source >/dev/null || {
	echo "this system has no apt and dpkg-dev to fetch the sources of$missing with" >&2
	exit 1
}
fetched=$folder.$$
trap 'rm -rf "$fetched"' EXIT
mkdir -p "$folder" "$fetched/lists/partial" "$fetched/archives/partial"
apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
	sort -u | sed 's/^/deb-src /' >"$fetched/sources.list"
set -- -q -o "Dir::Etc::sourcelist=$fetched/sources.list" -o Dir::Etc::sourceparts=- \
	-o "Dir::State::lists=$fetched/lists" -o "Dir::Cache=$fetched" -o APT::Sandbox::User=
log=$fetched/log
(
	cd "$fetched"
	apt-get "$@" update
	# shellcheck disable=SC2086
	apt-get "$@" source --download-only $missing
	for package in $missing; do
		dpkg-source -x "$package"_*.dsc "$package"
	done
) >"$log" 2>&1 </dev/null || {
	tail -n 20 "$log" >&2
	echo "the source packages$missing could not be fetched" >&2
	exit 1
}
# Who comes second finds it there.
for package in $missing; do
	mv -T "$fetched/$package" "$folder/$package" 2>/dev/null || [ -d "$folder/$package" ]
done
