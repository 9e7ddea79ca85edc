/*
 * trial.c - many trials of one peer: each line of a file is a case, the mutant to plant and the instruments to use, run in a fork of
 * this process, so that loading is paid for once and nothing that one of them spoils reaches the next.
 */
#include "../platform/platform.h"
#include "instrument.h"

#include <stdio.h>
#include <string.h>

enum { LINE = 512, EXIT_REFUSED = 65 };

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

/* Cuts the line at its first tab; the rest, or an empty one. */
static char *cut(char *line)
{
	char *tab = strchr(line, '\t');

	if (!tab)
		return line + strlen(line);
	*tab = '\0';
	return tab + 1;
}

static void run_line(char *line, unsigned seconds)
{
	struct trial trial = { .id = line };
	char *mutant = cut(line), *only = cut(mutant), process[24], ended[24];
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

/* The file is opened for each line anew: a fork that ends by exit() would move the position of one that is open. */
int seam_trials(const char *path, unsigned seconds)
{
	char line[LINE];
	long at = 0;

	for (;;) {
		FILE *file = fopen(path, "r");
		bool more;

		if (!file) {
			seam_event("refuse", "the list of trials cannot be read", (char *)NULL);
			return EXIT_REFUSED;
		}
		more = fseek(file, at, SEEK_SET) == 0 && fgets(line, sizeof line, file);
		at = ftell(file);
		fclose(file);
		if (!more)
			return 0;
		line[strcspn(line, "\r\n")] = '\0';
		run_line(line, seconds);
	}
}
