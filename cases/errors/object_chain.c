/*
 * object_chain: an error has its cause, and that has its own; the order is kept, and the whole is freed at once.
 * Rule: errors.object_chain    Source: std::error::Error::source, recursive drops (stack overflow); X509 and CURL error lists
 */
#include "errors/stage.h"

#include <stdio.h>

/* A chain of `depth` errors; the outermost has the code -depth. */
static struct seam_errors_error *chain(struct seam_case *c, int depth)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_error *error = NULL;
	char text[32];

	if (!p->error_new || !p->error_view || !p->error_cause || !p->error_free) {
		seam_skip(c, "the peer does not offer error objects");
		return NULL;
	}
	for (int i = 1; i <= depth; i++) {
		struct seam_errors_error *cause = error;
		int n = snprintf(text, sizeof text, "link %d", i);

		error = NULL;
		if (p->error_new(i * 3, -i, text, (size_t)n, cause, &error) != SEAM_OK || !error) {
			FAIL(c, "link %d of the chain cannot be made", i);
			p->error_free(cause);
			return NULL;
		}
	}
	return error;
}

static void in_order(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_error *error = chain(c, 100);
	const struct seam_errors_error *at = error;
	uint64_t live;
	char text[32];

	if (!error)
		return;
	for (int i = 100; i >= 1; i--) {
		const struct seam_errors_error *cause = NULL;
		struct seam_errors_view view = { 0 };
		int rc, n = snprintf(text, sizeof text, "link %d", i);

		CHECK_EQ(c, p->error_view(at, &view), SEAM_OK);
		REQUIRE(errors_view_is(c, &view, i * 3, -i, text, (size_t)n));
		rc = p->error_cause(at, &cause);
		if (rc != (i > 1 ? SEAM_OK : SEAM_E_NOT_FOUND)) {
			FAIL(c, "the cause of link %d: error_cause is %d", i, rc);
			break;
		}
		at = cause;
	}
	live = p->live ? p->live() : 0;
	p->error_free(error);
	CHECK_EQ(c, seam_live(c).blocks, 0u);
	if (p->live)
		CHECK_EQ(c, live - p->live(), 100u);
}

static void refused_keeps(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_error *cause = chain(c, 2), *error = NULL;
	struct seam_errors_view view = { 0 };
	size_t blocks;

	if (!cause)
		return;
	blocks = seam_live(c).blocks;
	CHECK_EQ(c, p->error_new(1, 0, "x", 1, cause, &error), SEAM_E_RANGE);
	REQUIRE(CHECK_EQ(c, seam_live(c).blocks, blocks)); /* the cause is the caller's still */
	CHECK_EQ(c, p->error_new(1, -1, NULL, 1, cause, &error), SEAM_E_NULL);
	REQUIRE(CHECK_EQ(c, seam_live(c).blocks, blocks));
	CHECK_EQ(c, p->error_new(1, -1, "x", 1, cause, NULL), SEAM_E_NULL);
	CHECK(c, error == NULL);
	REQUIRE(CHECK_EQ(c, seam_live(c).blocks, blocks));
	CHECK_EQ(c, p->error_view(cause, &view), SEAM_OK);
	errors_view_is(c, &view, 6, -2, "link 2", 6);
	REQUIRE(CHECK_EQ(c, p->error_new(9, -9, "on top", 6, cause, &error), SEAM_OK));
	p->error_free(error);
	CHECK_EQ(c, seam_live(c).blocks, 0u);
}

static void deep(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_error *error = chain(c, 30000);

	if (!error)
		return;
	p->error_free(error);
	CHECK_EQ(c, seam_live(c).blocks, 0u);
}

SEAM_CASES(errors, object_chain) = {
	{ "in_order", SEAM_MUST, in_order, "causes stand in their order, and are freed with what they caused", 0 },
	{ "refused_keeps", SEAM_MUST, refused_keeps, "a call that is refused does not take the cause", 0 },
	{ "deep", SEAM_MUST, deep, "a chain is not bounded by the stack", SEAM_ONCE | SEAM_ISOLATED },
	SEAM_END
};
