/* detect.h - the detection table: each planted bug, tried under each checker and each instrument alone. */
#ifndef SEAM_DETECT_H
#define SEAM_DETECT_H

#include "cell.h"

/* Tries all bugs of the groups in the tree (its flavours are the columns) with `jobs` processes at once, and writes detection.jsonl and
 * detection.md to the folder `out`.  A trial may take `timeout` of the options, times
 * the flavour's slowness.  0, or -1 after a message. */
int detect_all(const struct tree *tree, const struct run_options *options, const char *out, size_t jobs, const char *program);

/* Does one column of one group, as detect_all asks for it: "GROUP FLAVOUR PARTS ONLY", and writes what was seen to the file `out`. */
int detect_part(const char *part, const struct run_options *options, const char *out);

#endif
