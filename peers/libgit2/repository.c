/* repository.c - libgit2's life, repositories, and walks in them. */
#include "libgit2/walk.h"
#include "peer.h"
#include <pthread.h>

static int start_code;

static void start(void)
{
	start_code = git_libgit2_init();
}

int started(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, start);
	return start_code;
}

int init(void)
{
	return git_libgit2_init();
}

int shut_down(void)
{
	return git_libgit2_shutdown();
}

int set_allocator(const void *allocator)
{
	return outcome(git_libgit2_opts(GIT_OPT_SET_ALLOCATOR, allocator));
}

int repository_open(const char *path, void **out)
{
	git_repository *repository;
	int code = started();
	if (code >= 0)
		code = git_repository_open(&repository, path);
	if (code >= 0)
		*out = repository;
	return outcome(code);
}

void repository_close(void *repository)
{
	git_repository_free(repository);
}

int walk(void *repository, const char *what, seam_git_visit visit, void *payload, int *result)
{
	int rc = git_walk(repository, what, visit, payload, result);
	if (rc == SEAM_OK)
		outcome(*result);
	return rc;
}
