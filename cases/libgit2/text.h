/* text.h - what bytes that come out of a repository are held to. */
#ifndef SEAM_LIBGIT2_TEXT_H
#define SEAM_LIBGIT2_TEXT_H

#include "repository.h"
#include <string.h>

static inline bool is_ascii(const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)bytes[i] > 0x7f)
			return false;
	return true;
}

/* A call that reads text returned `rc`: SEAM_OK, or SEAM_E_ENCODING where the peer may refuse (SEAM_UTF8_ONLY) and the
 * text is not ASCII.  Returns whether there is a result to look at. */
static inline bool text_came(struct seam_case *c, int rc, const char *expected, size_t n)
{
	if (rc == SEAM_E_ENCODING && (seam_traits(c) & SEAM_UTF8_ONLY) && !is_ascii(expected, n))
		return false;
	return CHECK_EQ(c, rc, SEAM_OK);
}

#endif
