/*
 * seam/probe.h - what a runtime peer calls, after loading the probe library (libseam_probe.so).
 *
 *     host = seam_probe_host()
 *     peer = a struct seam_peer made of the runtime's own callbacks
 *     exit(seam_probe_main(peer, argc, argv))
 *
 * argc and argv are those that the program was started with, the program's own arguments left out: argv[0] is ignored.
 */
#ifndef SEAM_PROBE_H
#define SEAM_PROBE_H

#include <seam/seam.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The host, as seam_peer_open() would get it.  The same pointer at every call; lives as long as the process. */
SEAM_EXPORT const struct seam_host *seam_probe_host(void);

/*
 * Runs the cases named on the command line against `peer` and writes their events to the file that it names.
 * Returns the exit status that the program should end with: 0 when all were run, whatever their verdicts.
 * Call it once.  Cases run on the calling thread.  `peer` may be NULL: then the argument --peer names a library.
 */
SEAM_EXPORT int seam_probe_main(const struct seam_peer *peer, int argc, char **argv);

#ifdef __cplusplus
}
#endif
#endif
