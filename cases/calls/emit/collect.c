/* Collects the rules that register themselves before main. */
#include <calls/collect.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct calls_area areas[128];
static size_t n_areas;

void calls_register(const char *area, const char *file, const struct calls_rule *rules)
{
	if (n_areas == sizeof areas / sizeof *areas) {
		fprintf(stderr, "calls: no room for area %s\n", area);
		exit(2);
	}
	areas[n_areas++] = (struct calls_area){ area, file, rules };
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct calls_area *)a)->name, ((const struct calls_area *)b)->name);
}

const struct calls_area *calls_areas(size_t *count)
{
	qsort(areas, n_areas, sizeof *areas, by_name);
	*count = n_areas;
	return areas;
}

struct calls_list *calls_list_of(const struct calls_area *area, const struct calls_rule *rule, unsigned features)
{
	char name[64];

	snprintf(name, sizeof name, "%s.%s", area->name, rule->name);
	struct calls_list *list = calls_list_new(name, features);
	if (!list) {
		fputs("calls: out of memory\n", stderr);
		exit(2);
	}
	rule->signatures(list, rule);
	return list;
}
