/* scratch.h - a folder that the cases may fill. */
#ifndef SEAM_LIBGIT2_SCRATCH_H
#define SEAM_LIBGIT2_SCRATCH_H

/* The cell's own folder where the harness gives one (SEAM_SCRATCH), else one under TMPDIR that is removed when the
 * process ends.  NULL when there is no room for one. */
const char *scratch(void);

#endif
