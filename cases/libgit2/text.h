/* text.h - what bytes that come out of a repository, or go into it, are held to. */
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

/* What is the same of a text and of a lossy copy of it: each run of bytes that are no ASCII becomes one byte, 0xff.
 * `to` has room for `n`; returns how many were written. */
static inline size_t without_loss(char *to, const char *bytes, size_t n)
{
	size_t k = 0;
	for (size_t i = 0; i < n; i++) {
		char byte = (char)((unsigned char)bytes[i] > 0x7f ? 0xff : bytes[i]);
		if (byte != (char)0xff || !k || to[k - 1] != (char)0xff)
			to[k++] = byte;
	}
	return k;
}

/* A call that reads or writes text returned `rc`: SEAM_OK, or SEAM_E_ENCODING where the peer may refuse
 * (SEAM_UTF8_ONLY) and the text is not ASCII.  Returns whether there is a result to look at. */
static inline bool text_came(struct seam_case *c, int rc, const char *expected, size_t n)
{
	if (rc == SEAM_E_ENCODING && (seam_traits(c) & SEAM_UTF8_ONLY) && !is_ascii(expected, n))
		return false;
	return CHECK_EQ(c, rc, SEAM_OK);
}

/* The text that came is this one; what is no UTF-8 of it may be U+FFFD from a peer with SEAM_LOSSY. */
#define CHECK_TEXT(c, seen, size, expected, n) check_text(c, seen, size, expected, n, #seen, __FILE__, __LINE__)
static inline bool check_text(struct seam_case *c, const char *seen, size_t size, const char *expected, size_t n,
                              const char *text, const char *file, int line)
{
	char a[256], b[256];
	if (!(seam_traits(c) & SEAM_LOSSY) || !seen || size > sizeof a || n > sizeof b)
		return seam_check_bytes(c, seen, size, expected, n, text, file, line);
	size = without_loss(a, seen, size);
	n = without_loss(b, expected, n);
	return seam_check_bytes(c, a, size, b, n, text, file, line);
}

#endif
