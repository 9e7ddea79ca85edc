/*
 * version_init: init fills the struct of the version that the caller was built with, and not a byte more; it refuses
 * versions that it does not know.
 * Rule: layout.version_init    Source: libgit2's git_*_options_init
 */
#include "layout/types.h"

static void current(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	NEED(c, ops->options_init);
	struct seam_options *o = seam_out(c, sizeof *o);

	REQUIRE(CHECK_EQ(c, ops->options_init(o, SEAM_OPTIONS_VERSION), SEAM_OK));
	CHECK_EQ(c, o->version, SEAM_OPTIONS_VERSION);
	CHECK_EQ(c, o->size, sizeof *o);
	CHECK_EQ(c, o->label, (const char *)NULL);
	CHECK_EQ(c, o->depth, SEAM_OPTIONS_DEPTH);
	CHECK_EQ(c, o->limit, SEAM_OPTIONS_LIMIT);
	CHECK_EQ(c, o->mode, SEAM_OPTIONS_MODE);
	CHECK_EQ(c, o->grace, SEAM_OPTIONS_GRACE);
}

/* The buffer ends where version 1 does. */
static void older(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	NEED(c, ops->options_init);
	struct seam_options_v1 *o = seam_out(c, sizeof *o);

	REQUIRE(CHECK_EQ(c, ops->options_init(o, 1), SEAM_OK));
	CHECK_EQ(c, o->version, 1);
	CHECK_EQ(c, o->size, sizeof *o);
	CHECK_EQ(c, o->label, (const char *)NULL);
	CHECK_EQ(c, o->depth, SEAM_OPTIONS_DEPTH);
	CHECK_EQ(c, o->limit, SEAM_OPTIONS_LIMIT);
}

static void refused(struct seam_case *c)
{
	static const uint32_t versions[] = { 0, SEAM_OPTIONS_VERSION + 1, 0x101, 0x10001, UINT32_MAX };
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	NEED(c, ops->options_init);

	for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++) {
		struct seam_options *o = seam_out(c, sizeof *o);

		CHECK_EQ(c, ops->options_init(o, SEAM_STIMULUS(c) ? versions[i] : 1), SEAM_E_VERSION);
		CHECK_EQ(c, seam_untouched(c, o, sizeof *o), sizeof *o);
	}
}

SEAM_CASES(layout, version_init) = {
	{ "current", SEAM_MUST, current, "init gives the current version's defaults", 0 },
	{ "older", SEAM_MUST, older, "init of an older version writes its struct and no byte more", 0 },
	{ "refused", SEAM_MUST, refused, "init refuses version 0 and newer ones", 0 },
	SEAM_END
};
