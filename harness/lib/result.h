/* result.h - what a case came to: its outcome and why; and the record that is kept of it. */
#ifndef SEAM_RESULT_H
#define SEAM_RESULT_H

#include "tree.h"

#include <cjson/cJSON.h>

enum outcome {
	OUTCOME_NONE, /* nothing known yet */
	OUTCOME_PASS,
	OUTCOME_FAIL,    /* a check did not hold                               */
	OUTCOME_FINDING, /* a checker's report                                 */
	OUTCOME_CRASH,   /* the process ended, or was stopped, in the middle   */
	OUTCOME_TIMEOUT,
	OUTCOME_SKIP,    /* a declared gap                                     */
	OUTCOME_XFAIL,   /* failed as an expectation says                      */
	OUTCOME_XPASS,   /* passed although an expectation says that it fails  */
	OUTCOME_MISSING, /* never reported                                     */
	OUTCOME_ERROR,   /* the harness's own trouble, or a peer that cannot be run at all */
	N_OUTCOMES
};

const char *outcome_name(enum outcome outcome);
enum outcome outcome_named(const char *name);
/* Whether an outcome makes the run red.  A MAY is recorded, never red. */
bool outcome_is_red(enum outcome outcome, const char *level);

struct result {
	const struct seam_case_id *id; /* NULL: the cell as a whole */
	enum outcome outcome;
	char *message;           /* why, in words; NULL when the failures say it */
	char *kind, *frame;      /* a checker's: its kind of report, the first frame outside of the checker */
	char *report;            /* the start of its text */
	cJSON *failures, *notes; /* arrays, or NULL */
	cJSON *cannot;           /* of the cell: instruments that it could not carry, with the reason; or NULL */
	cJSON *counts, *items;   /* a long case's: numbers by their names; things by their kinds; or NULL */
	char *state, *step;      /* of its last step: what its next process is told, and what the reader is; or NULL */
	unsigned timeouts;       /* of these */
	unsigned deaths;         /* processes that ended in one of its steps; outcome, kind … are the first one's  */
	bool begun, ended, stimulus, expects_abort;
	bool alone; /* is expected to end its process, and gets one of its own */
	double seconds;
};

void result_set(struct result *r, enum outcome outcome, char *message);
/* Takes the deaths in its steps back. */
void result_forgive_deaths(struct result *r);
/* Puts one thing under its kind. */
void result_add_item(struct result *r, const char *kind, const char *what);

/* The record: one JSON line, at the end of the file at once.  -1 with errno. */
struct record_file;
struct record_file *record_open(const char *results, const struct cell *cell);
int record_put(struct record_file *file, const struct cell *cell, const struct result *r);
int record_close(struct record_file *file);
/* What a user can paste to see this again; malloc'd. */
char *rerun_line(const struct cell *cell, const char *case_id);

/* peers/<folder>/<peer>.expect: lines of `case flavour platform outcome link reason…`, patterns allowed in the first three.
 * The outcome of a case that counts (calls) may say how many failed or crashed: `fail:37`.  Turns a result that an expectation covers into xfail or xpass. */
struct expectations;
struct expectations *expect_load(const struct peer *peer);
/* Marks the results that are expected to end their process (a finding, a crash, a timeout), so that no others are in it. */
void expect_alone(const struct expectations *list, const struct cell *cell, struct result *results, size_t count);
void expect_apply(const struct expectations *list, const struct cell *cell, struct result *r);

#endif
