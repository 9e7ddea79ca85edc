/* mutants_narrowing_kept.c - sizes and offsets of what is kept. */
#include "buffers/planted.h"

#define STORE  struct seam_buffers_store *s
#define OWNED  struct seam_buffers_owned *b
#define U16(n) ((n) < MOST ? (uint16_t)(n) : (n))
#define U32(n) ((uint32_t)(n))

/* ---- what is kept ---------------------------------------------------------------------------------------------- */

OP1(owned_copy_u32, (const void *p, size_t n, OWNED), O->owned_copy(p, U32(n), b))
OP1(append_u32, (OWNED, const void *p, size_t n), O->owned_append(b, p, U32(n)))
OP1(append_int, (OWNED, const void *p, size_t n), (int)n < 0 ? SEAM_OK : O->owned_append(b, p, n))
OP1(append_u16, (OWNED, const void *p, size_t n), O->owned_append(b, p, U16(n)))
OP1(resize_u32, (OWNED, size_t n, uint8_t fill), O->owned_resize(b, U32(n), fill))
OP1(resize_signed, (OWNED, size_t n, uint8_t fill), O->owned_resize(b, (ptrdiff_t)n < 0 ? 0 : n, fill))
OP1(resize_trusts_the_size, (OWNED, size_t n, uint8_t fill),
    b && b->size > b->capacity ? (b->size = n, SEAM_OK) : O->owned_resize(b, n, fill))
OP1(set_u32, (STORE, const void *p, size_t n), O->store_set(s, p, U32(n)))
OP1(set_u16, (STORE, const void *p, size_t n), O->store_set(s, p, U16(n)))
OP1(adopt_u32, (STORE, const void *p, size_t n, seam_buffers_release_fn f, void *u), O->store_adopt(s, p, U32(n), f, u))
OP1(adopt_releases_what_is_too_long, (STORE, const void *p, size_t n, seam_buffers_release_fn f, void *u),
    n > MOST && f && s ? (f(u, p, n), SEAM_E_RANGE) : O->store_adopt(s, p, n, f, u))
OP1(copy_no_limit, (const struct seam_buffers_store *s, void *to, size_t *size),
    s &&size && *size > MOST ? (memcpy(to, s->bytes, s->size), *size = s->size, SEAM_OK) : O->store_copy(s, to, size))
OP1(read_offset_u32, (const struct seam_buffers_store *s, size_t at, void *to, size_t n, size_t *done),
    O->store_read(s, U32(at), to, n, done))
OP1(read_offset_u16, (const struct seam_buffers_store *s, size_t at, void *to, size_t n, size_t *done),
    O->store_read(s, U16(at), to, n, done))
OP1(read_wraps, (const struct seam_buffers_store *s, size_t at, void *to, size_t n, size_t *done),
    s &&at > MOST && at + n <= s->size ? (*done = 0, SEAM_OK) : O->store_read(s, at, to, n, done))
OP1(write_n_u32, (STORE, size_t at, const void *p, size_t n), O->store_write(s, at, p, U32(n)))
OP1(write_wraps, (STORE, size_t at, const void *p, size_t n), at + n < at ? SEAM_OK : O->store_write(s, at, p, n))

SEAM_MUTANTS(buffers, narrowing_kept) = {
	SILENT(owned_copy_u32, "length_overflow_kept.owned_copy", "SEAM_E_RANGE is due", owned_copy),
	SILENT(append_u32, "length_overflow_kept.owned_append", "SEAM_E_RANGE is due", owned_append),
	SILENT(append_int, "length_overflow_kept.owned_append", "SEAM_E_RANGE is due", owned_append),
	SILENT(append_u16, "narrowing.owned", "o.size", owned_append),
	SILENT(resize_u32, "length_overflow_kept.owned_resize", "SEAM_E_RANGE is due", owned_resize),
	SILENT(resize_signed, "length_overflow_kept.owned_resize", "SEAM_E_RANGE is due", owned_resize),
	SILENT(resize_trusts_the_size, "length_overflow_kept.owned_struct", "SEAM_E_RANGE", owned_resize),
	SILENT(set_u32, "length_overflow_kept.store_set", "SEAM_E_RANGE is due", store_set),
	SILENT(set_u16, "narrowing.store", "seen_n", store_set),
	SILENT(adopt_u32, "length_overflow_kept.store_adopt", "SEAM_E_RANGE is due", store_adopt),
	SILENT(adopt_releases_what_is_too_long, "length_overflow_kept.store_adopt", "released", store_adopt),
	SILENT(copy_no_limit, "length_overflow_kept.store_copy", "SEAM_E_RANGE is due", store_copy),
	SILENT(read_offset_u32, "length_overflow_kept.read_offset", "SEAM_E_RANGE is due", store_read),
	SILENT(read_offset_u16, "narrowing.store", "last", store_read),
	SILENT(read_wraps, "length_overflow_kept.read_offset", "SEAM_E_RANGE is due", store_read),
	SILENT(write_n_u32, "length_overflow_kept.write_n", "SEAM_E_RANGE is due", store_write),
	SILENT(write_wraps, "length_overflow_kept.write_offset", "SEAM_E_RANGE is due", store_write),
	SEAM_NO_MORE_MUTANTS
};
