/* run.h - a whole run: its list, fixed before anything starts; its cells, side by side; its end. */
#ifndef SEAM_RUN_H
#define SEAM_RUN_H

#include "cell.h"

/* Puts an earlier run's folder aside (as `previous` beside it) and writes what is to be run, cells and cases, one JSON line a
 * cell: plan.jsonl.  0, or -1 after a message. */
int run_plan(const struct tree *tree, const char *cases, const struct run_options *options);

/* run_plan, then each cell in a process of its own (`program cell …`), `jobs` at once, with progress; then the reports.
 * The exit status: 0 green, 1 red, 2 trouble. */
int run_all(const struct tree *tree, const char *cases, const struct run_options *options, size_t jobs,
            const char *program);

/* Runs one cell of the plan in `results`, and tells on stderr that it is done.  0; 1 when the plan does not have it; -1 after a
 * message when it could not be run or recorded. */
int run_planned_cell(const char *results, const char *cell_id, struct cell_summary *summary);

#endif
