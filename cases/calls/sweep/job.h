/* job.h - the jobs: what is done to a chunk's folder by a process of its own. */
#ifndef SEAM_SWEEP_JOB_H
#define SEAM_SWEEP_JOB_H

#include "sweep.h"

/* In `folder`: list (rule<TAB>signature), sides/, peer.so, outcome or outcome.N. */
struct job {
	bool run; /* else: compile */
	char folder[512];
	enum sides sides;
	unsigned number; /* of the outcome; 0: `outcome` */
};

/* The process of one job, told by its arguments.  The exit status: 0; 1: `trouble` in the folder tells why. */
int job_main(const struct options *options, const char *text);

/* Runs jobs side by side, as many as there are processors, and waits.  0, or -1 after a message when they could not be
 * started; `failed` says which have the exit status 1. */
int jobs_run(const struct options *options, const struct job *jobs, size_t count, bool *failed);

/* Why nothing can be run, as a message on stderr: -1.  0 when all is there. */
int job_check(const struct options *options, char **peer_name, bool *compiled);

#endif
