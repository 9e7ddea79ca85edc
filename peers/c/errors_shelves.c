/* errors_shelves.c - shelves: an op that fails leaves them as they were. */
#include "errors_parts.h"

#include <stdio.h>
#include <string.h>

/* ---- shelves ----------------------------------------------------------------------------------------------------- */

struct seam_errors_shelf {
	struct seam_errors_item *items;
	uint32_t count, room, limit;
	int32_t mode;
	size_t label_n;
	char label[];
};

int errors_shelf_new(int mode, uint32_t limit, const char *label, struct seam_errors_shelf **out)
{
	struct seam_errors_shelf *shelf;
	size_t n;

	if (!label || !out)
		return SEAM_E_NULL;
	if ((mode != SEAM_SHELF_ONCE && mode != SEAM_SHELF_OVER) || limit < 1 || limit > SEAM_SHELF_LIMIT)
		return SEAM_E_RANGE;
	n = strlen(label);
	shelf = lent(sizeof *shelf + n + 1);
	if (!shelf)
		return SEAM_E_MEMORY;
	*shelf = (struct seam_errors_shelf){ .limit = limit, .mode = mode, .label_n = n };
	memcpy(shelf->label, label, n + 1);
	atomic_fetch_add(&errors_live_objects, 1);
	*out = shelf;
	return SEAM_OK;
}

static void items_free(struct seam_errors_item *items, uint32_t room)
{
	if (items)
		lent_free(items, room * sizeof *items);
}

int errors_shelf_end(struct seam_errors_shelf *shelf)
{
	int rc = SEAM_OK;

	for (uint32_t i = 0; i < shelf->count; i++)
		if (shelf->items[i].kind == SEAM_ITEM_DIRTY)
			rc = SEAM_E_FAILED;
	items_free(shelf->items, shelf->room);
	lent_free(shelf, sizeof *shelf + shelf->label_n + 1);
	atomic_fetch_sub(&errors_live_objects, 1);
	return rc;
}

int errors_closed(int rc)
{
	static const char why[] = "the shelf was closed with a dirty item on it";

	if (rc != SEAM_OK)
		errors_set_last(SEAM_DOMAIN_SHELF, rc, why, sizeof why - 1);
	return rc;
}

int errors_shelf_close(struct seam_errors_shelf *shelf)
{
	return shelf ? errors_closed(errors_shelf_end(shelf)) : SEAM_OK;
}

int errors_shelf_info(const struct seam_errors_shelf *shelf, struct seam_errors_shelf_info *out)
{
	if (!shelf || !out)
		return SEAM_E_NULL;
	*out = (struct seam_errors_shelf_info){ shelf->label, shelf->count, shelf->limit, shelf->mode };
	return SEAM_OK;
}

struct seam_errors_item *errors_item_at(const struct seam_errors_shelf *shelf, int32_t key)
{
	for (uint32_t i = 0; i < shelf->count; i++)
		if (shelf->items[i].key == key)
			return &shelf->items[i];
	return NULL;
}

static bool item_is_good(int32_t key, int32_t kind, int64_t value)
{
	if (key < 0 || kind < SEAM_ITEM_PLAIN || kind > SEAM_ITEM_DIRTY)
		return false;
	return kind != SEAM_ITEM_BROKEN || (value && value >= INT32_MIN && value <= INT32_MAX);
}

/* Room for one more; the items keep their places in the order. */
static int grow(struct seam_errors_shelf *shelf)
{
	uint32_t room = shelf->room ? shelf->room * 2 : 4;
	void *items;

	if (shelf->count < shelf->room)
		return SEAM_OK;
	items = shelf->items ? seam_c_host->realloc(seam_c_host, shelf->items, shelf->room * sizeof *shelf->items,
	                                            _Alignof(max_align_t), room * sizeof *shelf->items)
	                     : lent(room * sizeof *shelf->items);
	if (!items)
		return SEAM_E_MEMORY;
	shelf->items = items;
	shelf->room = room;
	return SEAM_OK;
}

int errors_shelf_put(struct seam_errors_shelf *shelf, int32_t key, int32_t kind, int64_t value)
{
	struct seam_errors_item *item;

	if (!shelf)
		return SEAM_E_NULL;
	if (!item_is_good(key, kind, value))
		return SEAM_E_RANGE;
	item = errors_item_at(shelf, key);
	if (item && shelf->mode == SEAM_SHELF_ONCE)
		return SEAM_E_STATE;
	if (!item) {
		if (shelf->count == shelf->limit)
			return SEAM_E_SPACE;
		if (grow(shelf) != SEAM_OK)
			return SEAM_E_MEMORY;
		item = &shelf->items[shelf->count++];
	}
	*item = (struct seam_errors_item){ .value = value, .key = key, .kind = kind };
	return SEAM_OK;
}

/* The items are put on a copy, which takes the old ones' place when all are on it. */
static int put_each(struct seam_errors_shelf *shelf, const struct seam_errors_item *items, size_t n, size_t *at)
{
	struct seam_errors_shelf copy = *shelf;
	int rc = SEAM_OK;

	if (n && copy.room) {
		copy.items = lent(copy.room * sizeof *copy.items);
		if (!copy.items)
			return SEAM_E_MEMORY;
		memcpy(copy.items, shelf->items, copy.count * sizeof *copy.items);
	}
	for (*at = 0; *at < n; ++*at) {
		rc = errors_shelf_put(&copy, items[*at].key, items[*at].kind, items[*at].value);
		if (rc != SEAM_OK)
			break;
	}
	if (rc != SEAM_OK) {
		items_free(copy.items, copy.room);
	} else if (n) {
		items_free(shelf->items, shelf->room);
		shelf->items = copy.items;
		shelf->count = copy.count;
		shelf->room = copy.room;
	}
	return rc;
}

int errors_shelf_put_all(struct seam_errors_shelf *shelf, const struct seam_errors_item *items, size_t n, size_t *bad)
{
	size_t at = 0;
	char why[64];
	int rc;

	if (!shelf || (!items && n) || !bad) {
		errors_set_last(SEAM_DOMAIN_SHELF, SEAM_E_NULL, "NULL", 4);
		return SEAM_E_NULL;
	}
	rc = put_each(shelf, items, n, &at);
	if (rc == SEAM_OK) {
		errors_last_clear();
		return rc;
	}
	if (rc != SEAM_E_MEMORY)
		*bad = at;
	errors_set_last(SEAM_DOMAIN_SHELF, rc, why, (size_t)snprintf(why, sizeof why, "item %zu cannot be put", at));
	return rc;
}
