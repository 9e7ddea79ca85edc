/*
 * credentials: a server that asks for a name and a password is answered by the host, byte for byte, and a refusal is one.
 * Rule: libgit2.credentials    Source: git_credential_acquire_cb: "0 for success, < 0 to indicate an error"
 */
#include "server.h"
#include "text.h"
#include <setjmp.h>
#include <stdio.h>

#define NAME     "so meone"
#define PASSWORD "p\xc3\xa4ss:w\xc3\xb6rd/%41"

struct asked {
	struct seam_case *c;
	char url[128];
	const char *name_in_url;
	size_t n;
	size_t wrong; /* so many wrong answers come first */
	int answer;
	jmp_buf back;
};

static int credentials(void *payload, const char *url, const char *user, uint32_t allowed, char name[64],
                       char password[64])
{
	struct asked *a = (struct asked *)payload;
	CHECK_STR(a->c, url, a->url);
	CHECK_STR(a->c, user, a->name_in_url);
	CHECK(a->c, allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT);
	if (++a->n > 8)
		return GIT_EUSER;
	if (a->answer)
		return SEAM_STIMULUS(a->c) ? a->answer : 0;
	strcpy(name, NAME);
	strcpy(password, a->n <= a->wrong ? "wrong" : PASSWORD);
	return 0;
}

#define BEGIN_SERVED(c, a, user)                                                                                       \
	BEGIN(c, g);                                                                                                   \
	NEED(c, g->connect);                                                                                           \
	OPEN(c, g, h, repo);                                                                                           \
	static struct asked a;                                                                                         \
	struct server *server = server_start(c, NAME, PASSWORD);                                                       \
	if (!server) {                                                                                                 \
		g->close(repo);                                                                                        \
		return;                                                                                                \
	}                                                                                                              \
	a = (struct asked){ .c = c };                                                                                  \
	snprintf(a.url, sizeof a.url, "http://%s127.0.0.1:%d/seam", user, server_port(server));                        \
	struct seam_git_access access = { .payload = &a, .credentials = credentials }

/* Connects, ends the server, and gives what connect() returned; *given is how often a name and a password came. */
static int attempt(struct seam_case *c, const struct seam_libgit2 *g, void *repo, struct server *server,
                   const struct asked *a, const struct seam_git_access *access, size_t *given)
{
	int rc = g->connect(repo, seam_in_string(c, a->url), access);
	*given = server_stop(c, server);
	g->close(repo);
	return rc;
}

static void given(struct seam_case *c)
{
	BEGIN_SERVED(c, a, "");
	size_t given;
	CHECK_EQ(c, attempt(c, g, repo, server, &a, &access, &given), SEAM_OK);
	CHECK_EQ(c, a.n, 1);
	CHECK_STR(c, server_given(), NAME ":" PASSWORD);
}

static void name_in_url(struct seam_case *c)
{
	BEGIN_SERVED(c, a, "who@");
	a.name_in_url = "who";
	size_t given;
	CHECK_EQ(c, attempt(c, g, repo, server, &a, &access, &given), SEAM_OK);
	CHECK_EQ(c, a.n, 1);
}

/* The first two answers are wrong: the server says so, and the host is asked again. */
static void again(struct seam_case *c)
{
	BEGIN_SERVED(c, a, "");
	size_t given;
	a.wrong = 2;
	CHECK_EQ(c, attempt(c, g, repo, server, &a, &access, &given), SEAM_OK);
	CHECK_EQ(c, a.n, 3);
	CHECK_EQ(c, given, 3);
}

static void refused(struct seam_case *c)
{
	BEGIN_SERVED(c, a, "");
	struct seam_git_failure failure = { 0 };
	size_t given;
	a.answer = GIT_EUSER;
	CHECK_EQ(c, attempt(c, g, repo, server, &a, &access, &given), SEAM_E_FAILED);
	CHECK_EQ(c, a.n, 1);
	CHECK_EQ(c, given, 0);
	if (g->last_error && CHECK_EQ(c, g->last_error(&failure), SEAM_OK))
		CHECK_EQ(c, failure.code, GIT_EUSER);
}

static void nobody(struct seam_case *c)
{
	BEGIN_SERVED(c, a, "");
	size_t given;
	access.credentials = NULL;
	CHECK_EQ(c, attempt(c, g, repo, server, &a, &access, &given), SEAM_E_FAILED);
	CHECK_EQ(c, given, 0);
}

static void leaves(struct asked *a)
{
	if (SEAM_STIMULUS(a->c))
		longjmp(a->back, 1);
}

static int shielded(void *payload, const char *url, const char *user, uint32_t allowed, char name[64],
                    char password[64])
{
	struct asked *a = (struct asked *)payload;
	if (setjmp(a->back))
		return GIT_EUSER;
	leaves(a);
	return credentials(payload, url, user, allowed, name, password);
}

static void jump(struct seam_case *c)
{
	BEGIN_SERVED(c, a, "");
	size_t given;
	access.credentials = shielded;
	CHECK_EQ(c, attempt(c, g, repo, server, &a, &access, &given), SEAM_E_FAILED);
	CHECK_EQ(c, given, 0);
}

SEAM_CASES(libgit2, credentials) = {
	{ "given", SEAM_MUST, given, "name and password come to the server as they are, once", SEAM_ONCE },
	{ "name_in_url", SEAM_MUST, name_in_url, "the host is told the name that stands in the URL", SEAM_ONCE },
	{ "again", SEAM_MUST, again, "the host is asked again as long as the server refuses", SEAM_ONCE },
	{ "refused", SEAM_MUST, refused, "the host's refusal ends it, and is the op's failure", SEAM_ONCE },
	{ "nobody", SEAM_MUST, nobody, "with nobody to answer it fails", SEAM_ONCE },
	{ "jump", SEAM_MUST, jump, "a jump that a shield turns into a refusal is one", SEAM_ONCE },
	SEAM_END
};
