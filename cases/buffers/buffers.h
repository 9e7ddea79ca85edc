/*
 * buffers/buffers.h - the contract of the group `buffers`: a pointer and a length.
 *
 * Words
 *   counted   a pointer and a number of bytes, or of items.  Just those may be touched: nothing before p[0], nothing at
 *             or behind p[n].  With n == 0 the pointer may be NULL or dangling and is not looked at.  NULL with n > 0
 *             is SEAM_E_NULL.  Rules: bounds_read, bounds_write, empty, null
 *   required  NULL is refused with SEAM_E_NULL.  Every pointer is required unless it is counted or its op says
 *             otherwise.  Rules: null
 *   owned     the receiver frees it with the op that is named there, and with nothing else.
 *   borrowed  it stays the peer's; the receiver does not free it.  It stays as it is for as long as the op says.
 *   lent      of the lent allocator: host->alloc, host->realloc, host->free, with the size and alignment told here.
 *
 * For all ops
 *   Sizes.  No size, room, count, offset, width or stride is greater than SEAM_BUFFERS_MOST, nor is any product or sum
 *   of them that an op needs: a number of items times their size, an offset and a size, a result's size.  What is
 *   greater is SEAM_E_RANGE, before anything is read or written, however small the memory behind the pointer is, and
 *   whatever the number would be if it were cut to fewer bits or taken as signed.  Below that no size is too long.
 *   Rules: length_overflow, narrowing, large
 *
 *   Inputs are read during the call only and never written, be they in read-only memory: the caller may rewrite, free
 *   or unmap them afterwards, and a peer that keeps bytes keeps a copy (but for store_adopt).
 *   Rules: not_retained, const_input
 *
 *   Memory of bytes (`const void *`, `void *`) may be at any address, an odd one too.  Structs that this header names,
 *   arrays of pointers, and out-parameters of fixed types are aligned as C wants them.  Outputs do not overlap inputs,
 *   unless the op says otherwise.  Rules: misaligned, overlap
 *
 *   Out-parameters, and the fields of structs that are stored, are written whole on success and not at all on failure.
 *   A padding byte of a struct that is stored is as it was, or 0.  Bytes of the caller's that an op is not said to
 *   write stay as they were.  Rules: uninitialised_out
 *
 *   On failure nothing has changed: objects, buffers and lent memory are as they were.  Failures besides those named by
 *   the op: SEAM_E_MEMORY when memory is out.  Which failure is reported of two that hold at once is not said, but
 *   SEAM_E_SPACE, SEAM_E_NOT_FOUND and SEAM_E_STATE come last.  Rules: no_memory
 *
 *   Ops are called from one thread at a time, whichever.
 *
 * Results in the caller's memory (`to`, `*size`): *size is the room at `to` when the op is called.
 *   SEAM_OK        the result fitted.  *size gets its length; bytes behind it are as they were.  No terminator.
 *   SEAM_E_SPACE   it did not.  *size gets the length of the result, the room that fits exactly; `to` is as it was.
 *   anything else  *size and `to` are as they were.
 *   The room is counted: it may be 0, `to` then being NULL; the empty result fits even there.  Rules: in_out_size
 */
#ifndef SEAM_BUFFERS_BUFFERS_H
#define SEAM_BUFFERS_BUFFERS_H

#include <seam/seam.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SEAM_BUFFERS_MOST ((size_t)1 << 30)
#define SEAM_BUFFERS_WIRE 23u /* bytes of a record on the wire */

/* Counted bytes to read; counted bytes to write. */
struct seam_buffers_piece {
	const void *bytes;
	size_t size;
};

struct seam_buffers_room {
	void *bytes;
	size_t size;
};

/*
 * What describe() tells of n bytes.  Of no bytes: all members 0.
 */
struct seam_buffers_summary {
	uint8_t least;       /* the smallest byte                               */
	uint8_t most;        /* the greatest one                                */
	uint64_t size;       /* n                                               */
	uint8_t last;        /* the byte at n - 1                               */
	uint32_t zeros;      /* how many bytes are 0                            */
	uint64_t first_zero; /* the index of the first of them; n if there is none */
};

