/* rooms.h - results in the caller's memory, with rooms of all sizes for them. */
#ifndef SEAM_BUFFERS_ROOMS_H
#define SEAM_BUFFERS_ROOMS_H

#include "buffers/bytes.h"

/* An op that gives this result of n items of `unit` bytes. */
struct result {
	int (*call)(struct seam_case *c, void *to, size_t *size);
	const void *expected;
	size_t n, unit;
};

static inline bool is_expected(struct seam_case *c, const struct result *r, const void *to)
{
	const struct seam_buffers_record *seen = to, *expected = r->expected;

	if (r->unit == 1)
		return CHECK_BYTES(c, to, r->n, r->expected, r->n);
	for (size_t i = 0; i < r->n; i++)
		if (!CHECK_EQ(c, seen[i].kind, expected[i].kind) || !CHECK_EQ(c, seen[i].serial, expected[i].serial) ||
		    !CHECK_EQ(c, seen[i].flags, expected[i].flags) ||
		    !CHECK_EQ(c, seen[i].weight, expected[i].weight) || !CHECK_EQ(c, seen[i].id, expected[i].id))
			return false;
	return true;
}

static inline bool one_room(struct seam_case *c, const struct result *r, size_t room, bool null)
{
	unsigned char *to = null ? NULL : seam_out(c, room * r->unit);
	size_t *size = a_size(c, room);
	int rc = r->call(c, to, size);

	if (!CHECK_EQ(c, rc, room < r->n ? SEAM_E_SPACE : SEAM_OK))
		return false;
	if (*size != r->n)
		FAIL(c, "room for %zu of %zu: the size that came back is %zu", room, r->n, *size);
	else if (room < r->n)
		return unwritten(c, to, room * r->unit, "a room that is too small");
	else if (is_expected(c, r, to))
		return unwritten(c, to + r->n * r->unit, (room - r->n) * r->unit, "the room behind the result");
	return false;
}

static inline void rooms(struct seam_case *c, const struct result *r)
{
	REQUIRE(one_room(c, r, 0, true));
	REQUIRE(one_room(c, r, 0, false));
	for (size_t room = 1; room <= r->n + 2; room++)
		REQUIRE(one_room(c, r, room, false));
	one_room(c, r, r->n + 1000, false);
	one_room(c, r, 65536 + r->n / 2, false);
}

#endif
