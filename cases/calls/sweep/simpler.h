/* simpler.h - what a signature can be made simpler to, step by step. */
#ifndef SEAM_SWEEP_SIMPLER_H
#define SEAM_SWEEP_SIMPLER_H

#include <stddef.h>
#include <stdint.h>

/* How far a canonical signature is from nothing: arguments and members first, then what they are.  Each candidate costs less. */
uint64_t signature_cost(const char *text);

/* A simpler signature; of most, the one edit that makes it: bytes start..end of the text became `with`. */
struct candidate {
	char *text;
	size_t start, end; /* end < start: not an edit */
	char *with;
};

struct candidates {
	struct candidate *list;
	size_t count, room;
};

/* The steps, boldest first.  Phase 0: one argument or the result alone.  1: pieces left out or unwrapped.  2: types made simpler. */
enum { PHASES = 3 };
void candidates_of(struct candidates *out, const char *text, unsigned phase);
/* The text after all of these edits of it that do not overlap; NULL when it is none, or no signature; malloc'd. */
char *candidates_merged(const char *text, const struct candidate *const *edits, size_t count);
void candidates_add(struct candidates *out, const char *text);
void candidates_free(struct candidates *c);

#endif
