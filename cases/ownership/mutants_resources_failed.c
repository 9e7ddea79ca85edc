/* mutants_resources_failed.c - refused descriptors with the wrong owner. */
#include "ownership/planted_later.h"

#include <unistd.h>

static int one_copy_more(struct seam_own_file *file, int descriptor, uint32_t mode)
{
	int rc = ORIGINAL->file_attach(file, descriptor, mode);

	if (!rc && mode == SEAM_FILE_COPIED && dup(descriptor) < 0)
		return SEAM_E_FAILED;
	return rc;
}

static int failed_is_closed(struct seam_own_file *file, int descriptor, uint32_t mode)
{
	int rc = ORIGINAL->file_attach(file, descriptor, mode);

	if (rc == SEAM_E_RANGE && descriptor >= 0)
		close(descriptor);
	return rc;
}

static int closed_before_it_fails(struct seam_own_file *file, int descriptor, uint32_t mode)
{
	int rc = ORIGINAL->file_attach(file, descriptor, mode);

	if (rc == SEAM_E_FAILED && file->owned)
		close(file->descriptor);
	return rc;
}

static int adopt_leaves_on_failure(struct seam_own_file *file, int descriptor)
{
	int had = -1;

	if (file && !ORIGINAL->file_descriptor(file, &had))
		return SEAM_E_STATE;
	return ORIGINAL->file_adopt(file, descriptor);
}

static int none_is_zero(struct seam_own_file **out)
{
	int rc = ORIGINAL->file_create(out);

	if (!rc)
		**out = (struct seam_own_file){ 0, false };
	return rc;
}

SEAM_MUTANTS(ownership, resources_failed) = {
	MUTANT(failed_is_closed, "resources_failed.left", "plain", "fail", "seam_descriptor", SILENT, file_attach),
	MUTANT(closed_before_it_fails, "resources_failed.left", "plain", "fail", "seam_descriptor", SILENT,
	       file_attach),
	MUTANT(adopt_leaves_on_failure, "resources_failed.taken", "plain", "fail", "did not close", SILENT, file_adopt),
	MUTANT(none_is_zero, "resources_failed.none", "plain", "fail", "SEAM_E_STATE", SILENT, file_create),
	MUTANT(one_copy_more, "leak_later.files", "plain", "fail", "descriptors", SILENT, file_attach),
	SEAM_NO_MORE_MUTANTS
};
