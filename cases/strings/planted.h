/* planted.h - what the planted bugs of this group share. */
#ifndef SEAM_STRINGS_PLANTED_H
#define SEAM_STRINGS_PLANTED_H

#include "strings/strings.h"

#include <seam/case.h>
#include <string.h>

#define O seam_original(strings)
#define ROOM 512u

/* Every `from` in the text becomes `to`, which is not longer. */
static inline void swap(char *text, const char *from, const char *to)
{
	for (char *at = text; (at = strstr(at, from)) != NULL; at += strlen(to)) {
		memcpy(at, to, strlen(to));
		memmove(at + strlen(to), at + strlen(from), strlen(at + strlen(from)) + 1);
	}
}

/* echo, its result worked over by the block that follows. */
#define ECHO_THEN(name)                                     \
	static void name##_edit(char *text);                \
	static int name(const char *s, char **out)          \
	{                                                   \
		int rc = O->echo(s, out);                   \
                                                            \
		if (rc == SEAM_OK)                          \
			name##_edit(*out);                  \
		return rc;                                  \
	}                                                   \
	static void name##_edit(char *text)
#define ECHO_SWAPS(name, from, to) ECHO_THEN(name) { swap(text, from, to); }

/* A byte is read and nothing made of it. */
static inline void look_at(const char *p)
{
	(void)*(const volatile char *)p;
}

/* The bytes before the first NUL. */
static inline size_t before_nul(const char *s, size_t n)
{
	const char *nul = n ? memchr(s, '\0', n) : NULL;

	return nul ? (size_t)(nul - s) : n;
}

struct relay {
	seam_strings_visitor visitor;
	void *userdata;
};

static inline uint16_t unit_at(const void *s, size_t i)
{
	uint16_t unit;

	memcpy(&unit, (const char *)s + 2 * i, sizeof unit);
	return unit;
}

#endif
