/* reproduce.h - a folder with a program that shows a class's defect without seam. */
#ifndef SEAM_SWEEP_REPRODUCE_H
#define SEAM_SWEEP_REPRODUCE_H

#include "classes.h"

/* Writes repro-<number> below the campaign's folder, builds it and runs it; what came of it is in the class. */
void reproduce(const struct options *options, struct class *class, const char *folder, unsigned number);

#endif
