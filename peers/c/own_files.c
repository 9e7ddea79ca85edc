/* own_files.c - a file knows whether its descriptor is its own to close. */
#include "own.h"

#include <unistd.h>

struct seam_own_file {
	int descriptor; /* -1: none */
	bool owned;
};

int seam_c_file_create(struct seam_own_file **out)
{
	struct seam_own_file *file;

	if (!out)
		return SEAM_E_NULL;
	file = LENT(struct seam_own_file);
	if (!file)
		return SEAM_E_MEMORY;
	*file = (struct seam_own_file){ -1, false };
	seam_c_own_live++;
	*out = file;
	return SEAM_OK;
}

void seam_c_file_destroy(struct seam_own_file *file)
{
	if (!file)
		return;
	if (file->owned)
		close(file->descriptor);
	LENT_FREE(struct seam_own_file, file);
	seam_c_own_live--;
}

int seam_c_file_attach(struct seam_own_file *file, int descriptor, uint32_t mode)
{
	struct seam_own_file new = { descriptor, mode != SEAM_FILE_LENT };

	if (!file)
		return SEAM_E_NULL;
	if (descriptor < 0 || mode < SEAM_FILE_LENT || mode > SEAM_FILE_COPIED)
		return SEAM_E_RANGE;
	if (mode == SEAM_FILE_COPIED) {
		new.descriptor = dup(descriptor);
		if (new.descriptor < 0)
			return SEAM_E_FAILED;
	}
	if (file->owned && file->descriptor != descriptor)
		close(file->descriptor);
	*file = new;
	return SEAM_OK;
}

int seam_c_file_adopt(struct seam_own_file *file, int descriptor)
{
	if (descriptor < 0)
		return file ? SEAM_E_RANGE : SEAM_E_NULL;
	if (!file || file->descriptor >= 0) {
		close(descriptor);
		return file ? SEAM_E_STATE : SEAM_E_NULL;
	}
	*file = (struct seam_own_file){ descriptor, true };
	return SEAM_OK;
}

int seam_c_file_descriptor(const struct seam_own_file *file, int *out)
{
	if (!file || !out)
		return SEAM_E_NULL;
	if (file->descriptor < 0)
		return SEAM_E_STATE;
	*out = file->descriptor;
	return SEAM_OK;
}

int seam_c_file_detach(struct seam_own_file *file, int *out)
{
	if (!file || !out)
		return SEAM_E_NULL;
	if (!file->owned)
		return SEAM_E_STATE;
	*out = file->descriptor;
	*file = (struct seam_own_file){ -1, false };
	return SEAM_OK;
}
