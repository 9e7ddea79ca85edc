/* mutants_trampoline.c - functions that the peer makes: what they captured, and what they say when they fail. */
#include "callbacks/planted.h"

#include <stdlib.h>

static seam_closure_fn real_closure;
static void *latest_context;

static int closure_wraps(void *context, int64_t argument, int64_t *sum)
{
	int rc = real_closure(context, argument, sum);

	if (rc == SEAM_E_PANIC)
		*sum = INT64_MIN;
	return rc;
}

static int closure_says_ok(void *context, int64_t argument, int64_t *sum)
{
	int rc = real_closure(context, argument, sum);
	return rc == SEAM_E_PANIC ? SEAM_OK : rc;
}

static int closure_dies(void *context, int64_t argument, int64_t *sum)
{
	int rc = real_closure(context, argument, sum);

	if (rc == SEAM_E_PANIC)
		abort();
	return rc;
}

static int closure_silent(void *context, int64_t argument, int64_t *sum)
{
	return argument == 1 && sum ? SEAM_E_PANIC : real_closure(context, argument, sum);
}

static int closure_latest(void *context, int64_t argument, int64_t *sum)
{
	(void)context;
	return real_closure(latest_context, argument, sum);
}

#define CLOSURE_NEW(how)                                                                   \
	static int closure_new_##how(int64_t captured, seam_closure_fn *fn, void **context) \
	{                                                                                  \
		int rc = REAL->closure_new(captured, fn, context);                         \
		if (rc == SEAM_OK) {                                                       \
			real_closure = *fn;                                                \
			latest_context = *context;                                         \
			*fn = closure_##how;                                               \
		}                                                                          \
		return rc;                                                                 \
	}
CLOSURE_NEW(wraps)
CLOSURE_NEW(says_ok)
CLOSURE_NEW(dies)
CLOSURE_NEW(silent)
CLOSURE_NEW(latest)

static int closure_new_32_bits(int64_t captured, seam_closure_fn *fn, void **context)
{
	return REAL->closure_new((int32_t)captured, fn, context);
}

static int closure_new_few(int64_t captured, seam_closure_fn *fn, void **context)
{
	size_t count = 0;

	REAL->live(SEAM_LIVE_CLOSURES, &count);
	return count >= 8 ? SEAM_E_MEMORY : REAL->closure_new(captured, fn, context);
}

static int closure_free_keeps(seam_closure_fn fn, void *context)
{
	(void)context;
	return fn ? SEAM_OK : SEAM_E_NULL;
}

static int live_low_byte(int kind, size_t *count)
{
	int rc = REAL->live(kind, count);

	if (rc == SEAM_OK)
		*count &= 0xff;
	return rc;
}

SEAM_MUTANTS(callbacks, trampoline) = {
	{ "closure_new_wraps", "callbacks.error_value.closure", "plain", "fail",
	  "seam_untouched", true, SEAM_OP(callbacks, closure_new, closure_new_wraps), 0 },
	{ "closure_new_says_ok", "callbacks.error_value.closure", "plain", "fail",
	  "SEAM_E_PANIC", true, SEAM_OP(callbacks, closure_new, closure_new_says_ok), 0 },
	{ "closure_new_dies", "callbacks.error_value.closure", "plain", "crash",
	  "SIGABRT", false, SEAM_OP(callbacks, closure_new, closure_new_dies), 0 },
	{ "closure_new_silent", "callbacks.error_value.closure_message", "plain", "fail",
	  "after != before", true, SEAM_OP(callbacks, closure_new, closure_new_silent), 0 },
	{ "closure_new_32_bits", "callbacks.trampoline.captured", "plain", "fail",
	  "*sum == 5000000001", true, SEAM_OP(callbacks, closure_new, closure_new_32_bits), 0 },
	{ "closure_new_latest", "callbacks.trampoline.independent", "plain", "fail",
	  "sum == 100 + i", true, SEAM_OP(callbacks, closure_new, closure_new_latest), 0 },
	{ "closure_new_few", "callbacks.trampoline.many", "plain", "fail",
	  "SEAM_OK", true, SEAM_OP(callbacks, closure_new, closure_new_few), 0 },
	{ "closure_free_keeps", "callbacks.trampoline.many", "plain", "fail",
	  "SEAM_LIVE_CLOSURES", true, SEAM_OP(callbacks, closure_free, closure_free_keeps), 0 },
	{ "live_low_byte", "callbacks.trampoline.many_registrations", "plain", "fail",
	  "SEAM_LIVE_SUBSCRIPTIONS", true, SEAM_OP(callbacks, live, live_low_byte), 0 },
	SEAM_NO_MORE_MUTANTS
};
