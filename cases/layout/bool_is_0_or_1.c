/*
 * bool_is_0_or_1: a truth leaves the peer as the byte 1 or 0, never as another that C may take for both.
 * Rule: layout.bool_is_0_or_1    Source: C11 6.3.1.2; Rust reference, bool; RS-2021-0086's class
 */
#include "layout/types.h"
#include <string.h>

static void truth(struct seam_case *c)
{
	static const int64_t numbers[] = { 0,       1,         2, -1, 0x80, 0x100,
		                           0x10000, INT64_MIN, INT64_MAX, INT64_C(0x100000000) };
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	NEED(c, ops->truth);

	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		bool *out = seam_out(c, sizeof *out);
		unsigned char byte;

		CHECK_EQ(c, ops->truth(numbers[i], out), SEAM_OK);
		memcpy(&byte, out, sizeof byte);
		if (byte != (numbers[i] != 0))
			FAIL(c, "the truth of %lld is the byte %02x, expected %02x", (long long)numbers[i], byte,
			     numbers[i] != 0);
	}
}

SEAM_CASES(layout, bool_is_0_or_1) = {
	{ "truth", SEAM_MUST, truth, "every number other than 0 gives the byte 1, 0 the byte 0", 0 },
	SEAM_END
};
