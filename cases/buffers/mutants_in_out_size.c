/* mutants_in_out_size.c - results that do not fit, or just do: of arrays and stores. */
#include "buffers/planted.h"

#define GATHERS const struct seam_buffers_piece *pieces, size_t count, void *to, size_t *size
#define COPIES  const struct seam_buffers_store *store, void *to, size_t *size

static int decode_counts_bytes(const void *wire, size_t size, struct seam_buffers_record *to, size_t *count)
{
	int rc = O->decode(wire, size, to, count);

	if (rc == SEAM_OK || rc == SEAM_E_SPACE)
		*count *= sizeof *to;
	return rc;
}

static int decode_fills_the_room(const void *wire, size_t size, struct seam_buffers_record *to, size_t *count)
{
	size_t room = count ? *count : 0;
	int rc = O->decode(wire, size, to, count);

	if (!rc && room > *count)
		memset(to + *count, 0, (room - *count) * sizeof *to);
	return rc;
}

static int encode_in_part(const struct seam_buffers_record *records, size_t count, void *to, size_t *size)
{
	size_t room = size ? *size : 0, part = room;
	int rc = O->encode(records, count, to, size);

	if (rc == SEAM_E_SPACE && room >= WIRE)
		O->encode(records, room / WIRE, to, &part);
	return rc;
}

static int gather_in_part(GATHERS)
{
	size_t room = size ? *size : 0;
	int rc = O->gather(pieces, count, to, size);

	if (rc == SEAM_E_SPACE && to && pieces[0].size <= room)
		memcpy(to, pieces[0].bytes, pieces[0].size);
	return rc;
}

static int rows_for_the_absent(const void *const *rows, size_t count, size_t width, void *to, size_t *size,
                               size_t *absent)
{
	size_t room = size ? *size : 0;
	int rc = O->gather_rows(rows, count, width, to, size, absent);

	if (!rc && *absent && room < count * width) {
		*absent = 99;
		*size = count * width;
		return SEAM_E_SPACE;
	}
	return rc;
}

static int slice_stale_size(const void *grid, size_t size, const struct seam_buffers_slice *which, void *to,
                            size_t *to_size)
{
	size_t room = to_size ? *to_size : 0;
	int rc = O->slice(grid, size, which, to, to_size);

	if (!rc)
		*to_size = room;
	return rc;
}

static int copy_tells_the_capacity(COPIES)
{
	int rc = O->store_copy(store, to, size);

	if (rc == SEAM_OK && *size % 16)
		*size += 16 - *size % 16;
	return rc;
}

static int copy_needs_the_capacity(COPIES)
{
	size_t room = size ? *size : 0;

	if (store && size && to && store->size == 8 && room >= 8 && room < 16)
		return *size = 16, SEAM_E_SPACE;
	return O->store_copy(store, to, size);
}

SEAM_MUTANTS(buffers, in_out_size) = {
	SILENT(decode_counts_bytes, "in_out_size.decode", "size that came back", decode),
	SILENT(decode_fills_the_room, "in_out_size.decode", "room behind the result", decode),
	SILENT(encode_in_part, "in_out_size.encode", "a room that is too small", encode),
	SILENT(gather_in_part, "in_out_size.gather", "a room that is too small", gather),
	SILENT(rows_for_the_absent, "in_out_size.gather_rows", "SEAM_OK", gather_rows),
	SILENT(slice_stale_size, "in_out_size.slice", "size that came back", slice),
	SILENT(copy_tells_the_capacity, "in_out_size.store_copy", "size that came back", store_copy),
	SILENT(copy_needs_the_capacity, "in_out_size.store_copy", "SEAM_OK", store_copy),
	SEAM_NO_MORE_MUTANTS
};
