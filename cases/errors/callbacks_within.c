/*
 * callbacks_within: what fails, or succeeds, in the host's function is told outside as it was inside.
 * Rule: errors.callbacks_within    Source: libgit2's git_error_set_after_callback; pygit2's and git2-rs's lost callback errors
 */
#include "errors/stage.h"

static const char why[] = "within the host's function";

struct inside {
	struct seam_case *c;
	int rc;
};

/* Fails, and then does things that succeed, or fail and say it otherwise. */
static int fail_and_go_on(void *userdata)
{
	struct inside *n = userdata;
	const struct seam_errors *p = SEAM_OPS(n->c, errors);
	struct seam_errors_shelf *shelf = NULL;

	p->fail(44, n->rc, why, sizeof why - 1);
	if (p->shelf_new && p->shelf_new(SEAM_SHELF_ONCE, 1, "inner", &shelf) == SEAM_OK)
		p->shelf_close(shelf);
	if (p->relay)
		p->relay(errors_give, &(struct errors_once){ .rc = -3 });
	return n->rc;
}

static int fail_at(void *userdata, size_t index)
{
	return index == 1 ? fail_and_go_on(userdata) : 0;
}

static int fail_scoped(void *userdata, struct seam_errors_shelf *shelf)
{
	(void)shelf;
	return fail_and_go_on(userdata);
}

static int64_t fail_64(void *userdata)
{
	return fail_and_go_on(userdata);
}

/* Undoing, or the step behind, succeeds. */
static int undone(void *userdata, size_t index)
{
	struct inside *n = userdata;
	const struct seam_errors *p = SEAM_OPS(n->c, errors);
	(void)index;
	if (p->code_name)
		(void)p->code_name(3);
	return 0;
}

#define TELLS(rc_seen, what)                                                                                           \
	do {                                                                                                           \
		if ((rc_seen) != n.rc)                                                                                 \
			FAIL(c, what ": the function's code does not come back");                                      \
		errors_last_is(c, 44, n.rc, why, sizeof why - 1);                                                      \
		p->last_error_clear();                                                                                 \
	} while (0)

static void failing(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct inside n = { c, -4400 };
	size_t at = 0, failed = 0;
	uint32_t tries = 0;
	int seen = 0;

	if (!errors_has_last(c))
		return;
	if (p->relay)
		TELLS(p->relay(fail_and_go_on, &n), "relay");
	if (p->relay_int64)
		TELLS(p->relay_int64(fail_64, &n), "relay_int64");
	if (p->relay_errno)
		TELLS(p->relay_errno(fail_and_go_on, &n, &seen), "relay_errno");
	if (p->retry)
		TELLS(p->retry(fail_and_go_on, &n, 1, &tries), "retry");
	if (p->transact)
		TELLS(p->transact(3, fail_at, undone, &n, &at), "transact");
	if (p->run_all)
		TELLS(p->run_all(3, fail_at, &n, &at, &failed), "run_all");
	if (p->scoped)
		TELLS(p->scoped(fail_scoped, &n), "scoped");
	CHECK_EQ(c, seam_live(c).blocks, 0u);
}

static void succeeding(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct errors_once good = { 0, 0 };
	size_t at = 0, failed = 0;
	struct inside n = { c, 0 };
	uint32_t tries = 0;

	if (!errors_has_last(c))
		return;
	errors_last_before(c); /* which is pending while the host's functions succeed */
	if (p->relay)
		CHECK_EQ(c, p->relay(errors_give, &good), 0);
	errors_last_is_before(c, "relay");
	if (p->retry)
		CHECK_EQ(c, p->retry(errors_give, &good, 2, &tries), 0);
	errors_last_is_before(c, "retry");
	if (p->transact)
		CHECK_EQ(c, p->transact(3, undone, NULL, &n, &at), 0);
	errors_last_is_before(c, "transact");
	if (p->run_all)
		CHECK_EQ(c, p->run_all(3, undone, &n, &at, &failed), 0);
	errors_last_is_before(c, "run_all");
	p->last_error_clear();
}

SEAM_CASES(errors, callbacks_within) = {
	{ "failing", SEAM_MUST, failing, "a failure within is the last error outside, in each op that calls the host",
	  0 },
	{ "succeeding", SEAM_MUST, succeeding, "a success within leaves the last error that is pending outside", 0 },
	SEAM_END
};
