/* mutants_credentials.c - bindings that stand between a server and the host, and are wrong about what the host answers. */
#include "libgit2/edition.h"
#include "libgit2/planted.h"

#include <string.h>

/* The host's answers, wrapped. */
static struct seam_git_access host;

static int ask(const char *url, const char *user, uint32_t allowed, char name[64], char password[64])
{
	return host.credentials(host.payload, url, user, allowed, name, password);
}

#define WITH(mutant, answer)                                                                                           \
	static int mutant(void *repository, const char *url, const struct seam_git_access *access)                     \
	{                                                                                                              \
		host = *access;                                                                                        \
		const struct seam_git_access wrapped = { .credentials = access->credentials ? answer : NULL };         \
		return O->connect(repository, url, &wrapped);                                                          \
	}

static int lossy(void *payload, const char *url, const char *user, uint32_t allowed, char name[64], char password[64])
{
	int code = ask(url, user, allowed, name, password);
	(void)payload;
	for (char *byte = password; *byte; byte++)
		if ((unsigned char)*byte > 0x7f)
			*byte = '?';
	return code;
}
WITH(question_marks_sent, lossy)

static int no_name(void *payload, const char *url, const char *user, uint32_t allowed, char name[64], char password[64])
{
	(void)payload, (void)user;
	return ask(url, NULL, allowed, name, password);
}
WITH(no_name_from_url, no_name)

static int asks_once(void *payload, const char *url, const char *user, uint32_t allowed, char name[64],
                     char password[64])
{
	static char first[2][64];
	int code = 0;
	(void)payload;
	if (!first[0][0])
		code = ask(url, user, allowed, first[0], first[1]);
	memcpy(name, first[0], 64);
	memcpy(password, first[1], 64);
	return code;
}
WITH(remembers_the_first, asks_once)

static int asks_on(void *payload, const char *url, const char *user, uint32_t allowed, char name[64], char password[64])
{
	int code;
	(void)payload;
	for (int i = 0; (code = ask(url, user, allowed, name, password)) < 0 && i < 2; i++)
		;
	return code;
}
WITH(asks_on_after_refusal, asks_on)

static int minus_1(void *payload, const char *url, const char *user, uint32_t allowed, char name[64], char password[64])
{
	(void)payload;
	return ask(url, user, allowed, name, password) ? -1 : 0;
}
WITH(refusal_without_number, minus_1)

/* An empty name and password in the place of a refusal. */
static int empty(void *payload, const char *url, const char *user, uint32_t allowed, char name[64], char password[64])
{
	(void)payload;
	(void)ask(url, user, allowed, name, password);
	return 0;
}
WITH(refusal_is_empty, empty)

static int anybody(void *payload, const char *url, const char *user, uint32_t allowed, char name[64], char password[64])
{
	(void)payload, (void)url, (void)user, (void)allowed;
	strcpy(name, "anonymous");
	password[0] = '\0';
	return 0;
}

static int anonymous(void *repository, const char *url, const struct seam_git_access *access)
{
	const struct seam_git_access wrapped = { access->payload, access->credentials ? access->credentials : anybody };
	return O->connect(repository, url, &wrapped);
}

SEAM_MUTANTS(libgit2, credentials) = {
	M("question_marks_sent", "credentials.given", "server_given()", true, connect, question_marks_sent),
	M("no_name_from_url", "credentials.name_in_url", "user", true, connect, no_name_from_url),
	M("remembers_the_first", "credentials.again", "a.n == 3", true, connect, remembers_the_first),
	M("asks_on_after_refusal", "credentials.refused", "a.n == 1", true, connect, asks_on_after_refusal),
	M("refusal_without_number", "credentials.refused", "failure.code == GIT_EUSER", true, connect,
	  refusal_without_number),
	M("anonymous", "credentials.nobody", "given == 0", true, connect, anonymous),
	M("refusal_is_empty", "credentials.jump", "given == 0", true, connect, refusal_is_empty),
	SEAM_NO_MORE_MUTANTS
};
