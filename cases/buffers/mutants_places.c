/* mutants_places.c - one size, one address or one object that is not treated as the others are. */
#include "buffers/planted.h"

#define U32(n)  ((uint32_t)(n))
#define STORE   struct seam_buffers_store *s
#define OWNED   struct seam_buffers_owned *b
#define SLICE   const void *grid, size_t size, const struct seam_buffers_slice *w, void *to, size_t *to_size
#define GATHER  const struct seam_buffers_piece *p, size_t count, void *to, size_t *size
#define SCATTER const void *from, size_t n, const struct seam_buffers_room *r, size_t count, size_t *done
#define ROWS    const void *const *rows, size_t n, size_t width, void *to, size_t *size, size_t *absent

/* ---- sizes that are cut to 32 bits ---- */

OP1(move_from_u32, (void *p, size_t size, size_t to, size_t from, size_t n), O->move(p, size, to, U32(from), n))
OP1(piece_u32, (GATHER),
    p &&count == 1 ? O->gather(&(struct seam_buffers_piece){ p->bytes, U32(p->size) }, 1, to, size)
                   : O->gather(p, count, to, size))
OP1(room_u32, (SCATTER),
    r &&count == 1 ? O->scatter(from, n, &(struct seam_buffers_room){ r->bytes, U32(r->size) }, 1, done)
                   : O->scatter(from, n, r, count, done))
OP1(rooms_u32, (SCATTER), O->scatter(from, n, r, U32(count), done))
OP1(rows_u32, (ROWS), O->gather_rows(rows, U32(n), width, to, size, absent))
OP1(grid_u32, (SLICE), O->slice(grid, U32(size), w, to, to_size))
OP1(slice_rows_u32, (SLICE),
    O->slice(grid, size, w ? &(struct seam_buffers_slice){ w->offset, U32(w->rows), w->width, w->stride } : w, to, to_size))
OP1(slice_width_u32, (SLICE),
    O->slice(grid, size, w ? &(struct seam_buffers_slice){ w->offset, w->rows, U32(w->width), w->stride } : w, to, to_size))
OP1(read_n_u32, (const STORE, size_t at, void *to, size_t n, size_t *done), O->store_read(s, at, to, U32(n), done))
/* Each of the two is looked at, their sum is not: there is just no memory for it. */
OP1(append_looks_at_each, (OWNED, const void *p, size_t n),
    b &&n <= MOST &&n + b->size > MOST ? SEAM_E_MEMORY : O->owned_append(b, p, n))

/* ---- the caller's bytes ---- */

static int set_moves(STORE, const void *p, size_t n)
{
	int rc = O->store_set(s, p, n);

	if (rc == SEAM_OK && n == 20)
		set((void *)(uintptr_t)p, n, 0);
	return rc;
}

/* Swaps a record's bytes where it stands, and swaps them back. */
static int encode_in_place(const struct seam_buffers_record *records, size_t count, void *to, size_t *size)
{
	for (size_t i = 0; records && i < count && i < 2; i++)
		copy_up((void *)(uintptr_t)&records[i].id, &records[i].id, sizeof records[i].id);
	return O->encode(records, count, to, size);
}

static int copy_borrows(const void *p, size_t n, struct seam_buffers_owned *out)
{
	if (n != 40 || !out)
		return O->owned_copy(p, n, out);
	*out = (struct seam_buffers_owned){ (void *)(uintptr_t)p, n, n };
	return SEAM_OK;
}

/* ---- addresses that are not a word's ---- */

OP1(reverse_from_odd, (const void *from, size_t n, void *to),
    from != to && (uintptr_t)from % 8 == 5 ? O->reverse((const char *)from - 1, n, to) : O->reverse(from, n, to))

static int copy_to_odd(const STORE, void *to, size_t *size)
{
	int rc = O->store_copy(s, to, size);

	if (rc == SEAM_OK && *size > 1 && (uintptr_t)to % 8 == 3)
		copy_up((char *)to + 1, to, 1);
	return rc;
}

/* ---- what the struct says ---- */

