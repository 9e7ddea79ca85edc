/* mutants_reentry.c - locks, depths and memory that a call within a call, a jump or a throw finds or leaves. */
#include "callbacks/planted.h"

static int each_to_depth(int most, uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	static int depth;
	int rc;

	if (depth >= most)
		return SEAM_E_STATE;
	depth++;
	rc = REAL->each(count, visit, userdata, result);
	depth--;
	return rc;
}

static int each_locked(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	return each_to_depth(1, count, visit, userdata, result);
}

static int each_16_deep(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	return each_to_depth(16, count, visit, userdata, result);
}

static int each_200_deep(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	return each_to_depth(200, count, visit, userdata, result);
}

static int each_eats_stack(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	volatile char room[64 * 1024];

	for (size_t i = 0; i < sizeof room; i += 1024)
		room[i] = 1;
	return REAL->each(count, visit, userdata, result) + (room[0] - 1);
}

static int fire_locked(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	static bool locked;
	int rc;

	if (locked)
		return SEAM_E_STATE;
	locked = true;
	rc = REAL->fire(bus, id, event, result);
	locked = false;
	return rc;
}

static int fire_all_keeps_memory(struct seam_bus *bus, int64_t event, uint32_t *called, int *result)
{
	seam_closure_fn fn = NULL;
	void *room = NULL;
	int rc;

	if (REAL->closure_new(0, &fn, &room) != SEAM_OK)
		return SEAM_E_MEMORY;
	rc = REAL->fire_all(bus, event, called, result);
	REAL->closure_free(fn, room);
	return rc;
}

static int walk_keeps_memory(uint32_t count, seam_visit_fn visit, void *userdata)
{
	seam_closure_fn fn = NULL;
	void *room = NULL;
	int value;

	if (REAL->closure_new(0, &fn, &room) != SEAM_OK)
		return SEAM_E_MEMORY;
	value = REAL->walk(count, visit, userdata);
	REAL->closure_free(fn, room);
	return value;
}

static int bus_recover_not(struct seam_bus *bus)
{
	return bus ? SEAM_OK : SEAM_E_NULL;
}

SEAM_MUTANTS(callbacks, reentry) = {
	{ "each_locked", "callbacks.reentry.once", "plain", "fail",
	  "d.failed == 0", true, SEAM_OP(callbacks, each, each_locked), 0 },
	{ "each_16_deep", "callbacks.reentry.nested_50", "plain", "fail",
	  "d.failed == 0", true, SEAM_OP(callbacks, each, each_16_deep), 0 },
	{ "each_200_deep", "callbacks.reentry.nested_1000", "plain", "fail",
	  "d.failed == 0", true, SEAM_OP(callbacks, each, each_200_deep), 0 },
	{ "each_eats_stack", "callbacks.reentry.nested_1000", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(callbacks, each, each_eats_stack), 0 },
	{ "each_stays_locked", "callbacks.longjmp_over.each", "plain", "fail",
	  "SEAM_OK", true, SEAM_OP(callbacks, each, each_locked), 0 },
	{ "walk_keeps_memory", "callbacks.longjmp_over.walk", "plain", "fail",
	  "counts[kind]", true, SEAM_OP(callbacks, walk, walk_keeps_memory), 0 },
	{ "each_counts_up", "callbacks.longjmp_over.a_thousand", "plain", "fail",
	  "did not arrive", true, SEAM_OP(callbacks, each, each_200_deep), 0 },
	{ "each_keeps_frames", "callbacks.longjmp_over.nested", "plain", "fail",
	  "did not arrive", true, SEAM_OP(callbacks, each, each_16_deep), 0 },
	{ "fire_locked", "callbacks.longjmp_fire.fire", "plain", "fail",
	  "did not arrive", true, SEAM_OP(callbacks, fire, fire_locked), 0 },
	{ "fire_all_keeps_memory", "callbacks.longjmp_fire.fire_all", "plain", "fail",
	  "counts[kind]", true, SEAM_OP(callbacks, fire_all, fire_all_keeps_memory), 0 },
	{ "bus_recover_not", "callbacks.longjmp_fire.fire_after_unsubscribe", "plain", "fail",
	  "j.destroyed == 1u", true, SEAM_OP(callbacks, bus_recover, bus_recover_not), 0 },
	{ "each_locked_by_throw", "callbacks.throw.over_each", "plain", "fail",
	  "SEAM_E_PANIC", true, SEAM_OP(callbacks, each, each_locked), SEAM_UNWIND_SAFE },
	{ "walk_leaks_by_throw", "callbacks.throw.over_walk", "plain", "fail",
	  "lent.blocks", true, SEAM_OP(callbacks, walk, walk_keeps_memory), SEAM_UNWIND_SAFE },
	{ "fire_locked_by_throw", "callbacks.throw.over_fire", "plain", "fail",
	  "SEAM_E_PANIC", true, SEAM_OP(callbacks, fire, fire_locked), SEAM_UNWIND_SAFE },
	SEAM_NO_MORE_MUTANTS
};
