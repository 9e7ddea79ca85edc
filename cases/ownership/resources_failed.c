/*
 * resources_failed: a descriptor that is refused has the owner that the op declares.
 * Rule: ownership.resources_failed    Source: fdopen (leaves it), pidfd and io-lifetimes; RS-2024-0404; CWE-775
 */
#include "ownership/descriptors.h"

static void left(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_file *file = NULL;
	int had = seam_descriptor(c), one = seam_descriptor(c), seen = -1, open;

	NEED(c, s->file_attach);
	if (no_descriptors(c, one))
		return;
	REQUIRE(CHECK_EQ(c, s->file_create(&file), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->file_attach(file, had, SEAM_FILE_OWNED), SEAM_OK));
	seam_descriptor_give(c, had);
	open = seam_descriptors();
	CHECK_EQ(c, s->file_attach(file, one, 0), SEAM_E_RANGE);
	CHECK_EQ(c, s->file_attach(file, one, SEAM_FILE_COPIED + 1), SEAM_E_RANGE);
	CHECK_EQ(c, s->file_attach(file, one, UINT32_MAX), SEAM_E_RANGE);
	CHECK_EQ(c, s->file_attach(file, one, 0x100 + SEAM_FILE_LENT), SEAM_E_RANGE);
	CHECK_EQ(c, s->file_attach(file, one, 0x10000 + SEAM_FILE_LENT), SEAM_E_RANGE);
	CHECK_EQ(c, s->file_attach(file, -1, SEAM_FILE_OWNED), SEAM_E_RANGE);
	CHECK_EQ(c, s->file_attach(file, -1, SEAM_FILE_COPIED), SEAM_E_RANGE);
	CHECK_EQ(c, s->file_attach(file, 999999, SEAM_FILE_COPIED), SEAM_E_FAILED);
	CHECK_EQ(c, s->file_attach(NULL, one, SEAM_FILE_OWNED), SEAM_E_NULL);
	CHECK_EQ(c, seam_descriptors(), open);
	REQUIRE(CHECK(c, seam_descriptor_is_mine(c, one)));
	/* and what it had, it has */
	REQUIRE(CHECK(c, seam_descriptor_is_mine(c, had)));
	if (CHECK_EQ(c, s->file_descriptor(file, &seen), SEAM_OK))
		CHECK_EQ(c, seen, had);
	s->file_destroy(file);
	CHECK(c, !seam_descriptor_is_mine(c, had));
	CHECK(c, seam_descriptor_is_mine(c, one));
}

static void taken(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_file *file = NULL;
	int had = seam_descriptor(c), one = seam_descriptor(c), two = seam_descriptor(c), next;

	NEED(c, s->file_adopt);
	if (no_descriptors(c, one))
		return;
	REQUIRE(CHECK_EQ(c, s->file_create(&file), SEAM_OK));
	seam_descriptor_give(c, had);
	seam_descriptor_give(c, one);
	seam_descriptor_give(c, two);
	REQUIRE(CHECK_EQ(c, s->file_adopt(file, had), SEAM_OK) && CHECK(c, seam_descriptor_is_mine(c, had)));
	if (SEAM_STIMULUS(c))
		CHECK_EQ(c, s->file_adopt(file, one), SEAM_E_STATE);
	if (seam_descriptor_is_mine(c, one))
		FAIL(c, "file_adopt failed, and did not close the descriptor that it owns from the call on");
	CHECK_EQ(c, s->file_adopt(NULL, two), SEAM_E_NULL);
	if (seam_descriptor_is_mine(c, two))
		FAIL(c, "file_adopt without a file did not close the descriptor that it owns from the call on");
	CHECK_EQ(c, s->file_adopt(file, -1), SEAM_E_RANGE);
	REQUIRE(CHECK(c, seam_descriptor_is_mine(c, had)));
	next = seam_descriptor(c); /* perhaps of the same number */
	s->file_destroy(file);
	CHECK(c, seam_descriptor_is_mine(c, next));
	CHECK(c, !seam_descriptor_is_mine(c, had));
}

static void none(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_file *file = NULL;
	int *out = seam_out(c, sizeof *out), standard = seam_descriptors();

	NEED(c, s->file_create);
	/* a file without a descriptor closes none, not 0 either */
	REQUIRE(CHECK_EQ(c, s->file_create(&file), SEAM_OK));
	CHECK_EQ(c, s->file_descriptor(file, out), SEAM_E_STATE);
	CHECK_EQ(c, s->file_detach(file, out), SEAM_E_STATE);
	unwritten(c, out, sizeof *out, "file_descriptor");
	CHECK_EQ(c, s->file_adopt(file, -1), SEAM_E_RANGE);
	s->file_destroy(file);
	s->file_destroy(NULL);
	CHECK_EQ(c, seam_descriptors(), standard);
}

SEAM_CASES(ownership, resources_failed) = {
	{ "left", SEAM_MUST, left, "file_attach that fails leaves the descriptor to the caller, and the one before",
	  0 },
	{ "taken", SEAM_MUST, taken, "file_adopt that fails has closed the descriptor, and kept the one before", 0 },
	{ "none", SEAM_MUST, none, "a file without a descriptor closes none", 0 },
	SEAM_END
};