/*
 * A record, and where its members lie on the wire: one behind the other, without padding, the most significant byte
 * first, but for `weight`, whose bytes are in the machine's own order, as they are, whatever they stand for.
 */
struct seam_buffers_record {
	uint8_t kind;    /* wire byte 0      */
	uint64_t serial; /* bytes 1 to 8     */
	uint16_t flags;  /* bytes 9 and 10   */
	double weight;   /* bytes 11 to 18   */
	uint32_t id;     /* bytes 19 to 22   */
};

/* Row r of a slice, r from 0 to rows - 1, is the `width` bytes at offset + r * stride.  Rows may overlap. */
struct seam_buffers_slice {
	size_t offset, rows, width;
	ptrdiff_t stride; /* negative: upwards.  Its magnitude is the size that SEAM_BUFFERS_MOST bounds. */
};

/*
 * A buffer that its holder may read and write itself, from bytes[0] to bytes[capacity - 1]; its holder may also change
 * `size`, up to `capacity`.  What it holds is what the struct and the block say: the peer keeps nothing else of it.
 * `bytes` is a lent block of just `capacity` bytes with alignment 1, at least as many as `size`; how many more is the
 * peer's business, and what is in them is not said.  If capacity is 0 there is no block: `bytes` may be NULL or not,
 * and is neither read nor freed.  All-zero is an empty buffer.  The holder may make and free such blocks itself, by the
 * lent allocator.
 */
struct seam_buffers_owned {
	unsigned char *bytes;
	size_t size, capacity;
};

/* Opaque: only the peer knows what is in it. */
struct seam_buffers_store;

/* Gives adopted memory back to whom it belongs: with the same pointer, size and userdata as it came.  Calls no op. */
typedef void (*seam_buffers_release_fn)(void *userdata, const void *bytes, size_t size);

struct seam_buffers {
	/* How many stores live.  Rules: adopt, not_retained */
	uint64_t (*live)(void);

	/* ---- reading counted bytes --------------------------------------------------------------------------------- */

	/*
	 * *out gets the FNV-1a hash of the n bytes: begin with 14695981039346656037; for each byte, exclusive-or it in,
	 * then multiply by 1099511628211, modulo 2^64.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE.
	 * Rules: bounds_read, empty, narrowing, length_overflow, not_retained, const_input, misaligned, large
	 */
	int (*digest)(const void *bytes, size_t n, uint64_t *out);

	/*
	 * *at gets the index of the first place where the needle stands in the haystack.  An empty needle stands at 0.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE, SEAM_E_NOT_FOUND.
	 * Rules: find, empty, length_overflow, uninitialised_out
	 */
	int (*find)(const void *hay, size_t hay_n, const void *needle, size_t needle_n, size_t *at);

	/*
	 * *out gets the summary of the n bytes.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE.
	 * Rules: uninitialised_out, bounds_read, empty, length_overflow
	 */
	int (*describe)(const void *bytes, size_t n, struct seam_buffers_summary *out);

	/*
	 * *out gets the sum of `count` 32-bit numbers, which stand one behind the other in the machine's own byte
	 * order.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE.
	 * Rules: misaligned, bounds_read, empty, length_overflow, narrowing, many
	 */
	int (*sum_u32)(const void *numbers, size_t count, uint64_t *out);

	/* ---- from the caller's memory to the caller's memory ------------------------------------------------------- */

	/*
	 * The result is the n bytes as 2 * n characters of 0-9a-f, the high half of each byte first.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE, SEAM_E_SPACE.
	 * Rules: in_out_size, bounds_write, empty, length_overflow, narrowing
	 */
	int (*hex)(const void *bytes, size_t n, void *to, size_t *size);

	/*
	 * Writes the n bytes in reverse order at `to`, which has room for n.  `to` may be `from`.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE (also where the two overlap otherwise).
	 * Rules: overlap, bounds_write, empty, misaligned, length_overflow, many
	 */
	int (*reverse)(const void *from, size_t n, void *to);

	/*
	 * Moves n bytes within the `size` bytes at `bytes`, from index `from` to index `to`, as if through a copy: the
	 * two may overlap.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE (also where they do not lie within).
	 * Rules: overlap, bounds_write, empty, length_overflow
	 */
	int (*move)(void *bytes, size_t size, size_t to, size_t from, size_t n);

