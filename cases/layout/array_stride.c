/*
 * array_stride: element i of an array of structs is at i times C's size of the struct, tail padding included.
 * Rule: layout.array_stride    Source: C11 6.5.2.1; bindings that step by the sum of the fields
 */
#include "layout/types.h"
#include <string.h>

enum { N = 300 }; /* more than a byte counts */

static void fill(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	const uint32_t first = 0xfffffffdu; /* wraps on the way */
	NEED(c, ops->fill);
	struct seam_fixed12 *out = seam_out(c, N * sizeof *out);

	REQUIRE(CHECK_EQ(c, ops->fill(out, N, first), SEAM_OK));
	for (size_t i = 0; i < N; i++) {
		if (out[i].a != (uint8_t)i || out[i].b != first + (uint32_t)i || out[i].c != (uint8_t)~i) {
			FAIL(c, "element %zu at byte %zu is {%u, %u, %u}, expected {%u, %u, %u}", i, i * sizeof *out,
			     out[i].a, (unsigned)out[i].b, out[i].c, (uint8_t)i, (unsigned)(first + (uint32_t)i), (uint8_t)~i);
			return;
		}
	}
}

static void sum(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	_Alignas(struct seam_fixed12) unsigned char bytes[N * sizeof(struct seam_fixed12)];
	struct seam_fixed12 *array = (struct seam_fixed12 *)(void *)bytes;
	uint64_t expected = 0, total;
	NEED(c, ops->sum);

	memset(bytes, seam_poison(c), sizeof bytes);
	for (size_t i = 0; i < N; i++) {
		array[i].a = (uint8_t)(200 + i);
		array[i].b = 0xfffffff0u + (uint32_t)i;
		array[i].c = (uint8_t)(i * 3);
		expected += (uint64_t)array[i].a + array[i].b + array[i].c;
	}
	memset(&total, seam_poison(c), sizeof total);
	CHECK_EQ(c, ops->sum(LAYOUT_IN(c, bytes), N, &total), SEAM_OK);
	CHECK_EQ(c, total, expected);
}

static void none(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	uint64_t total;
	NEED(c, ops->fill);
	NEED(c, ops->sum);
	struct seam_fixed12 *end = (struct seam_fixed12 *)seam_out(c, sizeof *end) + 1; /* aligned, and not there */

	CHECK_EQ(c, ops->fill(NULL, 0, 1), SEAM_OK);
	CHECK_EQ(c, ops->fill(end, 0, 1), SEAM_OK);
	for (int i = 0; i < 2; i++) {
		memset(&total, seam_poison(c), sizeof total);
		CHECK_EQ(c, ops->sum(i == 0 ? NULL : end, 0, &total), SEAM_OK);
		CHECK_EQ(c, total, 0);
	}
}

SEAM_CASES(layout, array_stride) = {
	{ "fill", SEAM_MUST, fill, "each element that the peer fills is at C's place", 0 },
	{ "sum", SEAM_MUST, sum, "each element that C fills is read by the peer", 0 },
	{ "none", SEAM_MUST, none, "an array of no elements is neither read nor written", 0 },
	SEAM_END
};
