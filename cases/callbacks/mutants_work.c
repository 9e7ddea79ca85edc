/* mutants_work.c - works whose end is told twice, never, too early, or on the wrong thread. */
#include "callbacks/planted.h"
#include "callbacks/rows.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

/* What stands between the reference's thread and the case; static, since it outlives the call. */
static struct between {
	seam_visit_fn visit;
	seam_done_fn done;
	void *userdata;
	uint32_t count;
	unsigned dones;
} slots[8];
static unsigned n_slots;

static struct between *take(uint32_t count, seam_visit_fn visit, seam_done_fn done, void *userdata)
{
	struct between *b = &slots[n_slots++ % 8];

	*b = (struct between){ visit, done, userdata, count, 0 };
	return b;
}

static int pass(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct between *b = userdata;
	return b->visit(index, value, fraction, name, b->userdata);
}

static int pass_first_too_late(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct between *b = userdata;
	int rc = b->visit(index, value, fraction, name, b->userdata);

	return rc < 0 ? 0 : rc; /* a stop is what is above 0 */
}

static int pass_tells_early(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct between *b = userdata;

	if (index + 1 == b->count) {
		b->dones++;
		b->done(SEAM_OK, b->count, 0, b->userdata);
	}
	return b->visit(index, value, fraction, name, b->userdata);
}

static void tell(int status, uint32_t visited, int result, void *userdata)
{
	struct between *b = userdata;
	b->done(status, visited, result, b->userdata);
}

static void tell_twice(int status, uint32_t visited, int result, void *userdata)
{
	tell(status, visited, result, userdata);
	tell(status, visited, result, userdata);
}

static void tell_good_news(int status, uint32_t visited, int result, void *userdata)
{
	if (status == SEAM_OK)
		tell(status, visited, result, userdata);
}

static void tell_some(int status, uint32_t visited, int result, void *userdata)
{
	if (visited > 0)
		tell(status, visited, result, userdata);
}

static void tell_ok(int status, uint32_t visited, int result, void *userdata)
{
	(void)status;
	tell(SEAM_OK, visited, result, userdata);
}

static void tell_byte(int status, uint32_t visited, int result, void *userdata)
{
	tell(status, visited, (signed char)result, userdata);
}

static void tell_unless_told(int status, uint32_t visited, int result, void *userdata)
{
	if (((struct between *)userdata)->dones == 0)
		tell(status, visited, result, userdata);
}

#define START(what, visit_with, tell_with, on)                                                                         \
	static int what(uint32_t count, seam_visit_fn visit, seam_done_fn done, void *userdata, int where,             \
	                struct seam_work **work)                                                                       \
	{                                                                                                              \
		if (!visit || !done)                                                                                   \
			return REAL->work_start(count, visit, done, userdata, where, work);                            \
		return REAL->work_start(count, visit_with, tell_with, take(count, visit, done, userdata), on, work);   \
	}
START(twice, pass, tell_twice, where)
START(good_news, pass, tell_good_news, where)
START(some_news, pass, tell_some, where)
START(always_ok, pass, tell_ok, where)
START(result_byte, pass, tell_byte, where)
START(negative_goes_on, pass_first_too_late, tell, where)
START(early, pass_tells_early, tell_unless_told, where)
START(always_there, pass, tell, where == SEAM_DONE_HERE ? SEAM_DONE_THERE : where)
START(always_here, pass, tell, where == SEAM_DONE_THERE ? SEAM_DONE_HERE : where)
START(any_place, pass, tell, where == SEAM_DONE_HERE ? where : SEAM_DONE_THERE)

/* All at once, on the caller's thread. */
static int not_started(uint32_t count, seam_visit_fn visit, seam_done_fn done, void *userdata, int where,
                       struct seam_work **work)
{
	int result = 0;

	if (!visit || !done || !work || where < 1 || where > 2)
		return REAL->work_start(count, visit, done, userdata, where, work);
	if (count <= 50 && count > 40) {
		REAL->each(count - 1, visit, userdata, &result);
		return REAL->work_start(count, visit, done, userdata, where, work);
	}
	return REAL->work_start(count, visit, done, userdata, where, work);
}

/* One work's callbacks for all of them. */
static struct between latest;

