/*
 * predicted: what is random is not the C library's rand(), which whoever seeds it knows, and has every byte.
 * Rule: security.predicted    Source: CWE-338, CWE-335, CWE-330; rand() after srand(time(NULL)); digits and letters for bytes
 */
#include "security/root.h"

#include <stdlib.h>

/* The same seed, twice. */
static void by_a_seed(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	unsigned char seen[2][32];

	NEED(c, s->random_fill);
	for (size_t i = 0; i < 2; i++) {
		srand(7);
		CHECK_EQ(c, s->random_fill(seen[i], sizeof seen[i]), SEAM_OK);
	}
	if (memcmp(seen[0], seen[1], sizeof seen[0]) == 0)
		FAIL(c, "random_fill: seeded alike, rand() gives the same bytes");
}

static void name_by_a_seed(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	char name[2][SEAM_SEC_TEMPORARY];
	struct seam_sec_root *root;
	int rc[2];

	NEED_ROOT(c);
	NEED(c, s->root_temporary);
	root = root_of(c);
	if (!root)
		return;
	for (size_t i = 0; i < 2; i++) {
		srand(7);
		rc[i] = s->root_temporary(root, "x", 1, name[i]);
	}
	/* The same name again is refused: the file is there. */
	if (rc[0] || rc[1] || memcmp(name[0], name[1], sizeof name[0]) == 0)
		FAIL(c, "root_temporary: seeded alike, rand() gives the same name (%d, %d)", rc[0], rc[1]);
	s->root_release(root);
}

/* In 64 KiB there are some of each. */
static void each_byte(struct seam_case *c)
{
	static unsigned char bytes[65536];
	const struct seam_security *s = SEAM_OPS(c, security);
	size_t count[256] = { 0 };

	NEED(c, s->random_fill);
	REQUIRE(CHECK_EQ(c, s->random_fill(bytes, sizeof bytes), SEAM_OK));
	for (size_t i = 0; i < sizeof bytes; i++)
		count[bytes[i]]++;
	for (size_t i = 0; i < 256; i++)
		if (count[i] < 128 || count[i] > 512) /* of 256 that are expected */
			FAIL(c, "of %zu random bytes, %zu are 0x%02zx", sizeof bytes, count[i], i);
}

SEAM_CASES(security, predicted) = {
	{ "by_a_seed", SEAM_MUST, by_a_seed, "random bytes do not follow from a seed of rand()", 0 },
	{ "name_by_a_seed", SEAM_MUST, name_by_a_seed, "nor does the name of a temporary file", 0 },
	{ "each_byte", SEAM_MUST, each_byte, "random bytes are all bytes", 0 },
	SEAM_END
};
