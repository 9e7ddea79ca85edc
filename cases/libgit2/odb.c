/*
 * odb: an object database that the host brings along, a vtable of its functions, is asked, believed and given up as libgit2 says.
 * Rule: libgit2.odb    Source: git2/sys/odb_backend.h; pygit2's OdbBackend
 */
#include "text.h"
#include <git2/sys/odb_backend.h>
#include <setjmp.h>
#include <stdio.h>

#define CONTENT "\0from the host\0\xff\n"
#define MESSAGE "a commit of the host's\n"

struct store {
	struct seam_case *c;
	const struct seam_libgit2 *g;
	const struct hostile *h;
	char id[41], *content, *lent;
	size_t size, asked, reads, seen, frees;
	int32_t type;
	int answer; /* what read() returns instead */
	bool nested;
	jmp_buf back;
};

/* Reads the repository from within a callback of it, through a handle of its own. */
static void read_nested(struct store *s)
{
	void *repo = NULL, *blob = NULL;
	const char *text = NULL;
	size_t size = 0;
	if (!CHECK_EQ(s->c, s->g->open(s->h->path, &repo), SEAM_OK))
		return;
	if (CHECK_EQ(s->c, s->g->blob(repo, "HEAD:nul.bin", &blob), SEAM_OK)) {
		if (CHECK_EQ(s->c, s->g->blob_content(blob, &text, &size), SEAM_OK))
			CHECK_BYTES(s->c, text, size, NUL_BLOB, sizeof NUL_BLOB - 1);
		s->g->blob_free(blob);
	}
	s->g->close(repo);
}

static int read(void *payload, const char *id, int32_t *type, const char **content, size_t *size)
{
	struct store *s = (struct store *)payload;
	s->asked++;
	CHECK_EQ(s->c, strlen(id), 40);
	CHECK_EQ(s->c, s->frees, 0);
	if (strcmp(id, s->id))
		return GIT_ENOTFOUND;
	s->reads++;
	if (s->nested)
		read_nested(s);
	/* Without the stimulus, another answer. */
	if (s->answer)
		return SEAM_STIMULUS(s->c) ? s->answer : s->answer == GIT_ENOTFOUND ? GIT_EUSER : GIT_ENOTFOUND;
	*type = s->type;
	*content = s->lent = (char *)seam_inout(s->c, s->content, s->size);
	*size = s->size;
	return 0;
}

static int exists(void *payload, const char *id)
{
	struct store *s = (struct store *)payload;
	CHECK_EQ(s->c, s->frees, 0);
	s->seen += !strcmp(id, s->id);
	return !strcmp(id, s->id);
}

static void given_up(void *payload)
{
	((struct store *)payload)->frees++;
}

/* A store that holds one object; each reader gets a buffer that nobody may read after the call. */
static struct store holding(struct seam_case *c, const struct seam_libgit2 *g, const struct hostile *h,
                            git_object_t type, const char *content, size_t size)
{
	struct store s = { .c = c, .g = g, .h = h, .size = size, .type = type };
	git_oid id;
#ifdef GIT_EXPERIMENTAL_SHA256
	git_odb_hash(&id, content, size, type, GIT_OID_SHA1);
#else
	git_odb_hash(&id, content, size, type);
#endif
	git_oid_tostr(s.id, sizeof s.id, &id);
	s.content = (char *)seam_inout(c, content, size);
	return s;
}

#define BEGIN_STORE(c, s, type, content, n)                                                                            \
	BEGIN(c, g);                                                                                                   \
	NEED(c, g->odb_backend);                                                                                       \
	NEED(c, g->blob);                                                                                              \
	NEED(c, g->blob_content);                                                                                      \
	NEED(c, g->blob_free);                                                                                         \
	OPEN(c, g, h, repo);                                                                                           \
	static struct store s;                                                                                         \
	s = holding(c, g, h, type, content, n)

static int add(struct store *s, void *repo, int32_t priority)
{
	const struct seam_git_store store = { .payload = s, .read = read, .exists = exists, .free = given_up };
	int rc = s->g->odb_backend(repo, &store, priority);
	CHECK_EQ(s->c, rc, SEAM_OK);
	return rc;
}

/* Asked by id, the repository gives this blob. */
static void gives(struct store *s, void *repo, const char *spec, const char *content, size_t n)
{
	void *blob = NULL;
	const char *text = spec;
	size_t size = 0;
	if (!CHECK_EQ(s->c, s->g->blob(repo, seam_in_string(s->c, spec), &blob), SEAM_OK))
		return;
	if (s->lent)
		seam_rewrite(s->c, s->lent); /* what libgit2 has of it is a copy */
	if (CHECK_EQ(s->c, s->g->blob_content(blob, &text, &size), SEAM_OK))
		CHECK_BYTES(s->c, text, size, content, n);
	s->g->blob_free(blob);
}

