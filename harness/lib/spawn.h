/* spawn.h - one process of the probe, and what its end says. */
#ifndef SEAM_SPAWN_H
#define SEAM_SPAWN_H

#include "../platform/platform.h"
#include "cell.h"
#include "events.h"
#include "text.h"

/* One process of the probe. */
struct spawn {
	const struct cell *cell;
	const struct run_options *options;
	char *work, *events, *plan, *log;
	const char *parts;  /* the flavour whose group and peer are loaded into this one's probe; NULL: its own */
	bool trials;        /* the plan is a list of trials (see harness/probe/trial.c)                          */
	double limit, deadline;
	size_t events_size;
	struct text output; /* its end only */
	struct seam_process process;
};

/* Runs a probe with a plan: those of the results that are wanted.  In a batch, isolated cases are left without a verdict, unless
 * they are alone; with `leaks_each` the probe looks for leaks after each case.  -1 when it could not be started. */
int spawn_probe(struct spawn *s, const struct result *results, const size_t *wanted, size_t n_wanted, bool leaks_each);

/* Runs a probe with the plan as it lies in the file.  -1 when it could not be started. */
int spawn_planned(struct spawn *s, bool batch, bool leaks_each);

/* ---- verdict.c ---- */

/* Whether the case that was open goes on in a new process, after the step that this one died of: the death is put into its
 * result. */
bool outlived_by_case(struct spawn *s, const struct told *told);
/* The verdict of the case that was open when the process ended. */
void verdict_of_open_case(struct spawn *s, const struct told *told);
/* What the process did besides its cases. */
void verdict_of_whole(struct spawn *s, struct result *whole, const struct told *told);

#endif
