/*
 * temporary: the name of a temporary file is new, and nobody can guess it.
 * Rule: security.temporary    Source: CWE-377, CWE-379; mktemp(3); CVE-2020-15250 and its like
 */
#include "security/root.h"

enum { FILES = 24, DIGITS = 32 };

#define NEED_TEMPORARY(c)                                                                                              \
	do {                                                                                                           \
		NEED_ROOT(c);                                                                                          \
		NEED((c), SEAM_OPS((c), security)->root_temporary);                                                    \
	} while (0)

static bool is_name(struct seam_case *c, const char *name)
{
	return CHECK_BYTES(c, name, 4, "tmp-", 4) && CHECK_EQ(c, strspn(name + 4, "0123456789abcdef"), DIGITS) &&
	       CHECK_EQ(c, name[SEAM_SEC_TEMPORARY - 1], 0);
}

static void made(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	char *name = seam_out(c, SEAM_SEC_TEMPORARY), path[64];
	struct seam_sec_root *root;

	NEED_TEMPORARY(c);
	root = root_of(c);
	if (!root)
		return;
	if (CHECK_EQ(c, s->root_temporary(root, seam_in(c, "for a while", 11), 11, name), SEAM_OK) && is_name(c, name)) {
		snprintf(path, sizeof path, "root/%s", name);
		file_is(c, path, "for a while");
		reads(c, root, name, strlen(name), "for a while");
	}
	s->root_release(root);
}

/* Each of the digits takes many values: no time, process number or counter is in the name. */
static void guessed(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	char names[FILES][SEAM_SEC_TEMPORARY];
	struct seam_sec_root *root;
	size_t made_n = 0;

	NEED_TEMPORARY(c);
	root = root_of(c);
	if (!root)
		return;
	while (made_n < FILES && CHECK_EQ(c, s->root_temporary(root, NULL, 0, names[made_n]), SEAM_OK) && is_name(c, names[made_n]))
		made_n++;
	s->root_release(root);
	for (size_t digit = 4; made_n == FILES && digit < 4 + DIGITS; digit++) {
		unsigned seen = 0, values = 0;

		for (size_t i = 0; i < FILES; i++)
			seen |= 1u << (names[i][digit] <= '9' ? names[i][digit] - '0' : names[i][digit] - 'a' + 10);
		for (; seen; seen &= seen - 1)
			values++;
		if (values < 4)
			FAIL(c, "of %d names, digit %zu takes only %u values: it can be guessed", FILES, digit - 4, values);
	}
}

SEAM_CASES(security, temporary) = {
	{ "made", SEAM_MUST, made, "a temporary file is made where and as it should be", 0 },
	{ "guessed", SEAM_MUST, guessed, "no digit of its name can be guessed", SEAM_ONCE },
	SEAM_END
};
