/* mutants_owned.c - lost blocks, wrong capacities, bytes that come back. */
#include "buffers/planted.h"

#define OWNED struct seam_buffers_owned *b
#define BYTES const void *p, size_t n

/* ---- owned buffers --------------------------------------------------------------------------------------------- */

/* The old block is freed before its bytes are read from it. */
static int append_frees_first(OWNED, BYTES)
{
	unsigned char *block;

	if (!b || !b->bytes || p < (const void *)b->bytes || p >= (const void *)(b->bytes + b->size) ||
	    b->size != b->capacity || n > MOST)
		return O->owned_append(b, p, n);
	if (!(block = lent(b->size + n)))
		return SEAM_E_MEMORY;
	memcpy(block, b->bytes, b->size);
	free_lent(b->bytes, b->capacity);
	copy_up(block + b->size, p, n);
	*b = (struct seam_buffers_owned){ block, b->size + n, b->size + n };
	return SEAM_OK;
}

static int append_over_the_last(OWNED, BYTES)
{
	int rc;

	if (!b || !b->size || n != 2 || b->size > b->capacity)
		return O->owned_append(b, p, n);
	b->size--;
	rc = O->owned_append(b, p, n);
	b->size += rc != SEAM_OK;
	return rc;
}

static int append_fills_past(OWNED, BYTES)
{
	if (b && b->size <= b->capacity && b->bytes && p && n < MOST && b->size + n == b->capacity + 1 &&
	    b->capacity == 60) {
		copy_up(b->bytes + b->size, p, n - 1);
		set(b->bytes + b->capacity, 1, ((const unsigned char *)p)[n - 1]);
		b->size = b->capacity;
		return SEAM_OK;
	}
	return O->owned_append(b, p, n);
}

static int append_lies_about_capacity(OWNED, BYTES)
{
	int rc = O->owned_append(b, p, n);

	if (!rc && b->capacity)
		b->capacity++;
	return rc;
}

static int resize_does_not_fill(OWNED, size_t n, uint8_t fill)
{
	return O->owned_resize(b, n, b && b->capacity >= n ? 0xCB : fill);
}

/* Within the capacity, what was cut off comes back. */
static int resize_within_is_free(OWNED, size_t n, uint8_t fill)
{
	if (b && b->bytes && b->size <= b->capacity && n <= b->capacity) {
		b->size = n;
		return SEAM_OK;
	}
	return O->owned_resize(b, n, fill);
}

static int fit_does_nothing(OWNED)
{
	return !b || b->size > b->capacity || !b->bytes ? O->owned_fit(b) : SEAM_OK;
}

static int fit_cuts_the_number(OWNED)
{
	if (!b || b->size > b->capacity || !b->bytes)
		return O->owned_fit(b);
	b->capacity = b->size;
	return SEAM_OK;
}

static int copy_in_static_memory(BYTES, OWNED)
{
	static unsigned char blocks[64][64];
	static size_t next;
	int rc = O->owned_copy(p, n, b);

	if (!rc && n == 33) {
		free_lent(b->bytes, b->capacity);
		b->bytes = memcpy(blocks[next++ % 64], p, n);
	}
	return rc;
}

static int copy_shares(BYTES, OWNED)
{
	static struct seam_buffers_owned last;
	int rc = SEAM_OK;

	if (b && n == 8 && p && last.bytes && memcmp(p, "the same", 8) == 0) {
		*b = last;
		last.bytes = NULL;
		return rc;
	}
	rc = O->owned_copy(p, n, b);
	if (!rc && n == 8 && memcmp(p, "the same", 8) == 0)
		last = *b;
	return rc;
}

SEAM_MUTANTS(buffers,
             owned) = { SILENT(append_frees_first, "owned.append_itself", "bytes", owned_append),
	                SILENT(append_over_the_last, "owned.append", "b->size", owned_append),
	                SILENT(append_fills_past, "owned_memory.to_the_last_byte", "o.size", owned_append),
	                SILENT(append_lies_about_capacity, "owned.append", "b->capacity", owned_append),
	                SILENT(resize_does_not_fill, "owned.resize", "bytes", owned_resize),
	                SILENT(resize_within_is_free, "owned.resize", "bytes", owned_resize),
	                SILENT(fit_does_nothing, "owned.fit", "o.capacity", owned_fit),
	                SILENT(fit_cuts_the_number, "owned.fit", "b->capacity", owned_fit),
	                SILENT(copy_in_static_memory, "owned_memory.freed_by_the_host", "not a live block", owned_copy),
	                SILENT(copy_shares, "owned.two", "one.bytes != other.bytes", owned_copy),
	                SEAM_NO_MORE_MUTANTS };
