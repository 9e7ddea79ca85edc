/*
 * text: what a repository holds comes out as the bytes that it holds.
 * Rule: libgit2.text    Source: git-scm.com/docs/gitformat-*; git2-rs's Commit::message() panics, message_bytes() does not
 */
#include "text.h"

/* The commit at `spec`: its message. */
static void message(struct seam_case *c, const char *spec, const char *expected, size_t n)
{
	BEGIN(c, g);
	NEED(c, g->commit);
	NEED(c, g->commit_message);
	NEED(c, g->commit_free);
	OPEN(c, g, h, repo);
	void *commit = NULL;
	const char *text = spec;
	size_t size = seam_poison(c);

	REQUIRE(CHECK_EQ(c, g->commit(repo, seam_in_string(c, spec), &commit), SEAM_OK) && CHECK(c, commit != NULL));
	if (text_came(c, g->commit_message(commit, &text, &size), expected, n))
		CHECK_TEXT(c, text, size, expected, n);
	g->commit_free(commit);
	g->close(repo);
}

static void message_latin1(struct seam_case *c)
{
	message(c, "HEAD", LATIN1_MESSAGE, sizeof LATIN1_MESSAGE - 1);
}

static void message_empty(struct seam_case *c)
{
	message(c, "HEAD~1", "", 0);
}

static void message_no_newline(struct seam_case *c)
{
	message(c, "HEAD~2", NO_NEWLINE, sizeof NO_NEWLINE - 1);
}

static void author(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->commit);
	NEED(c, g->commit_author);
	NEED(c, g->commit_free);
	OPEN(c, g, h, repo);
	void *commit = NULL;
	struct seam_git_person *who = (struct seam_git_person *)seam_out(c, sizeof *who);

	REQUIRE(CHECK_EQ(c, g->commit(repo, seam_in_string(c, "HEAD"), &commit), SEAM_OK) && CHECK(c, commit != NULL));
	if (text_came(c, g->commit_author(commit, who), LATIN1_NAME, sizeof LATIN1_NAME - 1)) {
		CHECK_TEXT(c, who->name, who->name_size, LATIN1_NAME, sizeof LATIN1_NAME - 1);
		CHECK_TEXT(c, who->email, who->email_size, LATIN1_EMAIL, sizeof LATIN1_EMAIL - 1);
		CHECK_EQ(c, who->when, AUTHOR_TIME);
		CHECK_EQ(c, who->offset, AUTHOR_OFFSET);
	}
	g->commit_free(commit);
	g->close(repo);
}

static void blob(struct seam_case *c, const char *spec, const char *expected, size_t n)
{
	BEGIN(c, g);
	NEED(c, g->blob);
	NEED(c, g->blob_content);
	NEED(c, g->blob_free);
	OPEN(c, g, h, repo);
	void *blob = NULL;
	const char *content = spec;
	size_t size = seam_poison(c);

	REQUIRE(CHECK_EQ(c, g->blob(repo, seam_in_string(c, spec), &blob), SEAM_OK) && CHECK(c, blob != NULL));
	if (CHECK_EQ(c, g->blob_content(blob, &content, &size), SEAM_OK))
		CHECK_BYTES(c, content, size, expected, n);
	g->blob_free(blob);
	g->close(repo);
}

static void blob_nul(struct seam_case *c)
{
	blob(c, "HEAD:nul.bin", NUL_BLOB, sizeof NUL_BLOB - 1);
}

static void blob_empty(struct seam_case *c)
{
	blob(c, "HEAD:empty", "", 0);
}

/* The repository's own path, whose last name is Latin-1. */
static void path(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->open);
	NEED(c, g->close);
	const struct hostile *h = hostile(c);
	void *repo = NULL;
	int rc = h ? g->open(seam_in_string(c, h->latin1_path), &repo) : SEAM_E_NOT_FOUND;
	/* U+FFFD names another path. */
	if (!h || (rc == SEAM_E_NOT_FOUND && seam_traits(c) & SEAM_LOSSY))
		return;
	if (text_came(c, rc, h->latin1_path, strlen(h->latin1_path)))
		g->close(repo);
}

SEAM_CASES(libgit2, text) = {
	{ "message_latin1", SEAM_MUST, message_latin1, "a message that is no UTF-8 comes as its bytes", 0 },
	{ "message_empty", SEAM_MUST, message_empty, "a commit without a message has one of no bytes", 0 },
	{ "message_no_newline", SEAM_MUST, message_no_newline,
	  "a message without a newline gets none, and loses nothing", 0 },
	{ "author", SEAM_MUST, author, "a Latin-1 name and e-mail, a time after 2038 and a zone west come unchanged",
	  0 },
	{ "blob_nul", SEAM_MUST, blob_nul, "a blob's NULs are content", 0 },
	{ "blob_empty", SEAM_MUST, blob_empty, "an empty blob has no bytes", 0 },
	{ "path", SEAM_MUST, path, "a repository is opened under a path that is no UTF-8", 0 },
	SEAM_END
};
