/* mutants_resources.c - descriptors that are closed though lent, left open though owned, closed twice. */
#include "ownership/planted_later.h"

#include <unistd.h>

static void lent_is_closed(struct seam_own_file *file)
{
	if (file && file->descriptor >= 0)
		file->owned = true;
	ORIGINAL->file_destroy(file);
}

static void owned_is_left(struct seam_own_file *file)
{
	if (file)
		file->owned = false;
	ORIGINAL->file_destroy(file);
}

static int replaced_is_left(struct seam_own_file *file, int descriptor, uint32_t mode)
{
	struct seam_own_file had = file ? *file : (struct seam_own_file){ -1, false };
	int rc;

	if (file && file->owned && descriptor >= 0 && mode == SEAM_FILE_OWNED)
		*file = (struct seam_own_file){ -1, false };
	rc = ORIGINAL->file_attach(file, descriptor, mode);
	if (rc && file)
		*file = had;
	return rc;
}

static int lent_is_closed_when_replaced(struct seam_own_file *file, int descriptor, uint32_t mode)
{
	if (file && file->descriptor >= 0 && file->descriptor != descriptor && descriptor >= 0 && mode - 1 < 3)
		file->owned = true;
	return ORIGINAL->file_attach(file, descriptor, mode);
}

/* The number before its own was perhaps the one that it replaced: closed again, whoever has it now. */
static void closed_at_both(struct seam_own_file *file)
{
	if (file && file->owned)
		close(file->descriptor - 1);
	ORIGINAL->file_destroy(file);
}

static int owned_is_duplicated(struct seam_own_file *file, int descriptor, uint32_t mode)
{
	return ORIGINAL->file_attach(file, descriptor, mode == SEAM_FILE_OWNED ? SEAM_FILE_COPIED : mode);
}

static int copy_is_the_same(struct seam_own_file *file, int descriptor, uint32_t mode)
{
	return ORIGINAL->file_attach(file, descriptor, mode == SEAM_FILE_COPIED ? SEAM_FILE_LENT : mode);
}

static int copy_is_left(struct seam_own_file *file, int descriptor, uint32_t mode)
{
	int rc = ORIGINAL->file_attach(file, descriptor, mode);

	if (!rc && mode == SEAM_FILE_COPIED)
		file->owned = false;
	return rc;
}

static int same_is_closed(struct seam_own_file *file, int descriptor, uint32_t mode)
{
	bool same = file && file->owned && file->descriptor == descriptor && mode - 1 < 2;
	int rc = ORIGINAL->file_attach(file, descriptor, mode);

	if (!rc && same)
		close(descriptor);
	return rc;
}

static int detached_is_owned(struct seam_own_file *file, int *out)
{
	int rc = ORIGINAL->file_detach(file, out);

	if (!rc)
		*file = (struct seam_own_file){ *out, true };
	return rc;
}

static int lent_is_detached(struct seam_own_file *file, int *out)
{
	if (file && file->descriptor >= 0)
		file->owned = true;
	return ORIGINAL->file_detach(file, out);
}

SEAM_MUTANTS(ownership, resources) = {
	MUTANT(lent_is_closed, "resources.lent", "plain", "fail", "which was lent, was closed", SILENT, file_destroy),
	MUTANT(lent_is_closed_when_replaced, "resources.lent", "plain", "fail", "seam_descriptor_is_mine", SILENT,
	       file_attach),
	MUTANT(lent_is_detached, "resources.lent", "plain", "fail", "SEAM_E_STATE", SILENT, file_detach),
	MUTANT(owned_is_left, "resources.owned", "plain", "fail", "was not closed", SILENT, file_destroy),
	MUTANT(replaced_is_left, "resources.owned", "plain", "fail", "was not closed when it was replaced", SILENT,
	       file_attach),
	MUTANT(owned_is_duplicated, "resources.owned", "plain", "fail", "seen == expected", SILENT, file_attach),
	MUTANT(copy_is_the_same, "resources.copied", "plain", "fail", "seen != one", SILENT, file_attach),
	MUTANT(copy_is_left, "resources.copied", "plain", "fail", "seam_descriptors() == open", SILENT, file_attach),
	MUTANT(closed_at_both, "resources.owned", "plain", "fail", "next[i]", SILENT, file_destroy),
	MUTANT(same_is_closed, "resources.the_same_again", "plain", "fail", "seam_descriptor_is_mine", SILENT,
	       file_attach),
	MUTANT(detached_is_owned, "resources.detached", "plain", "fail", "SEAM_E_STATE", SILENT, file_detach),
	SEAM_NO_MORE_MUTANTS
};
