/*
 * work_cancel: a work that is cancelled, or freed, ends after the visit that is running, and its end is told once
 * all the same.
 * Rule: callbacks.work_cancel    Source: napi_cancel_async_work; curl_multi_remove_handle; uv_cancel and uv_close
 */
#include "callbacks/working.h"

#include <seam/case.h>

/* The second visit is running when this returns. */
static bool begin(struct seam_case *c, struct callbacks_working *w, int where)
{
	if (!callbacks_work_prepare(c, w))
		return false;
	w->inside = seam_gate(c);
	w->go = seam_gate(c);
	if (!callbacks_work_go(c, w, 10, where))
		return false;
	seam_gate_wait(w->inside);
	return true;
}

static void from_outside(struct seam_case *c)
{
	struct callbacks_working w;

	for (int where = SEAM_DONE_THERE; where <= SEAM_DONE_HERE; where++) {
		REQUIRE(begin(c, &w, where));
		if (SEAM_STIMULUS(c))
			CHECK_EQ(c, w.p->work_cancel(w.work), SEAM_OK); /* while the visit runs: it does not wait */
		seam_gate_open(w.go);
		CHECK_EQ(c, w.p->work_wait(w.work), SEAM_OK);
		callbacks_work_check(c, &w, SEAM_E_STATE, 2, 0);
		CHECK_EQ(c, w.p->work_cancel(w.work), SEAM_OK); /* too late, and nothing */
		CHECK_EQ(c, w.p->work_free(w.work), SEAM_OK);
		CHECK_EQ(c, w.dones, 1u);
	}
}

static void from_inside(struct seam_case *c)
{
	struct callbacks_working w;

	for (int where = SEAM_DONE_THERE; where <= SEAM_DONE_HERE; where++) {
		REQUIRE(callbacks_work_prepare(c, &w));
		w.cancel_at = SEAM_STIMULUS(c) ? 4 : 0;
		REQUIRE(callbacks_work_go(c, &w, 10, where));
		CHECK_EQ(c, w.p->work_wait(w.work), SEAM_OK);
		CHECK_EQ(c, w.wrong, 0u);
		callbacks_work_check(c, &w, SEAM_E_STATE, 4, 0);
		CHECK_EQ(c, w.p->work_free(w.work), SEAM_OK);
		CHECK_EQ(c, w.dones, 1u);
	}
}

static void let_go(struct seam_case *c, size_t index, void *argument)
{
	struct callbacks_working *w = argument;

	(void)c, (void)index;
	seam_gate_open(w->go);
}

/* Freed without a wait, while a visit runs: that is waited for, and done comes. */
static void freed(struct seam_case *c)
{
	struct callbacks_working w;

	for (int where = SEAM_DONE_THERE; where <= SEAM_DONE_HERE; where++) {
		struct seam_thread *thread;

		REQUIRE(begin(c, &w, where));
		thread = seam_thread_start(c, let_go, &w);
		CHECK_EQ(c, w.p->work_free(w.work), SEAM_OK);
		seam_thread_join(c, thread);
		CHECK_EQ(c, w.dones, 1u);
		CHECK_EQ(c, w.visits, w.visited); /* nothing of it runs any more */
		CHECK(c, w.visited >= 2);
		CHECK_EQ(c, w.after_done, 0u);
		CHECK_EQ(c, w.status, w.visited < 10 ? SEAM_E_STATE : SEAM_OK);
		CHECK_EQ(c, w.on_done == w.on_host, where == SEAM_DONE_HERE);
	}
}

static void after_the_end(struct seam_case *c)
{
	struct callbacks_working w;

	REQUIRE(callbacks_work_begin(c, &w, 3, SEAM_DONE_THERE));
	CHECK_EQ(c, w.p->work_wait(w.work), SEAM_OK);
	CHECK_EQ(c, w.p->work_cancel(w.work), SEAM_OK);
	CHECK_EQ(c, w.p->work_wait(w.work), SEAM_OK);
	callbacks_work_check(c, &w, SEAM_OK, 3, 0); /* it was not cancelled */
	CHECK_EQ(c, w.p->work_free(w.work), SEAM_OK);
	CHECK_EQ(c, w.dones, 1u);
}

/* The last visit cancels what is over with it; one that stops has its own value. */
static void at_the_last(struct seam_case *c)
{
	struct callbacks_working w;

	REQUIRE(callbacks_work_prepare(c, &w));
	w.cancel_at = 3;
	REQUIRE(callbacks_work_go(c, &w, 3, SEAM_DONE_HERE));
	CHECK_EQ(c, w.p->work_wait(w.work), SEAM_OK);
	callbacks_work_check(c, &w, SEAM_OK, 3, 0);
	CHECK_EQ(c, w.p->work_free(w.work), SEAM_OK);
	REQUIRE(callbacks_work_prepare(c, &w));
	w.cancel_at = w.stop_at = 2;
	w.stop = 1729;
	REQUIRE(callbacks_work_go(c, &w, 5, SEAM_DONE_THERE));
	CHECK_EQ(c, w.p->work_wait(w.work), SEAM_OK);
	callbacks_work_check(c, &w, SEAM_OK, 2, 1729);
	CHECK_EQ(c, w.p->work_free(w.work), SEAM_OK);
}

SEAM_CASES(callbacks, work_cancel) = {
	{ "from_outside", SEAM_MUST, from_outside,
	  "a work that is cancelled ends with the running visit; done comes once", 0 },
	{ "from_inside", SEAM_MUST, from_inside, "so it does when the visit itself cancels", 0 },
	{ "freed", SEAM_MUST, freed, "one that is freed has ended when that returns; done comes once", 0 },
	{ "after_the_end", SEAM_MUST, after_the_end, "cancelling what is over changes nothing", 0 },
	{ "at_the_last", SEAM_MUST, at_the_last, "what the last visit says goes before its cancelling", 0 },
	SEAM_END
};