	/* ---- arrays and slices ------------------------------------------------------------------------------------- */

	/*
	 * The records of the `size` wire bytes; size / SEAM_BUFFERS_WIRE of them.  As a result in the caller's memory,
	 * but for *count, which counts records, not bytes.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE (also where size is no multiple of SEAM_BUFFERS_WIRE),
	 * SEAM_E_SPACE.
	 * Rules: records, records_weight, misaligned, uninitialised_out, in_out_size, empty, length_overflow
	 */
	int (*decode)(const void *wire, size_t size, struct seam_buffers_record *to, size_t *count);

	/*
	 * The result is the wire bytes of `count` records.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE, SEAM_E_SPACE.
	 * Rules: records, records_weight, misaligned, in_out_size, empty, length_overflow
	 */
	int (*encode)(const struct seam_buffers_record *records, size_t count, void *to, size_t *size);

	/*
	 * Adds `by` to the id of each of `count` records, modulo 2^32.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE (also where count is negative).
	 * Rules: records, records_weight, empty, length_overflow, uninitialised_out
	 */
	int (*raise)(struct seam_buffers_record *records, int count, uint32_t by);

	/*
	 * The result is the rows of the slice of the `size` bytes at `grid`, one behind the other.  With `rows` or
	 * `width` 0 it is empty, wherever the rows would lie.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE (also where a row does not lie within), SEAM_E_SPACE.
	 * Rules: slice, in_out_size, empty, length_overflow
	 */
	int (*slice)(const void *grid, size_t size, const struct seam_buffers_slice *which, void *to, size_t *to_size);

	/*
	 * The result is the bytes of `count` pieces, one behind the other.
	 * Returns SEAM_OK, SEAM_E_NULL (also for the bytes of a piece), SEAM_E_RANGE, SEAM_E_SPACE.
	 * Rules: segments, in_out_size, empty, length_overflow, const_input, many
	 */
	int (*gather)(const struct seam_buffers_piece *pieces, size_t count, void *to, size_t *size);

	/*
	 * Copies the n bytes into `count` rooms, filling the first before it goes on to the next, until there are no
	 * more bytes or no more room. *done gets the number of bytes copied.  The rooms do not overlap.
	 * Returns SEAM_OK, SEAM_E_NULL (also for the bytes of a room), SEAM_E_RANGE.
	 * Rules: segments, short_fill, empty, length_overflow, many
	 */
	int (*scatter)(const void *from, size_t n, const struct seam_buffers_room *rooms, size_t count, size_t *done);

	/*
	 * The result is `count` rows of `width` bytes, one behind the other; rows[i] points to row i.  A row that is
	 * NULL is left out. *absent gets how many those are, on SEAM_OK only.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE, SEAM_E_SPACE.
	 * Rules: pointers, in_out_size, empty, length_overflow
	 */
	int (*gather_rows)(const void *const *rows, size_t count, size_t width, void *to, size_t *size, size_t *absent);

	/* ---- owned buffers ----------------------------------------------------------------------------------------- */

	/*
	 * For all of them that take a buffer and return an int: a struct whose `size` is greater than its `capacity` is
	 * SEAM_E_RANGE, and one with a capacity whose `bytes` are NULL is SEAM_E_NULL; it stays as it was.
	 * Rules: owned, null
	 */

	/*
	 * *out becomes a buffer with a copy of the n bytes; what *out held before is not looked at.  Owned:
	 * owned_free().
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE.
	 * Rules: owned, owned_memory, empty, narrowing, not_retained, length_overflow, uninitialised_out
	 */
	int (*owned_copy)(const void *bytes, size_t n, struct seam_buffers_owned *out);

	/*
	 * Puts a copy of the n bytes behind the buffer's.  They may be bytes of the buffer itself.  The block may move.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE.
	 * Rules: owned, owned_memory, empty, narrowing, length_overflow
	 */
	int (*owned_append)(struct seam_buffers_owned *buffer, const void *bytes, size_t n);

	/*
	 * Makes the buffer `size` bytes long.  Bytes that it had before stay, as far as there is room; new ones are
	 * `fill`.  The block may move; capacity need not shrink.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE.
	 * Rules: owned, owned_memory, narrowing, length_overflow
	 */
	int (*owned_resize)(struct seam_buffers_owned *buffer, size_t size, uint8_t fill);

