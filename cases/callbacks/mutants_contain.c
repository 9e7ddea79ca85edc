/* mutants_contain.c - panics that go unreported, kill the process or leave memory behind. */
#include "callbacks/planted.h"

#include <stdlib.h>

static int raise_swallowed(int kind, const char *text)
{
	int rc = REAL->raise(kind, text);
	return rc == SEAM_E_PANIC ? SEAM_OK : rc;
}

static int raise_dies(int kind, const char *text)
{
	int rc = REAL->raise(kind, text);

	if (rc == SEAM_E_PANIC)
		abort();
	return rc;
}

static int raise_exits(int kind, const char *text)
{
	int rc = REAL->raise(kind, text);

	if (rc == SEAM_E_PANIC)
		exit(134);
	return rc;
}

static int raise_number_is_failure(int kind, const char *text)
{
	int rc = REAL->raise(kind, text);
	return kind == SEAM_RAISE_NUMBER ? SEAM_E_FAILED : rc;
}

static int raise_cleanup_dies(int kind, const char *text)
{
	if (kind == SEAM_RAISE_CLEANUP && text)
		abort();
	return REAL->raise(kind, text);
}

static int raise_runtime_faults(int kind, const char *text)
{
	static int *volatile nowhere;

	if (kind == SEAM_RAISE_RUNTIME)
		*(volatile int *)nowhere = 1;
	return REAL->raise(kind, text);
}

static int raise_runtime_unseen(int kind, const char *text)
{
	int rc = REAL->raise(kind, text);
	return kind == SEAM_RAISE_RUNTIME ? SEAM_OK : rc;
}

static int last_message_one_over(char *buffer, size_t size, size_t *length)
{
	return REAL->last_message(buffer, size ? size + 1 : 0, length);
}

struct crumb {
	struct crumb *next;
	char rest[56];
};

/* Keeps 64 bytes for each panic, and where they are. */
static int raise_keeps_crumbs(int kind, const char *text)
{
	static struct crumb *all;
	struct crumb *crumb = malloc(sizeof *crumb);

	if (crumb) {
		crumb->next = all;
		all = crumb;
	}
	return REAL->raise(kind, text);
}

static int raise_leaks_lent(int kind, const char *text)
{
	seam_closure_fn fn;
	void *context;

	if (REAL->closure_new(0, &fn, &context) != SEAM_OK)
		return SEAM_E_MEMORY;
	return REAL->raise(kind, text);
}

SEAM_MUTANTS(callbacks, contain) = {
	{ "raise_swallowed", "callbacks.contain.panic", "plain", "fail",
	  "SEAM_E_PANIC", true, SEAM_OP(callbacks, raise, raise_swallowed), 0 },
	{ "raise_dies", "callbacks.contain.panic", "plain", "crash",
	  "SIGABRT", false, SEAM_OP(callbacks, raise, raise_dies), 0 },
	{ "last_message_one_over", "callbacks.contain.panic", "plain", "fail",
	  "SEAM_E_SPACE", true, SEAM_OP(callbacks, last_message, last_message_one_over), 0 },
	{ "raise_number_is_failure", "callbacks.contain.no_string", "plain", "fail",
	  "SEAM_E_PANIC", true, SEAM_OP(callbacks, raise, raise_number_is_failure), 0 },
	{ "raise_cleanup_dies", "callbacks.contain.in_destructor", "plain", "crash",
	  "SIGABRT", false, SEAM_OP(callbacks, raise, raise_cleanup_dies), 0 },
	{ "raise_runtime_faults", "callbacks.contain.of_the_runtime", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(callbacks, raise, raise_runtime_faults), 0 },
	{ "raise_runtime_unseen", "callbacks.contain.of_the_runtime", "plain", "fail",
	  "SEAM_E_PANIC", true, SEAM_OP(callbacks, raise, raise_runtime_unseen), 0 },
	{ "raise_keeps_crumbs", "callbacks.contain_growth.ten_thousand", "plain", "fail",
	  "the heap grows", true, SEAM_OP(callbacks, raise, raise_keeps_crumbs), 0 },
	{ "raise_leaks_lent", "callbacks.contain_growth.ten_thousand", "plain", "fail",
	  "lent.blocks", true, SEAM_OP(callbacks, raise, raise_leaks_lent), 0 },
	{ "aborts_not", "callbacks.contain_abort.dies", "plain", "fail",
	  "raise returned", true, 0, NULL, SEAM_PANIC_ABORTS },
	{ "raise_exits", "callbacks.contain_abort.dies_in_callback", "plain", "fail",
	  "expected to die by abort(), but", true, SEAM_OP(callbacks, raise, raise_exits), SEAM_PANIC_ABORTS },
	{ "closure_aborts_not", "callbacks.contain_abort.dies_in_closure", "plain", "fail",
	  "the closure returned", true, 0, NULL, SEAM_PANIC_ABORTS },
	SEAM_NO_MORE_MUTANTS
};
