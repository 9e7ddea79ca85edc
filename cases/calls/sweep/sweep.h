/*
 * calls/sweep/sweep.h - a campaign: signatures by chance or from a file, in chunks, against one peer; what failed, shrunk and
 * put into classes.
 *
 * A chunk has a folder: the list, the C side and the peer's side of it, and what came of the run.  Compiling and running are
 * jobs, processes of this same program, so that one chunk is compiled while another runs (job.h).
 */
#ifndef SEAM_SWEEP_H
#define SEAM_SWEEP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What became of a signature, one way.  From FIRST_FAILURE on it is a failure, and the verdict is the way in which it fails. */
enum verdict {
	VERDICT_UNKNOWN,
	VERDICT_PASSED,
	VERDICT_UNSUPPORTED,
	VERDICT_UNDECIDED, /* C's own compilers disagree */
	FIRST_FAILURE,
	VERDICT_ARGUMENT = FIRST_FAILURE, /* another value arrived                 */
	VERDICT_RESULT,                   /* another value came back               */
	VERDICT_SURROUNDINGS,             /* something beside the slots was written */
	VERDICT_REGISTERS,                /* what the call thunk saw                */
	VERDICT_TIMES,                    /* called not once                        */
	VERDICT_REFUSED,                  /* an op failed                           */
	VERDICT_CRASH,
	VERDICT_FINDING,
	VERDICT_TIMEOUT,
	VERDICT_COMPILER, /* the peer's compiler does not compile it */
	VERDICTS
};
const char *verdict_name(enum verdict verdict);
enum verdict verdict_named(const char *name);

enum { WAYS = 2 };
/* As the group's cases write them: "the peer calls C", "C calls the peer". */
extern const char *const sweep_ways[WAYS];

/* Which C compilers make the C side: one that is fast; the two of the group; both and the fast one. */
enum sides { SIDES_QUICK, SIDES_BOTH, SIDES_ALL };

struct options {
	const char *peer, *flavour, *platform, *list, *results;
	uint64_t seed, count;
	bool has_count, no_reproducers;
	unsigned chunk, effort; /* signatures a chunk; how many more a chunk are tried for shrinking, about */
	const char *program;     /* this one */
};

struct totals {
	uint64_t passed, failed, unsupported, crashed, undecided;
};

#endif
