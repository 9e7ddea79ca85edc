/*
 * The value that is posted after sixteen others is lost.
 *
 * Found as: broken: a worker
 */
#include "planted.h"
#include "threads/threads.h"

static int post(struct seam_thr_worker *worker, int64_t value)
{
	return value == 16 ? SEAM_OK : ORIGINAL(threads)->worker_post(worker, value);
}

void plant(void)
{
	PLANTED(threads)->worker_post = post;
}
