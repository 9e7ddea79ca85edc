/* mutants_record.c - records whose members are freed too often, too early, or not at all. */
#include "ownership/planted_later.h"

static int default_is_freed(struct seam_own_record *record, const char *title, const uint8_t *bytes, size_t size,
                            struct seam_own_node *node)
{
	struct seam_own_record fresh = { .title = NULL };
	const char *old = record ? record->title : NULL;
	int rc = ORIGINAL->record_set(record, title, bytes, size, node);

	if (rc || ORIGINAL->record_init(&fresh) || old != fresh.title)
		return rc;
	free_lent((char *)(uintptr_t)old, strlen(old) + 1, 1);
	return SEAM_OK;
}

static int old_title_is_left(struct seam_own_record *record, const char *title, const uint8_t *bytes, size_t size,
                             struct seam_own_node *node)
{
	struct seam_own_record fresh = { .title = NULL }, old;

	if (!record || ORIGINAL->record_init(&fresh))
		return SEAM_E_NULL;
	old = *record;
	if (old.title != title)
		record->title = fresh.title;
	return ORIGINAL->record_set(record, title, bytes, size, node);
}

static int default_is_copied(struct seam_own_record *record, const char *title, const uint8_t *bytes, size_t size,
                             struct seam_own_node *node)
{
	return ORIGINAL->record_set(record, title ? title : "untitled", bytes, size, node);
}

static int cleared_first(struct seam_own_record *record, const char *title, const uint8_t *bytes, size_t size,
                         struct seam_own_node *node)
{
	if (record)
		ORIGINAL->record_clear(record);
	return ORIGINAL->record_set(record, title, bytes, size, node);
}

static int own_node_is_released(struct seam_own_record *record, const char *title, const uint8_t *bytes, size_t size,
                                struct seam_own_node *node)
{
	bool same = record && node && record->node == node;
	int rc = ORIGINAL->record_set(record, title, bytes, size, node);

	if (!rc && same)
		ORIGINAL->node_unref(node);
	return rc;
}

static int moved_is_copied(struct seam_own_record *from, struct seam_own_record *to)
{
	if (!from || !to)
		return SEAM_E_NULL;
	*to = *from;
	return SEAM_OK;
}

static int move_to_itself_empties(struct seam_own_record *from, struct seam_own_record *to)
{
	if (!from || from != to)
		return ORIGINAL->record_move(from, to);
	return ORIGINAL->record_init(from);
}

static int move_clears_first(struct seam_own_record *from, struct seam_own_record *to)
{
	if (from && to && from != to)
		ORIGINAL->record_clear(to);
	return ORIGINAL->record_move(from, to);
}

static int node_goes_on_failure(struct seam_own_record *record, const char *title, const uint8_t *bytes, size_t size,
                                struct seam_own_node *node)
{
	int rc = ORIGINAL->record_set(record, title, bytes, size, node);

	if (rc == SEAM_E_MEMORY && node && node->references > 1)
		node->references--;
	return rc;
}

static void cleared_once(struct seam_own_record *record)
{
	struct seam_own_record copy;

	if (!record || !record->title)
		return;
	copy = *record;
	ORIGINAL->record_clear(&copy);
	record->title = NULL;
	record->bytes = NULL;
	record->size = 0;
}

SEAM_MUTANTS(ownership, record) = {
	MUTANT(default_is_freed, "record.replaced", "plain", "fail", "lent", SILENT, record_set),
	MUTANT(old_title_is_left, "record.replaced", "plain", "fail", "blocks", SILENT, record_set),
	MUTANT(default_is_copied, "record.replaced", "plain", "fail", "fixed", SILENT, record_set),
	MUTANT(cleared_first, "record.by_its_own", "plain", "fail", "r->title", SILENT, record_set),
	MUTANT(own_node_is_released, "record.by_its_own", "plain", "fail", "live() == before + 1", SILENT, record_set),
	MUTANT(moved_is_copied, "record.moved", "plain", "fail", "untitled", SILENT, record_move),
	MUTANT(move_to_itself_empties, "record.moved", "plain", "fail", "title", SILENT, record_move),
	MUTANT(move_clears_first, "record.moved", "plain", "crash", "SIGSEGV", SEEN, record_move),
	MUTANT(cleared_once, "record.moved", "plain", "fail", "r->node", SILENT, record_clear),
	MUTANT(node_goes_on_failure, "record.no_memory", "plain", "fail", "references, and should have", SILENT,
	       record_set),
	SEAM_NO_MORE_MUTANTS
};
