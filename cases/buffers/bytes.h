/* bytes.h - what the cases of this group put in and look for. */
#ifndef SEAM_BUFFERS_BYTES_H
#define SEAM_BUFFERS_BYTES_H

#include "buffers/buffers.h"

#include <seam/case.h>
#include <string.h>

#define MOST_BYTES 140000u
#define WAS        0x33 /* what fills memory that must stay as it was */

/* Byte i of the bytes that go in: neighbours differ, and so do places 256 and 65536 apart.  A few are 0. */
static inline unsigned char number(size_t i)
{
	return (unsigned char)(i * 7 + i / 256 * 3 + i / 65536 * 5 + 1);
}

static inline void *number_all(void *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		((unsigned char *)p)[i] = number(i);
	return p;
}

/* n numbered bytes, read-only, exactly that long. */
static inline const unsigned char *numbered(struct seam_case *c, size_t n)
{
	static unsigned char bytes[MOST_BYTES];

	return (const unsigned char *)seam_in(c, number_all(bytes, n), n);
}

/* n numbered bytes that may be written. */
static inline unsigned char *numbered_inout(struct seam_case *c, size_t n)
{
	return number_all(seam_out(c, n), n);
}

static inline bool is_numbered(struct seam_case *c, const void *p, size_t n)
{
	static unsigned char bytes[MOST_BYTES];

	return CHECK_BYTES(c, p, n, number_all(bytes, n), n);
}

/* What digest() gives. */
static inline uint64_t hash(const void *bytes, size_t n)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < n; i++)
		h = (h ^ ((const unsigned char *)bytes)[i]) * UINT64_C(1099511628211);
	return h;
}

/* A size in guarded memory. */
static inline size_t *a_size(struct seam_case *c, size_t n)
{
	return seam_inout(c, &n, sizeof n);
}

/* Whether memory of seam_out is as it was. */
static inline bool unwritten(struct seam_case *c, const void *p, size_t size, const char *what)
{
	size_t kept = seam_untouched(c, p, size);

	if (kept != size)
		FAIL(c, "%s was written to, at byte %zu of %zu", what, kept, size);
	return kept == size;
}

/* Whether each byte is `byte`. */
static inline bool all_are(struct seam_case *c, const void *p, size_t n, unsigned char byte, const char *what)
{
	for (size_t i = 0; i < n; i++)
		if (((const unsigned char *)p)[i] != byte) {
			FAIL(c, "%s: byte %zu of %zu is 0x%02x, not 0x%02x", what, i, n, ((const unsigned char *)p)[i],
			     byte);
			return false;
		}
	return true;
}

/* Whether the padding, where `fields` is 0, is as it was or 0. */
static inline bool padding_is_clean(struct seam_case *c, const void *p, const void *fields, size_t size)
{
	const unsigned char *at = p, *field = fields;

	for (size_t i = 0; i < size; i++)
		if (!field[i] && at[i] != WAS && at[i] != 0) {
			FAIL(c, "padding byte %zu of the struct is 0x%02x: stale memory", i, at[i]);
			return false;
		}
	return true;
}

/* What (p, 0) may be: NULL, a mere number (aligned for all items), the edge of memory that cannot be read. */
enum { ALIGNED = 2, NOTHINGS = 3 };

static inline const void *no_bytes(struct seam_case *c, size_t i)
{
	return i == 0 ? NULL : i == 1 ? (const void *)(uintptr_t)64 : seam_in(c, NULL, 0);
}

/* ---- owned buffers and stores ---------------------------------------------------------------------------------- */

/* Whether the struct is what the header says an owned buffer is. */
static inline bool sound(struct seam_case *c, const struct seam_buffers_owned *b)
{
	size_t size = 0, align = 0;

	if (!CHECK(c, b->size <= b->capacity))
		return false;
	if (!b->capacity)
		return true;
	if (!seam_is_lent(c, b->bytes, &size, &align)) {
		FAIL(c, "the buffer's bytes, %p, are not a live block of lent memory", (void *)b->bytes);
		return false;
	}
	return CHECK_EQ(c, size, b->capacity) && CHECK_EQ(c, align, 1);
}

/* Whether it holds the n bytes, and nothing else. */
static inline bool owns(struct seam_case *c, const struct seam_buffers_owned *b, const void *bytes, size_t n)
{
	return sound(c, b) && CHECK_EQ(c, b->size, n) && CHECK_BYTES(c, n ? b->bytes : bytes, n, bytes, n);
}

/* Whether the store holds the n bytes. */
static inline bool holds(struct seam_case *c, const struct seam_buffers_store *store, const void *bytes, size_t n)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	const void *seen = NULL;
	size_t seen_n = ~n;

	return CHECK_EQ(c, b->store_view(store, &seen, &seen_n), SEAM_OK) && CHECK_EQ(c, seen_n, n) &&
	       CHECK(c, seen || !n) && CHECK_BYTES(c, n ? seen : bytes, n, bytes, n);
}

static inline struct seam_buffers_store *new_store(struct seam_case *c)
{
	struct seam_buffers_store *store = NULL;

	CHECK_EQ(c, SEAM_OPS(c, buffers)->store_new(&store), SEAM_OK);
	CHECK(c, store != NULL);
	return store;
}

#define NEED_STORE(c)                                                                                                  \
	NEED(c, SEAM_OPS(c, buffers)->store_new);                                                                      \
	NEED(c, SEAM_OPS(c, buffers)->store_free);                                                                     \
	NEED(c, SEAM_OPS(c, buffers)->store_set);                                                                      \
	NEED(c, SEAM_OPS(c, buffers)->store_view)
#define NEED_OWNED(c)                                                                                                  \
	NEED(c, SEAM_OPS(c, buffers)->owned_copy);                                                                     \
	NEED(c, SEAM_OPS(c, buffers)->owned_free)

#endif
