/* lists.h - runs any list to its end, whatever is in it. */
#ifndef SEAM_SWEEP_LISTS_H
#define SEAM_SWEEP_LISTS_H

#include "outcome.h"

/* Compiles the list in the folder, runs it, and reads what came of it.  -1 after a message: this program's own trouble. */
int list_run(const struct options *options, const char *folder, const struct calls_list *list, enum sides sides, struct outcomes *out);
/* The same for a list that was compiled and run, but not to its end: by halves, down to the signature that ends it. */
int list_finish(const struct options *options, const char *folder, const struct calls_list *list, enum sides sides,
                struct outcomes *out);

#endif
