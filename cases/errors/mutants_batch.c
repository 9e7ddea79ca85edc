/* mutants_batch.c - batches that stay half done, or name the wrong item. */
#include "errors/planted.h"

#include <string.h>

typedef const struct seam_errors_item *items_t;

static int all_leaves_some(shelf_t *shelf, items_t items, size_t n, size_t *bad)
{
	for (size_t i = 0; shelf && items && bad && i < n; i++) {
		int rc = REAL->shelf_put(shelf, items[i].key, items[i].kind, items[i].value);

		if (rc == SEAM_OK)
			continue;
		*bad = i;
		return rc;
	}
	return REAL->shelf_put_all(shelf, items, items ? 0 : n, bad);
}

static int all_counts_from_one(shelf_t *shelf, items_t items, size_t n, size_t *bad)
{
	int rc = REAL->shelf_put_all(shelf, items, n, bad);

	if (rc == SEAM_E_RANGE || rc == SEAM_E_STATE)
		++*bad;
	return rc;
}

static int all_index_is_int(shelf_t *shelf, items_t items, size_t n, size_t *bad)
{
	size_t at;
	int rc = REAL->shelf_put_all(shelf, items, n, bad ? &at : NULL), narrow;

	if (rc == SEAM_E_RANGE || rc == SEAM_E_STATE || rc == SEAM_E_SPACE) {
		narrow = (int)at;
		memcpy(bad, &narrow, sizeof narrow);
	}
	return rc;
}

static int all_tells_the_last(shelf_t *shelf, items_t items, size_t n, size_t *bad)
{
	int rc = REAL->shelf_put_all(shelf, items, n, bad);

	for (size_t i = n; rc != SEAM_OK && items && i-- > 0;)
		if (items[i].key < 0) {
			*bad = i;
			return SEAM_E_RANGE;
		}
	return rc;
}

static int all_but_the_bad(shelf_t *shelf, items_t items, size_t n, size_t *bad)
{
	int rc = REAL->shelf_put_all(shelf, items, n, bad);

	for (size_t i = 0; rc == SEAM_E_RANGE && i < n; i++)
		if (items[i].key >= 0)
			REAL->shelf_put(shelf, items[i].key, items[i].kind, items[i].value);
	return rc;
}

static int all_says_zero(shelf_t *shelf, items_t items, size_t n, size_t *bad)
{
	int rc = REAL->shelf_put_all(shelf, items, n, bad);

	if (rc == SEAM_OK)
		*bad = 0;
	return rc;
}

static int all_needs_items(shelf_t *shelf, items_t items, size_t n, size_t *bad)
{
	return items ? REAL->shelf_put_all(shelf, items, n, bad) : SEAM_E_NULL;
}

static int all_skips_twins(shelf_t *shelf, items_t items, size_t n, size_t *bad)
{
	if (items && n > 1 && items[0].key == items[n - 1].key)
		n--;
	return REAL->shelf_put_all(shelf, items, n, bad);
}

static int all_forgets_replaced(shelf_t *shelf, items_t items, size_t n, size_t *bad)
{
	int rc = REAL->shelf_put_all(shelf, items, n, bad);

	for (size_t i = 0; rc == SEAM_E_SPACE && i < n; i++)
		if (REAL->contains(shelf, items[i].key))
			REAL->shelf_put(shelf, items[i].key, items[i].kind, items[i].value);
	return rc;
}

SEAM_MUTANTS(errors, all_or_none) = {
	SILENT(all_leaves_some, "all_or_none.nothing_stays", "STAGE_ITEMS", shelf_put_all),
	SILENT(all_counts_from_one, "all_or_none.nothing_stays", "as the bad one", shelf_put_all),
	SILENT(all_index_is_int, "all_or_none.nothing_stays", "as the bad one", shelf_put_all),
	SILENT(all_tells_the_last, "all_or_none.nothing_stays", "returns -5, not -9", shelf_put_all),
	SILENT(all_but_the_bad, "all_or_none.nothing_stays", "STAGE_ITEMS", shelf_put_all),
	SILENT(all_skips_twins, "all_or_none.nothing_stays", "returns 0, not -9", shelf_put_all),
	SILENT(all_says_zero, "all_or_none.all_of_it", "seam_untouched", shelf_put_all),
	SILENT(all_needs_items, "all_or_none.all_of_it", "SEAM_OK", shelf_put_all),
	SILENT(all_forgets_replaced, "all_or_none.replaced_come_back", "111", shelf_put_all),
	SEAM_NO_MORE_MUTANTS
};
