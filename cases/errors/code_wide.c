/*
 * code_wide: codes of other types than int are not narrowed, and keep their sign.
 * Rule: errors.code_wide    Source: HRESULT and NTSTATUS; ssize_t results read as int; ctypes' default restype; enums in Rust
 */
#include "errors/stage.h"

#include <inttypes.h>
#include <limits.h>

static int64_t give64(void *value)
{
	return *(int64_t *)value;
}

static uint32_t give32(void *value)
{
	return *(uint32_t *)value;
}

static enum seam_errors_status give_status(void *value)
{
	return *(enum seam_errors_status *)value;
}

static void of_64_bits(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const int64_t codes[] = { 0,
		                         1,
		                         -1,
		                         -12,
		                         INT32_MAX,
		                         INT32_MIN,
		                         INT32_MAX + 1ll,
		                         INT32_MIN - 1ll,
		                         1ll << 32,
		                         -(1ll << 32),
		                         (1ll << 53) + 1,
		                         -(1ll << 53) - 1,
		                         INT64_MAX,
		                         INT64_MIN };

	NEED(c, p->relay_int64);
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		int64_t in = codes[i], seen = p->relay_int64(give64, &in);

		if (seen != in) {
			FAIL(c, "relay_int64: %" PRId64 " came back as %" PRId64, in, seen);
			return;
		}
	}
}

static void unsigned_codes(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const uint32_t codes[] = {
		0, 1, 0x7fffffff, 0x80000000, 0x80004005, 0x80070057, 0xc0000005, UINT32_MAX
	};

	NEED(c, p->relay_uint32);
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		uint32_t in = codes[i], seen = p->relay_uint32(give32, &in);

		if (seen != in) {
			FAIL(c, "relay_uint32: 0x%" PRIx32 " came back as 0x%" PRIx32, in, seen);
			return;
		}
	}
}

static void of_an_enum(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const int codes[] = { SEAM_STATUS_READY,
		                     SEAM_STATUS_BUSY,
		                     SEAM_STATUS_LOST,
		                     SEAM_STATUS_MOST,
		                     2,
		                     255,
		                     256,
		                     -2,
		                     -128,
		                     -256,
		                     65536,
		                     INT_MIN,
		                     INT_MIN + 1,
		                     INT_MAX - 1 };

	NEED(c, p->relay_status);
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		enum seam_errors_status in = (enum seam_errors_status)codes[i],
					seen = p->relay_status(give_status, &in);

		if (seen != in) {
			FAIL(c, "relay_status: the status %d came back as %d", (int)in, (int)seen);
			return;
		}
	}
}

static void to_bool(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const int values[] = {
		1, -1, 2, 128, 256, 512, -256, 65536, 1 << 24, INT_MAX, INT_MIN, SEAM_E_NOT_FOUND
	};

	NEED(c, p->truth);
	CHECK_EQ(c, p->truth(0), false);
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
		if (!p->truth(values[i])) {
			FAIL(c, "truth: %d is taken for false", values[i]);
			return;
		}
}

static void refused(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	if (p->relay)
		CHECK_EQ(c, p->relay(NULL, c), SEAM_E_NULL);
	if (p->relay_int64)
		CHECK_EQ(c, p->relay_int64(NULL, c), SEAM_E_NULL);
	if (p->relay_uint32)
		CHECK_EQ(c, p->relay_uint32(NULL, c), (uint32_t)SEAM_E_NULL);
	if (p->relay_status)
		CHECK_EQ(c, (int)p->relay_status(NULL, c), SEAM_E_NULL);
}

SEAM_CASES(errors, code_wide) = {
	{ "of_64_bits", SEAM_MUST, of_64_bits, "results of 64 bits arrive whole", 0 },
	{ "unsigned_codes", SEAM_MUST, unsigned_codes, "codes whose top bit is set are no negative ones", 0 },
	{ "of_an_enum", SEAM_MUST, of_an_enum, "enumerators that nobody has named arrive as they were", 0 },
	{ "to_bool", SEAM_MUST, to_bool, "every number but 0 is true", 0 },
	{ "refused", SEAM_MUST, refused, "no function to call is an error, in the type of the result", 0 },
	SEAM_END
};
