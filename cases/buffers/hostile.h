/* hostile.h - sizes that no op may take, and memory that shows whether one did. */
#ifndef SEAM_BUFFERS_HOSTILE_H
#define SEAM_BUFFERS_HOSTILE_H

#include "buffers/bytes.h"

enum { TINY = 5, ROOM = 64 };

/* The memory behind the sizes: as tiny as that.  What may be written is poison, and has to stay so. */
struct tiny {
	const unsigned char *in;          /* TINY bytes                                */
	void *to;                         /* ROOM bytes                                */
	void *out;                        /* an out-parameter, large enough for all    */
	size_t *size;                     /* the room, for ops that take it by pointer */
	struct seam_buffers_store *store; /* if the op wants one: it holds TINY numbered bytes */
	struct seam_buffers_owned *owned; /* likewise                                          */
};

/* A call with the hostile size in one of its places; all else about it is right. */
typedef int (*hostile_fn)(const struct seam_buffers *b, const struct tiny *t, size_t n);

/*
 * Just over the limit; cut to 32, 16 or 8 bits it is small, or nothing; as a signed number it is -1, or small from below; times 2, 4,
 * 8, 16, 23, 24 or 40 it wraps round to little, in 64 bits or in 32.
 */
static const uint64_t hostile_sizes[] = {
	((uint64_t)1 << 30) + 1, ((uint64_t)1 << 31) - 1,
	(uint64_t)1 << 31,       ((uint64_t)1 << 31) + 2,
	((uint64_t)1 << 32) - 1, (uint64_t)1 << 32,
	((uint64_t)1 << 32) + 1, ((uint64_t)1 << 32) + TINY,
	((uint64_t)1 << 33) + 1, ((uint64_t)1 << 48) + TINY,
	(uint64_t)INT64_MAX,     (uint64_t)1 << 63,
	((uint64_t)1 << 63) + 2, UINT64_MAX / 4 + 2,
	UINT64_MAX / 8 + 2,      UINT64_MAX / 16 + 2,
	UINT64_MAX / 23 + 1,     UINT64_MAX / 24 + 1,
	UINT64_MAX / 40 + 1,     UINT64_MAX - 64,
	UINT64_MAX - TINY,       UINT64_MAX - 2,
	UINT64_MAX - 1,          UINT64_MAX,
};

/* One call: refused, and nothing is touched. */
static inline bool refused(struct seam_case *c, const char *op, const struct tiny *t, size_t n, int rc)
{
	if (rc != SEAM_E_RANGE) {
		FAIL(c, "%s of %zu (0x%zx): %d, where SEAM_E_RANGE is due", op, n, n, rc);
		return false;
	}
	if (!unwritten(c, t->to, ROOM, op) || !unwritten(c, t->out, ROOM, op))
		return false;
	if (t->store && !holds(c, t->store, t->in, TINY))
		return false;
	return !t->owned || owns(c, t->owned, t->in, TINY);
}

static inline struct tiny tiny(struct seam_case *c, size_t room)
{
	return (struct tiny){ numbered(c, TINY), seam_out(c, ROOM), seam_out(c, ROOM), a_size(c, room), NULL, NULL };
}

/* All hostile sizes in this place. */
static inline void sweep(struct seam_case *c, const char *op, hostile_fn call, struct tiny t)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	size_t room = *t.size;

	for (size_t i = 0; i < sizeof hostile_sizes / sizeof hostile_sizes[0]; i++) {
		size_t n = (size_t)hostile_sizes[i];

		if (n != hostile_sizes[i])
			continue; /* a size_t is smaller here */
		if (!refused(c, op, &t, n, call(b, &t, n)))
			return;
		if (*t.size != room) {
			FAIL(c, "%s of %zu was refused and changed *size to %zu", op, n, *t.size);
			return;
		}
	}
}

/* The same in the place of the room itself. */
static inline void sweep_rooms(struct seam_case *c, const char *op, hostile_fn call)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	for (size_t i = 0; i < sizeof hostile_sizes / sizeof hostile_sizes[0]; i++) {
		size_t n = (size_t)hostile_sizes[i];
		struct tiny t = tiny(c, n);

		if (n != hostile_sizes[i])
			continue;
		if (!refused(c, op, &t, n, call(b, &t, TINY)))
			return;
		if (!CHECK_EQ(c, *t.size, n))
			return;
	}
}

#define HOSTILE(name, call)                                                                                            \
	static int name(const struct seam_buffers *b, const struct tiny *t, size_t n)                                  \
	{                                                                                                              \
		return call;                                                                                           \
	}
#define REFUSED(name, op, text)                                                                                        \
	static void name(struct seam_case *c)                                                                          \
	{                                                                                                              \
		NEED(c, SEAM_OPS(c, buffers)->op);                                                                     \
		sweep(c, text, hostile_##name, tiny(c, ROOM));                                                         \
	}

#endif
