/* mutants_reentry_data.c - one place for what several calls need at once, and requests that fail. */
#include "callbacks/planted.h"

#include <stdlib.h>

static struct relay last_each; /* of the call that began last */

static int relay_last(uint32_t i, uint64_t value, double fraction, const char *name, void *userdata)
{
	(void)userdata;
	return last_each.visit(i, value, fraction, name, last_each.userdata);
}

static int each_in_one_place(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	last_each = (struct relay){ visit, userdata };
	return REAL->each(count, visit ? relay_last : NULL, NULL, result);
}

static struct {
	seam_compare_fn compare;
	void *userdata;
} last_sort;

static int relay_last_sort(int64_t a, int64_t b, void *userdata)
{
	(void)userdata;
	return last_sort.compare(a, b, last_sort.userdata);
}

static int sort_in_one_place(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	last_sort.compare = compare;
	last_sort.userdata = userdata;
	return REAL->sort(items, n, compare ? relay_last_sort : NULL, NULL);
}

struct quiet { /* a subscription whose events are lost while any destructor runs */
	seam_event_fn callback;
	seam_destroy_fn destroy;
	void *userdata;
};

static bool destroying;

static int quiet_event(uint64_t id, int64_t event, void *userdata)
{
	struct quiet *q = userdata;
	return destroying ? 0 : q->callback(id, event, q->userdata);
}

static void quiet_destroy(void *userdata)
{
	struct quiet *q = userdata;

	destroying = true;
	if (q->destroy)
		q->destroy(q->userdata);
	destroying = false;
	free(q);
}

static int subscribe_quiet(struct seam_bus *bus, seam_event_fn callback, void *userdata, seam_destroy_fn destroy,
			   uint64_t *id)
{
	struct quiet *q = callback ? malloc(sizeof *q) : NULL;
	int rc;

	if (!q)
		return REAL->subscribe(bus, callback, userdata, destroy, id);
	*q = (struct quiet){ callback, destroy, userdata };
	rc = REAL->subscribe(bus, quiet_event, q, quiet_destroy, id);
	if (rc)
		free(q);
	return rc;
}

static int subscribe_null_never_ends(struct seam_bus *bus, seam_event_fn callback, void *userdata,
				     seam_destroy_fn destroy, uint64_t *id)
{
	return REAL->subscribe(bus, callback, userdata, userdata ? destroy : NULL, id);
}

static int subscribe_fails_and_ends(struct seam_bus *bus, seam_event_fn callback, void *userdata,
				    seam_destroy_fn destroy, uint64_t *id)
{
	int rc = REAL->subscribe(bus, callback, userdata, destroy, id);

	if (rc == SEAM_E_MEMORY && destroy)
		destroy(userdata);
	return rc;
}

static int object_new_half(int64_t start, struct seam_object *object)
{
	static const struct seam_methods none;
	int rc = REAL->object_new(start, object);

	if (rc == SEAM_E_MEMORY)
		object->methods = &none;
	return rc;
}

SEAM_MUTANTS(callbacks, reentry_data) = {
	{ "each_in_one_place", "callbacks.reentry_data.visits", "plain", "fail",
	  "outer.calls == 3", true, SEAM_OP(callbacks, each, each_in_one_place), 0 },
	{ "sort_in_one_place", "callbacks.reentry_data.sorts", "plain", "fail",
	  "items", true, SEAM_OP(callbacks, sort, sort_in_one_place), 0 },
	{ "subscribe_quiet", "callbacks.reentry_data.destructor", "plain", "fail",
	  "e.events == 1", true, SEAM_OP(callbacks, subscribe, subscribe_quiet), 0 },
	{ "subscribe_null_never_ends", "callbacks.reentry_data.null_userdata", "plain", "fail",
	  "null_ended == 1", true, SEAM_OP(callbacks, subscribe, subscribe_null_never_ends), 0 },
	{ "subscribe_fails_and_ends", "callbacks.no_memory.subscribe", "plain", "fail",
	  "ended == 0", true, SEAM_OP(callbacks, subscribe, subscribe_fails_and_ends), 0 },
	{ "object_new_half", "callbacks.no_memory.made", "plain", "fail",
	  "!object.methods", true, SEAM_OP(callbacks, object_new, object_new_half), 0 },
	SEAM_NO_MORE_MUTANTS
};
