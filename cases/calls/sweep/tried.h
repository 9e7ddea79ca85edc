/* tried.h - what each signature came to that was tried while shrinking: bounded memory, and a file that an interrupted sweep
 * finds again. */
#ifndef SEAM_SWEEP_TRIED_H
#define SEAM_SWEEP_TRIED_H

#include "sweep.h"

/* Reads `size` bytes of the file at `path`, which later ones are added to; what is behind them is cut off.  -1 after a message. */
int tried_open(const char *path, uint64_t size);
/* By these sides, this way; VERDICT_UNKNOWN: not tried. */
enum verdict tried(enum sides sides, const char *text, unsigned way);
void tried_put(enum sides sides, const char *text, enum verdict one, enum verdict other);
/* How many were put since the program began. */
uint64_t tried_count(void);
/* Bytes in the file, all written out; -1 after a message. */
int64_t tried_size(void);

#endif
