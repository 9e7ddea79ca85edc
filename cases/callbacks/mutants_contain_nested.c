/* mutants_contain_nested.c - panics in and around callbacks. */
#include "callbacks/planted.h"

#include <stdlib.h>

static int raise_after_leaks(uint32_t count, int kind, const char *text, seam_visit_fn visit, void *userdata)
{
	seam_closure_fn fn;
	void *context;
	int rc = REAL->raise_after(count, kind, text, visit, userdata);

	if (rc == SEAM_E_PANIC)
		REAL->closure_new(0, &fn, &context);
	return rc;
}

static int raise_after_reads_freed(uint32_t count, int kind, const char *text, seam_visit_fn visit, void *userdata)
{
	volatile int *volatile scope = malloc(sizeof *scope);
	int rc;

	if (!scope)
		return SEAM_E_MEMORY;
	*scope = kind;
	free((void *)scope);
	rc = REAL->raise_after(count, kind, text, visit, userdata);
	return *scope == kind ? rc : rc;
}

static int raise_after_all(uint32_t count, int kind, const char *text, seam_visit_fn visit, void *userdata)
{
	for (uint32_t i = 1; visit && text && kind == SEAM_RAISE_TEXT && i < count; i++)
		visit(i, SEAM_VISIT_VALUE(i), i + 0.5, "item", userdata);
	return REAL->raise_after(visit && count ? 1 : count, kind, text, visit, userdata);
}

static int raise_after_few_deep(uint32_t count, int kind, const char *text, seam_visit_fn visit, void *userdata)
{
	static int depth;
	int rc;

	depth++;
	rc = depth > 8 ? SEAM_E_FAILED : REAL->raise_after(count, kind, text, visit, userdata);
	depth--;
	return rc;
}

static int each_takes_panic_over(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	int rc = REAL->each(count, visit, userdata, result);
	return rc == SEAM_OK && *result == SEAM_E_PANIC ? SEAM_E_PANIC : rc;
}

static int fire_takes_panic_over(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	int rc = REAL->fire(bus, id, event, result);
	return rc == SEAM_OK && *result == SEAM_E_PANIC ? SEAM_E_PANIC : rc;
}

/* Takes a panic that ended inside the comparator for one of its own. */
static int sort_sees_message(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	size_t before = 0, after = 0;
	int rc;

	REAL->last_message(NULL, 0, &before);
	rc = REAL->sort(items, n, compare, userdata);
	REAL->last_message(NULL, 0, &after);
	return after != before ? SEAM_E_PANIC : rc;
}

SEAM_MUTANTS(callbacks, contain_nested) = {
	{ "each_takes_panic_over", "callbacks.contain_nested.in_callback", "plain", "fail",
	  "SEAM_OK", true, SEAM_OP(callbacks, each, each_takes_panic_over), 0 },
	{ "raise_after_leaks", "callbacks.contain_nested.after_callbacks", "plain", "fail",
	  "before.blocks", true, SEAM_OP(callbacks, raise_after, raise_after_leaks), 0 },
	{ "raise_after_all", "callbacks.contain_nested.after_stop", "plain", "fail",
	  "n.visits == 2u", true, SEAM_OP(callbacks, raise_after, raise_after_all), 0 },
	{ "raise_after_reads_freed", "callbacks.contain_nested.after_callbacks", "memcheck", "finding",
	  "InvalidRead", false, SEAM_OP(callbacks, raise_after, raise_after_reads_freed), 0 },
	{ "raise_after_few_deep", "callbacks.contain_nested.in_callback_in_callback", "plain", "fail",
	  "n.rc[i]", true, SEAM_OP(callbacks, raise_after, raise_after_few_deep), 0 },
	{ "sort_sees_message", "callbacks.contain_inside.in_comparator", "plain", "fail",
	  "SEAM_OK", true, SEAM_OP(callbacks, sort, sort_sees_message), 0 },
	{ "fire_takes_panic_over", "callbacks.contain_inside.in_subscription", "plain", "fail",
	  "SEAM_OK", true, SEAM_OP(callbacks, fire, fire_takes_panic_over), 0 },
	SEAM_NO_MORE_MUTANTS
};
