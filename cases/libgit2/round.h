/* round.h - one of everything that a peer offers, taken and given back. */
#ifndef SEAM_LIBGIT2_ROUND_H
#define SEAM_LIBGIT2_ROUND_H

#include "repository.h"

static inline int go_on(void *payload, const char *item, size_t size)
{
	(void)payload, (void)item, (void)size;
	return 0;
}

/* Takes one of everything that the peer offers, and gives it back. */
static inline void round_of_all(struct seam_case *c, const struct seam_libgit2 *g, const char *path)
{
	void *repo = NULL, *got = NULL;
	const char *text;
	char *owned = NULL;
	size_t size;
	struct seam_git_person who;
	int result;

	REQUIRE(CHECK_EQ(c, g->open(path, &repo), SEAM_OK));
	if (g->commit && g->commit_free && g->commit(repo, "HEAD", &got) == SEAM_OK) {
		if (g->commit_message)
			(void)g->commit_message(got, &text, &size);
		if (g->commit_author)
			(void)g->commit_author(got, &who);
		g->commit_free(got);
	}
	if (g->blob && g->blob_content && g->blob_free && g->blob(repo, "HEAD:nul.bin", &got) == SEAM_OK) {
		(void)g->blob_content(got, &text, &size);
		g->blob_free(got);
	}
	if (g->tag && g->tag_message && g->tag_free && g->tag(repo, "full", &got) == SEAM_OK) {
		(void)g->tag_message(got, &text, &size);
		g->tag_free(got);
	}
	if (g->prettify && g->bytes_free && g->prettify("text", 4, 0, &owned, &size) == SEAM_OK)
		g->bytes_free(owned, size);
	if (g->foreach)
		(void)g->foreach(repo, "tags", go_on, NULL, &result);
	got = NULL;
	CHECK(c, g->open("no/such/place", &got) != SEAM_OK);
	g->close(repo);
}

#endif
