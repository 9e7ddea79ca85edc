/* mutants_stop.c - a callback's value that is changed on its way back, or does not stop. */
#include "callbacks/planted.h"

#include <stdlib.h>

static int each_bool(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	int rc = REAL->each(count, visit, userdata, result);

	if (rc == SEAM_OK)
		*result = !!*result;
	return rc;
}

static int each_low_byte(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	int rc = REAL->each(count, visit, userdata, result);

	if (rc == SEAM_OK)
		*result = (signed char)*result;
	return rc;
}

static int each_past_negatives(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	int last = 0;

	if (!visit || !result)
		return SEAM_E_NULL;
	for (uint32_t i = 0; i < count && last <= 0; i++) {
		int value = visit(i, SEAM_VISIT_VALUE(i), i + 0.5, "item", userdata);
		last = value ? value : last;
	}
	*result = last;
	return SEAM_OK;
}

static int each_result_unset(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	int lost;
	return REAL->each(count, visit, userdata, result ? &lost : NULL);
}

static int walk_failed(uint32_t count, seam_visit_fn visit, void *userdata)
{
	int value = REAL->walk(count, visit, userdata);
	return value < 0 ? SEAM_E_FAILED : value;
}

static int fire_low_byte(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	int rc = REAL->fire(bus, id, event, result);

	if (rc == SEAM_OK)
		*result = (signed char)*result;
	return rc;
}

static int fire_all_positive(struct seam_bus *bus, int64_t event, uint32_t *called, int *result)
{
	int rc = REAL->fire_all(bus, event, called, result);

	if (rc == SEAM_OK && *result < 0)
		*result = -*result;
	return rc;
}

static int fire_branches_on_unset(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	volatile int *unset = malloc(sizeof *unset);
	int rc = REAL->fire(bus, id, event, result);

	if (unset && *unset == 0x5eaf00d && rc == SEAM_OK)
		*result = 0;
	free((void *)unset);
	return rc;
}

SEAM_MUTANTS(callbacks, stop) = {
	{ "each_bool", "callbacks.stop.each_value", "plain", "fail",
	  "*result == values[i]", true, SEAM_OP(callbacks, each, each_bool), 0 },
	{ "each_result_unset", "callbacks.stop.each_value", "plain", "fail",
	  "*result == values[i]", true, SEAM_OP(callbacks, each, each_result_unset), 0 },
	{ "each_past_negatives", "callbacks.stop.each_stops", "plain", "fail",
	  "s.count", true, SEAM_OP(callbacks, each, each_past_negatives), 0 },
	{ "walk_failed", "callbacks.stop.walk_value", "plain", "fail",
	  "p->walk", true, SEAM_OP(callbacks, walk, walk_failed), 0 },
	{ "fire_low_byte", "callbacks.stop.fire_value", "plain", "fail",
	  "*result == values[i]", true, SEAM_OP(callbacks, fire, fire_low_byte), 0 },
	{ "fire_branches_on_unset", "callbacks.stop.fire_value", "msan", "finding",
	  "use-of-uninitialized-value", false, SEAM_OP(callbacks, fire, fire_branches_on_unset), 0 },
	{ "fire_branches_on_unset_memcheck", "callbacks.stop.fire_value", "memcheck", "finding",
	  "UninitCondition", false, SEAM_OP(callbacks, fire, fire_branches_on_unset), 0 },
	{ "fire_all_positive", "callbacks.stop.fire_all_value", "plain", "fail",
	  "*result == values[i]", true, SEAM_OP(callbacks, fire_all, fire_all_positive), 0 },
	{ "each_low_byte", "callbacks.longjmp.shield_each", "plain", "fail",
	  "result == CODE", true, SEAM_OP(callbacks, each, each_low_byte), 0 },
	{ "walk_negative_is_failure", "callbacks.longjmp.shield_walk", "plain", "fail",
	  "CODE", true, SEAM_OP(callbacks, walk, walk_failed), 0 },
	{ "fire_all_drops_the_sign", "callbacks.longjmp.shield_fire", "plain", "fail",
	  "result == CODE", true, SEAM_OP(callbacks, fire_all, fire_all_positive), 0 },
	{ "each_cuts_the_code", "callbacks.throw.shield", "plain", "fail",
	  "t.result == t.code", true, SEAM_OP(callbacks, each, each_low_byte), 0 },
	{ "fire_cuts_the_code", "callbacks.throw.shield_fire", "plain", "fail",
	  "t.result == t.code", true, SEAM_OP(callbacks, fire, fire_low_byte), 0 },
	SEAM_NO_MORE_MUTANTS
};
