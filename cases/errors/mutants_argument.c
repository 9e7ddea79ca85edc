/* mutants_argument.c - bad arguments that are bent into good ones. */
#include "errors/planted.h"

#define NEW(name, mode_, limit_, label_)                                                                               \
	static int name(int mode, uint32_t limit, const char *label, shelf_t **out)                                    \
	{                                                                                                              \
		return REAL->shelf_new((mode_), (limit_), (label_), out);                                              \
	}

NEW(mode_default, mode < 1 || mode > 2 ? SEAM_SHELF_ONCE : mode, limit, label)
NEW(mode_byte, (unsigned char)mode, limit, label)
NEW(mode_short, (unsigned short)mode, limit, label)
NEW(limit_clamped, mode, limit > SEAM_SHELF_LIMIT ? SEAM_SHELF_LIMIT : limit, label)
NEW(limit_zero_is_all, mode, limit ? limit : SEAM_SHELF_LIMIT, label)
NEW(limit_short, mode, (uint16_t)limit, label)
NEW(limit_below, mode, limit == SEAM_SHELF_LIMIT ? 0 : limit, label)
NEW(label_null_is_empty, mode, limit, label ? label : "")
NEW(label_empty_is_none, mode, limit, label && *label ? label : NULL)

#define PUT(name, key_, kind_, value_)                                                                                 \
	static int name(shelf_t *shelf, int32_t key, int32_t kind, int64_t value)                                      \
	{                                                                                                              \
		return REAL->shelf_put(shelf, (key_), (kind_), (value_));                                              \
	}

PUT(key_clamped, key < 0 ? 0 : key, kind, value)
PUT(key_abs, key<0 && key> - 1000 ? -key : key, kind, value)
PUT(kind_default, key, kind < 1 || kind > 3 ? SEAM_ITEM_PLAIN : kind, value)
PUT(kind_byte, key, (unsigned char)kind, value)
PUT(kind_masked, key, kind & 3, value)
PUT(value_narrowed, key, kind, kind == SEAM_ITEM_BROKEN ? (int32_t)value : value)
PUT(value_narrowed_always, key, kind, (int32_t)value)
PUT(value_zero_failed, key, kind, kind == SEAM_ITEM_BROKEN && !value ? SEAM_E_FAILED : value)
PUT(key_zero_refused, key ? key : -1, kind, value)

static int put_ignores_bad(shelf_t *shelf, int32_t key, int32_t kind, int64_t value)
{
	int rc = REAL->shelf_put(shelf, key, kind, value);
	return rc == SEAM_E_RANGE ? SEAM_OK : rc;
}

static int put_looks_late(shelf_t *shelf, int32_t key, int32_t kind, int64_t value)
{
	if (kind == 4)
		REAL->shelf_put(shelf, key, SEAM_ITEM_PLAIN, value);
	return REAL->shelf_put(shelf, key, kind, value);
}

SEAM_MUTANTS(errors, bad_argument) = { SILENT(mode_default, "bad_argument.modes", "not -5", shelf_new),
	                               SILENT(mode_byte, "bad_argument.modes", "shelf_new(257", shelf_new),
	                               SILENT(mode_short, "bad_argument.modes", "shelf_new(65537", shelf_new),
	                               SILENT(limit_clamped, "bad_argument.limits", "not -5", shelf_new),
	                               SILENT(limit_zero_is_all, "bad_argument.limits", "not -5", shelf_new),
	                               SILENT(limit_short, "bad_argument.limits", "not -5", shelf_new),
	                               SILENT(limit_below, "bad_argument.limits", "not 0", shelf_new),
	                               SILENT(label_null_is_empty, "bad_argument.labels", "not -2", shelf_new),
	                               SILENT(label_empty_is_none, "bad_argument.labels", "not 0", shelf_new),
	                               SILENT(key_clamped, "bad_argument.items", "not -5", shelf_put),
	                               SILENT(key_abs, "bad_argument.items", "not -5", shelf_put),
	                               SILENT(key_zero_refused, "bad_argument.items", "not 0", shelf_put),
	                               SILENT(kind_default, "bad_argument.items", "not -5", shelf_put),
	                               SILENT(kind_byte, "bad_argument.items", "not -5", shelf_put),
	                               SILENT(kind_masked, "bad_argument.items", "not -5", shelf_put),
	                               SILENT(value_narrowed, "bad_argument.items", "not -5", shelf_put),
	                               SILENT(value_narrowed_always, "zero_negative_null.values", "taken for a failure",
	                                      shelf_put),
	                               SILENT(value_zero_failed, "bad_argument.items", "not -5", shelf_put),
	                               SILENT(put_ignores_bad, "bad_argument.items", "not -5", shelf_put),
	                               SILENT(put_looks_late, "bad_argument.items", "items, not", shelf_put),
	                               SEAM_NO_MORE_MUTANTS };
