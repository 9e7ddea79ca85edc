/*
 * errors.c - a failure is a value: a code that is returned, and beside it a message, in each of C's ways.
 *
 * Shelves and error objects are made of lent memory; so is the message of a thread's last error.
 */
#include "errors_parts.h"

#include <errno.h>
#include <setjmp.h>
#include <string.h>

atomic_uint_fast64_t errors_live_objects;

static uint64_t live(void)
{
	return atomic_load(&errors_live_objects);
}

/* ---- codes ------------------------------------------------------------------------------------------------------- */

static int relay(seam_errors_int_fn fn, void *userdata)
{
	return fn ? fn(userdata) : SEAM_E_NULL;
}

static int64_t relay_int64(seam_errors_int64_fn fn, void *userdata)
{
	return fn ? fn(userdata) : SEAM_E_NULL;
}

static uint32_t relay_uint32(seam_errors_uint32_fn fn, void *userdata)
{
	return fn ? fn(userdata) : (uint32_t)SEAM_E_NULL;
}

static enum seam_errors_status relay_status(seam_errors_status_fn fn, void *userdata)
{
	return fn ? fn(userdata) : (enum seam_errors_status)SEAM_E_NULL;
}

static bool truth(int value)
{
	return value != 0;
}

static const struct {
	int code;
	const char *name;
} names[] = {
	{ SEAM_OK, "SEAM_OK" },
	{ SEAM_E_FAILED, "SEAM_E_FAILED" },
	{ SEAM_E_NULL, "SEAM_E_NULL" },
	{ SEAM_E_NUL, "SEAM_E_NUL" },
	{ SEAM_E_ENCODING, "SEAM_E_ENCODING" },
	{ SEAM_E_RANGE, "SEAM_E_RANGE" },
	{ SEAM_E_SPACE, "SEAM_E_SPACE" },
	{ SEAM_E_MEMORY, "SEAM_E_MEMORY" },
	{ SEAM_E_PANIC, "SEAM_E_PANIC" },
	{ SEAM_E_STATE, "SEAM_E_STATE" },
	{ SEAM_E_UNSUPPORTED, "SEAM_E_UNSUPPORTED" },
	{ SEAM_E_VERSION, "SEAM_E_VERSION" },
	{ SEAM_E_NOT_FOUND, "SEAM_E_NOT_FOUND" },
};

const char *errors_code_name(int code)
{
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (names[i].code == code)
			return names[i].name;
	return "unknown code";
}

static int code_from_name(const char *name, int *code)
{
	if (!name || !code)
		return SEAM_E_NULL;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(names[i].name, name) == 0) {
			*code = names[i].code;
			return SEAM_OK;
		}
	}
	return SEAM_E_NOT_FOUND;
}

static int code_from_errno(int error)
{
	switch (error) {
	case 0: return SEAM_OK;
	case ENOENT: return SEAM_E_NOT_FOUND;
	case ENOMEM: return SEAM_E_MEMORY;
	case EINVAL:
	case ERANGE: return SEAM_E_RANGE;
	default: return SEAM_E_FAILED;
	}
}

/* ---- ends of calls ----------------------------------------------------------------------------------------------- */

static int scoped(seam_errors_shelf_fn fn, void *userdata)
{
	struct seam_errors_shelf *shelf;
	int rc, end;

	if (!fn)
		return SEAM_E_NULL;
	rc = errors_shelf_new(SEAM_SHELF_ONCE, 8, "scoped", &shelf);
	if (rc != SEAM_OK)
		return rc;
	rc = fn(userdata, shelf);
	end = errors_shelf_end(shelf);
	return rc != SEAM_OK ? rc : errors_closed(end);
}

struct panic {
	jmp_buf back;
	const char *volatile text; /* set between setjmp and longjmp */
};

static _Noreturn void raise_panic(struct panic *p, const char *text)
{
	p->text = text;
	longjmp(p->back, 1);
}

static int panic(const char *text)
{
	struct panic p;

	if (!text)
		return SEAM_E_NULL;
	if (setjmp(p.back) == 0)
		raise_panic(&p, text);
	errors_set_last(SEAM_DOMAIN_PANIC, SEAM_E_PANIC, p.text, strlen(p.text));
	return SEAM_E_PANIC;
}

/* ---- errno ------------------------------------------------------------------------------------------------------- */

static int set_errno(int value)
{
	errno = value;
	return value ? -1 : 0;
}

static int relay_errno(seam_errors_int_fn fn, void *userdata, int *seen)
{
	int rc;

	if (!fn || !seen)
		return SEAM_E_NULL;
	rc = fn(userdata);
	if (rc < 0)
		*seen = errno;
	return rc;
}

static int retry(seam_errors_int_fn fn, void *userdata, uint32_t most, uint32_t *tries)
{
	uint32_t done = 0;
	int rc;

	if (!fn || !tries)
		return SEAM_E_NULL;
	if (!most)
		return SEAM_E_RANGE;
	do {
		rc = fn(userdata);
		done++;
	} while (rc < 0 && errno == EINTR && done < most);
	*tries = done;
	return rc;
}

/* ---- steps ------------------------------------------------------------------------------------------------------- */

static int transact(size_t n, seam_errors_step_fn step, seam_errors_step_fn undo, void *userdata, size_t *failed_at)
{
	if (!step || !failed_at)
		return SEAM_E_NULL;
	for (size_t i = 0; i < n; i++) {
		int rc = step(userdata, i);

		if (rc == 0)
			continue;
		for (size_t k = i; undo && k-- > 0;)
			undo(userdata, k);
		*failed_at = i;
		return rc;
	}
	return SEAM_OK;
}

static int run_all(size_t n, seam_errors_step_fn step, void *userdata, size_t *first, size_t *failed)
{
	size_t bad = 0;
	int code = SEAM_OK;

	if (!step || !first || !failed)
		return SEAM_E_NULL;
	for (size_t i = 0; i < n; i++) {
		int rc = step(userdata, i);

		if (rc != 0 && bad++ == 0) {
			code = rc;
			*first = i;
		}
	}
	*failed = bad;
	return code;
}

const struct seam_errors seam_c_errors = {
	.relay = relay,
	.relay_int64 = relay_int64,
	.relay_uint32 = relay_uint32,
	.relay_status = relay_status,
	.truth = truth,
	.code_name = errors_code_name,
	.code_from_name = code_from_name,
	.code_from_errno = code_from_errno,
	.shelf_new = errors_shelf_new,
	.shelf_close = errors_shelf_close,
	.shelf_info = errors_shelf_info,
	.shelf_put = errors_shelf_put,
	.shelf_put_all = errors_shelf_put_all,
	.get = errors_get,
	.find = errors_find,
	.contains = errors_contains,
	.read = errors_read_values,
	.get_errno = errors_get_errno,
	.get_report = errors_get_report,
	.get_error = errors_get_error,
	.attempt = errors_attempt,
	.fail = errors_fail,
	.last_error = errors_last,
	.last_error_take = errors_last_take,
	.last_error_clear = errors_last_clear,
	.scoped = scoped,
	.panic = panic,
	.error_new = errors_object_new,
	.error_view = errors_object_view,
	.error_cause = errors_object_cause,
	.error_free = errors_object_free,
	.set_errno = set_errno,
	.relay_errno = relay_errno,
	.retry = retry,
	.transact = transact,
	.run_all = run_all,
	.live = live,
};
