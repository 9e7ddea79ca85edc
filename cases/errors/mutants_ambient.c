/* mutants_ambient.c - failures that leave the process other than it was. */
#include "errors/planted.h"

#include <locale.h>
#include <signal.h>

static int get_ignores_a_signal(const shelf_t *shelf, int32_t key, int64_t *out)
{
	int rc = REAL->get(shelf, key, out);

	if (rc == SEAM_E_RANGE)
		signal(SIGTERM, SIG_IGN);
	return rc;
}

static int fail_in_a_locale(int32_t domain, int32_t code, const char *message, size_t n)
{
	setlocale(LC_CTYPE, "C.UTF-8"); /* to write the message with, and not taken back */
	return REAL->fail(domain, code, message, n);
}

SEAM_MUTANTS_OF(errors, ambient) = { SILENT(get_ignores_a_signal, "kinds_of_failure.by_code", "ambient: ", get),
	                             SILENT(fail_in_a_locale, "message.percent", "ambient: ", fail),
	                             SEAM_NO_MORE_MUTANTS };
