/* errors_last.c - the last error of each thread, and errors as objects. */
#include "errors_parts.h"

#include <string.h>

/* ---- the last error of each thread ------------------------------------------------------------------------------- */

struct last {
	const char *message; /* NULL: there is no error                                     */
	char *block;         /* the message's memory, of n + 1 bytes; NULL if it needs none */
	size_t n;
	int32_t domain, code;
};

static _Thread_local struct last last;
static _Thread_local const char
	*shown; /* the block that a reporter is looking at: it outlives what the reporter does */

void errors_last_clear(void)
{
	if (last.block && last.block != shown)
		lent_free(last.block, last.n + 1);
	last = (struct last){ 0 };
}

void errors_set_last(int32_t domain, int32_t code, const char *message, size_t n)
{
	static const char no_memory[] = "there is no memory for the message";
	struct last next = { .message = "", .n = n, .domain = domain, .code = code };

	if (n) {
		next.block = n < SIZE_MAX ? lent(n + 1) : NULL;
		if (next.block) {
			memcpy(next.block, message, n); /* before the old one goes: it may be the old one's */
			next.block[n] = '\0';
		} else {
			next.n = sizeof no_memory - 1;
		}
		next.message = next.block ? next.block : no_memory;
	}
	errors_last_clear();
	last = next;
}

int errors_fail(int32_t domain, int32_t code, const char *message, size_t n)
{
	if (!message && n)
		return SEAM_E_NULL;
	if (!code)
		return SEAM_E_RANGE;
	errors_set_last(domain, code, message, n);
	return code;
}

int errors_last(struct seam_errors_view *out)
{
	if (!out)
		return SEAM_E_NULL;
	if (!last.message)
		return SEAM_E_NOT_FOUND;
	*out = (struct seam_errors_view){ last.domain, last.code, last.message, last.n };
	return SEAM_OK;
}

/* ---- error objects ----------------------------------------------------------------------------------------------- */

struct seam_errors_error {
	struct seam_errors_error *cause;
	size_t n;
	int32_t domain, code;
	char message[];
};

int errors_object_new(int32_t domain, int32_t code, const char *message, size_t n, struct seam_errors_error *cause,
                      struct seam_errors_error **out)
{
	struct seam_errors_error *error;

	if (!out || (!message && n))
		return SEAM_E_NULL;
	if (!code)
		return SEAM_E_RANGE;
	error = n < SIZE_MAX - sizeof *error ? lent(sizeof *error + n + 1) : NULL;
	if (!error)
		return SEAM_E_MEMORY;
	error->cause = cause;
	error->n = n;
	error->domain = domain;
	error->code = code;
	if (n)
		memcpy(error->message, message, n);
	error->message[n] = '\0';
	atomic_fetch_add(&errors_live_objects, 1);
	*out = error;
	return SEAM_OK;
}

/* A loop: a chain may be longer than the stack is deep. */
void errors_object_free(struct seam_errors_error *error)
{
	while (error) {
		struct seam_errors_error *cause = error->cause;

		lent_free(error, sizeof *error + error->n + 1);
		atomic_fetch_sub(&errors_live_objects, 1);
		error = cause;
	}
}

int errors_object_view(const struct seam_errors_error *error, struct seam_errors_view *out)
{
	if (!error || !out)
		return SEAM_E_NULL;
	*out = (struct seam_errors_view){ error->domain, error->code, error->message, error->n };
	return SEAM_OK;
}

int errors_object_cause(const struct seam_errors_error *error, const struct seam_errors_error **out)
{
	if (!error || !out)
		return SEAM_E_NULL;
	if (!error->cause)
		return SEAM_E_NOT_FOUND;
	*out = error->cause;
	return SEAM_OK;
}

int errors_last_take(struct seam_errors_error **out)
{
	int rc;

	if (!out)
		return SEAM_E_NULL;
	if (!last.message)
		return SEAM_E_NOT_FOUND;
	rc = errors_object_new(last.domain, last.code, last.message, last.n, NULL, out);
	if (rc == SEAM_OK)
		errors_last_clear();
	return rc;
}

int errors_attempt(const struct seam_errors_shelf *shelf, int32_t key, int64_t *out, seam_errors_reporter reporter,
                   void *userdata)
{
	int rc = errors_get(shelf, key, out);
	const char *shown_before = shown;
	struct seam_errors_view view;
	struct last mine = last;

	if (rc == SEAM_OK || !reporter)
		return rc;
	errors_last(&view);
	shown = mine.block;
	reporter(userdata, &view);
	errors_last_clear();
	last = mine;
	shown = shown_before;
	return rc;
}
