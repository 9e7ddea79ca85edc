# seam.bash - completion of seam's command line for bash.
_seam() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} words
	COMPREPLY=()
	case $prev in
	--group) words=$(seam list --flavour plain 2>/dev/null | sed -n 's/^\([a-z0-9_]*\): [0-9]* cases$/\1/p') ;;
	--peer) words=$(seam list --flavour plain 2>/dev/null | sed -n 's|^  [^/ ]*/\([^/]*\)/.*|\1|p' | sort -u) ;;
	--flavour) words="all $(seam list 2>/dev/null | sed -n '1,2s/.*: //p')" ;;
	--case) words=$(seam list --flavour plain 2>/dev/null | awk '$1 ~ /^(MUST|SHOULD|MAY)$/ { print $2 }' | sort -u) ;;
	--without) words="ambient thunk allocator lock life growth secret guards tags checks all" ;;
	--language) words="c cpp go python rust" ;;
	--results | diff) COMPREPLY=($(compgen -d -- "$cur")); return ;;
	init) words="peer group" ;;
	seam) words="list run detect report diff init --help --version" ;;
	*) words="--group --peer --flavour --case --platform --results --mute --mutant --without --timeout --language --help -j" ;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
	# A peer and a group may be paths, too.
	case $prev-$cur in
	--peer-* | --group-*) COMPREPLY+=($(compgen -f -- "$cur")) ;;
	esac
}
complete -o filenames -F _seam seam