static int pass_latest(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	(void)userdata;
	return latest.visit(index, value, fraction, name, latest.userdata);
}

static void tell_latest(int status, uint32_t visited, int result, void *userdata)
{
	(void)userdata;
	latest.done(status, visited, result, latest.userdata);
}

static atomic_uint starts;

static int one_for_all(uint32_t count, seam_visit_fn visit, seam_done_fn done, void *userdata, int where,
                       struct seam_work **work)
{
	if (visit && done && atomic_fetch_add(&starts, 1) == 0)
		latest = (struct between){ visit, done, userdata, count, 0 };
	return REAL->work_start(count, visit ? pass_latest : NULL, done ? tell_latest : NULL, userdata, where, work);
}

static int never_cancels(struct seam_work *work)
{
	return work ? SEAM_OK : SEAM_E_NULL;
}

static int wait_returns(struct seam_work *work)
{
	int rc = REAL->work_wait(work);
	return rc == SEAM_E_STATE ? SEAM_OK : rc;
}

static int cancel_late_too(struct seam_work *work)
{
	if (work && REAL->work_wait(work) == SEAM_OK)
		return SEAM_E_STATE; /* over: an error, which it is not */
	return REAL->work_cancel(work);
}

/* Its own name for a thread that runs no callbacks of its own. */
static int pass_no_peer(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	return pass(index, value + (index == 7), fraction, name, userdata);
}
START(wrong_item, pass_no_peer, tell, where)

static _Thread_local char here;
static const char *home;

__attribute__((constructor)) static void load(void)
{
	home = &here;
}

/* The runtime belongs to the thread that loaded it. */
static int each_at_home(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	return &here == home ? REAL->each(count, visit, userdata, result) : SEAM_E_STATE;
}

/* Cancelled, whether it was over or not. */
static void tell_cancelled(int status, uint32_t visited, int result, void *userdata)
{
	struct between *b = userdata;
	tell(visited == b->count && b->count == 3 ? SEAM_E_STATE : status, visited, result, userdata);
}
START(last_cancelled, pass, tell_cancelled, where)

SEAM_MUTANTS(callbacks, work) = {
	ROW("work_done_twice", "work.done_there", "w->dones", true, work_start, twice),
	ROW("work_wrong_item", "work.done_there", "w.wrong", true, work_start, wrong_item),
	ROW("work_always_here", "work.done_there", "on_done", true, work_start, always_here),
	ROW("work_done_early", "work.done_there", "after_done", true, work_start, early),
	ROW("work_always_there", "work.done_here", "on_done", true, work_start, always_there),
	ROW("work_on_the_caller", "work.done_here", "w.wrong", true, work_start, not_started),
	ROW("work_nothing_no_done", "work.nothing_to_do", "w->dones", true, work_start, some_news),
	ROW("work_result_byte", "work.stops", "result", true, work_start, result_byte),
	ROW("work_negative_goes_on", "work.stops", "visited", true, work_start, negative_goes_on),
	ROW("work_wait_returns", "work.waits_inside", "refused", true, work_wait, wait_returns),
	ROW("work_one_for_all", "work.several", "w", true, work_start, one_for_all),
	ROW("work_any_place", "work.refused", "SEAM_E_RANGE", true, work_start, any_place),
	ROW("work_never_cancels", "work_cancel.from_outside", "w->visits", true, work_cancel, never_cancels),
	ROW("work_cancel_inside", "work_cancel.from_inside", "visited", true, work_cancel, never_cancels),
	ROW("work_cancelled_is_ok", "work_cancel.from_inside", "status", true, work_start, always_ok),
	ROW("work_cancelled_no_done", "work_cancel.from_outside", "w->dones", true, work_start, good_news),
	ROW("work_freed_no_done", "work_cancel.freed", "w.dones", true, work_start, good_news),
	ROW("work_cancel_late", "work_cancel.after_the_end", "SEAM_OK", true, work_cancel, cancel_late_too),
	ROW("work_each_at_home", "work.calls_the_peer", "w.wrong", true, each, each_at_home),
	ROW("work_last_cancels", "work_cancel.at_the_last", "status", true, work_start, last_cancelled),
	SEAM_NO_MORE_MUTANTS
};