	/*
	 * Makes capacity the size, without a change of the bytes.  The block may move.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE.
	 * Rules: owned, owned_memory, owned_edges
	 */
	int (*owned_fit)(struct seam_buffers_owned *buffer);

	/*
	 * Frees the buffer's block and makes the struct all zero; a buffer that is so may be freed again.  NULL does
	 * nothing.
	 * Rules: owned, owned_memory, owned_edges
	 */
	void (*owned_free)(struct seam_buffers_owned *buffer);

	/* ---- stores: bytes that an object keeps -------------------------------------------------------------------- */

	/*
	 * A store holds bytes, none at first.  Its copies of bytes are lent memory, of any capacity and alignment; the
	 * object itself is too, or is the peer's own.  *out is owned: store_free().
	 * Returns SEAM_OK, SEAM_E_NULL.
	 * Rules: store, uninitialised_out
	 */
	int (*store_new)(struct seam_buffers_store **out);

	/* Frees a store and what it holds.  NULL does nothing.  Rules: store, adopt */
	void (*store_free)(struct seam_buffers_store *store);

	/*
	 * The store holds a copy of the n bytes, in place of what it held.  They may be bytes that it holds.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE.
	 * Rules: store, not_retained, adopt, empty, narrowing, length_overflow
	 */
	int (*store_set)(struct seam_buffers_store *store, const void *bytes, size_t n);

	/*
	 * The store holds these n bytes themselves, without a copy, in place of what it held.  They are not written. 
	 * When the store holds them no more (store_set, store_adopt, store_clear or store_free has been called with
	 * success), it has called release, once, before that op returns, and has not looked at them since.  On failure
	 * they were not adopted: they are still the caller's, and release is not called.  n may be 0: release is called
	 * all the same.  userdata may be NULL.
	 * Returns SEAM_OK, SEAM_E_NULL (also for release), SEAM_E_RANGE.
	 * Rules: adopt, adopt_again, adopt_failure, empty, length_overflow
	 */
	int (*store_adopt)(struct seam_buffers_store *store, const void *bytes, size_t n, seam_buffers_release_fn release,
	                   void *userdata);

	/*
	 * The store holds no bytes, and no lent memory for them.
	 * Returns SEAM_OK, SEAM_E_NULL.
	 * Rules: store, adopt
	 */
	int (*store_clear)(struct seam_buffers_store *store);

	/*
	 * *bytes and *n get the bytes that the store holds.  Adopted ones are where the caller had them; with no bytes
	 * *bytes may be NULL or not, and is not read.
	 * *bytes is borrowed, valid and unchanged until store_set, store_adopt, store_write or store_clear succeeds on
	 * this store or store_free is called on it; other calls, and calls on other stores, leave it alone.
	 * Returns SEAM_OK, SEAM_E_NULL.
	 * Rules: view, adopt, empty, uninitialised_out
	 */
	int (*store_view)(const struct seam_buffers_store *store, const void **bytes, size_t *n);

	/*
	 * The result is the bytes that the store holds.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE, SEAM_E_SPACE.
	 * Rules: in_out_size, narrowing, empty, length_overflow
	 */
	int (*store_copy)(const struct seam_buffers_store *store, void *to, size_t *size);

	/*
	 * Copies up to n bytes that the store holds, from `offset` on, to `to`: fewer where it ends before, none where
	 * it ends at `offset`. *done gets how many.  Bytes at `to` behind those are as they were.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE (also where offset is behind the end).
	 * Rules: short_fill, bounds_write, empty, length_overflow
	 */
	int (*store_read)(const struct seam_buffers_store *store, size_t offset, void *to, size_t n, size_t *done);

	/*
	 * Writes n bytes over those that the store holds, from `offset` on.  They may be bytes that it holds.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE (also where not all of them lie within what it holds),
	 * SEAM_E_STATE (the bytes that it holds are adopted, whatever n is).
	 * Rules: store, overlap, empty, length_overflow
	 */
	int (*store_write)(struct seam_buffers_store *store, size_t offset, const void *bytes, size_t n);
};

#ifdef __cplusplus
}
#endif
#endif