static void content(struct seam_case *c)
{
	BEGIN_STORE(c, s, GIT_OBJECT_BLOB, CONTENT, sizeof CONTENT - 1);
	REQUIRE(CHECK_EQ(c, add(&s, repo, 100), SEAM_OK));
	gives(&s, repo, s.id, CONTENT, sizeof CONTENT - 1);
	CHECK(c, s.reads > 0);
	g->close(repo);
}

static void empty(struct seam_case *c)
{
	BEGIN_STORE(c, s, GIT_OBJECT_BLOB, "", 0);
	/* The repository holds this one, too: who is asked first tells. */
	REQUIRE(CHECK_EQ(c, add(&s, repo, 100), SEAM_OK));
	gives(&s, repo, s.id, "", 0);
	CHECK(c, s.reads > 0);
	g->close(repo);
}

static void type(struct seam_case *c)
{
	char text[512], tree[41];
	BEGIN_STORE(c, s, GIT_OBJECT_BLOB, "", 0);
	NEED(c, g->commit);
	NEED(c, g->commit_message);
	NEED(c, g->commit_free);
	git_object *root = NULL;
	REQUIRE(CHECK_EQ(c, git_revparse_single(&root, h->repository, "HEAD^{tree}"), 0));
	git_oid_tostr(tree, sizeof tree, git_object_id(root));
	git_object_free(root);
	int n = snprintf(text, sizeof text, "tree %s\nauthor A <a@b> 5 +0000\ncommitter A <a@b> 5 +0000\n\n%s", tree,
	                 MESSAGE);
	s = holding(c, g, h, GIT_OBJECT_COMMIT, text, (size_t)n);
	REQUIRE(CHECK_EQ(c, add(&s, repo, 100), SEAM_OK));
	void *commit = NULL;
	const char *message = NULL;
	size_t size = 0;
	if (CHECK_EQ(c, g->commit(repo, seam_in_string(c, s.id), &commit), SEAM_OK)) {
		if (CHECK_EQ(c, g->commit_message(commit, &message, &size), SEAM_OK))
			CHECK_BYTES(c, message, size, MESSAGE, sizeof MESSAGE - 1);
		g->commit_free(commit);
	}
	CHECK(c, s.reads > 0);
	g->close(repo);
}

/* First asked, the store has not got what the repository has. */
static void elsewhere(struct seam_case *c)
{
	BEGIN_STORE(c, s, GIT_OBJECT_BLOB, CONTENT, sizeof CONTENT - 1);
	REQUIRE(CHECK_EQ(c, add(&s, repo, 100), SEAM_OK));
	gives(&s, repo, "HEAD:nul.bin", NUL_BLOB, sizeof NUL_BLOB - 1);
	CHECK(c, s.asked > 0);
	CHECK_EQ(c, s.reads, 0);
	g->close(repo);
}

/* Last asked, it is not asked for what the repository has. */
static void priority(struct seam_case *c)
{
	BEGIN_STORE(c, s, GIT_OBJECT_BLOB, CONTENT, sizeof CONTENT - 1);
	REQUIRE(CHECK_EQ(c, add(&s, repo, -1), SEAM_OK));
	gives(&s, repo, "HEAD:nul.bin", NUL_BLOB, sizeof NUL_BLOB - 1);
	CHECK_EQ(c, s.asked, 0);
	gives(&s, repo, s.id, CONTENT, sizeof CONTENT - 1);
	CHECK(c, s.reads > 0);
	g->close(repo);
}

/* An op that needs the object fails with what the store answers; the next one does not. */
static void fails(struct store *s, void *repo, int expected)
{
	void *blob = NULL;
	struct seam_git_failure failure = { 0 };
	int rc = s->g->blob(repo, seam_in_string(s->c, s->id), &blob);
	CHECK_EQ(s->c, rc, expected);
	CHECK(s->c, blob == NULL);
	if (rc == SEAM_E_FAILED && s->answer && s->g->last_error && CHECK_EQ(s->c, s->g->last_error(&failure), SEAM_OK))
		CHECK_EQ(s->c, failure.code, s->answer);
	gives(s, repo, "HEAD:nul.bin", NUL_BLOB, sizeof NUL_BLOB - 1);
}

