/* mutants_threads.c - one last error for all threads. */
#include "errors/planted.h"

#include <stdatomic.h>
#include <string.h>

/* A last error of the process, well locked. */
static atomic_flag lock = ATOMIC_FLAG_INIT;

static void enter(void)
{
	while (atomic_flag_test_and_set(&lock))
		;
}

static void leave(void)
{
	atomic_flag_clear(&lock);
}

static int last_of_any(struct seam_errors_view *out)
{
	static _Thread_local char text[1 << 10];
	static struct seam_errors_view of_all;
	static char text_of_all[1 << 10];
	int rc = REAL->last_error(out);

	enter();
	if (rc == SEAM_OK && out->message_n < sizeof text_of_all) { /* each that looks leaves it for the others */
		of_all = *out;
		memcpy(text_of_all, out->message, out->message_n + 1);
	} else if (rc == SEAM_E_NOT_FOUND && of_all.message) {
		*out = of_all;
		memcpy(text, text_of_all, out->message_n + 1);
		out->message = text;
		of_all.message = NULL;
		rc = SEAM_OK;
	}
	leave();
	return rc;
}

SEAM_MUTANTS(errors, last_error_threads) = {
	SILENT(last_of_any, "last_error_threads.not_of_others", "SEAM_E_NOT_FOUND", last_error), SEAM_NO_MORE_MUTANTS
};
