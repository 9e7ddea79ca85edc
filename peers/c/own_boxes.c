/* own_boxes.c - a box gives its memory back to the allocator that it came from. */
#include "own.h"

#include <string.h>

enum { ALIGN = 16 };

struct seam_own_box {
	struct seam_own_allocator allocator;
	void *bytes;
	size_t size;
};

static void *host_alloc(void *context, size_t size)
{
	(void)context;
	return lent(size, ALIGN);
}

static void host_free(void *context, void *block, size_t size)
{
	(void)context;
	lent_free(block, size, ALIGN);
}

static const struct seam_own_allocator of_host = { host_alloc, host_free, NULL };
static struct seam_own_allocator current = { host_alloc, host_free, NULL };

int seam_c_allocator_use(const struct seam_own_allocator *allocator)
{
	if (allocator && (!allocator->alloc || !allocator->free))
		return SEAM_E_NULL;
	current = allocator ? *allocator : of_host;
	return SEAM_OK;
}

int seam_c_box_set(struct seam_own_box *box, const void *bytes, size_t size)
{
	void *copy;

	if (!box || (!bytes && size))
		return SEAM_E_NULL;
	copy = box->allocator.alloc(box->allocator.context, size ? size : 1);
	if (!copy)
		return SEAM_E_MEMORY;
	if (size)
		memcpy(copy, bytes, size);
	if (box->bytes)
		box->allocator.free(box->allocator.context, box->bytes, box->size ? box->size : 1);
	box->bytes = copy;
	box->size = size;
	return SEAM_OK;
}

int seam_c_box_create(const void *bytes, size_t size, struct seam_own_box **out)
{
	struct seam_own_box *box;

	if (!out || (!bytes && size))
		return SEAM_E_NULL;
	box = current.alloc(current.context, sizeof *box);
	if (!box)
		return SEAM_E_MEMORY;
	*box = (struct seam_own_box){ .allocator = current };
	if (seam_c_box_set(box, bytes, size)) {
		current.free(current.context, box, sizeof *box);
		return SEAM_E_MEMORY;
	}
	seam_c_own_live++;
	*out = box;
	return SEAM_OK;
}

int seam_c_box_get(const struct seam_own_box *box, const void **out, size_t *size)
{
	if (!box || !out || !size)
		return SEAM_E_NULL;
	*out = box->bytes;
	*size = box->size;
	return SEAM_OK;
}

void seam_c_box_destroy(struct seam_own_box *box)
{
	struct seam_own_allocator own;

	if (!box)
		return;
	own = box->allocator;
	own.free(own.context, box->bytes, box->size ? box->size : 1);
	own.free(own.context, box, sizeof *box);
	seam_c_own_live--;
}