static void failure(struct seam_case *c)
{
	BEGIN_STORE(c, s, GIT_OBJECT_BLOB, CONTENT, sizeof CONTENT - 1);
	s.answer = GIT_EUSER;
	REQUIRE(CHECK_EQ(c, add(&s, repo, 100), SEAM_OK));
	fails(&s, repo, SEAM_E_FAILED);
	CHECK(c, s.reads > 0);
	g->close(repo);
	CHECK_EQ(c, s.frees, 1);
}

static void not_found(struct seam_case *c)
{
	BEGIN_STORE(c, s, GIT_OBJECT_BLOB, CONTENT, sizeof CONTENT - 1);
	s.answer = GIT_ENOTFOUND;
	REQUIRE(CHECK_EQ(c, add(&s, repo, 100), SEAM_OK));
	fails(&s, repo, SEAM_E_NOT_FOUND);
	CHECK(c, s.reads >= 1);
	g->close(repo);
}

/* A content that is not the id's: libgit2 looks, the binding does not lose what it finds. */
static void wrong_content(struct seam_case *c)
{
	BEGIN_STORE(c, s, GIT_OBJECT_BLOB, CONTENT, sizeof CONTENT - 1);
	if (SEAM_STIMULUS(c))
		s.content[1] = 'F';
	REQUIRE(CHECK_EQ(c, add(&s, repo, 100), SEAM_OK));
	fails(&s, repo, SEAM_E_FAILED);
	g->close(repo);
}

static void freed(struct seam_case *c)
{
	BEGIN_STORE(c, s, GIT_OBJECT_BLOB, CONTENT, sizeof CONTENT - 1);
	REQUIRE(CHECK_EQ(c, add(&s, repo, 100), SEAM_OK));
	CHECK_EQ(c, s.frees, 0);
	gives(&s, repo, s.id, CONTENT, sizeof CONTENT - 1);
	CHECK_EQ(c, s.frees, 0);
	g->close(repo);
	CHECK_EQ(c, s.frees, 1);
}

/* Two stores in one repository: each is given up once. */
static void two(struct seam_case *c)
{
	BEGIN_STORE(c, s, GIT_OBJECT_BLOB, CONTENT, sizeof CONTENT - 1);
	static struct store other;
	other = holding(c, g, h, GIT_OBJECT_BLOB, "other", 5);
	REQUIRE(CHECK_EQ(c, add(&s, repo, 100), SEAM_OK));
	REQUIRE(CHECK_EQ(c, add(&other, repo, 50), SEAM_OK));
	gives(&other, repo, other.id, "other", 5);
	gives(&s, repo, s.id, CONTENT, sizeof CONTENT - 1);
	CHECK(c, s.reads > 0);
	CHECK(c, other.reads > 0);
	g->close(repo);
	CHECK_EQ(c, s.frees, 1);
	CHECK_EQ(c, other.frees, 1);
}

static void null_members(struct seam_case *c)
{
	BEGIN_STORE(c, s, GIT_OBJECT_BLOB, CONTENT, sizeof CONTENT - 1);
	const struct seam_git_store store = { .payload = &s, .read = read };
	struct seam_git_id id;
	REQUIRE(CHECK_EQ(c, g->odb_backend(repo, &store, 100), SEAM_OK));
	gives(&s, repo, s.id, CONTENT, sizeof CONTENT - 1);
	gives(&s, repo, "HEAD:nul.bin", NUL_BLOB, sizeof NUL_BLOB - 1);
	/* To write is to ask each database whether it has the object already. */
	if (g->blob_create)
		CHECK_EQ(c, g->blob_create(repo, "written", 7, &id), SEAM_OK);
	g->close(repo);
}

/* What exists in the store is not written to the repository. */
static void there(struct seam_case *c)
{
	BEGIN_STORE(c, s, GIT_OBJECT_BLOB, "in the store alone", 18);
	NEED(c, g->blob_create);
	struct seam_git_id id;
	git_blob *written = NULL;
	git_oid oid;
	REQUIRE(CHECK_EQ(c, add(&s, repo, 100), SEAM_OK));
	CHECK_EQ(c, g->blob_create(repo, seam_in(c, "in the store alone", 18), 18, &id), SEAM_OK);
	CHECK_STR(c, id.hex, s.id);
	CHECK(c, s.seen > 0);
	REQUIRE(CHECK_EQ(c, git_oid_fromstr(&oid, s.id), 0));
	CHECK_EQ(c, git_blob_lookup(&written, h->repository, &oid), GIT_ENOTFOUND);
	git_blob_free(written);
	g->close(repo);
}

