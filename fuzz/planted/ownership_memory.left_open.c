/*
 * A descriptor that is refused because the file has one is left open.
 *
 * Found as: broken: file_adopt: failed, and the descriptor is open
 */
#include "planted.h"
#include "ownership/ownership.h"

static int adopt(struct seam_own_file *file, int descriptor)
{
	int has;

	if (file && ORIGINAL(ownership)->file_descriptor(file, &has) == SEAM_OK && descriptor >= 0)
		return SEAM_E_STATE;
	return ORIGINAL(ownership)->file_adopt(file, descriptor);
}

void plant(void)
{
	PLANTED(ownership)->file_adopt = adopt;
}
