/*
 * stimulus.c - a case that marks its stimulus goes red without it: `--mute` leaves the marked parts out, of every case, on every
 * peer that is run in plain.
 */
#include "../lib/text.h"
#include "selftest.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Test(stimulus, each_case_goes_red_without_it)
{
	struct selection all = { .flavours = "plain" };
	struct run_options muted = { .mute = true };
	struct tree tree;
	size_t marked = 0, wrong = 0;

	cr_assert(tree_load(&tree, &all) == 0);
	for (size_t i = 0; i < tree.n_cells; i++) {
		const struct cell *cell = &tree.cells[i];
		struct trial t;

		if (cell->skip)
			continue;
		t = try_cell(cell->group->name, cell->peer->name, "plain", NULL, &muted);
		for (size_t r = 0; r < t.count; r++) {
			if (!t.results[r].stimulus || t.results[r].outcome == OUTCOME_SKIP)
				continue;
			marked++;
			if (outcome_is_red(t.results[r].outcome, "MUST") && t.results[r].outcome != OUTCOME_MISSING)
				continue;
			wrong++;
			fprintf(stderr, "    %s, %s: %s without its stimulus\n", cell->peer->name, t.results[r].id->id,
			        outcome_name(t.results[r].outcome));
		}
	}
	cr_assert(marked > 0);
	cr_assert(wrong == 0, "%zu of %zu cases with a stimulus did not go red without it", wrong, marked);
}
