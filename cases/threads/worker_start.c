/* worker_start.c - a worker of the cases: each call is checked where it comes in. */
#include "threads/worker.h"

_Thread_local bool threads_is_host;

/* Values are poster times 2^32 and a number that grows. */
static void on_value(void *userdata, int64_t value)
{
	struct threads_worker *w = userdata;
	int64_t poster = value >> 32;

	if (threads_more(&w->inside) != 1 || poster < 0 || poster >= THREADS_POSTERS || value <= w->last[poster])
		threads_more(&w->wrong);
	else
		w->last[poster] = value;
	if (threads_is_host)
		threads_more(&w->on_host);
	if (threads_read(&w->over))
		threads_more(&w->late);
	if (threads_more(&w->calls) == 1 && w->entered) {
		seam_gate_open(w->entered);
		seam_gate_wait(w->go);
	}
	if (w->act)
		w->act(w, value);
	atomic_fetch_sub(&w->inside, 1);
}

static void gone(void *userdata)
{
	struct threads_worker *w = userdata;

	if (threads_read(&w->inside))
		threads_more(&w->wrong);
	threads_more(&w->released);
	threads_more(&w->over);
}

bool threads_worker_start(struct seam_case *c, struct threads_worker *w)
{
	w->s = SEAM_OPS(c, threads);
	w->c = c;
	if (!w->s->worker_start || !w->s->policy) {
		seam_skip(c, "the peer does not offer workers");
		return false;
	}
	threads_is_host = true;
	for (int i = 0; i < THREADS_POSTERS; i++)
		w->last[i] = -1;
	return threads_any(c) && CHECK_EQ(c, w->s->worker_start(on_value, w, gone, &w->worker), SEAM_OK);
}

void threads_worker_end(struct seam_case *c, struct threads_worker *w)
{
	CHECK_EQ(c, threads_read(&w->released), 0u);
	CHECK_EQ(c, w->s->worker_destroy(w->worker), SEAM_OK);
	CHECK_EQ(c, threads_read(&w->released), 1u);
	CHECK_EQ(c, threads_read(&w->wrong), 0u);
	CHECK_EQ(c, threads_read(&w->on_host), 0u);
	CHECK_EQ(c, threads_read(&w->late), 0u);
}
