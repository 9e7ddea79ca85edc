/* allocator.h - the host's allocator in the shape that GIT_OPT_SET_ALLOCATOR takes. */
#ifndef SEAM_LIBGIT2_ALLOCATOR_H
#define SEAM_LIBGIT2_ALLOCATOR_H

#include "libgit2/edition.h"
#include <seam/seam.h>

/* libgit2 frees without a size, the host wants one: each block remembers its own.  Lives as long as the process. */
const git_allocator *git_allocator_on(const struct seam_host *host);

#endif
