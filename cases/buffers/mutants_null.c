/* mutants_null.c - NULLs that are not looked at. */
#include "buffers/planted.h"

#define STORE struct seam_buffers_store *s
#define OWNED struct seam_buffers_owned *b
#define BYTES const void *p, size_t n

OP1(digest_without_out, (BYTES, uint64_t *out), !out && p ? SEAM_OK : O->digest(p, n, out))
OP1(rows_without_absent, (const void *const *r, size_t n, size_t w, void *to, size_t *size, size_t *absent),
    O->gather_rows(r, n, w, to, size, absent ? absent : &(size_t){ 0 }))
OP1(hex_null_room, (BYTES, void *to, size_t *size),
    size && !to && *size == 5 ? (*size = 2 * n, SEAM_E_SPACE) : O->hex(p, n, to, size))
OP1(raise_of_null, (struct seam_buffers_record * r, int n, uint32_t by), r ? O->raise(r, n, by) : SEAM_OK)
OP1(set_null_clears, (STORE, BYTES), s && !p && n < MOST ? O->store_clear(s) : O->store_set(s, p, n))
OP1(view_without_length, (const struct seam_buffers_store *s, const void **p, size_t *n),
    O->store_view(s, p, n ? n : &(size_t){ 0 }))
OP1(append_null_is_nothing, (OWNED, BYTES), O->owned_append(b, p, p || n > MOST ? n : 0))
OP1(resize_without_a_block, (OWNED, size_t n, uint8_t fill),
    b && !b->bytes && b->capacity == 5 ? SEAM_OK : O->owned_resize(b, n, fill))

static int clear_without_a_store(STORE)
{
	look_at(s, 1);
	return O->store_clear(s);
}

static int find_without_at(const void *hay, size_t hay_n, BYTES, size_t *at)
{
	size_t place = 0;
	int rc = O->find(hay, hay_n, p, n, at ? at : &place);

	if (!rc)
		*(volatile size_t *)at = at ? *at : place;
	return rc;
}

SEAM_MUTANTS(buffers, null) = { SILENT(digest_without_out, "null.outs", "SEAM_E_NULL", digest),
	                        SILENT(rows_without_absent, "null.outs", "SEAM_E_NULL", gather_rows),
	                        LOUD(find_without_at, "null.outs", find),
	                        SILENT(hex_null_room, "null.rooms", "SEAM_E_NULL", hex),
	                        SILENT(raise_of_null, "null.rooms", "SEAM_E_NULL", raise),
	                        SILENT(set_null_clears, "null.stores", "SEAM_E_NULL", store_set),
	                        SILENT(view_without_length, "null.stores", "SEAM_E_NULL", store_view),
	                        LOUD(clear_without_a_store, "null.stores", store_clear),
	                        SILENT(append_null_is_nothing, "null.owned", "SEAM_E_NULL", owned_append),
	                        SILENT(resize_without_a_block, "null.owned", "SEAM_E_NULL", owned_resize),
	                        SEAM_NO_MORE_MUTANTS };
