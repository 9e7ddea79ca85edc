/*
 * tags: an annotated tag may lack its message, and its tagger.
 * Rule: libgit2.tags    Source: git_tag_message() and git_tag_tagger() return NULL then
 */
#include "text.h"

/* What C's own git_tag_message() says of the tag: NULL is not "". */
static void tag(struct seam_case *c, const char *name, const char *reference)
{
	BEGIN(c, g);
	NEED(c, g->tag);
	NEED(c, g->tag_message);
	NEED(c, g->tag_free);
	OPEN(c, g, h, repo);
	git_object *object = NULL;
	REQUIRE(CHECK_EQ(c, git_revparse_single(&object, h->repository, reference), 0));
	const char *expected = git_tag_message((git_tag *)object), *text = name;
	size_t size = seam_poison(c);
	void *tag = NULL;

	if (CHECK_EQ(c, g->tag(repo, seam_in_string(c, name), &tag), SEAM_OK) && CHECK(c, tag != NULL)) {
		CHECK_EQ(c, g->tag_message(tag, &text, &size), SEAM_OK);
		CHECK_EQ(c, size, expected ? strlen(expected) : 0);
		CHECK_EQ(c, text == NULL, expected == NULL);
		if (text && expected)
			CHECK_BYTES(c, text, size, expected, strlen(expected));
		g->tag_free(tag);
	}
	git_object_free(object);
	g->close(repo);
}

static void message(struct seam_case *c)
{
	tag(c, "full", "refs/tags/full");
}

static void without_message(struct seam_case *c)
{
	tag(c, "bare", "refs/tags/bare");
}

static void empty_message(struct seam_case *c)
{
	tag(c, "empty", "refs/tags/empty");
}

static void tagger(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->tag);
	NEED(c, g->tag_tagger);
	NEED(c, g->tag_free);
	OPEN(c, g, h, repo);
	void *tag = NULL;
	struct seam_git_person *who = (struct seam_git_person *)seam_out(c, sizeof *who);

	REQUIRE(CHECK_EQ(c, g->tag(repo, seam_in_string(c, "anonymous"), &tag), SEAM_OK) && CHECK(c, tag != NULL));
	CHECK_EQ(c, g->tag_tagger(tag, who), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, seam_untouched(c, who, sizeof *who), sizeof *who);
	g->tag_free(tag);
	REQUIRE(CHECK_EQ(c, g->tag(repo, seam_in_string(c, "full"), &tag), SEAM_OK) && CHECK(c, tag != NULL));
	if (CHECK_EQ(c, g->tag_tagger(tag, who), SEAM_OK)) {
		CHECK_BYTES(c, who->name, who->name_size, "A", 1);
		CHECK_BYTES(c, who->email, who->email_size, "a@b", 3);
		CHECK_EQ(c, who->when, 5);
		CHECK_EQ(c, who->offset, 60);
	}
	g->tag_free(tag);
	g->close(repo);
}

SEAM_CASES(libgit2, tags) = {
	{ "message", SEAM_MUST, message, "an annotated tag's message comes whole", 0 },
	{ "without_message", SEAM_MUST, without_message, "a tag without a message has NULL for one", 0 },
	{ "empty_message", SEAM_MUST, empty_message, "NULL and an empty message are told apart as libgit2 does", 0 },
	{ "tagger", SEAM_MUST, tagger, "a tag without a tagger has none, and nothing is stored", 0 },
	SEAM_END
};
