/*
 * A name that lies in the object's own: the old name is given back before the new one is read.
 *
 * Found as: heap-use-after-free
 */
#include "planted.h"
#include "ownership/ownership.h"

#include <string.h>

static int rename_object(struct seam_own_object *object, const char *name)
{
	const char *own = NULL;

	if (ORIGINAL(ownership)->object_name(object, &own) == SEAM_OK && name > own && name < own + strlen(own))
		ORIGINAL(ownership)->object_rename(object, "x");
	return ORIGINAL(ownership)->object_rename(object, name);
}

void plant(void)
{
	PLANTED(ownership)->object_rename = rename_object;
}
