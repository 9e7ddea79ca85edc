/* calls/collect.h - all rules of the program, for emitters: areas by name, rules in the order of their table. */
#ifndef SEAM_CALLS_COLLECT_H
#define SEAM_CALLS_COLLECT_H

#include <calls/list.h>

struct calls_area {
	const char *name, *file;
	const struct calls_rule *rules; /* up to the one without a name */
};

/* The areas, sorted; *count of them.  Owned by the program. */
const struct calls_area *calls_areas(size_t *count);

/* The list of one rule: what its generator writes for a platform with these features.  To be freed with calls_list_free. */
struct calls_list *calls_list_of(const struct calls_area *area, const struct calls_rule *rule, unsigned features);

#endif
