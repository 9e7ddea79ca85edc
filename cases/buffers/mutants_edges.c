/* mutants_edges.c - what is the same is not looked at; what is nothing is; values in the place of bytes. */
#include "buffers/planted.h"

typedef struct seam_buffers_owned owned_t;
typedef struct seam_buffers_store store_t;
typedef struct seam_buffers_record record_t;

/* ---- weights and records --------------------------------------------------------------------------------------- */

#define DECODES const void *wire, size_t size, record_t *to, size_t *count

/* A value that is computed with: a NaN that signals becomes a quiet one. */
static int decode_quiets(DECODES)
{
	int rc = O->decode(wire, size, to, count);
	volatile double one = 1;

	for (size_t i = 0; !rc && i < *count; i++)
		to[i].weight *= one;
	return rc;
}

static int decode_flushes(DECODES)
{
	int rc = O->decode(wire, size, to, count);

	for (size_t i = 0; !rc && i < *count; i++)
		if (to[i].weight > -2.2e-308 && to[i].weight < 2.2e-308)
			to[i].weight = 0;
	return rc;
}

OP1(raise_counts_in_a_byte, (record_t * records, int count, uint32_t by),
    O->raise(records, count > 0 ? (uint8_t)count : count, by))
OP1(raise_by_nothing_unchecked, (record_t * records, int count, uint32_t by), by ? O->raise(records, count, by) : SEAM_OK)

/* ---- owned buffers --------------------------------------------------------------------------------------------- */

OP1(fit_where_it_pays, (owned_t * buffer),
    buffer &&buffer->size <= buffer->capacity &&buffer->size > buffer->capacity / 2 ? SEAM_OK : O->owned_fit(buffer))

OP1(resize_to_nothing_ignored, (owned_t * buffer, size_t size, uint8_t fill),
    buffer &&buffer->capacity && !size ? SEAM_OK : O->owned_resize(buffer, size, fill))

static void free_by_the_pointer(owned_t *buffer)
{
	const struct seam_host *host = seam_probe_host();

	if (buffer && buffer->bytes && !buffer->capacity)
		host->free(host, buffer->bytes, 0, 1);
	O->owned_free(buffer);
}

#define APPENDS owned_t *buffer, const void *bytes, size_t n

/* It sees that the bytes are its own, and forgets which of them. */
static int append_from_its_start(APPENDS)
{
	const unsigned char *from = bytes;

	if (buffer && n && buffer->capacity && from > buffer->bytes && from < buffer->bytes + buffer->capacity &&
	    n < buffer->size)
		from = buffer->bytes;
	return O->owned_append(buffer, from, n);
}

OP1(append_nothing_unchecked, (APPENDS), buffer && !n ? SEAM_OK : O->owned_append(buffer, bytes, n))

/* ---- stores ---------------------------------------------------------------------------------------------------- */

#define ADOPTS store_t *store, const void *bytes, size_t n, seam_buffers_release_fn release, void *userdata

static int adopt_of_the_same_ignored(ADOPTS)
{
	if (store && n && store->release && store->release == release && store->bytes == bytes && store->size == n) {
		store->userdata = userdata;
		return SEAM_OK;
	}
	return O->store_adopt(store, bytes, n, release, userdata);
}

/* A table of what is adopted, by its address. */
static int adopt_by_address(ADOPTS)
{
	static const void *held;
	static const store_t *holder;

	if (bytes && bytes == held && holder != store)
		return SEAM_E_STATE;
	held = bytes;
	holder = store;
	return O->store_adopt(store, bytes, n, release, userdata);
}

OP1(set_to_equal_bytes_ignored, (store_t * store, const void *bytes, size_t n),
    store &&bytes &&n &&n == store->size &&memcmp(bytes, store->bytes, n) == 0 ? SEAM_OK : O->store_set(store, bytes, n))

SEAM_MUTANTS(buffers, edges) = {
	SILENT(decode_quiets, "records_weight.no_number", "has become", decode),
	SILENT(decode_flushes, "records_weight.by_bits", "has become", decode),
	SILENT(raise_counts_in_a_byte, "records_weight.raise_many", "was not raised", raise),
	SILENT(raise_by_nothing_unchecked, "records_weight.raise_by_nothing", "SEAM_E_RANGE", raise),
	SILENT(fit_where_it_pays, "owned_edges.fit_from_each", "o.capacity == size", owned_fit),
	SILENT(resize_to_nothing_ignored, "owned_edges.resized_to_nothing", "b->size", owned_resize),
	SILENT(free_by_the_pointer, "owned_edges.pointer_to_nothing", "never gave out", owned_free),
	SILENT(append_from_its_start, "owned_edges.append_its_middle", "b->bytes", owned_append),
	SILENT(append_nothing_unchecked, "owned_edges.append_nothing", "SEAM_E_RANGE", owned_append),
	SILENT(adopt_of_the_same_ignored, "adopt_again.adopted_twice", "release was called 0 times", store_adopt),
	SILENT(adopt_by_address, "adopt_again.adopted_by_two", "SEAM_OK", store_adopt),
	SILENT(set_to_equal_bytes_ignored, "adopt_again.set_to_the_same", "release was called 0 times", store_set),
	SEAM_NO_MORE_MUTANTS
};
