/* stage.c - waiting for what must come, and for what must not. */
#include "threads/stage.h"

#include <time.h>

enum { PATIENCE = 4, CHANCES = 100 };

bool threads_any(struct seam_case *c)
{
	if (!(seam_traits(c) & SEAM_THREAD_BOUND))
		return true;
	seam_skip(c, "the peer is bound to one thread");
	return false;
}

static void nothing(struct seam_case *c, size_t index, void *argument)
{
	(void)c;
	(void)index;
	(void)argument;
}

/* A thread that runs to its end has been scheduled, and so has who waited before it. */
void threads_yield(struct seam_case *c)
{
	seam_thread_join(c, seam_thread_start(c, nothing, NULL));
}

static time_t deadline(void)
{
	return time(NULL) + PATIENCE;
}

bool threads_ends(struct seam_case *c, struct seam_thread *thread, const char *what)
{
	time_t end = deadline();

	while (thread && !seam_thread_ended(thread)) {
		if (time(NULL) > end) {
			FAIL(c, "%s", what);
			return false;
		}
		threads_yield(c);
	}
	return thread != NULL;
}

bool threads_reaches(struct seam_case *c, threads_count *n, unsigned least, const char *what)
{
	time_t end = deadline();

	while (threads_read(n) < least) {
		if (time(NULL) > end) {
			FAIL(c, "%s", what);
			return false;
		}
		threads_yield(c);
	}
	return true;
}

bool threads_waits(struct seam_case *c, struct seam_thread *thread, const char *what)
{
	for (int i = 0; thread && i < CHANCES; i++) {
		if (seam_thread_ended(thread)) {
			FAIL(c, "%s", what);
			return false;
		}
		threads_yield(c);
	}
	return thread != NULL;
}
