/*
 * work: a thread of the peer's own calls back; the end is told exactly once, on the declared thread.
 * Rule: callbacks.work    Source: napi_create_async_work; JNA and ctypes callbacks from native threads; curl_multi;
 * libuv
 */
#include "callbacks/working.h"

#include <seam/case.h>
#include <string.h>

static void visits(struct seam_case *c, int where)
{
	struct callbacks_working w;

	REQUIRE(callbacks_work_begin(c, &w, 50, where));
	CHECK_EQ(c, w.p->work_wait(w.work), SEAM_OK);
	CHECK_EQ(c, w.wrong, 0u); /* each item once, in order, with its own arguments */
	callbacks_work_check(c, &w, SEAM_OK, 50, 0);
	CHECK_EQ(c, w.p->work_wait(w.work), SEAM_OK); /* once more: nothing is called */
	CHECK_EQ(c, w.p->work_free(w.work), SEAM_OK);
	callbacks_work_check(c, &w, SEAM_OK, 50, 0);
	CHECK(c, w.on_visit != w.on_host);
	CHECK_EQ(c, w.on_done == w.on_host, where == SEAM_DONE_HERE);
	CHECK_EQ(c, w.on_done == w.on_visit, where == SEAM_DONE_THERE);
}

static void done_there(struct seam_case *c)
{
	visits(c, SEAM_DONE_THERE);
}

static void done_here(struct seam_case *c)
{
	visits(c, SEAM_DONE_HERE);
}

static void nothing_to_do(struct seam_case *c)
{
	struct callbacks_working w;

	for (int where = SEAM_DONE_THERE; where <= SEAM_DONE_HERE; where++) {
		REQUIRE(callbacks_work_begin(c, &w, 0, where));
		CHECK_EQ(c, w.p->work_wait(w.work), SEAM_OK);
		callbacks_work_check(c, &w, SEAM_OK, 0, 0);
		CHECK_EQ(c, w.on_done == w.on_host, where == SEAM_DONE_HERE);
		CHECK_EQ(c, w.p->work_free(w.work), SEAM_OK);
		CHECK_EQ(c, w.dones, 1u);
	}
}

static void stops(struct seam_case *c)
{
	static const int values[] = { 1, -1, 256, INT32_MIN };
	struct callbacks_working w;

	for (int i = 0; i < 4; i++) {
		REQUIRE(callbacks_work_prepare(c, &w));
		w.stop_at = SEAM_STIMULUS(c) ? 3 : 0;
		w.stop = values[i];
		REQUIRE(callbacks_work_go(c, &w, 9, 1 + i % 2));
		CHECK_EQ(c, w.p->work_wait(w.work), SEAM_OK);
		callbacks_work_check(c, &w, SEAM_OK, 3, values[i]);
		CHECK_EQ(c, w.p->work_free(w.work), SEAM_OK);
		CHECK_EQ(c, w.dones, 1u);
	}
}

/* The peer calls back from its thread, and that callback calls the peer. */
static void calls_the_peer(struct seam_case *c)
{
	struct callbacks_working w;

	REQUIRE(callbacks_work_prepare(c, &w));
	w.use_peer = true;
	REQUIRE(callbacks_work_go(c, &w, 20, SEAM_DONE_THERE));
	CHECK_EQ(c, w.p->work_wait(w.work), SEAM_OK);
	CHECK_EQ(c, w.wrong, 0u);
	CHECK_EQ(c, w.p->work_free(w.work), SEAM_OK);
}

/* Waiting inside would wait for itself. */
static void waits_inside(struct seam_case *c)
{
	struct callbacks_working w;

	for (int where = SEAM_DONE_THERE; where <= SEAM_DONE_HERE; where++) {
		REQUIRE(callbacks_work_prepare(c, &w));
		w.wait_inside = SEAM_STIMULUS(c);
		REQUIRE(callbacks_work_go(c, &w, 3, where));
		CHECK_EQ(c, w.p->work_wait(w.work), SEAM_OK);
		CHECK_EQ(c, w.refused, 8u); /* wait and free, in three visits and in done */
		callbacks_work_check(c, &w, SEAM_OK, 3, 0);
		CHECK_EQ(c, w.p->work_free(w.work), SEAM_OK);
	}
}

static void several(struct seam_case *c)
{
	static struct callbacks_working w[4];

	for (int i = 0; i < 4; i++)
		REQUIRE(callbacks_work_begin(c, &w[i], 40, 1 + i % 2));
	for (int i = 3; i >= 0; i--) {
		CHECK_EQ(c, w[i].p->work_wait(w[i].work), SEAM_OK);
		CHECK_EQ(c, w[i].wrong, 0u);
		callbacks_work_check(c, &w[i], SEAM_OK, 40, 0);
		CHECK_EQ(c, w[i].p->work_free(w[i].work), SEAM_OK);
	}
}

static void refused(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	static const int places[] = { 0, 3, 0x100 + SEAM_DONE_HERE };
	struct seam_work **work = seam_out(c, sizeof *work);
	struct callbacks_working w;

	REQUIRE(callbacks_work_prepare(c, &w));
	CHECK_EQ(c, p->work_start(3, NULL, callbacks_on_done, &w, SEAM_DONE_HERE, work), SEAM_E_NULL);
	CHECK_EQ(c, p->work_start(3, callbacks_on_visit, NULL, &w, SEAM_DONE_HERE, work), SEAM_E_NULL);
	CHECK_EQ(c, p->work_start(3, callbacks_on_visit, callbacks_on_done, &w, SEAM_DONE_HERE, NULL), SEAM_E_NULL);
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		int rc = p->work_start(3, callbacks_on_visit, callbacks_on_done, &w, places[i], work);

		if (!CHECK_EQ(c, rc, SEAM_E_RANGE) && rc == SEAM_OK) {
			p->work_wait(*work);
			p->work_free(*work);
		}
	}
	CHECK_EQ(c, p->work_cancel(NULL), SEAM_E_NULL);
	CHECK_EQ(c, p->work_wait(NULL), SEAM_E_NULL);
	CHECK_EQ(c, p->work_free(NULL), SEAM_OK);
	CHECK_EQ(c, seam_untouched(c, work, sizeof *work), sizeof *work);
	CHECK_EQ(c, w.visits + w.dones, 0u);
}

SEAM_CASES(callbacks, work) = {
	{ "done_there", SEAM_MUST, done_there, "done is called once, on the thread that makes the visits", 0 },
	{ "done_here", SEAM_MUST, done_here, "or on the thread that waits, if so declared", 0 },
	{ "nothing_to_do", SEAM_MUST, nothing_to_do, "also when there is nothing to visit", 0 },
	{ "stops", SEAM_MUST, stops, "a visit that stops ends the work, and its value comes back exactly", 0 },
	{ "calls_the_peer", SEAM_MUST, calls_the_peer, "a callback on the peer's thread may call the peer", 0 },
	{ "waits_inside", SEAM_MUST, waits_inside, "waiting for a work inside it is refused, and does not hang", 0 },
	{ "several", SEAM_MUST, several, "works at once do not mix", 0 },
	{ "refused", SEAM_MUST, refused, "NULL and an unknown place are refused, and nothing is called", 0 },
	SEAM_END
};
