# seam.fish - completion of seam's command line for fish.
function __seam_list
	seam list $argv 2>/dev/null
end
complete -c seam -f
complete -c seam -n __fish_use_subcommand -a 'list run detect report diff init'
complete -c seam -n '__fish_seen_subcommand_from init' -a 'peer group'
complete -c seam -n '__fish_seen_subcommand_from diff' -F
complete -c seam -l group -x -d 'a group of cases, or a path to one' -a "(__seam_list --flavour plain | sed -n 's/^\([a-z0-9_]*\): [0-9]* cases\$/\1/p')"
complete -c seam -l peer -r -F -d 'a peer, or a path to its folder or library' -a "(__seam_list --flavour plain | sed -n 's|^  [^/ ]*/\([^/]*\)/.*|\1|p' | sort -u)"
complete -c seam -l flavour -x -d 'how it is built and run' -a "all (__seam_list | sed -n '1,2s/.*: //p' | string split ' ')"
complete -c seam -l case -x -d 'a pattern of cases'
complete -c seam -l platform -x -d 'one of ci/platform'
complete -c seam -l results -r -d 'where records and reports go'
complete -c seam -l mute -d 'leave out the stimuli'
complete -c seam -l mutant -x -d 'plant a bug'
complete -c seam -l without -x -d 'leave out an instrument' -a 'ambient thunk allocator lock life growth secret guards tags checks all'
complete -c seam -l timeout -x -d 'seconds a case may take'
complete -c seam -l language -x -d 'of init' -a 'c cpp go python rust'
complete -c seam -s j -x -d 'cells at once'
complete -c seam -l help -d 'what there is'
complete -c seam -l version -d 'which seam this is'
