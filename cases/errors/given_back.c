/*
 * given_back: the host's function gets its userdata as it is, NULL too, and may call the op that called it.
 * Rule: errors.given_back    Source: trampolines that take NULL userdata for "none"; busy flags in place of a stack
 */
#include "errors/stage.h"

static void *const untouched = NULL;
static int wrong, calls;

static int is_null(void *userdata)
{
	wrong += userdata != untouched;
	calls++;
	return 0;
}

static int64_t is_null_64(void *userdata)
{
	return is_null(userdata);
}

static uint32_t is_null_32(void *userdata)
{
	return (uint32_t)is_null(userdata);
}

static enum seam_errors_status is_null_status(void *userdata)
{
	return (enum seam_errors_status)is_null(userdata);
}

static int is_null_step(void *userdata, size_t index)
{
	(void)index;
	return is_null(userdata);
}

static int is_null_shelf(void *userdata, struct seam_errors_shelf *shelf)
{
	(void)shelf;
	return is_null(userdata);
}

static void null_userdata(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	uint32_t tries = 0;
	size_t at = 0, failed = 0;
	int seen = 0, expected = 0;

	wrong = calls = 0;
#define CALLS(op, call)                                                                                                \
	if (p->op) {                                                                                                   \
		CHECK_EQ(c, call, 0);                                                                                  \
		if (calls != ++expected || wrong)                                                                      \
			FAIL(c, #op ": NULL userdata did not arrive as NULL, once");                                   \
		wrong = 0;                                                                                             \
		calls = expected;                                                                                      \
	}
	CALLS(relay, p->relay(is_null, NULL))
	CALLS(relay_int64, p->relay_int64(is_null_64, NULL))
	CALLS(relay_uint32, p->relay_uint32(is_null_32, NULL))
	CALLS(relay_status, (int)p->relay_status(is_null_status, NULL))
	CALLS(relay_errno, p->relay_errno(is_null, NULL, &seen))
	CALLS(retry, p->retry(is_null, NULL, 3, &tries))
	CALLS(transact, p->transact(1, is_null_step, NULL, NULL, &at))
	CALLS(run_all, p->run_all(1, is_null_step, NULL, &at, &failed))
	CALLS(scoped, p->scoped(is_null_shelf, NULL))
}

struct level {
	struct seam_case *c;
	int left;
	struct seam_errors_shelf *outer;
};

/* Each level has a shelf of its own, empty, on which the key 1 is free. */
static int deeper(void *userdata, struct seam_errors_shelf *shelf)
{
	struct level *l = userdata, below = { l->c, l->left - 1, shelf };
	const struct seam_errors *p = SEAM_OPS(l->c, errors);

	CHECK(l->c, shelf != l->outer);
	if (p->shelf_put)
		CHECK_EQ(l->c, p->shelf_put(shelf, 1, SEAM_ITEM_PLAIN, l->left), SEAM_OK);
	return l->left ? p->scoped(deeper, &below) : 300;
}

static void scope_in_scope(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	NEED(c, p->scoped);
	CHECK_EQ(c, p->scoped(deeper, &(struct level){ c, 3, NULL }), 300);
	CHECK_EQ(c, seam_live(c).blocks, 0u);
}

SEAM_CASES(errors, given_back) = {
	{ "null_userdata", SEAM_MUST, null_userdata, "NULL userdata arrives as NULL in each op that calls the host", 0 },
	{ "scope_in_scope", SEAM_MUST, scope_in_scope, "a scope may be opened within another's function", 0 },
	SEAM_END
};
