/* shrink.h - failures made smaller, many at once: each round compiles and runs the candidates of all of them. */
#ifndef SEAM_SWEEP_SHRINK_H
#define SEAM_SWEEP_SHRINK_H

#include "simpler.h"
#include "sweep.h"

struct target {
	unsigned way;
	enum verdict verdict;
	enum sides sides; /* that it is shrunk against */
	char *text;       /* so far; at the end, the smallest */
	unsigned phase;
	struct candidates candidates, merged;
	char *fallback; /* the best single step, while merged ones are tried */
	bool done;
};

void target_open(struct target *target, const char *text, unsigned way, enum verdict verdict, enum sides sides);
void target_close(struct target *target);

/* Shrinks as far as what was tried before tells: no process is started. */
void shrink_by_memory(struct target *target);
/* Shrinks all to the end.  -1 after a message. */
int shrink(const struct options *options, const char *folder, struct target *targets, size_t count);

#endif
