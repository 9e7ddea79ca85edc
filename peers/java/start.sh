#!/bin/sh
# start.sh - starts what build.sh made, with an option of the JVM's for the group.
case "$*" in
# Cases call ops in the child of a fork, where the JVM's own threads are missing. What they were doing is never finished
# there, and the compiler's, which have most to do, may hold their queue's lock for ever: there is no compiler here.
*/callbacks.*) option=-Xint ;;
*) option=-XX:TieredStopAtLevel=1 ;;
esac
exec "$SEAM_PEER" "$option" "$@"
