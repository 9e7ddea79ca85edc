#compdef seam
# seam.zsh - completion of seam's command line for zsh, installed as _seam.

_seam_groups() { compadd -- ${(f)"$(seam list --flavour plain 2>/dev/null | sed -n 's/^\([a-z0-9_]*\): [0-9]* cases$/\1/p')"}; _files -/ }
_seam_peers() { compadd -- ${(f)"$(seam list --flavour plain 2>/dev/null | sed -n 's|^  [^/ ]*/\([^/]*\)/.*|\1|p' | sort -u)"}; _files }
_seam_flavours() { compadd -- all ${=${"$(seam list 2>/dev/null | sed -n '1,2s/.*: //p')"}} }
_seam_cases() { compadd -- ${(f)"$(seam list --flavour plain 2>/dev/null | awk '$1 ~ /^(MUST|SHOULD|MAY)$/ { print $2 }')"} }

_arguments \
	'1:command:(list run detect report diff init)' \
	'2::kind:(peer group)' '3::name:' \
	'--group[a group of cases, or a path to one]:group:_seam_groups' \
	'--peer[a peer, or a path to its folder or library]:peer:_seam_peers' \
	'--flavour[how it is built and run; all]:flavour:_seam_flavours' \
	'--case[a pattern of cases]:case:_seam_cases' \
	'--platform[one of ci/platform]:platform:' \
	'--results[where records and reports go]:folder:_files -/' \
	'--mute[leave out the stimuli]' \
	'--mutant[plant a bug]:bug:' \
	'--without[leave out an instrument]:instrument:(ambient thunk allocator lock life growth secret guards tags checks all)' \
	'--timeout[seconds a case may take]:seconds:' \
	'--language[of init]:language:(c cpp go python rust)' \
	'-j[cells at once]:number:' \
	'--help[what there is]' '--version[which seam this is]'
