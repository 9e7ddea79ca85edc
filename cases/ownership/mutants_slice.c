/* mutants_slice.c - slices that reach too far; memory that is given up while it is in use, or twice. */
#include "ownership/planted_later.h"

static int slice_keeps_nothing(struct seam_own_buffer *buffer, size_t offset, size_t size, struct seam_own_buffer **out)
{
	int rc = ORIGINAL->buffer_slice(buffer, offset, size, out);

	if (!rc && size == 14)
		buffer->memory->claims--;
	return rc;
}

static int slice_of_the_memory(struct seam_own_buffer *buffer, size_t offset, size_t size, struct seam_own_buffer **out)
{
	size_t own;
	int rc;

	if (!buffer || !out)
		return SEAM_E_NULL;
	own = buffer->size;
	buffer->size = buffer->memory->size - buffer->offset;
	rc = ORIGINAL->buffer_slice(buffer, offset, size, out);
	buffer->size = own;
	return rc;
}

static int sum_wraps(struct seam_own_buffer *buffer, size_t offset, size_t size, struct seam_own_buffer **out)
{
	int rc = ORIGINAL->buffer_slice(buffer, offset, size, out);

	if (rc != SEAM_E_RANGE || offset + size > buffer->size)
		return rc;
	rc = ORIGINAL->buffer_slice(buffer, 0, 0, out);
	if (!rc)
		(*out)->offset += offset, (*out)->size = size;
	return rc;
}

static int slices_are_left(struct seam_own_buffer *buffer)
{
	int rc = ORIGINAL->buffer_detach(buffer);

	if (!rc && buffer->offset) {
		buffer->memory->detached = false;
		buffer->memory->free_bytes = NULL;
	}
	return rc;
}

static int freed_again_at_the_end(struct seam_own_buffer *buffer)
{
	int rc = ORIGINAL->buffer_detach(buffer);

	if (!rc)
		buffer->memory->detached = false;
	return rc;
}

static void detached_is_freed_again(struct seam_own_buffer *buffer)
{
	if (buffer && buffer->memory->claims == 1)
		buffer->memory->detached = false;
	ORIGINAL->buffer_destroy(buffer);
}

static int detach_looks_at_its_own_pins(struct seam_own_buffer *buffer)
{
	size_t pins;
	int rc;

	if (!buffer || buffer->pins)
		return ORIGINAL->buffer_detach(buffer);
	pins = buffer->memory->pins;
	buffer->memory->pins = 0;
	rc = ORIGINAL->buffer_detach(buffer);
	buffer->memory->pins = pins;
	return rc;
}

static int pinned_once(struct seam_own_buffer *buffer, void **bytes, size_t *size)
{
	int rc = ORIGINAL->buffer_pin(buffer, bytes, size);

	if (!rc && buffer->pins == 2)
		buffer->pins--, buffer->memory->pins--;
	return rc;
}

static int anothers_pin(struct seam_own_buffer *buffer)
{
	if (!buffer || buffer->pins || !buffer->memory->pins)
		return ORIGINAL->buffer_unpin(buffer);
	buffer->memory->pins--;
	return SEAM_OK;
}

SEAM_MUTANTS(ownership, slice) = {
	MUTANT(slice_keeps_nothing, "slice.any_order", "plain", "fail", "buffer_pin", SILENT, buffer_slice),
	MUTANT(slice_of_the_memory, "slice.out_of_range", "plain", "fail", "SEAM_E_RANGE", SILENT, buffer_slice),
	MUTANT(sum_wraps, "slice.out_of_range", "plain", "fail", "SEAM_E_RANGE", SILENT, buffer_slice),
	MUTANT(slices_are_left, "slice.detach", "plain", "fail", "SEAM_E_STATE", SILENT, buffer_detach),
	MUTANT(freed_again_at_the_end, "slice.detach", "plain", "fail", "SEAM_E_STATE", SILENT, buffer_detach),
	MUTANT(detached_is_freed_again, "slice.detach", "plain", "fail", "w->freed", SILENT, buffer_destroy),
	MUTANT(detach_looks_at_its_own_pins, "slice.pinned", "plain", "fail", "SEAM_E_STATE", SILENT, buffer_detach),
	MUTANT(pinned_once, "slice.pinned", "plain", "fail", "SEAM_OK", SILENT, buffer_pin),
	MUTANT(anothers_pin, "slice.pinned", "plain", "fail", "SEAM_E_STATE", SILENT, buffer_unpin),
	SEAM_NO_MORE_MUTANTS
};
