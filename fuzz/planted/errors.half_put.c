/*
 * Of many items that a shelf refuses, those before the bad one stay on it, when there are three of them or more.
 *
 * Found as: broken: shelf_info
 */
#include "planted.h"
#include "errors/errors.h"

static int put_all(struct seam_errors_shelf *shelf, const struct seam_errors_item *items, size_t n, size_t *bad)
{
	int rc = ORIGINAL(errors)->shelf_put_all(shelf, items, n, bad);

	for (size_t i = 0; rc == SEAM_E_RANGE && *bad >= 3 && i < *bad; i++)
		ORIGINAL(errors)->shelf_put(shelf, items[i].key, items[i].kind, items[i].value);
	return rc;
}

void plant(void)
{
	PLANTED(errors)->shelf_put_all = put_all;
}
