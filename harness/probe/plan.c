/* plan.c - the file that says what to run, a line each. */
#include "probe.h"

#include <stdio.h>
#include <string.h>

static char plan[1 << 18];

int seam_plan_read(const char *path)
{
	FILE *file = path ? fopen(path, "r") : NULL;
	size_t size = 0;

	if (file) {
		size = fread(plan, 1, sizeof plan - 1, file);
		plan[size] = '\0';
		fclose(file);
	}
	if (!file || size == sizeof plan - 1) {
		seam_event("refuse",
		           file ? "the list of what to run is too long" : "the list of what to run cannot be read",
		           (char *)NULL);
		return -1;
	}
	return 0;
}

bool seam_plan_next(size_t *at, char *line)
{
	size_t size;

	do {
		if (!plan[*at])
			return false;
		size = strcspn(plan + *at, "\n");
		snprintf(line, SEAM_PLAN_LINE, "%.*s", (int)size, plan + *at);
		line[strcspn(line, "\r")] = '\0';
		*at += size + (plan[*at + size] == '\n');
	} while (!*line);
	return true;
}

char *seam_plan_field(char *text)
{
	char *tab = strchr(text, '\t');

	if (!tab)
		return text + strlen(text);
	*tab = '\0';
	return tab + 1;
}
