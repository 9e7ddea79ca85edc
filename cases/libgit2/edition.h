/* edition.h - libgit2's headers, and what its editions name differently. */
#ifndef SEAM_LIBGIT2_EDITION_H
#define SEAM_LIBGIT2_EDITION_H

#include <git2.h>
#include <git2/sys/alloc.h>
#include <git2/sys/repository.h>

/* The header's own version: the macros have other names from 1.8 on. */
#ifdef LIBGIT2_VERSION_MAJOR
#define SEAM_GIT_HEADER { LIBGIT2_VERSION_MAJOR, LIBGIT2_VERSION_MINOR, LIBGIT2_VERSION_REVISION }
#define SEAM_GIT_AT_LEAST(major, minor)                                                                                \
	(LIBGIT2_VERSION_MAJOR > (major) || (LIBGIT2_VERSION_MAJOR == (major) && LIBGIT2_VERSION_MINOR >= (minor)))
#else
#define SEAM_GIT_HEADER { LIBGIT2_VER_MAJOR, LIBGIT2_VER_MINOR, LIBGIT2_VER_REVISION }
#define SEAM_GIT_AT_LEAST(major, minor)                                                                                \
	(LIBGIT2_VER_MAJOR > (major) || (LIBGIT2_VER_MAJOR == (major) && LIBGIT2_VER_MINOR >= (minor)))
#endif

/* git_error_set_str() moved to a header of its own. */
#if SEAM_GIT_AT_LEAST(1, 8)
#include <git2/sys/errors.h>
#endif

#endif
