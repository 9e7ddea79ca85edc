/* planted.h - what the planted bugs of this group share. */
#ifndef SEAM_LIBGIT2_PLANTED_H
#define SEAM_LIBGIT2_PLANTED_H

#include "libgit2/libgit2.h"

#include <seam/case.h>

#define O seam_original(libgit2)

/* What a lossy decoder makes of bytes that are no ASCII. */
static inline void question_marks(const char **bytes, size_t size)
{
	static char scratch[4096];

	for (size_t i = 0; i < size && i < sizeof scratch; i++)
		scratch[i] = (unsigned char)(*bytes)[i] > 0x7f ? '?' : (*bytes)[i];
	*bytes = scratch;
}

#define M(name, killed_by, because, silent, member, function)                                                          \
	{ name, "libgit2." killed_by, "plain", "fail", because, silent, SEAM_OP(libgit2, member, function), 0 }
#define IN(flavour, outcome, name, killed_by, because, member, function)                                               \
	{ name, "libgit2." killed_by, flavour, outcome, because, false, SEAM_OP(libgit2, member, function), 0 }

#endif
