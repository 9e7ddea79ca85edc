/*
 * resources: a lent descriptor is not closed, an owned one is, once; a duplicate is the peer's, what it is of is not.
 * Rule: ownership.resources    Source: OwnedFd and BorrowedFd (RFC 3128), fdopen, os.fdopen(closefd); CWE-775, CWE-1341
 */
#include "ownership/descriptors.h"

static void lent(struct seam_case *c)
{
	struct seam_own_file *file;
	int one = seam_descriptor(c), two = seam_descriptor(c);
	int *out = seam_out(c, sizeof *out);

	NEED(c, SEAM_OPS(c, ownership)->file_attach);
	if (no_descriptors(c, one))
		return;
	REQUIRE((file = file_of(c)) && attach(c, file, one, SEAM_FILE_LENT) && attached(c, file, one));
	REQUIRE(attach(c, file, two, SEAM_FILE_LENT) && attached(c, file, two));
	REQUIRE(CHECK(c, seam_descriptor_is_mine(c, one)));
	CHECK_EQ(c, SEAM_OPS(c, ownership)->file_detach(file, out), SEAM_E_STATE);
	unwritten(c, out, sizeof *out, "file_detach");
	each_once(c, file, (const int[]){ one, two, -1 }, NULL);
}

static void owned(struct seam_case *c)
{
	struct seam_own_file *file;
	int one = seam_descriptor(c), two = seam_descriptor(c);

	NEED(c, SEAM_OPS(c, ownership)->file_attach);
	if (no_descriptors(c, one))
		return;
	REQUIRE((file = file_of(c)) && attach(c, file, one, SEAM_FILE_OWNED) && attached(c, file, one));
	REQUIRE(attach(c, file, two, SEAM_FILE_OWNED));
	if (seam_descriptor_is_mine(c, one))
		FAIL(c, "descriptor %d, which the peer owns, was not closed when it was replaced", one);
	REQUIRE(CHECK(c, seam_descriptor_is_mine(c, two)));
	each_once(c, file, NULL, ONE(two));
}

static void copied(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_file *file;
	int one = seam_descriptor(c), seen = -1, open = seam_descriptors();

	NEED(c, s->file_attach);
	if (no_descriptors(c, one))
		return;
	REQUIRE((file = file_of(c)) && attach(c, file, one, SEAM_FILE_COPIED));
	REQUIRE(CHECK_EQ(c, s->file_descriptor(file, &seen), SEAM_OK) && CHECK(c, seen >= 0 && seen != one));
	if (open >= 0)
		CHECK_EQ(c, seam_descriptors(), open + 1);
	/* replaced by a duplicate of its own: there is one, still */
	REQUIRE(attach(c, file, one, SEAM_FILE_COPIED));
	if (open >= 0)
		CHECK_EQ(c, seam_descriptors(), open + 1);
	REQUIRE(attach(c, file, one, SEAM_FILE_LENT) && attached(c, file, one));
	if (open >= 0)
		CHECK_EQ(c, seam_descriptors(), open);
	REQUIRE(attach(c, file, one, SEAM_FILE_COPIED));
	each_once(c, file, ONE(one), NULL);
	if (open >= 0)
		CHECK_EQ(c, seam_descriptors(), open + 4);
}

static void the_same_again(struct seam_case *c)
{
	struct seam_own_file *file;
	int one = seam_descriptor(c);

	NEED(c, SEAM_OPS(c, ownership)->file_attach);
	if (no_descriptors(c, one))
		return;
	REQUIRE((file = file_of(c)) && attach(c, file, one, SEAM_FILE_LENT));
	REQUIRE(attach(c, file, one, SEAM_FILE_OWNED) && attach(c, file, one, SEAM_FILE_OWNED));
	each_once(c, file, NULL, ONE(one));
	/* owned, then lent again: the host closes it */
	one = seam_descriptor(c);
	REQUIRE((file = file_of(c)) &&
	        CHECK_EQ(c, SEAM_OPS(c, ownership)->file_attach(file, one, SEAM_FILE_OWNED), SEAM_OK));
	REQUIRE(attach(c, file, one, SEAM_FILE_LENT));
	each_once(c, file, ONE(one), NULL);
}

static void detached(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_file *file;
	int one = seam_descriptor(c), seen = -1;

	NEED(c, s->file_detach);
	if (no_descriptors(c, one))
		return;
	REQUIRE((file = file_of(c)) && CHECK_EQ(c, s->file_attach(file, one, SEAM_FILE_OWNED), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->file_detach(file, &seen), SEAM_OK) && CHECK_EQ(c, seen, one));
	CHECK_EQ(c, s->file_descriptor(file, &seen), SEAM_E_STATE);
	CHECK_EQ(c, s->file_detach(file, &seen), SEAM_E_STATE);
	CHECK_EQ(c, seen, one);
	/* 0 is a descriptor like any; lent, so that nothing is done to it */
	REQUIRE(CHECK_EQ(c, s->file_attach(file, 0, SEAM_FILE_LENT), SEAM_OK));
	CHECK(c, s->file_descriptor(file, &seen) == SEAM_OK && seen == 0);
	each_once(c, file, ONE(one), NULL);
}

SEAM_CASES(ownership, resources) = {
	{ "lent", SEAM_MUST, lent, "a lent descriptor is open when it was replaced, and when the file is gone", 0 },
	{ "owned", SEAM_MUST, owned, "an owned descriptor is closed once, when it is replaced or the file goes", 0 },
	{ "copied", SEAM_MUST, copied, "a duplicate is made and closed; what it is of stays open", 0 },
	{ "the_same_again", SEAM_MUST, the_same_again,
	  "a descriptor that is attached again stays open, and has its new owner", 0 },
	{ "detached", SEAM_MUST, detached, "a descriptor that was taken out is not closed", 0 },
	SEAM_END
};
