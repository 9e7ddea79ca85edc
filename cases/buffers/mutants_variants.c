/* mutants_variants.c - correct, though other than the reference: all cases stay green. */
#include "buffers/planted.h"

#define VARIANT(name, because, member)                                                                                 \
	{ #name, "buffers.*", "plain", "pass", because, true, SEAM_OP(buffers, member, name), 0 }

/* Room for half as much again. */
static int copy_with_room(const void *p, size_t n, struct seam_buffers_owned *out)
{
	struct seam_buffers_owned o = { NULL, n, n + n / 2 + 8 };

	if (!out || n > MOST || (n && !p))
		return O->owned_copy(p, n, out);
	if (!(o.bytes = lent(o.capacity)))
		return SEAM_E_MEMORY;
	if (n)
		memcpy(o.bytes, p, n);
	*out = o;
	return SEAM_OK;
}

/* An empty buffer's pointer is not NULL, and points to nothing. */
static int copy_dangling(const void *p, size_t n, struct seam_buffers_owned *out)
{
	int rc = O->owned_copy(p, n, out);

	if (!rc && !n)
		out->bytes = (unsigned char *)(uintptr_t)1;
	return rc;
}

/* Nothing is shown at an address, or at none. */
static int view_dangling(const struct seam_buffers_store *s, const void **p, size_t *n)
{
	int rc = O->store_view(s, p, n);

	if (!rc && !*n)
		*p = (const void *)(uintptr_t)1;
	return rc;
}

/* A struct is made whole elsewhere, its padding 0, and then stored. */
static int describe_elsewhere(const void *p, size_t n, struct seam_buffers_summary *out)
{
	struct seam_buffers_summary s;
	int rc;

	memset(&s, 0, sizeof s);
	rc = O->describe(p, n, out ? &s : NULL);
	if (!rc)
		memcpy(out, &s, sizeof s);
	return rc;
}

/* Padding becomes 0, which the reference leaves. */
static int decode_clears_padding(const void *wire, size_t size, struct seam_buffers_record *to, size_t *count)
{
	size_t room = count ? *count : 0, n = size / WIRE;

	if (to && wire && size <= MOST && size % WIRE == 0 && room <= MOST / sizeof *to && n <= room)
		memset(to, 0, n * sizeof *to);
	return O->decode(wire, size, to, count);
}

/* By way of scratch memory of the host's. */
static int move_by_scratch(void *bytes, size_t size, size_t to, size_t from, size_t n)
{
	unsigned char *scratch, *p = bytes;

	if (!p || size > MOST || n > size || to > size - n || from > size - n || !n)
		return O->move(bytes, size, to, from, n);
	if (!(scratch = lent(n)))
		return SEAM_E_MEMORY;
	memcpy(scratch, p + from, n);
	memcpy(p + to, scratch, n);
	free_lent(scratch, n);
	return SEAM_OK;
}

/* A new block each time, even when there is room. */
static int append_anew(struct seam_buffers_owned *b, const void *p, size_t n)
{
	struct seam_buffers_owned next;

	if (!b || b->size > b->capacity || !b->bytes || !p || !n || n > MOST - b->size)
		return O->owned_append(b, p, n);
	next = (struct seam_buffers_owned){ lent(b->size + n + 3), b->size + n, b->size + n + 3 };
	if (!next.bytes)
		return SEAM_E_MEMORY;
	memcpy(next.bytes, b->bytes, b->size);
	memcpy(next.bytes + b->size, p, n);
	free_lent(b->bytes, b->capacity);
	*b = next;
	return SEAM_OK;
}

/* Adopting takes a block of lent memory for a while, and does without it. */
static int adopt_with_a_node(struct seam_buffers_store *s, const void *p, size_t n, seam_buffers_release_fn f, void *u)
{
	unsigned char *node = lent(40);
	int rc = node ? O->store_adopt(s, p, n, f, u) : SEAM_E_MEMORY;

	free_lent(node, node ? 40 : 0);
	return rc;
}

SEAM_VARIANTS(buffers, memory) = { VARIANT(copy_with_room, "capacity may be more than the size", owned_copy),
	                           VARIANT(copy_dangling, "an empty buffer's pointer may be anything", owned_copy),
	                           VARIANT(view_dangling, "nothing may be shown anywhere", store_view),
	                           VARIANT(describe_elsewhere, "padding may be 0", describe),
	                           VARIANT(decode_clears_padding, "padding may be 0", decode),
	                           VARIANT(move_by_scratch, "an op may want memory", move),
	                           VARIANT(append_anew, "a block may move at any time", owned_append),
	                           VARIANT(adopt_with_a_node, "adopting may want memory, and then fail", store_adopt),
	                           SEAM_NO_MORE_MUTANTS };
