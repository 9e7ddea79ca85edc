/* calls/run.h - a rule that is run: what is asked of its list, and what came of it. */
#ifndef SEAM_CALLS_RUN_H
#define SEAM_CALLS_RUN_H

#include "call.h"

enum count { PASSED, FAILED, UNSUPPORTED, CRASHED, UNDECIDED, COUNTS };

struct run {
	struct seam_case *c;
	const struct calls_rule *rule;
	const struct seam_compiled_rule *list;
	const struct sides *sides;
	const struct seam_calls *ops;
	bool muted;
	unsigned way, at;                      /* what is done now */
	enum doing { CALLING, DECIDING } died; /* what the last process died of, at `at`; only right after it */
	bool resumed;
	unsigned counts[COUNTS];
	unsigned every, flipped; /* the negative control: each so many-th way expects a value with one bit turned over */
};

/* Counts one, and puts what did not pass into the record; the first failures are told as the case's own. */
void run_note(struct run *run, enum count count, const char *text, const char *what);
/* Tells the step; a process that goes on after a death finds it. */
void run_step(struct run *run, enum doing doing, const char *text);
/* Whether the negative control is due, at this place of the list. */
bool run_is_due(const struct run *run, uint32_t at);
/* Every round of values against every side: 0, SEAM_E_UNSUPPORTED, or -1 and call->what. */
int run_rounds(struct run *run, struct call *call, seam_fn callee);

/* live.c, layouts.c: the rules that do not go from one signature to the next. */
void run_live(struct run *run);
void run_layouts(struct run *run);

#endif
