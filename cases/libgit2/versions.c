/*
 * versions: header, library and binding are of one version, or nothing else counts.
 * Rule: libgit2.versions    Source: git2-rs issue 813; a .pc file with another prefix gave git2 0.21 libgit2 1.5.1
 */
#include "repository.h"
#include <stdio.h>
#include <string.h>

static const int32_t header[3] = SEAM_GIT_HEADER;

static bool same(struct seam_case *c, const char *what, const int32_t seen[3], size_t parts)
{
	if (!memcmp(seen, header, parts * sizeof header[0]))
		return true;
	FAIL(c, "%s %d.%d.%d, the cases' header is of libgit2 %d.%d.%d", what, (int)seen[0], (int)seen[1], (int)seen[2],
	     (int)header[0], (int)header[1], (int)header[2]);
	return false;
}

static void agree(struct seam_case *c)
{
	const struct seam_libgit2 *g = SEAM_OPS(c, libgit2);
	NEED(c, g->versions);
	struct seam_git_versions *v = (struct seam_git_versions *)seam_out(c, sizeof *v);
	int major = -1, minor = -1, revision = -1;

	REQUIRE(CHECK_EQ(c, g->versions(v), SEAM_OK));
	git_libgit2_version(&major, &minor, &revision);
	same(c, "the cases run on the library", (const int32_t[]){ major, minor, revision }, 3);
	/* A revision keeps the ABI: its libraries have one soname, and a package built with an older one stays as it is. */
	same(c, "the peer was built with the header", v->header, 2);
	same(c, "the peer runs on the library", v->library, 3);
	if (CHECK(c, v->binding != NULL))
		CHECK(c, v->binding[0] != '\0');
}

SEAM_CASES(libgit2,
           versions) = { { "agree", SEAM_MUST, agree,
	                   "header, library and binding are of the version that the cases were built with", 0 },
	                 SEAM_END };
