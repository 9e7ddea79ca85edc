/* mutants_no_memory.c - memory that is not there, and 64 MiB of it. */
#include "buffers/planted.h"

#define STORE struct seam_buffers_store *s
#define OWNED struct seam_buffers_owned *b
#define BYTES const void *p, size_t n

/* ---- without memory -------------------------------------------------------------------------------------------- */

/* buffer->bytes = realloc(buffer->bytes, …) */
static int resize_loses_the_block(OWNED, size_t n, uint8_t fill)
{
	int rc = O->owned_resize(b, n, fill);

	if (rc == SEAM_E_MEMORY) {
		b->bytes = NULL;
		b->size = b->capacity = 0;
	}
	return rc;
}

static int resize_frees_the_block(OWNED, size_t n, uint8_t fill)
{
	int rc = O->owned_resize(b, n, fill);

	if (rc == SEAM_E_MEMORY)
		O->owned_free(b);
	return rc;
}

static int append_counts_first(OWNED, BYTES)
{
	int rc = O->owned_append(b, p, n);

	if (rc == SEAM_E_MEMORY)
		b->size += n < b->capacity - b->size ? n : b->capacity - b->size, b->capacity += n;
	return rc;
}

static int append_says_ok(OWNED, BYTES)
{
	int rc = O->owned_append(b, p, n);

	return rc == SEAM_E_MEMORY ? SEAM_E_FAILED : rc;
}

static int fit_frees_first(OWNED)
{
	int rc = O->owned_fit(b);

	if (rc == SEAM_E_MEMORY)
		b->size = 0;
	return rc;
}

static int copy_clears_without_memory(BYTES, OWNED)
{
	int rc = O->owned_copy(p, n, b);

	if (rc == SEAM_E_MEMORY)
		memset(b, 0, sizeof *b);
	return rc;
}

static int set_clears_without_memory(STORE, BYTES)
{
	int rc = O->store_set(s, p, n);

	if (rc == SEAM_E_MEMORY)
		O->store_clear(s);
	return rc;
}

static int new_is_null_without_memory(struct seam_buffers_store **out)
{
	int rc = O->store_new(out);

	if (rc == SEAM_E_MEMORY)
		*out = NULL;
	return rc;
}

/* Wants memory, has none, and releases what it could not adopt. */
static int adopt_releases_without_memory(STORE, BYTES, seam_buffers_release_fn f, void *u)
{
	unsigned char *node;

	if (!s || !f || n > MOST || (!p && n))
		return O->store_adopt(s, p, n, f, u);
	if (!(node = lent(48))) {
		f(u, p, n);
		return SEAM_E_MEMORY;
	}
	free_lent(node, 48);
	return O->store_adopt(s, p, n, f, u);
}

/* ---- large ----------------------------------------------------------------------------------------------------- */

static int set_copies_the_copy(STORE, BYTES)
{
	unsigned char *copy = n == (size_t)64 << 20 ? lent(n) : NULL;
	int rc;

	if (n == (size_t)64 << 20 && !copy)
		return SEAM_E_MEMORY;
	rc = O->store_set(s, copy ? memcpy(copy, p, n) : p, n);
	if (rc && copy)
		free_lent(copy, n);
	return rc;
}

static int set_24_bits(STORE, BYTES)
{
	return O->store_set(s, p, n <= MOST ? n & 0xFFFFFF : n);
}

static int adopt_copies_the_large(STORE, BYTES, seam_buffers_release_fn f, void *u)
{
	int rc = n == (size_t)64 << 20 ? O->store_set(s, p, n) : O->store_adopt(s, p, n, f, u);

	if (!rc && n == (size_t)64 << 20)
		f(u, p, n);
	return rc;
}

SEAM_MUTANTS(buffers, no_memory) = {
	SILENT(resize_loses_the_block, "no_memory.owned_resize", "o.bytes == before.bytes", owned_resize),
	SILENT(resize_frees_the_block, "no_memory.owned_resize", "o.bytes == before.bytes", owned_resize),
	SILENT(append_counts_first, "no_memory.owned_append", "o.bytes == before.bytes", owned_append),
	SILENT(append_says_ok, "no_memory.owned_append_itself", "SEAM_E_MEMORY", owned_append),
	SILENT(fit_frees_first, "no_memory.owned_fit", "o.bytes == before.bytes", owned_fit),
	SILENT(copy_clears_without_memory, "no_memory.owned_copy", "was written to", owned_copy),
	SILENT(set_clears_without_memory, "no_memory.store_set", "seen_n", store_set),
	SILENT(new_is_null_without_memory, "no_memory.store_new", "was written to", store_new),
	SILENT(adopt_releases_without_memory, "adopt_failure.no_memory", "without memory", store_adopt),
	SILENT(set_copies_the_copy, "large.kept", "2 * LARGE", store_set),
	SILENT(set_24_bits, "large.kept", "LARGE", store_set),
	SILENT(adopt_copies_the_large, "large.adopted", "bytes", store_adopt),
	SEAM_NO_MORE_MUTANTS
};
