/* steps.c - long cases: their steps, counts and items, and the libraries that lie beside a group's own. */
#include "../platform/platform.h"
#include "probe.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *seam_case_id(const struct seam_case *c)
{
	return c->entry->id;
}

void seam_step(struct seam_case *c, const char *state, const char *what)
{
	c->stepped = true;
	seam_event("step", state, what, (char *)NULL);
}

const char *seam_resumed(const struct seam_case *c)
{
	return c->resumed;
}

void seam_count(struct seam_case *c, const char *name, uint64_t n)
{
	char number[24];

	(void)c;
	snprintf(number, sizeof number, "%" PRIu64, n);
	seam_event("count", name, number, (char *)NULL);
}

void seam_item(struct seam_case *c, const char *kind, const char *what)
{
	(void)c;
	seam_event("item", kind, what, (char *)NULL);
}

const void *seam_beside(struct seam_case *c, const char *name, const char *symbol, char *why, size_t why_size)
{
	const char *folder = getenv("SEAM_BESIDE"), *group = seam_group_library();
	const char *dot = strrchr(group, '.'), *ending = dot ? dot : "";
	int stem = (int)(dot ? (size_t)(dot - group) : strlen(group));
	char path[2048];
	void *library;
	const void *found;

	(void)c;
	if (folder && *folder)
		snprintf(path, sizeof path, "%s/%s%s", folder, name, ending);
	else
		snprintf(path, sizeof path, "%.*s.d/%s%s", stem, group, name, ending);
	library = seam_library_open(path, why, why_size);
	found = library ? seam_library_symbol(library, symbol) : NULL;
	if (library && !found)
		snprintf(why, why_size, "%s has no %s", path, symbol);
	return found;
}
