/*
 * last_error_memory: when memory for the message is out, the code comes through all the same.
 * Rule: errors.last_error_memory    Source: git_error_set_oom; PyErr_NoMemory; error paths that allocate and fail twice
 */
#include "errors/stage.h"

#include <string.h>

struct failure {
	const char *op;
	int32_t domain;
	int code;
	int (*run)(struct seam_case *c, struct seam_errors_shelf *shelf);
};

static int by_fail(struct seam_case *c, struct seam_errors_shelf *shelf)
{
	(void)shelf;
	return SEAM_OPS(c, errors)->fail(77, -177, "a message that needs memory", 27);
}

static int by_get(struct seam_case *c, struct seam_errors_shelf *shelf)
{
	int64_t value = 0;
	return SEAM_OPS(c, errors)->get(shelf, KEY_MISSING, &value);
}

static int by_find(struct seam_case *c, struct seam_errors_shelf *shelf)
{
	CHECK(c, SEAM_OPS(c, errors)->find(shelf, KEY_BROKEN) == NULL);
	return SEAM_E_FAILED;
}

static int by_put_all(struct seam_case *c, struct seam_errors_shelf *shelf)
{
	size_t bad;
	return SEAM_OPS(c, errors)->shelf_put_all(shelf, NULL, 1, &bad);
}

static int by_panic(struct seam_case *c, struct seam_errors_shelf *shelf)
{
	(void)shelf;
	if (seam_traits(c) & SEAM_PANIC_ABORTS || !SEAM_OPS(c, errors)->panic)
		return SEAM_OPS(c, errors)->fail(SEAM_DOMAIN_PANIC, SEAM_E_PANIC, "x", 1);
	return SEAM_OPS(c, errors)->panic("a panic that needs memory");
}

static int expect_memory(void *userdata, const struct seam_errors_view *view)
{
	*(bool *)userdata = view && view->code == SEAM_E_NOT_FOUND && view->message && !view->message[view->message_n];
	return 0;
}

static int by_attempt(struct seam_case *c, struct seam_errors_shelf *shelf)
{
	bool told = false;
	int64_t value = 0;
	int rc = SEAM_OPS(c, errors)->attempt(shelf, KEY_MISSING, &value, expect_memory, &told);

	CHECK(c, told);
	return rc;
}

/* Makes the k-th request fail for each k, until the failure makes fewer than k. */
static void try(struct seam_case *c, const struct failure *f)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = errors_shelf(c);

	if (!shelf)
		return;
	for (size_t k = 1; k < 20; k++) {
		size_t before;
		struct seam_errors_view view = { 0 };
		int rc;

		errors_last_before(c);
		before = seam_requests(c);
		seam_fail_request(c, k);
		rc = f->run(c, shelf);
		seam_fail_request(c, 0);
		if (rc != f->code)
			FAIL(c, "%s: without memory for the message the code is %d, not %d", f->op, rc, f->code);
		if (p->last_error(&view) != SEAM_OK)
			FAIL(c, "%s: without memory for the message there is no last error", f->op);
		else if (view.code != f->code || view.domain != f->domain)
			FAIL(c, "%s: without memory for the message the last error is domain %d, code %d", f->op,
			     (int)view.domain, (int)view.code);
		else
			CHECK(c, view.message != NULL && strlen(view.message) <= view.message_n);
		if (seam_requests(c) < before + k)
			break;
	}
	CHECK_EQ(c, f->run(c, shelf), f->code);
	errors_last_is(c, f->domain, f->code, NULL, 0);
	errors_end(c, shelf);
	CHECK_EQ(c, seam_live(c).blocks, 0u);
}

static void code_comes_through(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	if (!errors_has_last(c))
		return;
	try(c, &(struct failure){ "fail", 77, -177, by_fail });
	if (p->get)
		try(c, &(struct failure){ "get", SEAM_DOMAIN_SHELF, SEAM_E_NOT_FOUND, by_get });
	if (p->find)
		try(c, &(struct failure){ "find", SEAM_DOMAIN_SHELF, SEAM_E_FAILED, by_find });
	if (p->shelf_put_all)
		try(c, &(struct failure){ "shelf_put_all", SEAM_DOMAIN_SHELF, SEAM_E_NULL, by_put_all });
	if (p->attempt)
		try(c, &(struct failure){ "attempt", SEAM_DOMAIN_SHELF, SEAM_E_NOT_FOUND, by_attempt });
	try(c, &(struct failure){ "panic", SEAM_DOMAIN_PANIC, SEAM_E_PANIC, by_panic });
}

static void closing(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	if (!errors_has_last(c) || !p->shelf_new)
		return;
	for (size_t k = 1; k < 4; k++) {
		struct seam_errors_shelf *shelf = NULL;
		struct seam_errors_view view = { 0 };

		REQUIRE(CHECK_EQ(c, p->shelf_new(SEAM_SHELF_ONCE, 2, "closing", &shelf), SEAM_OK));
		CHECK_EQ(c, p->shelf_put(shelf, 1, SEAM_ITEM_DIRTY, 1), SEAM_OK);
		seam_fail_request(c, k);
		CHECK_EQ(c, p->shelf_close(shelf), SEAM_E_FAILED);
		seam_fail_request(c, 0);
		CHECK_EQ(c, p->last_error(&view), SEAM_OK);
		CHECK_EQ(c, view.code, SEAM_E_FAILED);
		p->last_error_clear();
		CHECK_EQ(c, seam_live(c).blocks, 0u);
	}
}

SEAM_CASES(errors,
           last_error_memory) = { { "code_comes_through", SEAM_MUST, code_comes_through,
	                            "a failure that cannot be described is that failure still", 0 },
	                          { "closing", SEAM_MUST, closing, "also when it happens while a thing is closed", 0 },
	                          SEAM_END };
