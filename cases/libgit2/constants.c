/*
 * constants: names mean the header's numbers.
 * Rule: libgit2.constants    Source: libgit2's headers, of which enumerators moved between versions
 */
#include "repository.h"
#include "types.h"

static void value(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->constant);
	size_t known = 0;
	for (size_t i = 0; i < git_n_constants; i++) {
		const int64_t unset = (int64_t)(0x0101010101010101u * seam_poison(c));
		int64_t seen = unset;
		int rc = g->constant(git_constants[i].name, &seen);
		if (rc == SEAM_E_NOT_FOUND) {
			CHECK_EQ(c, seen, unset);
			continue;
		}
		known++;
		if (rc != SEAM_OK || seen != git_constants[i].value)
			FAIL(c, "%s is %lld to the peer (which returned %d), %lld in the header", git_constants[i].name,
			     (long long)seen, rc, (long long)git_constants[i].value);
	}
	CHECK(c, known > 0);
}

static void unknown(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->constant);
	int64_t seen = seam_poison(c);
	CHECK_EQ(c, g->constant(seam_in_string(c, "GIT_NO_SUCH_CONSTANT"), &seen), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, seen, seam_poison(c));
}

SEAM_CASES(libgit2, constants) = {
	{ "value", SEAM_MUST, value, "a constant that the binding declares has the header's value", 0 },
	{ "unknown", SEAM_MUST, unknown, "a name that nobody declares is not found, and nothing is stored", 0 },
	SEAM_END
};
