/* adopt.h - memory that is given away, and what comes back of it. */
#ifndef SEAM_BUFFERS_ADOPT_H
#define SEAM_BUFFERS_ADOPT_H

#include "buffers/bytes.h"

/* What a release function was called with, and how often. */
struct lot {
	struct seam_case *c;
	const void *bytes;
	size_t size;
	int released;
};

/* The memory goes at once: a later look at it faults. */
static inline void release(void *userdata, const void *bytes, size_t size)
{
	struct lot *lot = userdata;

	if (lot->released++ == 0 && CHECK_EQ(lot->c, bytes, lot->bytes) && CHECK_EQ(lot->c, size, lot->size) && size)
		seam_drop(lot->c, bytes);
}

/* `n` numbered bytes that cannot be written. */
static inline struct lot a_lot(struct seam_case *c, size_t n)
{
	return (struct lot){ c, numbered(c, n), n, 0 };
}

static inline bool adopt(struct seam_case *c, struct seam_buffers_store *store, struct lot *lot)
{
	return CHECK_EQ(c, SEAM_OPS(c, buffers)->store_adopt(store, lot->bytes, lot->size, release, lot), SEAM_OK);
}

/* How often it has been released by now. */
static inline bool released(struct seam_case *c, const struct lot *lot, int times, const char *when)
{
	if (lot->released != times)
		FAIL(c, "%s: release was called %d times, not %d", when, lot->released, times);
	return lot->released == times;
}

#define NEED_ADOPT(c)                                                                                                  \
	NEED_STORE(c);                                                                                                 \
	NEED(c, SEAM_OPS(c, buffers)->store_clear);                                                                    \
	NEED(c, SEAM_OPS(c, buffers)->store_adopt)

#endif
