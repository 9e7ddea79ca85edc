/* progress.h - where a campaign is: one file, replaced as a whole after each chunk, from which the same command goes on. */
#ifndef SEAM_SWEEP_PROGRESS_H
#define SEAM_SWEEP_PROGRESS_H

#include "chunk.h"
#include "classes.h"

struct progress {
	struct position position;
	struct totals totals;
	uint64_t not_shrunk, unstable; /* failures without a class; those that passed when they were run again */
	uint64_t left_out;             /* signatures of a LIST with types that the platform does not have, or twice in a chunk */
	uint64_t failures_size, tried_size; /* bytes of the files that belong to it */
	double seconds;
	char *peer;
	struct classes classes;
};

/* 1 when there is one, 0 when not, -1 after a message. */
int progress_load(struct progress *progress, const char *folder, const struct options *options);
int progress_save(const struct progress *progress, const char *folder, const struct options *options);

#endif
