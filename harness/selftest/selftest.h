/* selftest.h - what the harness's own tests share. */
#ifndef SEAM_SELFTEST_H
#define SEAM_SELFTEST_H

#include "../lib/cell.h"

/* One cell, its results in memory. */
struct trial {
	struct tree tree;
	const struct cell *cell;
	struct seam_case_id *ids;
	struct result *results, whole;
	size_t count;
};

/* Runs a cell (one group, peer and flavour of these names or paths) with the cases of the pattern; a name that nothing has
 * fails the test. */
struct trial try_cell(const char *group, const char *peer, const char *flavour, const char *cases,
                      const struct run_options *options);
const struct result *trial_case(const struct trial *trial, const char *id);
/* Everything that the result says, in one text, to look for words in; malloc'd. */
char *all_words(const struct result *r);

/* `build/seam` with these words ends with this status, and its output has this text. */
void says(const char *words, int status, const char *text);

#endif
