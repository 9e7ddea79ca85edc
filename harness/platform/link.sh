# link.sh - how libraries are named and linked here, for the build scripts; what platform.h is for the code.
#
#   SYSTEM   which of the files in this folder are this system's      LIBRARY  the ending of a library's name
#   PROGRAM  the ending of a program's                                PIC      how code for a library is compiled
#   PROBE_PARTS  those of them that are the probe's, without the system's name
#   beside FOLDER    the option by which a library is looked for in a folder, seen from who needs it
#   known_as FILE    the options by which a library can be found so
PROBE_PARTS="probe case code ambient environment descriptors"
case $(uname -s) in
Darwin)
	SYSTEM=posix LIBRARY=dylib PROGRAM="" PIC=-fPIC
	beside() { echo "-Wl,-rpath,@loader_path/$1"; }
	known_as() { echo "-Wl,-install_name,@rpath/${1##*/}"; }
	;;
MINGW* | MSYS* | CYGWIN*)
	# A program finds its libraries in its own folder, and so do the libraries that it loads.
	SYSTEM=windows LIBRARY=dll PROGRAM=.exe PIC=""
	beside() { :; }
	known_as() { echo "-Wl,--out-implib,$1.a"; }
	;;
*)
	SYSTEM=posix LIBRARY=so PROGRAM="" PIC=-fPIC
	beside() { echo "-Wl,-rpath,\$ORIGIN/$1"; }
	known_as() { :; }
	;;
esac
