/* mutants_calls.c - visits that are too few, too many, out of order, or get other arguments than they should. */
#include "callbacks/planted.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static int relay_value_32(uint32_t i, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct relay *r = userdata;
	return r->visit(i, (uint32_t)value, fraction, name, r->userdata);
}

static int relay_fraction_cut(uint32_t i, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct relay *r = userdata;
	return r->visit(i, value, (double)(long)fraction, name, r->userdata);
}

static int relay_first_name(uint32_t i, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct relay *r = userdata;
	(void)name;
	return r->visit(i, value, fraction, "item 0", r->userdata);
}

static int relay_freed_name(uint32_t i, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct relay *r = userdata;
	char *volatile copy = malloc(strlen(name) + 1);

	if (!copy)
		return 0;
	strcpy(copy, name);
	free(copy);
	return r->visit(i, value, fraction, copy, r->userdata);
}

static int relay_wild_name(uint32_t i, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct relay *r = userdata;
	static volatile uintptr_t wild = 16;
	(void)name;
	return r->visit(i, value, fraction, (const char *)wild, r->userdata);
}

static int relay_unset_name(uint32_t i, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct relay *r = userdata;
	char *volatile unset = malloc(64);
	int rc;

	if (!unset)
		return 0;
	unset[0] = name[0];
	unset[63] = 0;
	rc = r->visit(i, value, fraction, unset, r->userdata);
	free(unset);
	return rc;
}

#define EACH_BY(relay_fn)                                                                          \
	static int each_##relay_fn(uint32_t count, seam_visit_fn visit, void *userdata, int *result) \
	{                                                                                          \
		struct relay r = { visit, userdata };                                              \
		return REAL->each(count, visit ? relay_##relay_fn : NULL, &r, result);             \
	}
EACH_BY(value_32)
EACH_BY(fraction_cut)
EACH_BY(freed_name)
EACH_BY(wild_name)
EACH_BY(unset_name)

static int walk_first_name(uint32_t count, seam_visit_fn visit, void *userdata)
{
	struct relay r = { visit, userdata };
	return REAL->walk(count, visit ? relay_first_name : NULL, &r);
}

static int each_at_least_one(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	return REAL->each(count ? count : 1, visit, userdata, result);
}

static int each_one_more(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	return REAL->each(count ? count + 1 : 0, visit, userdata, result);
}

static int each_backwards(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	if (!visit || !result)
		return SEAM_E_NULL;
	*result = 0;
	for (uint32_t i = count; i-- > 0 && *result == 0;)
		*result = visit(i, SEAM_VISIT_VALUE(i), i + 0.5, "item", userdata);
	return SEAM_OK;
}

static int each_16_bits(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	return REAL->each(count & 0xffff, visit, userdata, result);
}

static int each_once_more_later(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	static seam_visit_fn kept;
	static void *kept_userdata;

	if (kept && kept == visit)
		kept(0, 0, 0, "", kept_userdata);
	kept = visit;
	kept_userdata = userdata;
	return REAL->each(count, visit, userdata, result);
}

struct elsewhere {
	uint32_t count;
	seam_visit_fn visit;
	void *userdata;
	int *result, rc;
};

static void *call_elsewhere(void *arg)
{
	struct elsewhere *e = arg;

	e->rc = REAL->each(e->count, e->visit, e->userdata, e->result);
	return NULL;
}

static int each_elsewhere(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	struct elsewhere e = { count, visit, userdata, result, SEAM_E_FAILED };
	pthread_t thread;

	if (pthread_create(&thread, NULL, call_elsewhere, &e) == 0)
		pthread_join(thread, NULL);
	return e.rc;
}

SEAM_MUTANTS(callbacks, calls) = {
	{ "each_at_least_one", "callbacks.calls.none", "plain", "fail",
	  "v.count == count", true, SEAM_OP(callbacks, each, each_at_least_one), 0 },
	{ "each_one_more", "callbacks.calls.one", "plain", "fail",
	  "v.count == count", true, SEAM_OP(callbacks, each, each_one_more), 0 },
	{ "each_backwards", "callbacks.calls.in_order", "plain", "fail",
	  "got index", true, SEAM_OP(callbacks, each, each_backwards), 0 },
	{ "each_16_bits", "callbacks.calls.many", "plain", "fail",
	  "v.count == count", true, SEAM_OP(callbacks, each, each_16_bits), 0 },
	{ "each_value_32", "callbacks.calls.arguments", "plain", "fail",
	  "SEAM_VISIT_VALUE", true, SEAM_OP(callbacks, each, each_value_32), 0 },
	{ "each_fraction_cut", "callbacks.calls.arguments", "plain", "fail",
	  "fraction", true, SEAM_OP(callbacks, each, each_fraction_cut), 0 },
	{ "each_wild_name", "callbacks.calls.arguments", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(callbacks, each, each_wild_name), 0 },
	{ "each_freed_name", "callbacks.calls.arguments", "asan", "finding",
	  "heap-use-after-free", false, SEAM_OP(callbacks, each, each_freed_name), 0 },
	{ "each_unset_name", "callbacks.calls.arguments", "msan", "finding",
	  "use-of-uninitialized-value", false, SEAM_OP(callbacks, each, each_unset_name), 0 },
	{ "walk_first_name", "callbacks.calls.walk_arguments", "plain", "fail",
	  "name", true, SEAM_OP(callbacks, walk, walk_first_name), 0 },
	{ "each_once_more_later", "callbacks.calls.not_retained", "plain", "fail",
	  "early.count", true, SEAM_OP(callbacks, each, each_once_more_later), 0 },
	{ "each_elsewhere", "callbacks.calls.same_thread", "plain", "fail",
	  "seen == ", true, SEAM_OP(callbacks, each, each_elsewhere), 0 },
	SEAM_NO_MORE_MUTANTS
};
