/* mutants_allocator.c - what goes wrong at a request that no case itself makes fail. */
#include "buffers/planted.h"

/* A block for the bytes, then one for a note of them: when that fails, the first is lost. */
static int set_loses_the_first(struct seam_buffers_store *s, const void *p, size_t n)
{
	unsigned char *block, *note;
	int rc;

	if (!s || !p || n != 10)
		return O->store_set(s, p, n);
	if (!(block = lent(n)))
		return SEAM_E_MEMORY;
	if (!(note = lent(16)))
		return SEAM_E_MEMORY;
	rc = O->store_set(s, memcpy(block, p, n), n);
	free_lent(note, 16);
	free_lent(block, n);
	return rc;
}

/* Scratch memory for a result, and the size told before there is any. */
static int gather_tells_first(const struct seam_buffers_piece *pieces, size_t count, void *to, size_t *size)
{
	unsigned char *scratch;
	size_t before = size ? *size : 0;
	int rc;

	if (count != 100)
		return O->gather(pieces, count, to, size);
	*size = 0;
	if (!(scratch = lent(64)))
		return SEAM_E_MEMORY;
	*size = before;
	rc = O->gather(pieces, count, to, size);
	free_lent(scratch, 64);
	return rc;
}

static int encode_fails_otherwise(const struct seam_buffers_record *r, size_t count, void *to, size_t *size)
{
	unsigned char *scratch = count == 3 ? lent(64) : NULL;
	int rc;

	if (count == 3 && !scratch)
		return SEAM_E_FAILED;
	rc = O->encode(r, count, to, size);
	if (scratch)
		free_lent(scratch, 64);
	return rc;
}

SEAM_MUTANTS_OF(buffers, allocator) = { SILENT(set_loses_the_first, "short_fill.store_read", "allocator: ", store_set),
	                                SILENT(gather_tells_first, "segments.gather_many", "allocator: ", gather),
	                                SILENT(encode_fails_otherwise, "records.encode", "allocator: ", encode),
	                                SEAM_NO_MORE_MUTANTS };
