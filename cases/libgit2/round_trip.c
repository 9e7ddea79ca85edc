/*
 * round_trip: what is written through the binding is in the repository, byte for byte.
 * Rule: libgit2.round_trip    Source: git_commit_create(), git_blob_create_from_buffer(); RS-2021-0123
 */
#include "text.h"

#define HALF(array) array, sizeof array - 1

/* Copies of all that a commit is made of, in guarded buffers without terminators. */
static struct seam_git_person person(struct seam_case *c, const char *name, size_t name_size, const char *email,
                                     size_t email_size)
{
	return (struct seam_git_person){ .name = seam_in(c, name, name_size),
		                         .name_size = name_size,
		                         .email = seam_in(c, email, email_size),
		                         .email_size = email_size,
		                         .when = AUTHOR_TIME,
		                         .offset = AUTHOR_OFFSET };
}

static void read_back(struct seam_case *c, const struct hostile *h, const struct seam_git_id *id, const char *name,
                      const char *email, const char *message)
{
	git_oid oid;
	git_commit *commit;
	REQUIRE(CHECK_EQ(c, strlen(id->hex), GIT_OID_HEXSZ));
	REQUIRE(CHECK_EQ(c, git_oid_fromstr(&oid, id->hex), 0));
	REQUIRE(CHECK_EQ(c, git_commit_lookup(&commit, h->repository, &oid), 0));
	const git_signature *who[] = { git_commit_author(commit), git_commit_committer(commit) };
	for (int i = 0; i < 2; i++) {
		CHECK_TEXT(c, who[i]->name, strlen(who[i]->name), name, strlen(name));
		CHECK_TEXT(c, who[i]->email, strlen(who[i]->email), email, strlen(email));
		CHECK_EQ(c, who[i]->when.time, AUTHOR_TIME);
		CHECK_EQ(c, who[i]->when.offset, AUTHOR_OFFSET);
	}
	const char *written = git_commit_message_raw(commit);
	CHECK_TEXT(c, written, strlen(written), message, strlen(message));
	CHECK_EQ(c, git_commit_parentcount(commit), 0);
	git_commit_free(commit);
}

static void commit_of(struct seam_case *c, const char *name, size_t name_size, const char *email, size_t email_size,
                      const char *message, size_t size)
{
	BEGIN(c, g);
	NEED(c, g->commit_create);
	OPEN(c, g, h, repo);
	struct seam_git_person who = person(c, name, name_size, email, email_size);
	struct seam_git_id *id = (struct seam_git_id *)seam_out(c, sizeof *id);
	int rc = g->commit_create(repo, &who, seam_in(c, message, size), size, id);
	if (rc == SEAM_E_ENCODING && seam_traits(c) & SEAM_UTF8_ONLY && !is_ascii(message, size))
		CHECK_EQ(c, seam_untouched(c, id, sizeof *id), sizeof *id);
	else if (CHECK_EQ(c, rc, SEAM_OK))
		read_back(c, h, id, name, email, message);
	g->close(repo);
}

static void commit_latin1(struct seam_case *c)
{
	commit_of(c, HALF(LATIN1_NAME), HALF(LATIN1_EMAIL), HALF(LATIN1_MESSAGE));
}

static void commit_utf8(struct seam_case *c)
{
	commit_of(c, HALF("Jos\xc3\xa9"), HALF("a@b"), HALF("caf\xc3\xa9, no newline \xf0\x9f\x98\x80"));
}

static void commit_empty(struct seam_case *c)
{
	commit_of(c, HALF("A"), HALF("a@b"), "", 0);
}

/* A NUL in any of the three, at either end: refused, never cut. */
static void commit_nul(struct seam_case *c)
{
	static const struct {
		const char *name, *email, *message;
		size_t name_size, email_size, size;
	} rows[] = {
		{ "A", "a@b", "a\0b", 1, 3, 3 }, { "A", "a@b", "\0", 1, 3, 1 },  { "A", "a@b", "a\0", 1, 3, 2 },
		{ "A\0B", "a@b", "m", 3, 3, 1 }, { "A", "a@\0b", "m", 1, 4, 1 },
	};
	BEGIN(c, g);
	NEED(c, g->commit_create);
	OPEN(c, g, h, repo);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct seam_git_person who =
			person(c, rows[i].name, rows[i].name_size, rows[i].email, rows[i].email_size);
		struct seam_git_id *id = (struct seam_git_id *)seam_out(c, sizeof *id);
		const char *message = seam_in(c, rows[i].message, rows[i].size);
		CHECK_EQ(c, g->commit_create(repo, &who, message, rows[i].size, id), SEAM_E_NUL);
		CHECK_EQ(c, seam_untouched(c, id, sizeof *id), sizeof *id);
	}
	g->close(repo);
}

static void blob_of(struct seam_case *c, const char *content, size_t size)
{
	BEGIN(c, g);
	NEED(c, g->blob_create);
	OPEN(c, g, h, repo);
	struct seam_git_id *id = (struct seam_git_id *)seam_out(c, sizeof *id);
	git_oid oid;
	git_blob *blob = NULL;
	REQUIRE(CHECK_EQ(c, g->blob_create(repo, seam_in(c, content, size), size, id), SEAM_OK));
	REQUIRE(CHECK_EQ(c, git_oid_fromstr(&oid, id->hex), 0));
	REQUIRE(CHECK_EQ(c, git_blob_lookup(&blob, h->repository, &oid), 0));
	CHECK_BYTES(c, git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob), content, size);
	git_blob_free(blob);
	g->close(repo);
}

static void blob_nul(struct seam_case *c)
{
	blob_of(c, HALF("\0\xff\0written\0"));
}

static void blob_empty(struct seam_case *c)
{
	blob_of(c, "", 0);
}

SEAM_CASES(libgit2, round_trip) = {
	{ "commit_latin1", SEAM_MUST, commit_latin1, "Latin-1 is written as it is, or refused by a peer of UTF-8 only",
	  0 },
	{ "commit_utf8", SEAM_MUST, commit_utf8, "UTF-8 is written as it is, without a newline added", 0 },
	{ "commit_empty", SEAM_MUST, commit_empty, "an empty message is written as such", 0 },
	{ "commit_nul", SEAM_MUST, commit_nul, "a NUL in name, e-mail or message is refused, never a cut", 0 },
	{ "blob_nul", SEAM_MUST, blob_nul, "NULs are written as content", 0 },
	{ "blob_empty", SEAM_MUST, blob_empty, "no bytes are a blob, too", 0 },
	SEAM_END
};
