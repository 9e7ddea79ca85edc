/* ambient.h - what belongs to the process or to the thread: a pass leaves it as it was. */
#ifndef SEAM_AMBIENT_PART_H
#define SEAM_AMBIENT_PART_H

#include "probe.h"

void seam_ambient_open(struct seam_case *c);
/* A failure for each thing that was changed and not put back; it is put back. */
void seam_ambient_close(struct seam_case *c);

#endif
