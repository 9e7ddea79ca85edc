/*
 * Memory that join has taken is lost when there is none for the rest.
 *
 * Found as: broken: join: failed, and memory is not given back\|broken: join: another text
 */
#include "planted.h"
#include "callbacks/callbacks.h"

static int join(const char *const *parts, size_t n, const struct seam_memory *memory, char **text)
{
	int rc = ORIGINAL(callbacks)->join(parts, n, memory, text);

	if (rc == SEAM_E_MEMORY && n > 2 && memory && memory->alloc)
		memory->alloc(1, memory->userdata);
	return rc;
}

void plant(void)
{
	PLANTED(callbacks)->join = join;
}
