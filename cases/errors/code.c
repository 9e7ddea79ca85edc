/*
 * code: a code crosses unchanged, whether the peer knows it or not.
 * Rule: errors.code    Source: GIT_EUSER and callbacks' own codes; git2-rs's Error::raw_code, which loses codes that it does not know
 */
#include "errors/stage.h"

#include <limits.h>

static void sweep(struct seam_case *c, const int *codes, size_t n)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	NEED(c, p->relay);
	for (size_t i = 0; i < n; i++) {
		struct errors_once once = { 0, codes[i] };
		int seen = p->relay(errors_give, &once);

		if (once.calls != 1)
			FAIL(c, "relay called the function %d times for the code %d", once.calls, codes[i]);
		if (seen != codes[i]) {
			FAIL(c, "relay: the code %d came back as %d", codes[i], seen);
			return;
		}
	}
}

static void every_code(struct seam_case *c)
{
	static const int codes[] = { SEAM_OK,         SEAM_E_FAILED, SEAM_E_NULL,        SEAM_E_NUL,
		                     SEAM_E_ENCODING, SEAM_E_RANGE,  SEAM_E_SPACE,       SEAM_E_MEMORY,
		                     SEAM_E_PANIC,    SEAM_E_STATE,  SEAM_E_UNSUPPORTED, SEAM_E_VERSION,
		                     SEAM_E_NOT_FOUND };
	sweep(c, codes, sizeof codes / sizeof codes[0]);
}

static void positive(struct seam_case *c)
{
	static const int codes[] = { 1, 2, 7, 13, 127, 128, 255, 256, 4095, 4096, 32767, 32768, 65535, 65536, INT_MAX };
	sweep(c, codes, sizeof codes / sizeof codes[0]);
}

static void unknown(struct seam_case *c)
{
	static const int codes[] = { -13,   -30,   -71,    -127,   -128,   -129,        -255,        -256,   -257,
		                     -4095, -4096, -32768, -32769, -65536, -2147024809, INT_MIN + 1, INT_MIN };
	sweep(c, codes, sizeof codes / sizeof codes[0]);
}

struct through {
	const struct seam_errors *p;
	struct errors_once once;
};

static int give_through(void *userdata)
{
	struct through *t = userdata;
	return t->p->relay(errors_give, &t->once);
}

static void through_two(struct seam_case *c)
{
	struct through t = { SEAM_OPS(c, errors), { 0, -70001 } };

	NEED(c, t.p->relay);
	CHECK_EQ(c, t.p->relay(give_through, &t), -70001);
	CHECK_EQ(c, t.once.calls, 1);
}

SEAM_CASES(errors,
           code) = { { "every_code", SEAM_MUST, every_code, "every code of the table crosses unchanged", 0 },
	             { "positive", SEAM_MUST, positive, "positive results cross unchanged, up to INT_MAX", 0 },
	             { "unknown", SEAM_MUST, unknown, "codes that nobody knows cross unchanged, down to INT_MIN", 0 },
	             { "through_two", SEAM_MUST, through_two, "also when a call lies within a call", 0 },
	             SEAM_END };
