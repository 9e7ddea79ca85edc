/* checker.h - the reports of the checkers, read from their logs. */
#ifndef SEAM_CHECKER_H
#define SEAM_CHECKER_H

#include <stdbool.h>

struct finding {
	char *kind;   /* heap-use-after-free, leak, data race, InvalidRead … */
	char *frame;  /* the first frame that is not the checker's own        */
	char *report; /* the start of the report                              */
};

/* Whether the log of process `id` with this prefix holds a report; `how` is the flavour's `log`: "sanitizer", "valgrind".
 * The finding's texts are malloc'd. */
bool checker_read(const char *how, const char *prefix, long id, struct finding *finding);

#endif
