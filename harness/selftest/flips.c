/*
 * flips.c - the negative control of the group calls: where one bit of one expected value is turned over, a way fails, and no other
 * does, in every peer.
 *
 * A check that never looks, or that looks at a copy of what it compares with, would pass here as it does everywhere.
 */
#define _POSIX_C_SOURCE 200809L /* setenv */

#include "../lib/text.h"
#include "selftest.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EVERY = 5 };

static const char *const rules[] = { "calls.boundary.long_long", "calls.boundary.double_char", "calls.scalars.sixty",
	                             "calls.struct_out.16",      "calls.struct_in.24",         "calls.variadic.words",
	                             "calls.layout.fields",      "calls.bit_field.mixed",      "calls.live.thousand",
	                             "calls.hot.shapes" };

static unsigned count_of(const struct result *r, const char *name)
{
	const cJSON *n = r->counts ? cJSON_GetObjectItem(r->counts, name) : NULL;

	return n ? (unsigned)n->valuedouble : 0;
}

/* How many ways were gone in both runs, and how often the control was wrong. */
static void try_rule(const char *peer, const char *rule, unsigned *gone, unsigned *wrong)
{
	struct trial plain, flipped;
	const struct result *r;
	unsigned expected, failed;

	unsetenv("SEAM_CALLS_FLIP");
	plain = try_cell("calls", peer, "plain", rule, NULL);
	if (plain.results[0].outcome != OUTCOME_PASS) /* a defect of its own would be counted, too */
		return;
	setenv("SEAM_CALLS_FLIP", format_new("%d", EVERY), 1);
	flipped = try_cell("calls", peer, "plain", rule, NULL);
	unsetenv("SEAM_CALLS_FLIP");
	r = &flipped.results[0];
	expected = count_of(r, "flipped");
	failed = count_of(r, "failed") + count_of(r, "crashed");
	*gone += expected;
	if (failed == expected && expected > 0 && count_of(r, "asked") == count_of(&plain.results[0], "asked") &&
	    count_of(r, "unsupported") == count_of(&plain.results[0], "unsupported"))
		return;
	++*wrong;
	fprintf(stderr, "    %s, %s: %u of %u ways failed, with a bit turned over in %u\n", peer, rule, failed, count_of(r, "asked"), expected);
}

Test(flips, a_bit_of_an_expected_value_fails_once)
{
	struct selection all = { .groups = "calls", .flavours = "plain" };
	struct tree tree;
	unsigned gone = 0, wrong = 0;

	cr_assert(tree_load(&tree, &all) == 0);
	for (size_t i = 0; i < tree.n_cells; i++)
		for (size_t r = 0; !tree.cells[i].skip && r < sizeof rules / sizeof *rules; r++)
			try_rule(tree.cells[i].peer->name, rules[r], &gone, &wrong);
	cr_assert(gone > 0);
	cr_assert(wrong == 0, "%u rules failed more or less often than they should", wrong);
}
