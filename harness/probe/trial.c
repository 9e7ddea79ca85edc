/*
 * trial.c - many trials of one peer: each line of a file is a case, the mutant to plant and the instruments to use, run in a fork of
 * this process, so that loading is paid for once and nothing that one of them spoils reaches the next.
 */
#include "../platform/platform.h"
#include "instrument.h"

#include <stdio.h>
#include <string.h>

enum { EXIT_REFUSED = 65 };

struct trial {
	const char *id, *mutant, *only;
};

static void run(void *argument)
{
	const struct trial *trial = argument;
	const struct seam_entry *e = seam_find_case(trial->id);

	seam_event_adopt();
	seam_instruments_only(trial->only);
	if (!e || (strcmp(trial->mutant, "-") != 0 && seam_table_mutate(trial->mutant) != 0))
		return;
	seam_table_watch();
	seam_run_case(e, NULL);
}

static void run_line(char *line, unsigned seconds)
{
	struct trial trial = { .id = line };
	char *mutant = seam_plan_field(line), *only = seam_plan_field(mutant), process[24], ended[24];
	long id = 0;
	int status;

	trial.mutant = mutant;
	trial.only = only;
	seam_event("trial", trial.id, trial.mutant, trial.only, (char *)NULL);
	status = seam_trial_run(run, &trial, seconds, &id);
	snprintf(process, sizeof process, "%ld", id);
	snprintf(ended, sizeof ended, "%d", status);
	seam_event("ended", process, ended, (char *)NULL);
}

int seam_trials(const char *path, unsigned seconds)
{
	char line[SEAM_PLAN_LINE];
	size_t at = 0;

	if (seam_plan_read(path) != 0)
		return EXIT_REFUSED;
	while (seam_plan_next(&at, line))
		run_line(line, seconds);
	return 0;
}
