/* outcome.h - what came of a chunk: counts, and each signature that did not pass. */
#ifndef SEAM_SWEEP_OUTCOME_H
#define SEAM_SWEEP_OUTCOME_H

#include "sweep.h"

#include <calls/list.h>

/* The case by which lists are run: any that asks for nothing in particular. */
#define SWEEP_RULE "random.mixed"

struct result;

struct item {
	unsigned way;
	enum verdict verdict;
	size_t number; /* of the signature in the chunk's list */
	char *message;
};

struct outcomes {
	bool complete; /* the case came to its end                            */
	char *trouble; /* when not: why, and whether nothing ran at all: refused */
	bool refused;
	char *peer; /* as it names itself, with its versions; may be NULL */
	struct totals totals;
	struct item *items; /* what failed and what is undecided */
	size_t count, room;
};

/* In the process that ran it. */
int outcome_write(const char *folder, unsigned number, const struct result *result, const struct result *whole);

/* In the one that reads it; the signatures are found in `list`.  An outcome that is not there is incomplete. */
void outcome_read(struct outcomes *outcome, const char *folder, unsigned number, const struct calls_list *list);
void outcome_add(struct outcomes *outcome, struct item item);
void outcome_free(struct outcomes *outcome);

/* The verdict of list number `number` one way: what the items say, else passed (or unsupported). */
enum verdict outcome_verdict(const struct outcomes *outcome, size_t number, unsigned way);

#endif