static void nested(struct seam_case *c)
{
	BEGIN_STORE(c, s, GIT_OBJECT_BLOB, CONTENT, sizeof CONTENT - 1);
	s.nested = SEAM_STIMULUS(c);
	s.answer = s.nested ? 0 : GIT_EUSER;
	REQUIRE(CHECK_EQ(c, add(&s, repo, 100), SEAM_OK));
	gives(&s, repo, s.id, CONTENT, sizeof CONTENT - 1);
	g->close(repo);
}

static void leaves(struct store *s)
{
	if (SEAM_STIMULUS(s->c))
		longjmp(s->back, 1);
}

/* The shield: a jump out of the store's code ends here, before it reaches a frame of the binding or of libgit2. */
static int shielded(void *payload, const char *id, int32_t *type, const char **bytes, size_t *size)
{
	struct store *s = (struct store *)payload;
	s->answer = GIT_EUSER;
	if (strcmp(id, s->id))
		return GIT_ENOTFOUND;
	if (setjmp(s->back))
		return GIT_EUSER;
	leaves(s);
	s->answer = 0;
	return read(payload, id, type, bytes, size);
}

static void jump(struct seam_case *c)
{
	BEGIN_STORE(c, s, GIT_OBJECT_BLOB, CONTENT, sizeof CONTENT - 1);
	const struct seam_git_store store = { .payload = &s, .read = shielded, .exists = exists, .free = given_up };
	REQUIRE(CHECK_EQ(c, g->odb_backend(repo, &store, 100), SEAM_OK));
	fails(&s, repo, SEAM_E_FAILED);
	g->close(repo);
	CHECK_EQ(c, s.frees, 1);
}

/* ---- one repository, and one store, a thread ----------------------------------------------------------------------- */

static void on_thread(struct seam_case *c, size_t index, void *argument)
{
	const struct seam_libgit2 *g = SEAM_OPS(c, libgit2);
	const struct hostile *h = (const struct hostile *)argument;
	char text[32];
	int n = snprintf(text, sizeof text, "of thread %zu", index);
	struct store s = holding(c, g, h, GIT_OBJECT_BLOB, text, (size_t)n);
	for (int i = 0; i < 3; i++) {
		void *repo = NULL;
		s.frees = s.reads = 0;
		REQUIRE(CHECK_EQ(c, g->open(h->path, &repo), SEAM_OK));
		if (add(&s, repo, 100) == SEAM_OK)
			gives(&s, repo, s.id, text, (size_t)n);
		CHECK(c, s.reads > 0);
		g->close(repo);
		CHECK_EQ(c, s.frees, 1);
	}
}

static void threads(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->odb_backend);
	NEED(c, g->blob);
	NEED(c, g->blob_content);
	NEED(c, g->blob_free);
	NEED(c, g->open);
	NEED(c, g->close);
	const struct hostile *h = hostile(c);
	if (!h)
		return;
	if (seam_traits(c) & SEAM_THREAD_BOUND)
		seam_skip(c, "the peer is bound to its thread");
	else
		seam_together(c, 4, on_thread, (void *)(uintptr_t)h);
}

SEAM_CASES(libgit2, odb) = {
	{ "content", SEAM_MUST, content, "what the store reads is the object, NULs and all, and a copy", 0 },
	{ "empty", SEAM_MUST, empty, "an object of no bytes is read, too", 0 },
	{ "type", SEAM_MUST, type, "the object is of the type that the store says", 0 },
	{ "elsewhere", SEAM_MUST, elsewhere,
	  "what the store has not got is found elsewhere, and nothing is left behind", 0 },
	{ "priority", SEAM_MUST, priority, "a store of low priority is asked last", 0 },
	{ "failure", SEAM_MUST, failure, "the store's failure is the op's, with its number, and is over", 0 },
	{ "not_found", SEAM_MUST, not_found, "what nobody has is not found", 0 },
	{ "wrong_content", SEAM_MUST, wrong_content, "content of another id is refused", 0 },
	{ "freed", SEAM_MUST, freed, "the store is given up once, when its repository is closed", 0 },
	{ "two", SEAM_MUST, two, "two stores are two: each is asked for its own, and given up once", 0 },
	{ "null_members", SEAM_MUST, null_members, "members that are NULL are not called", 0 },
	{ "there", SEAM_MUST, there, "what the store says it has is not written again", 0 },
	{ "nested", SEAM_MUST, nested, "the store may open a repository and read from it meanwhile", 0 },
	{ "jump", SEAM_MUST, jump, "a jump that a shield turns into a failure leaves libgit2 as it was", 0 },
	{ "threads", SEAM_MUST, threads, "threads with a repository and a store each do not disturb each other", 0 },
	SEAM_END
};
