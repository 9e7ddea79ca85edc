/*
 * The last error is that of the process, not of the thread.
 *
 * Found as: broken: last_error: another one than was set on this thread
 */
#include "planted.h"
#include "threads/threads.h"

#include <stdio.h>

static int32_t the_code;
static char the_message[256];

static int set(int32_t code, const char *message)
{
	int rc = ORIGINAL(threads)->last_error_set(code, message);

	if (rc == SEAM_OK) {
		the_code = code;
		snprintf(the_message, sizeof the_message, "%s", message);
	}
	return rc;
}

static int get(int32_t *code, const char **message)
{
	int rc = ORIGINAL(threads)->last_error(code, message);

	if (rc == SEAM_OK) {
		*code = the_code;
		*message = the_message;
	}
	return rc;
}

void plant(void)
{
	PLANTED(threads)->last_error_set = set;
	PLANTED(threads)->last_error = get;
}