/* Goes on from a copy of its own, which the holder does not know of. */
static int append_to_its_own(OWNED, const void *p, size_t n)
{
	if (b && b->size == 4 && n == 30)
		copy_up(b->bytes, "abcd", 4);
	return O->owned_append(b, p, n);
}

static int append_claims_more(OWNED, const void *p, size_t n)
{
	int rc = O->owned_append(b, p, n);

	if (rc == SEAM_OK && b->size == 33)
		b->capacity++;
	return rc;
}

static int fit_forgets_the_block(OWNED)
{
	unsigned char *block = b && b->size == 50 && b->size < b->capacity ? lent(50) : NULL;

	if (!block)
		return O->owned_fit(b);
	copy_up(block, b->bytes, 50);
	*b = (struct seam_buffers_owned){ block, 50, 50 };
	return SEAM_OK;
}

/* ---- one for another ---- */

static int rows_from_the_end(ROWS)
{
	if (!rows || n != 3 || !rows[0] || !rows[1] || !rows[2])
		return O->gather_rows(rows, n, width, to, size, absent);
	return O->gather_rows((const void *[]){ rows[2], rows[1], rows[0] }, n, width, to, size, absent);
}

/* A room of one byte gets the byte before its own. */
static int scatter_one_off(SCATTER)
{
	int rc = O->scatter(from, n, r, count, done);

	for (size_t i = 1; rc == SEAM_OK && i < count; i++)
		if (r[i].size == 1 && r[i - 1].size > 1 && *done == n)
			copy_up(r[i].bytes, (const char *)r[i - 1].bytes + r[i - 1].size - 1, 1);
	return rc;
}

/* What one object was given last is also what another one has. */
static int set_shares(STORE, const void *p, size_t n)
{
	static struct seam_buffers_store *before;
	int rc = O->store_set(s, p, n);

	if (rc == SEAM_OK && n == 5 && before && before != s && before->copy)
		copy_up(before->copy + 1, (const char *)p + 1, 1);
	before = n == 3 ? s : NULL;
	return rc;
}

SEAM_MUTANTS(buffers, places) = {
	SILENT(move_from_u32, "length_overflow.move_from", "SEAM_E_RANGE is due", move),
	SILENT(piece_u32, "length_overflow_arrays.gather_piece", "SEAM_E_RANGE is due", gather),
	SILENT(room_u32, "length_overflow_arrays.scatter_room", "SEAM_E_RANGE is due", scatter),
	SILENT(rooms_u32, "length_overflow_arrays.scatter_count", "SEAM_E_RANGE is due", scatter),
	SILENT(rows_u32, "length_overflow_arrays.rows_count", "SEAM_E_RANGE is due", gather_rows),
	SILENT(grid_u32, "length_overflow_arrays.slice_size", "SEAM_E_RANGE is due", slice),
	SILENT(slice_rows_u32, "length_overflow_arrays.slice_rows", "SEAM_E_RANGE is due", slice),
	SILENT(slice_width_u32, "length_overflow_arrays.slice_width", "SEAM_E_RANGE is due", slice),
	SILENT(read_n_u32, "length_overflow_kept.read_n", "SEAM_E_RANGE is due", store_read),
	SILENT(append_looks_at_each, "length_overflow_kept.append_sum", "SEAM_E_RANGE is due", owned_append),
	SILENT(set_moves, "const_input.kept", "p", store_set),
	LOUD(encode_in_place, "const_input.read_only", encode),
	LOUD(copy_borrows, "not_retained.owned", owned_copy),
	SILENT(reverse_from_odd, "misaligned.copies", "p", reverse),
	SILENT(copy_to_odd, "misaligned.kept", "p", store_copy),
	SILENT(append_to_its_own, "owned.written_by_the_holder", "b->bytes", owned_append),
	SILENT(append_claims_more, "owned_memory.capacity_is_there", "capacity", owned_append),
	SILENT(fit_forgets_the_block, "owned_memory.changed_by_the_peer", "blocks", owned_fit),
	SILENT(rows_from_the_end, "pointers.rows", "to", gather_rows),
	SILENT(scatter_one_off, "segments.there_and_back", "p", scatter),
	SILENT(set_shares, "store.each_its_own", "seen", store_set),
	SEAM_NO_MORE_MUTANTS
};
