/* wrapped.h - memory of the host's that a buffer wraps, and how often it was freed. */
#ifndef SEAM_OWNERSHIP_WRAPPED_H
#define SEAM_OWNERSHIP_WRAPPED_H

#include "ownership/nodes.h"

enum { WRAPPED = 64 };

struct wrapped {
	char *bytes; /* cannot be written by the peer */
	unsigned freed;
	bool wrong;     /* freed with another pointer       */
	bool elsewhere; /* freed on another thread          */
	struct seam_own_buffer *buffer;
};

extern _Thread_local int seam_own_here;

static inline void wrapped_free(void *bytes, void *context)
{
	struct wrapped *w = context;

	w->freed++;
	w->wrong |= bytes != w->bytes;
	w->elsewhere |= !seam_own_here;
}

/* Wraps bytes 0, 1, 2, …  False when a check failed. */
static inline bool wrap(struct seam_case *c, struct wrapped *w)
{
	unsigned char numbers[WRAPPED];

	seam_own_here = 1;
	for (unsigned i = 0; i < WRAPPED; i++)
		numbers[i] = (unsigned char)i;
	*w = (struct wrapped){ .bytes = (char *)(uintptr_t)seam_in(c, numbers, sizeof numbers) };
	return CHECK_EQ(c, SEAM_OPS(c, ownership)->buffer_wrap(w->bytes, WRAPPED, wrapped_free, w, &w->buffer),
	                SEAM_OK) &&
	       CHECK(c, w->buffer != NULL) && CHECK_EQ(c, w->freed, 0);
}

/* Whether it was freed this often; nothing that is due is pending after this. */
static inline bool freed(struct seam_case *c, const struct wrapped *w, unsigned expected)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	bool at_once = s->free_policy() == SEAM_FREE_AT_ONCE;

	if (!at_once && !CHECK_EQ(c, s->free_pending(), SEAM_OK))
		return false;
	return CHECK_EQ(c, w->freed, expected) && CHECK(c, !w->wrong) && CHECK(c, !(at_once && w->elsewhere));
}

/* Whether these are the bytes of the buffer: of the host's memory from `offset` on. */
static inline bool pinned_at(struct seam_case *c, struct seam_own_buffer *buffer, const void *at, size_t size)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	void *bytes = NULL;
	size_t seen = SIZE_MAX;

	return CHECK_EQ(c, s->buffer_pin(buffer, &bytes, &seen), SEAM_OK) && CHECK_EQ(c, bytes, at) &&
	       CHECK_EQ(c, seen, size) && CHECK_EQ(c, s->buffer_unpin(buffer), SEAM_OK);
}

static inline bool detached(struct seam_case *c, struct seam_own_buffer *buffer)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	void **bytes = seam_out(c, sizeof *bytes);
	size_t *size = seam_out(c, sizeof *size);

	return CHECK_EQ(c, s->buffer_pin(buffer, bytes, size), SEAM_E_STATE) &&
	       unwritten(c, bytes, sizeof *bytes, "buffer_pin") && unwritten(c, size, sizeof *size, "buffer_pin") &&
	       CHECK_EQ(c, s->buffer_slice(buffer, 0, 0, (struct seam_own_buffer **)bytes), SEAM_E_STATE) &&
	       CHECK_EQ(c, s->buffer_copy(buffer, (struct seam_own_buffer **)bytes), SEAM_E_STATE) &&
	       CHECK_EQ(c, s->buffer_detach(buffer), SEAM_E_STATE);
}

#endif
