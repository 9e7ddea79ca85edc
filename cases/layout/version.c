/*
 * version: an options struct of an older version is taken as far as it goes, the current one whole; 0 and newer ones
 * are refused.
 * Rule: layout.version    Source: libgit2's GIT_*_OPTIONS_VERSION; Win32's cbSize
 */
#include "layout/types.h"
#include <string.h>

static const char label[] = "label";

static struct seam_options given(struct seam_case *c, uint32_t version, size_t size)
{
	struct seam_options o;

	memset(&o, seam_poison(c), sizeof o);
	o.version = version;
	o.size = (uint32_t)size;
	o.label = label;
	o.depth = -77;
	o.limit = UINT64_C(0x1122334455667788);
	o.mode = 0x99aabbccu;
	o.grace = INT64_C(-0x1122334455667788);
	return o;
}

static bool same_options(struct seam_case *c, const struct seam_options *seen, const struct seam_options *expected)
{
	bool same = CHECK_EQ(c, seen->version, SEAM_OPTIONS_VERSION);

	same &= CHECK_EQ(c, seen->size, sizeof(struct seam_options));
	same &= CHECK_EQ(c, seen->label, expected->label);
	same &= CHECK_EQ(c, seen->depth, expected->depth);
	same &= CHECK_EQ(c, seen->limit, expected->limit);
	same &= CHECK_EQ(c, seen->mode, expected->mode);
	same &= CHECK_EQ(c, seen->grace, expected->grace);
	return same;
}

static void current(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	struct seam_options in = given(c, SEAM_OPTIONS_VERSION, sizeof in);
	NEED(c, ops->options_apply);
	struct seam_options *out = seam_out(c, sizeof *out);

	REQUIRE(CHECK_EQ(c, ops->options_apply(LAYOUT_IN(c, in), out), SEAM_OK));
	same_options(c, out, &in);
}

/* What follows version 1 in memory is no option. */
static void older(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	struct seam_options in = given(c, 1, sizeof(struct seam_options_v1)), expected = in;
	NEED(c, ops->options_apply);

	expected.mode = SEAM_OPTIONS_MODE;
	expected.grace = SEAM_OPTIONS_GRACE;
	for (int longer = 1; longer >= 0; longer--) { /* first with more memory behind it, then at its very end */
		struct seam_options *out = seam_out(c, sizeof *out);
		size_t size = longer ? sizeof in : sizeof(struct seam_options_v1);

		REQUIRE(CHECK_EQ(c, ops->options_apply(seam_in(c, &in, size), out), SEAM_OK));
		REQUIRE(same_options(c, out, &expected));
	}
}

static void refused(struct seam_case *c, uint32_t version, size_t size, size_t memory)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	struct seam_options in = given(c, version, size);
	NEED(c, ops->options_apply);
	struct seam_options *out = seam_out(c, sizeof *out);

	if (!SEAM_STIMULUS(c)) {
		in.version = SEAM_OPTIONS_VERSION;
		in.size = sizeof in;
		memory = sizeof in;
	}
	if (!CHECK_EQ(c, ops->options_apply(seam_in(c, &in, memory), out), SEAM_E_VERSION))
		FAIL(c, "version %u with size %zu was taken", (unsigned)version, size);
	CHECK_EQ(c, seam_untouched(c, out, sizeof *out), sizeof *out);
}

static void zero(struct seam_case *c)
{
	refused(c, 0, sizeof(struct seam_options), sizeof(struct seam_options));
	refused(c, 0, 0, offsetof(struct seam_options, label));
}

static void newer(struct seam_case *c)
{
	refused(c, SEAM_OPTIONS_VERSION + 1, sizeof(struct seam_options), sizeof(struct seam_options));
	refused(c, 0x101, sizeof(struct seam_options_v1), sizeof(struct seam_options));
	refused(c, UINT32_MAX, sizeof(struct seam_options) * 2, offsetof(struct seam_options, label));
}

static void size(struct seam_case *c)
{
	refused(c, 2, sizeof(struct seam_options_v1), sizeof(struct seam_options));
	refused(c, 1, sizeof(struct seam_options), sizeof(struct seam_options));
	refused(c, 2, 0, sizeof(struct seam_options));
	refused(c, 2, sizeof(struct seam_options) + 0x10000, sizeof(struct seam_options));
}

SEAM_CASES(layout, version) = {
	{ "current", SEAM_MUST, current, "every option of the current version is taken", 0 },
	{ "older", SEAM_MUST, older, "an older, shorter struct is taken, the rest has its defaults", 0 },
	{ "zero", SEAM_MUST, zero, "version 0 is refused", 0 },
	{ "newer", SEAM_MUST, newer, "a newer version is refused, and not read", 0 },
	{ "size", SEAM_MUST, size, "a size that is not the version's is refused", 0 },
	SEAM_END
};
