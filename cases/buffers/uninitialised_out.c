/*
 * uninitialised_out: out-parameters are written whole on success, and on failure not at all; no stale memory leaves.
 * Rule: buffers.uninitialised_out    Source: RS-2026-0134; CWE-457, CWE-908, CWE-200; set_len before a read; reserve
 */
#include "buffers/bytes.h"

/* Where the members of a struct lie: what is left 0 is padding. */
static void members_of_summary(unsigned char *at)
{
	struct seam_buffers_summary s;

	memset(at, 0, sizeof s);
	memset(at + offsetof(struct seam_buffers_summary, least), 1, sizeof s.least);
	memset(at + offsetof(struct seam_buffers_summary, most), 1, sizeof s.most);
	memset(at + offsetof(struct seam_buffers_summary, size), 1, sizeof s.size);
	memset(at + offsetof(struct seam_buffers_summary, last), 1, sizeof s.last);
	memset(at + offsetof(struct seam_buffers_summary, zeros), 1, sizeof s.zeros);
	memset(at + offsetof(struct seam_buffers_summary, first_zero), 1, sizeof s.first_zero);
}

static void members_of_record(unsigned char *at)
{
	struct seam_buffers_record r;

	memset(at, 0, sizeof r);
	memset(at + offsetof(struct seam_buffers_record, kind), 1, sizeof r.kind);
	memset(at + offsetof(struct seam_buffers_record, serial), 1, sizeof r.serial);
	memset(at + offsetof(struct seam_buffers_record, flags), 1, sizeof r.flags);
	memset(at + offsetof(struct seam_buffers_record, weight), 1, sizeof r.weight);
	memset(at + offsetof(struct seam_buffers_record, id), 1, sizeof r.id);
}

/* Of bytes for which each member is 0 or the least that it can be, and of no bytes: all members are written. */
static void summary(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	unsigned char members[sizeof(struct seam_buffers_summary)];

	NEED(c, b->describe);
	members_of_summary(members);
	for (size_t n = 0; n <= 2; n++) {
		struct seam_buffers_summary *s = seam_out(c, sizeof *s);

		memset(s, WAS, sizeof *s);
		seam_dirty_stack(c);
		REQUIRE(CHECK_EQ(c, b->describe(seam_in(c, "\0\0", n), n, s), SEAM_OK));
		CHECK_EQ(c, s->least, 0);
		CHECK_EQ(c, s->most, 0);
		CHECK_EQ(c, s->size, n);
		CHECK_EQ(c, s->last, 0);
		CHECK_EQ(c, s->zeros, n);
		CHECK_EQ(c, s->first_zero, 0);
		REQUIRE(padding_is_clean(c, s, members, sizeof *s));
	}
}

static void records(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	unsigned char members[sizeof(struct seam_buffers_record)], wire[3 * SEAM_BUFFERS_WIRE];
	struct seam_buffers_record *to = seam_out(c, 3 * sizeof *to);
	size_t count = 3;

	NEED(c, b->decode);
	members_of_record(members);
	memset(to, WAS, 3 * sizeof *to);
	memset(wire, 0, sizeof wire);
	seam_dirty_stack(c);
	REQUIRE(CHECK_EQ(c, b->decode(seam_in(c, wire, sizeof wire), sizeof wire, to, &count), SEAM_OK));
	for (size_t i = 0; i < 3; i++) {
		CHECK(c,
		      to[i].kind == 0 && to[i].serial == 0 && to[i].flags == 0 && to[i].weight == 0 && to[i].id == 0);
		REQUIRE(padding_is_clean(c, &to[i], members, sizeof *to));
	}
	NEED(c, b->raise);
	seam_dirty_stack(c);
	REQUIRE(CHECK_EQ(c, b->raise(to, 3, 5), SEAM_OK));
	for (size_t i = 0; i < 3; i++)
		REQUIRE(padding_is_clean(c, &to[i], members, sizeof *to));
}

/* Refused for a NULL beside them. */
static void on_failure(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	void *out = seam_out(c, 64), *to = seam_out(c, 64);
	struct seam_buffers_record *record = seam_out(c, sizeof *record);
	size_t *size = a_size(c, 64);

#define AS_IT_WAS(op, call)                                                                                            \
	do {                                                                                                           \
		if (b->op && CHECK_EQ(c, b->call, SEAM_E_NULL) &&                                                      \
		    (!unwritten(c, out, 64, #op "'s out-parameter, on failure,") ||                                    \
		     !unwritten(c, to, 64, #op "'s room, on failure,") || !CHECK_EQ(c, *size, 64)))                    \
			return;                                                                                        \
	} while (0)
	AS_IT_WAS(digest, digest(NULL, 1, out));
	AS_IT_WAS(describe, describe(NULL, 1, out));
	AS_IT_WAS(sum_u32, sum_u32(NULL, 1, out));
	AS_IT_WAS(find, find(NULL, 1, "x", 1, out));
	AS_IT_WAS(find, find("x", 1, NULL, 1, out));
	AS_IT_WAS(hex, hex(NULL, 1, to, size));
	AS_IT_WAS(reverse, reverse(NULL, 1, to));
	AS_IT_WAS(encode, encode(NULL, 1, to, size));
	AS_IT_WAS(decode, decode(NULL, SEAM_BUFFERS_WIRE, record, size));
	AS_IT_WAS(slice, slice(NULL, 1, &(struct seam_buffers_slice){ 0, 1, 1, 1 }, to, size));
	AS_IT_WAS(slice, slice("x", 1, NULL, to, size));
	AS_IT_WAS(gather, gather(NULL, 1, to, size));
	AS_IT_WAS(scatter, scatter(NULL, 1, &(struct seam_buffers_room){ to, 64 }, 1, out));
	AS_IT_WAS(scatter, scatter("x", 1, NULL, 1, out));
	AS_IT_WAS(gather_rows, gather_rows(NULL, 1, 1, to, size, out));
	AS_IT_WAS(owned_copy, owned_copy(NULL, 1, out));
	AS_IT_WAS(store_view, store_view(NULL, (const void **)out, size));
	AS_IT_WAS(store_copy, store_copy(NULL, to, size));
	AS_IT_WAS(store_read, store_read(NULL, 0, to, 1, out));
	unwritten(c, record, sizeof *record, "decode's room, on failure,");
}

/* Whatever a struct holds when it is an out-parameter, it is not looked at, and is written whole. */
static void owned(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED_OWNED(c);
	for (size_t n = 0; n <= 9; n += 3) {
		struct seam_buffers_owned *o = seam_out(c, sizeof *o);
		const unsigned char *in = numbered(c, n);

		REQUIRE(CHECK_EQ(c, b->owned_copy(in, n, o), SEAM_OK));
		owns(c, o, in, n);
		b->owned_free(o);
		CHECK(c, o->bytes == NULL && o->size == 0 && o->capacity == 0);
	}
}

SEAM_CASES(buffers, uninitialised_out) = {
	{ "summary", SEAM_MUST, summary, "all members are written, also of nothing; padding holds no stale memory", 0 },
	{ "records", SEAM_MUST, records, "all members of all records are written; padding holds no stale memory", 0 },
	{ "on_failure", SEAM_MUST, on_failure, "a call that fails writes nothing", 0 },
	{ "owned", SEAM_MUST, owned, "an out-parameter's old contents are not looked at, and all of it is written", 0 },
	SEAM_END
};
