/* mutants_errors.c - errors that are lost, mixed up or of another thread; repositories bound to a thread. */
#include "libgit2/planted.h"

#include <pthread.h>
#include <string.h>

static char scratch[4096];

static int no_code(struct seam_git_failure *out)
{
	int rc = O->last_error(out);
	out->code = -1;
	return rc;
}

static int success_is_an_error(void *repository, const char *spec, void **commit)
{
	void *nothing;
	int rc = O->commit(repository, spec, commit);
	if (rc == SEAM_OK)
		(void)O->open("no/such/repository", &nothing);
	return rc;
}

static int all_fail_alike(void *repository, const char *spec, void **commit)
{
	int rc = O->commit(repository, spec, commit);
	return rc == SEAM_OK ? rc : SEAM_E_FAILED;
}

static int one_error_for_all(struct seam_git_failure *out)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	static struct seam_git_failure first;
	int rc = O->last_error(out);
	if (rc != SEAM_OK)
		return rc;
	pthread_mutex_lock(&lock);
	if (!first.message) {
		first = *out;
		memcpy(scratch, out->message, out->message_size < sizeof scratch ? out->message_size : 0);
		first.message = scratch;
	}
	*out = first;
	pthread_mutex_unlock(&lock);
	return rc;
}

static int bound_to_a_thread(const char *path, void **out)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	static pthread_t owner;
	static int owned;
	pthread_mutex_lock(&lock);
	if (!owned)
		owner = pthread_self();
	owned = 1;
	int mine = pthread_equal(owner, pthread_self());
	pthread_mutex_unlock(&lock);
	return mine ? O->open(path, out) : SEAM_E_STATE;
}

static int counted_without_a_lock(const char *path, void **out)
{
	static volatile int opened;
	opened++;
	return O->open(path, out);
}

SEAM_MUTANTS(libgit2, errors) = {
	M("no_code", "errors.told", "seen->code", true, last_error, no_code),
	M("success_is_an_error", "errors.kept", "after.message", true, commit, success_is_an_error),
	M("all_fail_alike", "errors.apart", "no-such-name", true, commit, all_fail_alike),
	M("one_error_for_all", "errors.per_thread", "was told of", true, last_error, one_error_for_all),
	M("bound_to_a_thread", "threads.own_repository", "bad == 0", true, open, bound_to_a_thread),
	IN("tsan", "finding", "counted_without_a_lock", "threads.own_repository", "data race", open,
	   counted_without_a_lock),
	SEAM_NO_MORE_MUTANTS
};
