/* own_buffers.c - the host's memory, as long as a buffer or a slice of it lives; and boxes that keep their allocator. */
#include "own.h"

#include <string.h>

struct memory {
	unsigned char *bytes;
	size_t size;
	seam_own_free_fn free_bytes;
	void *context;
	size_t claims, pins; /* of all the buffers that are of this memory */
	bool detached, copied;
};

struct seam_own_buffer {
	struct memory *memory;
	size_t offset, size, pins;
};

uint32_t seam_c_free_policy(void)
{
	return SEAM_FREE_AT_ONCE;
}

int seam_c_free_pending(void)
{
	return SEAM_OK;
}

static struct seam_own_buffer *buffer_of(struct memory *memory, size_t offset, size_t size)
{
	struct seam_own_buffer *buffer = LENT(struct seam_own_buffer);

	if (!buffer)
		return NULL;
	*buffer = (struct seam_own_buffer){ memory, offset, size, 0 };
	memory->claims++;
	seam_c_own_live++;
	return buffer;
}

static void memory_release(struct memory *memory)
{
	if (memory->copied)
		lent_free(memory->bytes, memory->size, 1);
	else if (memory->free_bytes)
		memory->free_bytes(memory->bytes, memory->context);
}

/* `bytes` becomes the buffer's when this succeeds. */
static int wrap(struct memory from, struct seam_own_buffer **out)
{
	struct memory *memory = LENT(struct memory);
	struct seam_own_buffer *buffer = NULL;

	if (memory) {
		*memory = from;
		buffer = buffer_of(memory, 0, from.size);
	}
	if (!buffer) {
		LENT_FREE(struct memory, memory);
		return SEAM_E_MEMORY;
	}
	*out = buffer;
	return SEAM_OK;
}

int seam_c_buffer_wrap(void *bytes, size_t size, seam_own_free_fn free_bytes, void *context,
                       struct seam_own_buffer **out)
{
	if (!bytes || !out)
		return SEAM_E_NULL;
	return wrap((struct memory){ .bytes = bytes, .size = size, .free_bytes = free_bytes, .context = context }, out);
}

int seam_c_buffer_slice(struct seam_own_buffer *buffer, size_t offset, size_t size, struct seam_own_buffer **out)
{
	struct seam_own_buffer *slice;

	if (!buffer || !out)
		return SEAM_E_NULL;
	if (buffer->memory->detached)
		return SEAM_E_STATE;
	if (offset > buffer->size || size > buffer->size - offset)
		return SEAM_E_RANGE;
	slice = buffer_of(buffer->memory, buffer->offset + offset, size);
	if (!slice)
		return SEAM_E_MEMORY;
	*out = slice;
	return SEAM_OK;
}

int seam_c_buffer_copy(const struct seam_own_buffer *buffer, struct seam_own_buffer **out)
{
	struct memory copy = { .copied = true };
	int rc;

	if (!buffer || !out)
		return SEAM_E_NULL;
	if (buffer->memory->detached)
		return SEAM_E_STATE;
	copy.size = buffer->size;
	copy.bytes = lent(copy.size, 1);
	if (!copy.bytes)
		return SEAM_E_MEMORY;
	memcpy(copy.bytes, buffer->memory->bytes + buffer->offset, copy.size);
	rc = wrap(copy, out);
	if (rc)
		memory_release(&copy);
	return rc;
}

int seam_c_buffer_pin(struct seam_own_buffer *buffer, void **bytes, size_t *size)
{
	if (!buffer || !bytes || !size)
		return SEAM_E_NULL;
	if (buffer->memory->detached)
		return SEAM_E_STATE;
	buffer->pins++;
	buffer->memory->pins++;
	*bytes = buffer->memory->bytes + buffer->offset;
	*size = buffer->size;
	return SEAM_OK;
}

int seam_c_buffer_unpin(struct seam_own_buffer *buffer)
{
	if (!buffer)
		return SEAM_E_NULL;
	if (!buffer->pins)
		return SEAM_E_STATE;
	buffer->pins--;
	buffer->memory->pins--;
	return SEAM_OK;
}

int seam_c_buffer_detach(struct seam_own_buffer *buffer)
{
	if (!buffer)
		return SEAM_E_NULL;
	if (buffer->memory->detached || buffer->memory->pins)
		return SEAM_E_STATE;
	buffer->memory->detached = true;
	memory_release(buffer->memory);
	return SEAM_OK;
}

void seam_c_buffer_destroy(struct seam_own_buffer *buffer)
{
	if (!buffer)
		return;
	if (--buffer->memory->claims == 0) {
		if (!buffer->memory->detached)
			memory_release(buffer->memory);
		LENT_FREE(struct memory, buffer->memory);
	}
	LENT_FREE(struct seam_own_buffer, buffer);
	seam_c_own_live--;
}
