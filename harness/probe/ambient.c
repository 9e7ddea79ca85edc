/* ambient.c - what a pass changed of the process or of its thread, and did not put back. */
#include "ambient.h"

#include "../platform/platform.h"
#include "instrument.h"

#include <stdio.h>
#include <string.h>

enum { MOST_LINES = 12, LONGEST = 320, CASES_WITH_NEW = 8 };

/* All is looked at before the first is told: to tell may itself open what a peer closed. */
static char lines[MOST_LINES][LONGEST];
static size_t n_lines;

static bool first_left_new; /* the case's first pass left something open */
static unsigned cases_with_new;
static bool holds; /* what was taken before the last pass is so still */

static void note(const char *text)
{
	if (n_lines < MOST_LINES)
		snprintf(lines[n_lines++], LONGEST, "%s", text);
}

void seam_ambient_open(struct seam_case *c)
{
	if (c->pass == 0)
		first_left_new = false;
	n_lines = 0;
	if (holds)
		return;
	seam_settings_take();
	seam_open_take();
}

/*
 * A descriptor or a thread may come to stay: a log, a cache, a pool.  But not one in each pass; and of cases that have one pass,
 * only a few may be the first to need something.
 */
static void judge_new(struct seam_case *c, const struct seam_newcomers *new)
{
	bool once = c->entry->row->flags & SEAM_ONCE;
	char text[LONGEST];

	if (!new->descriptors && !new->threads)
		return;
	if (c->pass == 0)
		cases_with_new++;
	if (once ? cases_with_new > CASES_WITH_NEW : c->pass > 0 && first_left_new) {
		snprintf(text, sizeof text, "%s left, as %s: %s", new->descriptors ? "a descriptor is" : "a thread is",
		         once ? "after other cases" : "in each pass", new->what);
		note(text);
	}
	if (c->pass == 0)
		first_left_new = true;
}

void seam_ambient_close(struct seam_case *c)
{
	struct seam_newcomers new = { 0 };

	seam_settings_put_back(note);
	seam_open_compare(note, &new);
	judge_new(c, &new);
	holds = !n_lines && !new.descriptors && !new.threads;
	for (size_t i = 0; i < n_lines; i++)
		seam_instrument_fail(SEAM_AMBIENT, "%s", lines[i]);
}
