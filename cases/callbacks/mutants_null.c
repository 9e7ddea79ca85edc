/* mutants_null.c - NULL is called, written through, or taken for something. */
#include "callbacks/planted.h"

static int each_unchecked(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	seam_visit_fn volatile call = visit;
	int value = 0;

	for (uint32_t i = 0; i < count && value == 0; i++)
		value = call(i, SEAM_VISIT_VALUE(i), i + 0.5, "item", userdata);
	*result = value;
	return SEAM_OK;
}

static int each_writes_first(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	if (result)
		*result = 0;
	return REAL->each(count, visit, userdata, result);
}

static int walk_nothing_to_do(uint32_t count, seam_visit_fn visit, void *userdata)
{
	return count == 0 ? 0 : REAL->walk(count, visit, userdata);
}

static int sort_by_default(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	return REAL->sort(items, n, compare ? compare : by_number, userdata);
}

static int ignore_event(uint64_t id, int64_t event, void *userdata)
{
	(void)id, (void)event, (void)userdata;
	return 0;
}

static int subscribe_null_as_nothing(struct seam_bus *bus, seam_event_fn callback, void *userdata,
                                     seam_destroy_fn destroy, uint64_t *id)
{
	return REAL->subscribe(bus, callback ? callback : ignore_event, userdata, destroy, id);
}

static int subscribe_refuses_and_releases(struct seam_bus *bus, seam_event_fn callback, void *userdata,
                                          seam_destroy_fn destroy, uint64_t *id)
{
	int rc = REAL->subscribe(bus, callback, userdata, destroy, id);

	if (rc && destroy)
		destroy(userdata);
	return rc;
}

static int replace_null_ends(struct seam_bus *bus, uint64_t id, seam_event_fn callback, void *userdata,
                             seam_destroy_fn destroy)
{
	if (!callback && bus)
		REAL->unsubscribe(bus, id);
	return REAL->replace(bus, id, callback, userdata, destroy);
}

static int each_fills_in_userdata(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	static int own[4];
	return REAL->each(count, visit, userdata ? userdata : own, result);
}

SEAM_MUTANTS(callbacks, null) = {
	{ "each_unchecked", "callbacks.null.each", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(callbacks, each, each_unchecked), 0 },
	{ "each_writes_first", "callbacks.null.each", "plain", "fail",
	  "seam_untouched", true, SEAM_OP(callbacks, each, each_writes_first), 0 },
	{ "walk_nothing_to_do", "callbacks.null.walk", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(callbacks, walk, walk_nothing_to_do), 0 },
	{ "sort_by_default", "callbacks.null.sort", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(callbacks, sort, sort_by_default), 0 },
	{ "subscribe_null_as_nothing", "callbacks.null.subscribe", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(callbacks, subscribe, subscribe_null_as_nothing), 0 },
	{ "subscribe_refuses_and_releases", "callbacks.null.subscribe", "plain", "fail",
	  "destroyed == 0u", true, SEAM_OP(callbacks, subscribe, subscribe_refuses_and_releases), 0 },
	{ "replace_null_ends", "callbacks.null.replace", "plain", "fail",
	  "old == 0u", true, SEAM_OP(callbacks, replace, replace_null_ends), 0 },
	{ "each_fills_in_userdata", "callbacks.null.userdata", "plain", "fail",
	  "seen == NULL", true, SEAM_OP(callbacks, each, each_fills_in_userdata), 0 },
	SEAM_NO_MORE_MUTANTS
};
