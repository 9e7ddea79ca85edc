/*
 * errno: what C sets in errno is what the peer reads, and the other way.
 * Rule: errors.errno    Source: ctypes' use_errno; FFM's captureCallState; Ruby's Fiddle.last_error; JNA's Native.getLastError
 */
#include "errors/stage.h"

#include <errno.h>
#include <limits.h>

static const int numbers[] = { EINVAL, ENOENT, EIO,   EINTR,   ERANGE, EDOM, EAGAIN,  1, 133,
	                       255,    256,    65536, INT_MAX, -1,     -2,   INT_MIN, 0 };
#define NUMBERS (sizeof numbers / sizeof numbers[0])

struct setting {
	int rc, number, before;
};

static int set(void *userdata)
{
	struct setting *s = userdata;

	s->before = errno;
	errno = s->number;
	return s->rc;
}

static void by_the_peer(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	NEED(c, p->set_errno);
	for (size_t i = 0; i < NUMBERS; i++) {
		int rc, seen;

		errno = 77;
		rc = p->set_errno(numbers[i]);
		seen = errno;
		if (rc != (numbers[i] ? -1 : 0) || seen != numbers[i])
			FAIL(c, "set_errno(%d) is %d, and errno is %d afterwards", numbers[i], rc, seen);
	}
}

static void by_the_host(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	NEED(c, p->relay_errno);
	for (size_t i = 0; i < NUMBERS; i++) {
		struct setting s = { i % 2 ? -1 : -70001, numbers[i], 0 };
		int *seen = seam_out(c, sizeof *seen), rc, after;

		errno = 78;
		rc = p->relay_errno(set, &s, seen);
		after = errno;
		CHECK_EQ(c, rc, s.rc);
		if (*seen != numbers[i])
			FAIL(c, "relay_errno: the function left %d in errno, and the peer read %d", numbers[i], *seen);
		if (after != numbers[i])
			FAIL(c, "relay_errno: the function left %d in errno, and behind the peer it is %d", numbers[i],
			     after);
		if (s.before != 78)
			FAIL(c, "relay_errno: errno was 78 before the call, and %d within it", s.before);
	}
}

static void on_success(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const int good[] = { 0, 1, 7, INT_MAX };

	NEED(c, p->relay_errno);
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		struct setting s = { good[i], 79, 0 };
		int *seen = seam_out(c, sizeof *seen), rc, after;

		errno = 78;
		rc = p->relay_errno(set, &s, seen);
		after = errno;
		CHECK_EQ(c, rc, good[i]);
		CHECK_EQ(c, after, 79);
		CHECK_EQ(c, seam_untouched(c, seen, sizeof *seen),
		         sizeof *seen); /* errno says nothing after a success */
	}
}

static void on_refusal(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct setting s = { -1, 79, 0 };
	int seen = 0, rc, after;

	NEED(c, p->relay_errno);
	errno = 78;
	rc = p->relay_errno(NULL, &s, &seen);
	after = errno;
	CHECK_EQ(c, rc, SEAM_E_NULL);
	CHECK_EQ(c, after, 78);
}

SEAM_CASES(errors, errno) = {
	{ "by_the_peer", SEAM_MUST, by_the_peer, "what the peer sets, C reads", 0 },
	{ "by_the_host", SEAM_MUST, by_the_host, "what C sets, the peer reads, and passes on", 0 },
	{ "on_success", SEAM_MUST, on_success, "after a success errno is as the host left it, and is not told", 0 },
	{ "on_refusal", SEAM_MUST, on_refusal, "a call that is refused leaves errno as it was", 0 },
	SEAM_END
};
