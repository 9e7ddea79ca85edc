/*
 * errno_style: -1 and errno, set together and only on failure.
 * Rule: errors.errno_style    Source: POSIX's errors chapter; glue that calls malloc or free between the failure and the return
 */
#include "errors/stage.h"

#include <errno.h>

static void success(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const int numbers[] = { 0, EINTR, EINVAL, 12345, -1 };
	struct seam_errors_shelf *shelf = errors_shelf(c);

	if (!shelf)
		return;
	NEED(c, p->get_errno);
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		int64_t value = 0;
		int rc, after;

		errno = numbers[i];
		rc = p->get_errno(shelf, KEY_FIRST, &value);
		after = errno;
		CHECK_EQ(c, rc, 0);
		CHECK_EQ(c, value, errors_value(c, KEY_FIRST));
		if (after != numbers[i])
			FAIL(c, "get_errno succeeded, and errno was made %d from %d", after, numbers[i]);
	}
	errors_end(c, shelf);
}

static void failure(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const struct {
		int32_t key;
		int number;
	} rows[] = { { KEY_BAD, EINVAL }, { KEY_MISSING, ENOENT }, { KEY_BROKEN, EIO } };
	struct seam_errors_shelf *shelf = errors_shelf(c);
	int64_t value = 0;
	int rc, after;

	if (!shelf)
		return;
	NEED(c, p->get_errno);
	for (size_t i = 0; i < 3; i++) {
		errno = 0;
		rc = p->get_errno(shelf, rows[i].key, &value);
		after = errno;
		if (rc != -1 || after != rows[i].number)
			FAIL(c, "get_errno is %d with errno %d, not -1 with %d", rc, after, rows[i].number);
	}
	errno = 0;
	rc = p->get_errno(NULL, KEY_FIRST, &value);
	after = errno;
	CHECK(c, rc == -1 && after == EINVAL);
	errno = 0;
	rc = p->get_errno(shelf, KEY_FIRST, NULL);
	after = errno;
	CHECK(c, rc == -1 && after == EINVAL);
	errors_end(c, shelf);
}

SEAM_CASES(errors, errno_style) = { { "success", SEAM_MUST, success, "a success leaves errno as it was", 0 },
	                            { "failure", SEAM_MUST, failure, "a failure is -1, and errno says which", 0 },
	                            SEAM_END };
