#!/bin/sh
# build.sh - compiles the peer with a JDK that has java.lang.foreign as a final API (22 and later), and writes to $OUT the
# script that starts it.
#
# The JDK is $JAVA_HOME, what `java` is, or the newest of those that are installed where distributions put them.
set -eu
skip() { echo "skip: $*" >&2; exit 77; }

release() { # of a JDK's folder: 25
	[ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}
jdk= newest=21
for folder in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v java || echo /nowhere/bin/java)")")")" \
	/usr/lib/jvm/* /usr/local/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/*; do
	version=$(release "$folder") || continue
	[ "${version:-0}" -gt "$newest" ] || continue
	jdk=$folder newest=$version
done
[ "$jdk" ] || skip "no JDK of version 22 or later here; install one (apt-get install openjdk-25-jdk-headless, or" \
	"https://adoptium.net) and name it in JAVA_HOME if it is not found"

classes=$WORK/classes
rm -rf "$classes"
"$jdk/bin/javac" -Xlint:all,-restricted -Werror -d "$classes" seam/*.java

# -Xrs: SIGINT, SIGTERM and SIGHUP stay the process's. libjsig: the JVM keeps SIGSEGV for itself and gives the probe's handler
# what it does not know. Method handles are interpreted at first: most of a cell's are called a few
# times. The first argument is an option of the JVM's more.
cat >"$OUT" <<END
#!/bin/sh
option=\$1
shift
LD_PRELOAD="\${LD_PRELOAD:+\$LD_PRELOAD:}$jdk/lib/libjsig.so" exec "$jdk/bin/java" "\$option" -Xrs -Xss16m -Xmx128m \\
	-XX:+UseSerialGC -Djava.lang.invoke.MethodHandle.COMPILE_THRESHOLD=100 \\
	-XX:-UsePerfData -XX:-CreateCoredumpOnCrash -XX:ErrorFile=/dev/null --enable-native-access=ALL-UNNAMED -cp "$classes" seam.Peer "\$@"
END
chmod +x "$OUT"
