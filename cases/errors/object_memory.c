/*
 * object_memory: when memory for the error object is out, the code comes through, and there is no object.
 * Rule: errors.object_memory    Source: error paths that allocate; g_error_new, which aborts
 */
#include "errors/stage.h"

static void code_comes_through(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const struct {
		int32_t key;
		int code;
	} rows[] = { { KEY_BAD, SEAM_E_RANGE }, { KEY_MISSING, SEAM_E_NOT_FOUND }, { KEY_BROKEN, SEAM_E_FAILED } };
	struct seam_errors_shelf *shelf = errors_shelf(c);
	int64_t value = 0;

	if (!shelf)
		return;
	NEED(c, p->get_error);
	NEED(c, p->error_free);
	for (size_t i = 0; i < 3; i++) {
		struct seam_errors_error *error = NULL;

		for (size_t k = 1; k < 12 && !error; k++) {
			struct seam_live before = seam_live(c);
			int rc;

			seam_fail_request(c, k);
			rc = p->get_error(shelf, rows[i].key, &value, &error);
			seam_fail_request(c, 0);
			if (rc != rows[i].code)
				FAIL(c, "without memory for the error object the code is %d, not %d", rc, rows[i].code);
			if (!error && seam_live(c).blocks != before.blocks)
				FAIL(c, "without memory for the whole error object, a part of it is lost");
		}
		CHECK(c, error != NULL);
		p->error_free(error);
	}
	errors_end(c, shelf);
	CHECK_EQ(c, seam_live(c).blocks, 0u);
}

SEAM_CASES(errors, object_memory) = { { "code_comes_through", SEAM_MUST, code_comes_through,
	                                "a failure that has no object is that failure still", 0 },
	                              SEAM_END };
