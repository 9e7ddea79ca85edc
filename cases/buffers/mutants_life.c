/* mutants_life.c - the peer counts things that are none of the host's. */
#include "buffers/planted.h"

static uint64_t live_counts_too_much(void)
{
	static uint64_t calls;

	return O->live() + calls++;
}

SEAM_MUTANTS_OF(buffers, life) = { SILENT(live_counts_too_much, "empty.store", "life: ", live), SEAM_NO_MORE_MUTANTS };
