/*
 * A thread's value is not released when the thread ends, but only when another one is set.
 *
 * Found as: broken: the end of a thread: not released
 */
#include "planted.h"
#include "threads/threads.h"

static _Thread_local struct {
	void *userdata;
	seam_thr_release_fn release;
} mine;

static void let_go(void)
{
	if (mine.release)
		mine.release(mine.userdata);
	mine.release = NULL;
}

static int set(void *userdata, seam_thr_release_fn release)
{
	int rc = ORIGINAL(threads)->thread_set(userdata, NULL);

	if (rc != SEAM_OK)
		return rc;
	let_go();
	mine.userdata = userdata;
	mine.release = release;
	return rc;
}

static int forget(void)
{
	let_go();
	return ORIGINAL(threads)->thread_forget();
}

void plant(void)
{
	PLANTED(threads)->thread_set = set;
	PLANTED(threads)->thread_forget = forget;
}
