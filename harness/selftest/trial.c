#include "../lib/text.h"
#include "selftest.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

struct trial try_cell(const char *group, const char *peer, const char *flavour, const char *cases,
                      const struct run_options *options)
{
	struct selection selection = { .groups = group, .peers = peer, .flavours = flavour };
	struct run_options with = options ? *options : (struct run_options){ 0 };
	struct trial t = { 0 };
	size_t n;

	if (!with.results)
		with.results = "build/selftest-results";
	if (with.timeout <= 0)
		with.timeout = 10;
	cr_assert(tree_load(&t.tree, &selection) == 0, "no cell %s x %s x %s", group, peer, flavour);
	cr_assert(t.tree.n_cells == 1, "%zu cells are called %s x %s x %s", t.tree.n_cells, group, peer, flavour);
	t.cell = &t.tree.cells[0];
	if (t.cell->skip)
		cr_skip_test("%s", t.cell->skip);
	t.ids = group_cases(t.cell->group, t.cell->edition, t.cell->platform, t.cell->flavour->name, &n);
	cr_assert(t.ids != NULL);
	t.results = need(calloc(n + 1, sizeof *t.results));
	for (size_t i = 0; i < n; i++)
		if (!cases || glob_matches(cases, t.ids[i].id))
			t.results[t.count++].id = &t.ids[i];
	cr_assert(t.count > 0, "no case is called %s", cases);
	cell_try(t.cell, t.results, t.count, &with, &t.whole);
	return t;
}

const struct result *trial_case(const struct trial *trial, const char *id)
{
	for (size_t i = 0; i < trial->count; i++)
		if (strcmp(trial->results[i].id->id, id) == 0)
			return &trial->results[i];
	cr_assert_fail("there is no case %s", id);
	return NULL;
}

char *all_words(const struct result *r)
{
	char *failures = r->failures ? cJSON_PrintUnformatted(r->failures) : copy_new("");
	char *all = format_new("%s %s %s %s %s %s", outcome_name(r->outcome), r->message ? r->message : "",
	                       r->kind ? r->kind : "", r->frame ? r->frame : "", failures, r->report ? r->report : "");

	free(failures);
	return all;
}
