/*
 * code_from_errno: a table of codes has an entry for everything, and none of them turns a failure into success.
 * Rule: errors.code_from_errno    Source: bindings' errno tables; io::Error::from_raw_os_error, ErrorKind::Other
 */
#include "errors/stage.h"

#include <errno.h>
#include <limits.h>

static void table(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const struct {
		int error, code;
	} rows[] = { { 0, SEAM_OK },
		     { ENOENT, SEAM_E_NOT_FOUND },
		     { ENOMEM, SEAM_E_MEMORY },
		     { EINVAL, SEAM_E_RANGE },
		     { ERANGE, SEAM_E_RANGE },
		     { EIO, SEAM_E_FAILED },
		     { EINTR, SEAM_E_FAILED },
		     { EACCES, SEAM_E_FAILED },
		     { EPERM, SEAM_E_FAILED },
		     { EDOM, SEAM_E_FAILED },
		     { ENOTDIR, SEAM_E_FAILED },
		     { EEXIST, SEAM_E_FAILED },
		     { ENOSPC, SEAM_E_FAILED },
		     { E2BIG, SEAM_E_FAILED },
		     { EAGAIN, SEAM_E_FAILED },
		     { 256, SEAM_E_FAILED },
		     { 256 + ENOENT, SEAM_E_FAILED },
		     { 65536, SEAM_E_FAILED },
		     { 99999, SEAM_E_FAILED },
		     { -1, SEAM_E_FAILED },
		     { -ENOENT, SEAM_E_FAILED },
		     { INT_MAX, SEAM_E_FAILED },
		     { INT_MIN, SEAM_E_FAILED } };

	NEED(c, p->code_from_errno);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int seen = p->code_from_errno(rows[i].error);

		if (seen != rows[i].code)
			FAIL(c, "code_from_errno(%d) is %d, not %d", rows[i].error, seen, rows[i].code);
	}
}

SEAM_CASES(errors, code_from_errno) = {
	{ "table", SEAM_MUST, table, "each errno has its code, and what is not in the table has failed", 0 }, SEAM_END
};
