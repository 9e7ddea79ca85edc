/*
 * cleanup: what is undone after a failure does not hide it, and fails itself only where nothing has failed before.
 * Rule: errors.cleanup    Source: free() and errno; destructors that call last_error_clear; `finally` that replaces the exception
 */
#include "errors/stage.h"

struct body {
	struct seam_case *c;
	int rc, calls;
	bool dirty, fails;
};

static const char why[] = "why the body failed";

static int run_body(void *userdata, struct seam_errors_shelf *shelf)
{
	struct body *b = userdata;
	const struct seam_errors *p = SEAM_OPS(b->c, errors);
	struct seam_errors_shelf_info info = { 0 };

	b->calls++;
	if (!CHECK(b->c, shelf != NULL))
		return b->rc;
	if (p->shelf_info && CHECK_EQ(b->c, p->shelf_info(shelf, &info), SEAM_OK)) {
		CHECK_STR(b->c, info.label, "scoped");
		CHECK_EQ(b->c, info.limit, 8u);
		CHECK_EQ(b->c, info.mode, SEAM_SHELF_ONCE);
		CHECK_EQ(b->c, info.count, 0u);
	}
	CHECK_EQ(b->c, p->shelf_put(shelf, 1, b->dirty ? SEAM_ITEM_DIRTY : SEAM_ITEM_PLAIN, 1), SEAM_OK);
	if (b->fails)
		CHECK_EQ(b->c, p->fail(55, b->rc, why, sizeof why - 1), b->rc);
	return b->rc;
}

static bool can_scope(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	if (!errors_has_last(c))
		return false;
	if (p->scoped && p->shelf_put)
		return true;
	seam_skip(c, "the peer does not offer shelves with a scope");
	return false;
}

static void the_reason_stays(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const int codes[] = { SEAM_E_FAILED, SEAM_E_MEMORY, 7, -70001, INT32_MIN };

	if (!can_scope(c))
		return;
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		for (int dirty = 0; dirty < 2; dirty++) {
			struct body b = { c, codes[i], 0, dirty, true };

			CHECK_EQ(c, p->scoped(run_body, &b), codes[i]);
			CHECK_EQ(c, b.calls, 1);
			errors_last_is(c, 55, codes[i], why, sizeof why - 1);
			p->last_error_clear();
			CHECK_EQ(c, seam_live(c).blocks, 0u);
		}
	}
}

static void its_own_is_told(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct body b = { c, SEAM_OK, 0, SEAM_STIMULUS(c), false };

	if (!can_scope(c))
		return;
	CHECK_EQ(c, p->scoped(run_body, &b), SEAM_E_FAILED);
	CHECK_EQ(c, b.calls, 1);
	errors_last_is(c, SEAM_DOMAIN_SHELF, SEAM_E_FAILED, NULL, 0);
	p->last_error_clear();
	CHECK_EQ(c, seam_live(c).blocks, 0u);
}

static void a_success_hides_nothing(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct body b = { c, SEAM_OK, 0, false, false };

	if (!can_scope(c))
		return;
	errors_last_before(c);
	CHECK_EQ(c, p->scoped(run_body, &b), SEAM_OK);
	errors_last_is_before(c, "a scope that went well");
	b.rc = -5; /* a failure that says nothing of itself */
	CHECK_EQ(c, p->scoped(run_body, &b), -5);
	errors_last_is_before(c, "a scope that failed without a last error");
	CHECK_EQ(c, b.calls, 2);
	p->last_error_clear();
}

static void no_memory(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct body b = { c, SEAM_OK, 0, false, false };
	int rc;

	if (!can_scope(c))
		return;
	errors_last_before(c);
	seam_fail_request(c, 1);
	rc = p->scoped(run_body, &b);
	seam_fail_request(c, 0);
	CHECK_EQ(c, rc, SEAM_E_MEMORY);
	CHECK_EQ(c, b.calls, 0);
	errors_last_is_before(c, "a scope for which there was no memory");
	p->last_error_clear();
}

SEAM_CASES(errors, cleanup) = { { "the_reason_stays", SEAM_MUST, the_reason_stays,
	                          "cleaning up after a failure leaves its code and the last error", 0 },
	                        { "its_own_is_told", SEAM_MUST, its_own_is_told,
	                          "cleaning up that fails after a success is a failure", 0 },
	                        { "a_success_hides_nothing", SEAM_MUST, a_success_hides_nothing,
	                          "cleaning up well leaves the last error as it was", 0 },
	                        { "no_memory", SEAM_MUST, no_memory, "what cannot be set up is not run", 0 },
	                        SEAM_END };
