/* blocks.h - what the cases of this group look for in memory. */
#ifndef SEAM_OWNERSHIP_BLOCKS_H
#define SEAM_OWNERSHIP_BLOCKS_H

#include "ownership/ownership.h"

#include <seam/case.h>
#include <string.h>

/* Whether each byte is `fill`. */
static inline bool all_are(struct seam_case *c, const void *block, size_t size, uint8_t fill)
{
	const unsigned char *at = block;

	for (size_t i = 0; i < size; i++)
		if (at[i] != fill) {
			FAIL(c, "byte %zu of the block of %zu is 0x%02x, not 0x%02x", i, size, at[i], fill);
			return false;
		}
	return true;
}

/* Whether an out-parameter made by seam_out is as it was. */
static inline bool unwritten(struct seam_case *c, const void *out, size_t size, const char *op)
{
	size_t kept = seam_untouched(c, out, size);

	if (kept != size)
		FAIL(c, "%s failed and wrote to its out-parameter, at byte %zu of %zu", op, kept, size);
	return kept == size;
}

/* Whether this is a live block of lent memory, with this size and alignment. */
static inline bool lent_as(struct seam_case *c, const void *block, size_t size, size_t align)
{
	size_t seen_size = 0, seen_align = 0;

	if (!seam_is_lent(c, block, &seen_size, &seen_align)) {
		FAIL(c, "%p is not a live block of lent memory", block);
		return false;
	}
	return CHECK_EQ(c, seen_size, size) && CHECK_EQ(c, seen_align, align);
}

static inline void *lend(struct seam_case *c, size_t size, size_t align, uint8_t fill)
{
	const struct seam_host *host = seam_case_host(c);
	void *block = host->alloc(host, size, align);

	if (!CHECK(c, block != NULL))
		return NULL;
	return memset(block, fill, size);
}

/* Whether the list's entries are the first `count` of these. */
static inline bool list_holds(struct seam_case *c, const struct seam_own_list *list, const char *const *texts,
                              size_t count)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	size_t seen = SIZE_MAX;

	if (!CHECK_EQ(c, s->list_count(list, &seen), SEAM_OK) || !CHECK_EQ(c, seen, count))
		return false;
	for (size_t i = 0; i < count; i++) {
		const void *bytes = NULL;
		size_t size = SIZE_MAX;

		if (!CHECK_EQ(c, s->list_at(list, i, &bytes, &size), SEAM_OK) || !CHECK(c, bytes != NULL) ||
		    !CHECK_BYTES(c, bytes, size, texts[i], strlen(texts[i])))
			return false;
	}
	return true;
}

#endif
