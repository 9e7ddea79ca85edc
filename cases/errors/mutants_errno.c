/* mutants_errno.c - errno that is read too late, cleared, made up or kept. */
#include "errors/planted.h"

#include <errno.h>

static int set_positive_only(int value)
{
	return REAL->set_errno(value < 0 ? -value : value);
}

static int set_and_clean_up(int value)
{
	int rc = REAL->set_errno(value);

	errno = rc ? EINVAL : 0;
	return rc;
}

static int set_zero_fails(int value)
{
	REAL->set_errno(value);
	return -1;
}

static int set_returns_it(int value)
{
	REAL->set_errno(value);
	return -value;
}

static int set_byte(int value)
{
	int rc = REAL->set_errno(value & 0xff);
	return value ? -1 : rc;
}

static int set_a_copy(int value)
{
	int before = errno, rc = REAL->set_errno(value);

	errno = before; /* the runtime has an errno of its own */
	return rc;
}

#define RELAY_ERRNO(name) static int name(seam_errors_int_fn fn, void *userdata, int *seen)

RELAY_ERRNO(seen_too_late)
{
	int rc = REAL->relay_errno(fn, userdata, seen);

	if (fn && seen && rc < 0)
		*seen = 0; /* what the runtime's own calls left there */
	return rc;
}

RELAY_ERRNO(clobbered_behind)
{
	int rc = REAL->relay_errno(fn, userdata, seen);

	if (rc < 0 && fn && seen)
		errno = 0;
	return rc;
}

RELAY_ERRNO(clobbered_on_success)
{
	int rc = REAL->relay_errno(fn, userdata, seen);

	if (rc >= 0)
		errno = 0;
	return rc;
}

RELAY_ERRNO(cleared_before)
{
	int before = errno;

	errno = 0;
	if (!fn || !seen)
		errno = before;
	return REAL->relay_errno(fn, userdata, seen);
}

RELAY_ERRNO(told_always)
{
	int rc = REAL->relay_errno(fn, userdata, seen);

	if (fn && seen && rc >= 0)
		*seen = errno;
	return rc;
}

RELAY_ERRNO(told_for_minus_one)
{
	int before = seen ? *seen : 0, rc = REAL->relay_errno(fn, userdata, seen);

	if (seen && rc < -1 && fn)
		*seen = before;
	return rc;
}

RELAY_ERRNO(refused_with_errno)
{
	int rc = REAL->relay_errno(fn, userdata, seen);

	if (!fn || !seen)
		errno = EINVAL;
	return rc;
}

RELAY_ERRNO(told_through_a_static)
{
	static volatile int last;
	int rc = REAL->relay_errno(fn, userdata, seen);

	if (fn && seen && rc < 0) {
		last = *seen;
		*seen = last;
	}
	return rc;
}

/* errno of the first thread that asks is everybody's. */
RELAY_ERRNO(told_of_one_thread)
{
	static int *first;
	static int number;
	int rc = REAL->relay_errno(fn, userdata, seen);

	if (!first)
		first = &errno;
	if (fn && seen && rc < 0 && first != &errno && number)
		*seen = number;
	else if (fn && seen && rc < 0)
		number = *seen;
	return rc;
}

#define GET_ERRNO(name) static int name(const shelf_t *shelf, int32_t key, int64_t *out)

GET_ERRNO(success_clears)
{
	int rc = REAL->get_errno(shelf, key, out);

	if (!rc)
		errno = 0;
	return rc;
}

GET_ERRNO(success_leaves_a_trace)
{
	int rc = REAL->get_errno(shelf, key, out);

	if (!rc)
		errno = ENOENT; /* a first try that failed, inside */
	return rc;
}

GET_ERRNO(failure_unset)
{
	int before = errno, rc = REAL->get_errno(shelf, key, out);

	if (rc)
		errno = before;
	return rc;
}

GET_ERRNO(failure_negative)
{
	int rc = REAL->get_errno(shelf, key, out);

	if (rc)
		errno = -errno;
	return rc;
}

GET_ERRNO(failure_as_result)
{
	return REAL->get_errno(shelf, key, out) ? -errno : 0;
}

GET_ERRNO(null_is_efault)
{
	int rc = REAL->get_errno(shelf, key, out);

	if (!out || !shelf)
		errno = EFAULT;
	return rc;
}

SEAM_MUTANTS(errors, errno) = { SILENT(set_positive_only, "errno.by_the_peer", "set_errno(-1)", set_errno),
	                        SILENT(set_and_clean_up, "errno.by_the_peer", "afterwards", set_errno),
	                        SILENT(set_zero_fails, "errno.by_the_peer", "set_errno(0)", set_errno),
	                        SILENT(set_returns_it, "errno.by_the_peer", "afterwards", set_errno),
	                        SILENT(set_byte, "errno.by_the_peer", "afterwards", set_errno),
	                        SILENT(set_a_copy, "errno.by_the_peer", "errno is 77", set_errno),
	                        SILENT(seen_too_late, "errno.by_the_host", "the peer read 0", relay_errno),
	                        SILENT(clobbered_behind, "errno.by_the_host", "behind the peer it is 0", relay_errno),
	                        SILENT(clobbered_on_success, "errno.on_success", "after", relay_errno),
	                        SILENT(cleared_before, "errno.by_the_host", "within it", relay_errno),
	                        SILENT(told_always, "errno.on_success", "seam_untouched", relay_errno),
	                        SILENT(told_for_minus_one, "errno.by_the_host", "the peer read", relay_errno),
	                        SILENT(refused_with_errno, "errno.on_refusal", "after", relay_errno),
	                        SILENT(told_of_one_thread, "errno_threads.own", "seen", relay_errno),
	                        SEEN_BY("tsan", "finding", told_through_a_static, "errno_threads.at_once", "data race",
	                                relay_errno),
	                        SILENT(success_clears, "errno_style.success", "was made 0", get_errno),
	                        SILENT(success_leaves_a_trace, "errno_style.success", "errno was made", get_errno),
	                        SILENT(failure_unset, "errno_style.failure", "errno 0", get_errno),
	                        SILENT(failure_negative, "errno_style.failure", "errno -", get_errno),
	                        SILENT(failure_as_result, "errno_style.failure", "get_errno is -", get_errno),
	                        SILENT(null_is_efault, "errno_style.failure", "EINVAL", get_errno),
	                        SEAM_NO_MORE_MUTANTS };
