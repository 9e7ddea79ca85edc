#!/bin/sh
# start.sh - starts what build.sh made.
#
# Cases of `callbacks` call ops in the child of a fork, where the JVM's own threads are missing. What they did just then is
# never finished there, and the compiler's, which has most to do, would hold its queue's lock for ever: there it is left out.
jit=-XX:TieredStopAtLevel=1
case "$*" in
*/callbacks.*) jit=-Xint ;;
esac
exec "$SEAM_PEER" "$jit" "$@"
