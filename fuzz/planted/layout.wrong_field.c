/*
 * One field of one type is mistaken for its neighbour.
 *
 * Found as: broken: write array_of_structs.item\[2\].b
 */
#include "planted.h"
#include "layout/layout.h"

#include <string.h>

static int write_field(const char *type, const char *field, void *object, const void *leaf)
{
	if (strcmp(type, "array_of_structs") == 0 && strcmp(field, "item[2].b") == 0)
		field = "item[1].b";
	return ORIGINAL(layout)->write(type, field, object, leaf);
}

void plant(void)
{
	PLANTED(layout)->write = write_field;
}
