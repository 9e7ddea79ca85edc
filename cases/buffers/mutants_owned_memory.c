/* mutants_owned_memory.c - blocks that are freed by another size, by another way, or again. */
#include "buffers/planted.h"

#include <stdlib.h>

#define OWNED struct seam_buffers_owned *b

static void free_by_size(OWNED)
{
	if (b && b->bytes && b->size && b->size < b->capacity)
		b->capacity = b->size;
	O->owned_free(b);
}

static void free_and_forget_nothing(OWNED)
{
	struct seam_buffers_owned was = b ? *b : (struct seam_buffers_owned){ NULL, 0, 0 };

	O->owned_free(b);
	if (b)
		*b = was;
}

static void free_leaves_empty(OWNED)
{
	if (b && !b->size) {
		b->bytes = NULL;
		b->capacity = 0;
		return;
	}
	O->owned_free(b);
}

static void free_by_free(OWNED)
{
	if (b && b->capacity == 17)
		free(b->bytes);
	else
		O->owned_free(b);
}

SEAM_MUTANTS(buffers, owned_memory) = {
	SILENT(free_by_size, "owned_memory.freed_by_the_peer", "given back as size", owned_free),
	SILENT(free_and_forget_nothing, "owned_memory.freed_by_the_peer", "o.bytes == NULL", owned_free),
	SILENT(free_leaves_empty, "owned_memory.freed_by_the_peer", "blocks", owned_free),
	{ "free_by_free", "buffers.owned_memory.freed_by_the_peer", "plain", "crash", "SIG", false,
	  SEAM_OP(buffers, owned_free, free_by_free), 0 },
	SEAM_NO_MORE_MUTANTS
};
