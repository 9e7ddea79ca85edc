/* mutants_buffer.c - the host's memory is freed too early, too often, by the wrong one; slices reach too far. */
#include "ownership/planted_later.h"

static int freed_on_failure(void *bytes, size_t size, seam_own_free_fn free_bytes, void *context,
                            struct seam_own_buffer **out)
{
	int rc = ORIGINAL->buffer_wrap(bytes, size, free_bytes, context, out);

	if (rc == SEAM_E_MEMORY && free_bytes)
		free_bytes(bytes, context);
	return rc;
}

static int freed_when_wrapped(void *bytes, size_t size, seam_own_free_fn free_bytes, void *context,
                              struct seam_own_buffer **out)
{
	int rc = ORIGINAL->buffer_wrap(bytes, size, free_bytes, context, out);

	if (!rc && free_bytes) {
		free_bytes(bytes, context);
		(*out)->memory->free_bytes = NULL;
	}
	return rc;
}

static int context_of_the_last(void *bytes, size_t size, seam_own_free_fn free_bytes, void *context,
                               struct seam_own_buffer **out)
{
	static struct memory *last;
	int rc = ORIGINAL->buffer_wrap(bytes, size, free_bytes, context, out);

	if (!rc) {
		if (last && free_bytes && (*out)->memory != last && last->free_bytes == free_bytes && last->claims == 1)
			last->context = context;
		last = (*out)->memory;
	}
	return rc;
}

static int freed_by_the_lent(void *bytes, size_t size, seam_own_free_fn free_bytes, void *context,
                             struct seam_own_buffer **out)
{
	int rc = ORIGINAL->buffer_wrap(bytes, size, free_bytes, context, out);

	if (!rc && !free_bytes)
		(*out)->memory->copied = true;
	return rc;
}

static int copy_is_a_view(const struct seam_own_buffer *buffer, struct seam_own_buffer **out)
{
	if (!buffer)
		return SEAM_E_NULL;
	return ORIGINAL->buffer_slice((struct seam_own_buffer *)(uintptr_t)buffer, 0, buffer->size, out);
}

static int copy_is_freed_as_the_first(const struct seam_own_buffer *buffer, struct seam_own_buffer **out)
{
	int rc = ORIGINAL->buffer_copy(buffer, out);

	if (!rc && !buffer->memory->copied && buffer->memory->free_bytes) {
		free_lent((*out)->memory->bytes, (*out)->size, 1);
		*(*out)->memory = *buffer->memory;
		(*out)->memory->claims = 1;
		(*out)->memory->bytes += buffer->offset;
	}
	return rc;
}

static void lent_until_detached(struct seam_own_buffer *buffer)
{
	if (buffer && buffer->memory->claims == 1)
		buffer->memory->free_bytes = NULL;
	ORIGINAL->buffer_destroy(buffer);
}

SEAM_MUTANTS(ownership, buffer) = {
	MUTANT(freed_when_wrapped, "buffer.once", "plain", "fail", "w->freed", SILENT, buffer_wrap),
	MUTANT(lent_until_detached, "buffer.once", "plain", "fail", "w->freed", SILENT, buffer_destroy),
	MUTANT(context_of_the_last, "buffer.once", "plain", "fail", "w->freed", SILENT, buffer_wrap),
	MUTANT(freed_on_failure, "buffer.not_wrapped", "plain", "fail", "w->freed", SILENT, buffer_wrap),
	MUTANT(freed_by_the_lent, "buffer.without_free", "plain", "fail", "lent", SILENT, buffer_wrap),
	MUTANT(copy_is_a_view, "buffer.copied", "plain", "fail", "w->freed", SILENT, buffer_copy),
	MUTANT(copy_is_freed_as_the_first, "buffer.copied", "plain", "crash", "SIGSEGV", SEEN, buffer_copy),
	SEAM_NO_MORE_MUTANTS
};
