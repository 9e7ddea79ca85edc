/*
 * ownership: what is borrowed stays while its owner does, and what is given back is gone.
 * Rule: libgit2.ownership    Source: git_*_free(), git_buf_dispose()
 */
#include "round.h"
#include "text.h"

/* The commit's borrowed texts stay while others are read, and freed. */
static void borrowed(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->commit);
	NEED(c, g->commit_message);
	NEED(c, g->commit_author);
	NEED(c, g->commit_free);
	OPEN(c, g, h, repo);
	void *commit = NULL, *other = NULL;
	const char *text = NULL, *again = NULL;
	size_t size = 0, size_again = 0;
	struct seam_git_person who, who_again;

	REQUIRE(CHECK_EQ(c, g->commit(repo, seam_in_string(c, "HEAD~2"), &commit), SEAM_OK) &&
	        CHECK(c, commit != NULL));
	REQUIRE(CHECK_EQ(c, g->commit_message(commit, &text, &size), SEAM_OK));
	bool named = text_came(c, g->commit_author(commit, &who), LATIN1_NAME, sizeof LATIN1_NAME - 1);
	for (int i = 0; i < 20; i++) {
		REQUIRE(CHECK_EQ(c, g->commit(repo, seam_in_string(c, i & 1 ? "HEAD" : "HEAD~1"), &other), SEAM_OK) &&
		        CHECK(c, other != NULL));
		(void)g->commit_message(other, &again, &size_again);
		(void)g->commit_author(other, &who_again);
		g->commit_free(other);
	}
	CHECK_BYTES(c, text, size, NO_NEWLINE, sizeof NO_NEWLINE - 1);
	if (named) {
		CHECK_TEXT(c, who.name, who.name_size, LATIN1_NAME, sizeof LATIN1_NAME - 1);
		CHECK_TEXT(c, who.email, who.email_size, LATIN1_EMAIL, sizeof LATIN1_EMAIL - 1);
	}
	if (CHECK_EQ(c, g->commit_message(commit, &again, &size_again), SEAM_OK))
		CHECK_BYTES(c, again, size_again, NO_NEWLINE, sizeof NO_NEWLINE - 1);
	g->commit_free(commit);
	g->close(repo);
}

static void nothing(struct seam_case *c)
{
	BEGIN(c, g);
	if (g->close)
		g->close(NULL);
	if (g->commit_free)
		g->commit_free(NULL);
	if (g->blob_free)
		g->blob_free(NULL);
	if (g->tag_free)
		g->tag_free(NULL);
	if (g->bytes_free)
		g->bytes_free(NULL, 0);
}

/* N rounds and 2N rounds leave the same behind. */
static void steady(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->open);
	NEED(c, g->close);
	const struct hostile *h = hostile(c);
	if (!h)
		return;
	/* An allocator rounds and caches: a few hundred bytes a round are its own.  libgit2.memory counts exactly. */
	enum { N = 8, NOISE = 512 };
	int64_t bytes[3];
	int descriptors[3];
	for (int i = 0; i < 3; i++) {
		for (int k = 0; k < (i == 2 ? 2 * N : N); k++)
			round_of_all(c, g, h->path);
		bytes[i] = seam_heap_bytes(c);
		descriptors[i] = seam_descriptors();
	}
	CHECK_EQ(c, descriptors[2], descriptors[1]);
	if (bytes[1] >= 0 && bytes[2] - bytes[1] >= 2 * N * NOISE)
		FAIL(c, "%d more rounds leave %lld bytes behind", 2 * N, (long long)(bytes[2] - bytes[1]));
}

SEAM_CASES(libgit2, ownership) = {
	{ "borrowed", SEAM_MUST, borrowed, "what is borrowed from a commit stays until the commit is freed", 0 },
	{ "nothing", SEAM_MUST, nothing, "to give back NULL is to do nothing", 0 },
	{ "steady", SEAM_MUST, steady, "N rounds of everything and 2N rounds leave the same memory and descriptors",
	  SEAM_ONCE },
	SEAM_END
};
