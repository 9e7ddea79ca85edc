/* room.h - memory of the target's own: copies and rooms whose ends are watched. */
#ifndef SEAM_FUZZ_ROOM_H
#define SEAM_FUZZ_ROOM_H

#include "fuzz.h"
#include "input.h"

enum { ROOM_POISON = 0x5B };

/* A copy of n bytes that ends where its block does, at an odd address or an aligned one; end_copy() frees it. */
static inline void *begin_copy(const void *bytes, size_t n, bool odd)
{
	uint8_t *block = malloc(n + 16 + odd);

	if (!block)
		abort();
	memset(block, ROOM_POISON, 16);
	if (n)
		memcpy(block + 16 + odd, bytes, n);
	return block + 16 + odd;
}

static inline void end_copy(const void *copy)
{
	free((void *)(((uintptr_t)copy & ~(uintptr_t)1) - 16));
}

/* Room for a result, and its size as the op is given it and leaves it. */
struct room {
	uint8_t *at;
	size_t room, size;
};

/* Just enough for `needed` bytes, or less, or more, as the input says. */
static inline struct room begin_room(struct input *in, size_t needed)
{
	unsigned how = take_u8(in);
	size_t n = how < 96 ? needed : how < 128 ? needed - (needed > 0) : how < 160 ? how % 32 : needed + how % 32;
	struct room r = { malloc(n + FUZZ_SLACK + 1), n, n };

	if (!r.at)
		abort();
	memset(r.at, ROOM_POISON, n + FUZZ_SLACK);
	return r;
}

/* Nothing from byte `from` on has been written. */
static inline void room_untouched(const char *op, const struct room *r, size_t from)
{
	for (size_t i = from; i < r->room + FUZZ_SLACK; i++)
		EXPECT(r->at[i] == ROOM_POISON, "%s: byte %zu of a room of %zu was written, %zu belong to the result", op, i, r->room,
		       from);
}

/* What became of it: the result is these n bytes, or does not fit. */
static inline void end_room(const char *op, int rc, struct room *r, const void *expected, size_t n)
{
	EXPECT(rc == (n > r->room ? SEAM_E_SPACE : SEAM_OK), "%s: %zu bytes into %zu: seen %d", op, n, r->room, rc);
	EXPECT(r->size == n, "%s: the size is told as %zu, expected %zu", op, r->size, n);
	EXPECT(rc != SEAM_OK || !n || memcmp(r->at, expected, n) == 0, "%s: other bytes than expected, of %zu", op, n);
	room_untouched(op, r, rc == SEAM_OK ? n : 0);
	free(r->at);
}

/* The same of an op that fails otherwise. */
static inline void refuse_room(const char *op, int rc, int expected, struct room *r)
{
	EXPECT(rc == expected, "%s: expected %d, seen %d", op, expected, rc);
	EXPECT(r->size == r->room, "%s: the size was written although the result is %d", op, rc);
	room_untouched(op, r, 0);
	free(r->at);
}

/*
 * A struct that was poisoned holds the fields of `zeros` and `ones`, which are the same struct over bytes 0 and bytes 0xFF: bytes in
 * which these two differ are padding, and are as they were, or 0.
 */
static inline void same_struct(const char *op, const void *seen, const void *zeros, const void *ones, size_t size)
{
	const uint8_t *s = seen, *z = zeros, *o = ones;

	for (size_t i = 0; i < size; i++)
		EXPECT(z[i] == o[i] ? s[i] == z[i] : s[i] == ROOM_POISON || !s[i], "%s: byte %zu of the struct is 0x%02X, expected 0x%02X", op,
		       i, s[i], z[i]);
}

#endif
