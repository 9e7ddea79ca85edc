/*
 * closed_files: no byte of a file is read unless it is allowed.
 * Rule: security.closed_files    Source: CWE-636, CWE-862
 */
#include "security/root.h"

#include <limits.h>

static void unknown(struct seam_case *c)
{
	static const int answers[] = { 0, 2, -1, 255, 256, 257, 0x10001, INT_MAX, INT_MIN };
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_root *root;

	NEED_ROOT(c);
	root = root_of(c);
	for (size_t i = 0; root && i < sizeof answers / sizeof answers[0]; i++) {
		struct asked asked = { .answer = SEAM_STIMULUS(c) ? answers[i] : 1 };
		char *buffer = seam_out(c, 64);
		size_t out_n = UNSET_N;
		int rc = s->root_read(root, "file", 4, answer_asked, &asked, buffer, 64, &out_n);

		if (rc != SEAM_E_FAILED)
			FAIL(c, "authorise returns %d, and the answer is %d", answers[i], rc);
		CHECK_EQ(c, asked.calls, 1);
		CHECK_EQ(c, out_n, UNSET_N);
		CHECK_EQ(c, seam_untouched(c, buffer, 64), 64);
	}
	s->root_release(root);
}

static void missing(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_root *root;
	size_t out_n = UNSET_N;
	char *buffer;

	NEED_ROOT(c);
	root = root_of(c);
	if (!root)
		return;
	buffer = seam_out(c, 64);
	CHECK_EQ(c, s->root_read(root, "file", 4, NULL, NULL, buffer, 64, &out_n), SEAM_E_NULL);
	CHECK_EQ(c, seam_untouched(c, buffer, 64), 64);
	CHECK_EQ(c, out_n, UNSET_N);
	s->root_release(root);
}

SEAM_CASES(security, closed_files) = {
	{ "unknown", SEAM_MUST, unknown, "an answer that is not 1 lets no byte through", 0 },
	{ "missing", SEAM_MUST, missing, "a file that nobody authorises is not read", 0 },
	SEAM_END
};
