/*
 * mutants.c - every planted bug is found: by the case that claims it, in the flavour that it names, for its reason; every case
 * has one; and a third of them are seen by no checker.
 *
 * The tests are one line each in build/mutants.inc, which `seam mutants` makes from the groups' tables.
 */
#include "../lib/text.h"
#include "selftest.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What this platform does not have is not asked of the reference itself: there is nothing to plant a bug in. */
static void skip_if_not_asked(const char *group, const char *reference, const char *flavour, const char *case_id)
{
	struct trial t = try_cell(group, reference, flavour, case_id, NULL);

	if (t.results[0].outcome == OUTCOME_SKIP)
		cr_skip_test("%s: %s", case_id, t.results[0].message ? t.results[0].message : "skip");
}

/* A correct variant: all its cases stay green. */
static void lives(const char *group, const char *reference, const char *variant, const char *cases, const char *flavour)
{
	struct run_options options = { .mutant = variant };
	struct trial t = try_cell(group, reference, flavour, cases, &options);

	cr_expect(t.whole.outcome == OUTCOME_PASS, "%s: %s %s", variant, outcome_name(t.whole.outcome),
	          t.whole.message ? t.whole.message : "");
	for (size_t i = 0; i < t.count; i++)
		cr_expect(!outcome_is_red(t.results[i].outcome, t.results[i].id->level), "%s is lawful, but %s came to: %s", variant,
		          t.results[i].id->id, all_words(&t.results[i]));
}

/* What one instrument alone sees is not seen without it. */
static void passes_without(const char *instrument, const char *group, const char *reference, const char *mutant,
                           const char *case_id, const char *flavour)
{
	struct run_options options = { .mutant = mutant, .without = instrument };
	struct trial t = try_cell(group, reference, flavour, case_id, &options);

	cr_assert(t.results[0].outcome == OUTCOME_PASS, "%s: %s without %s came to: %s", mutant, case_id, instrument,
	          all_words(&t.results[0]));
}

static void killed(const char *group, const char *reference, const char *mutant, const char *case_id,
                   const char *flavour, const char *outcome, const char *because, const char *instrument)
{
	struct run_options options = { .mutant = mutant, .timeout = strcmp(outcome, "timeout") == 0 ? 6 : 10 };
	struct trial t;
	const struct result *r;
	char *words;

	if (strcmp(outcome, "pass") == 0) {
		lives(group, reference, mutant, case_id, flavour);
		return;
	}
	t = try_cell(group, reference, flavour, case_id, &options);
	r = &t.results[0];

	if (r->outcome == OUTCOME_SKIP)
		skip_if_not_asked(group, reference, flavour, case_id);
	if (cJSON_GetObjectItem(t.whole.cannot, instrument))
		cr_skip_test("%s: not carried here: %s", instrument,
		             cJSON_GetStringValue(cJSON_GetObjectItem(t.whole.cannot, instrument)));
	/* A leak may be told when the process ends; the run then says whose it is. */
	words = all_words(r);
	cr_assert(strcmp(outcome_name(r->outcome), outcome) == 0, "%s: %s came to: %s; %s", mutant, case_id, words,
	          t.whole.message ? t.whole.message : "");
	cr_assert(strstr(words, because) != NULL, "%s: %s is %s, but not because of \"%s\": %s", mutant, case_id,
	          outcome, because, words);
	if (strcmp(instrument, "-") != 0)
		passes_without(instrument, group, reference, mutant, case_id, flavour);
}

static const struct claim {
	const char *group, *case_id, *silent;
} claims[] = {
#define SEAM_MUTANT(suite, test, group, reference, mutant, case_id, flavour, outcome, because, silent, instrument)                 \
	{ group, case_id, silent },
#include "mutants.inc"
#undef SEAM_MUTANT
};
enum { N_CLAIMS = sizeof claims / sizeof claims[0] };

#define SEAM_MUTANT(suite, test, group, reference, mutant, case_id, flavour, outcome, because, silent, instrument)                 \
	Test(mutants_##suite, test)                                                                                    \
	{                                                                                                              \
		killed(group, reference, mutant, case_id, flavour, outcome, because, instrument);                                  \
	}
#include "mutants.inc"

/* What mutants are made of is clean itself, in every flavour, but for what it declares with a link. */
static void reference_is_clean(const char *group, const char *reference, const char *flavour)
{
	struct trial t = try_cell(group, reference, flavour, NULL, NULL);
	struct expectations *expectations = expect_load(t.cell->peer);

	cr_expect(t.whole.outcome == OUTCOME_PASS, "%s: %s %s", t.cell->id, outcome_name(t.whole.outcome),
	          t.whole.message ? t.whole.message : "");
	for (size_t i = 0; i < t.count; i++) {
		struct result *r = &t.results[i];

		expect_apply(expectations, t.cell, r);
		cr_expect(!outcome_is_red(r->outcome, r->id->level), "%s %s: %s", t.cell->id, r->id->id, all_words(r));
	}
}

#define SEAM_REFERENCE(suite, test, group, reference, flavour)  \
	Test(reference_##suite, test)                           \
	{                                                       \
		reference_is_clean(group, reference, flavour);  \
	}
#include "references.inc"

Test(mutants, each_case_has_one)
{
	struct selection all = { 0 };
	struct tree tree;
	size_t without = 0, n, n_cases = 0;

	cr_assert(tree_load_parts(&tree, &all) == 0);
	for (size_t g = 0; g < tree.n_groups; g++) {
		char **editions = group_editions(&tree.groups[g]);
		struct seam_case_id *ids =
			group_cases(&tree.groups[g], editions[words_count(editions) - 1], &tree.platform,
			            "plain", &n);

		for (size_t i = 0; ids && i < n; i++) {
			size_t c = 0;

			while (c < N_CLAIMS && strcmp(claims[c].case_id, ids[i].id) != 0)
				c++;
			if (c == N_CLAIMS)
				fprintf(stderr, "    no mutant claims %s\n", ids[i].id);
			without += c == N_CLAIMS;
			n_cases++;
		}
		words_free(editions);
	}
	cr_assert(without == 0, "%zu of %zu cases have no mutant", without, n_cases);
}

Test(mutants, a_third_is_silent)
{
	size_t silent = 0;

	for (size_t i = 0; i < N_CLAIMS; i++)
		silent += strcmp(claims[i].silent, "silent") == 0;
	cr_assert(silent * 3 >= N_CLAIMS, "%zu of %d mutants are silent", silent, (int)N_CLAIMS);
}
