# toolchain.sh - for a Rust peer's build.sh, which sources it: the toolchain that this flavour is built with.
#
# Sets cargo, RUSTC, library (std's sources), version, host, and SEAM_BUILD, which is new each time: see build.rs.  A build
# that cannot be done here ends by skip.
skip() { echo "skip: $*" >&2; exit 77; }

# std's sources must be of the same version as the compiler: the first toolchain that has them, else the first.
find_toolchain() {
	for dir in "" /usr/bin/; do
		command -v "${dir}rustc" >/dev/null && command -v "${dir}cargo" >/dev/null || continue
		std=$("${dir}rustc" --print sysroot)/lib/rustlib/src/rust/library
		test -z "${cargo:-}" || test -f "$std/Cargo.toml" || continue
		cargo=${dir}cargo RUSTC=$(command -v "${dir}rustc") library=$std
		test ! -f "$std/Cargo.toml" || return 0
	done
	test -n "${cargo:-}" || skip "no rustc and cargo"
}

find_toolchain
version=$("$RUSTC" -V | cut -d' ' -f2)
host=$("$RUSTC" -vV | sed -n 's/^host: //p')
export RUSTC CARGO_TARGET_DIR="$WORK/target" SEAM_BUILD="$WORK $$ $(date +%s)"

# at_least VERSION WHAT: what is built needs a compiler as new as this.
at_least() {
	printf '%s\n' "$1" "$version" | sort -VC || skip "rustc $version is older than $1, which $2 needs"
}

# In the flavours that instrument it, std is built from its sources.
need_std() {
	test -f "$library/Cargo.toml" || skip "rustc $version has no sources of std beside it to instrument"
	export RUSTC_BOOTSTRAP=1
}

# Of the flavour's flags, what cargo takes from the environment alone.
case ${CFLAGS:-} in
*-flto*) export CARGO_PROFILE_RELEASE_LTO=fat ;;
esac
