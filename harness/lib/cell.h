/* cell.h - running one cell: its probe is spawned, watched, started again after a death with the rest, and recorded. */
#ifndef SEAM_CELL_H
#define SEAM_CELL_H

#include "result.h"

struct run_options {
	const char *results; /* the folder of the run          */
	double timeout;      /* seconds a case may take in plain */
	bool mute;
	const char *mutant;  /* or NULL                        */
	const char *without; /* instruments to leave out, separated by blanks; or NULL */
};

struct cell_summary {
	size_t of[N_OUTCOMES];
	size_t red;
	double seconds;
	char *message; /* of the cell as a whole, or NULL */
};

/* Runs the named cases (a pattern; NULL: all) and writes the cell's records.  0, or -1 after a message when the records could
 * not be written; what the peer does is no failure of this call, but in the summary. */
int cell_run(const struct cell *cell, const char *cases, const struct run_options *options,
             struct cell_summary *summary);

/* The same without records: the results stay in memory, in the order of the cases.  For the harness's own tests and for proofs.
 * `results` has one entry a case of the group that the pattern names. */
void cell_try(const struct cell *cell, struct result *results, size_t count, const struct run_options *options,
              struct result *whole);

/* Runs the flavour on its known-bad probes, on the platform: NULL when each was reported as the flavour's `proves` says, else
 * what was not seen; malloc'd. */
char *flavour_prove(const struct platform *platform, const struct flavour *flavour, const struct run_options *options);

#endif
