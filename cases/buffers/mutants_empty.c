/* mutants_empty.c - no bytes, and bytes at odd addresses. */
#include "buffers/planted.h"

#define READS  const void *p, size_t n, uint64_t *out
#define STORE  struct seam_buffers_store *s
#define PIECES const struct seam_buffers_piece *pieces, size_t count, void *to, size_t *size

/* ---- empty ----------------------------------------------------------------------------------------------------- */

OP1(digest_null_is_refused, (READS), !p ? SEAM_E_NULL : O->digest(p, n, out))
OP1(digest_looks_first, (READS), (look_at(p, p &&n < MOST), O->digest(p, n, out)))
OP1(describe_looks_first, (const void *p, size_t n, struct seam_buffers_summary *out),
    (look_at(p, p &&n < MOST), O->describe(p, n, out)))
OP1(find_nothing_nowhere, (const void *hay, size_t hay_n, const void *p, size_t n, size_t *at),
    !n && at && (hay || !hay_n) ? SEAM_E_NOT_FOUND : O->find(hay, hay_n, p, n, at))
OP1(hex_no_room_is_refused, (const void *p, size_t n, void *to, size_t *size),
    !to ? SEAM_E_NULL : O->hex(p, n, to, size))
OP1(reverse_null_is_refused, (const void *from, size_t n, void *to), from ? O->reverse(from, n, to) : SEAM_E_NULL)
OP1(set_nothing_keeps, (STORE, const void *p, size_t n), s && !n ? SEAM_OK : O->store_set(s, p, n))
OP1(gather_nothing_is_refused, (PIECES), count ? O->gather(pieces, count, to, size) : SEAM_E_RANGE)

static int owned_nothing_is_not_written(const void *p, size_t n, struct seam_buffers_owned *out)
{
	return n || !out ? O->owned_copy(p, n, out) : SEAM_OK;
}

/* ---- misaligned ------------------------------------------------------------------------------------------------ */

OP1(sum_rounds_down, (READS), O->sum_u32(n < MOST ? (const char *)p - (uintptr_t)p % 4 : p, n, out))
OP1(sum_refuses_odd, (READS), (uintptr_t)p % 4 && n ? SEAM_E_RANGE : O->sum_u32(p, n, out))

static int digest_head_and_words(READS)
{
	size_t head = (8 - (uintptr_t)p % 8) % 8;

	return O->digest(n > 66 && head == 3 ? (const char *)p - 1 : p, n, out);
}

static int encode_aligned_up(const struct seam_buffers_record *r, size_t n, void *to, size_t *size)
{
	int rc = O->encode(r, n, to, size);

	if (!rc && n && (uintptr_t)to % 2)
		set((char *)to + 11, 1, (unsigned char)(((unsigned char *)to)[11] + 1));
	return rc;
}

SEAM_MUTANTS(buffers, empty) = { SILENT(digest_null_is_refused, "empty.read", "SEAM_OK", digest),
	                         LOUD(digest_looks_first, "empty.read", digest),
	                         LOUD(describe_looks_first, "empty.read", describe),
	                         SILENT(find_nothing_nowhere, "empty.find", "SEAM_OK", find),
	                         SILENT(hex_no_room_is_refused, "empty.results", "SEAM_OK", hex),
	                         SILENT(gather_nothing_is_refused, "empty.results", "SEAM_OK", gather),
	                         SILENT(reverse_null_is_refused, "empty.in_place", "SEAM_OK", reverse),
	                         SILENT(set_nothing_keeps, "empty.store", "seen_n", store_set),
	                         SILENT(owned_nothing_is_not_written, "empty.owned", "not a live block", owned_copy),
	                         SILENT(sum_rounds_down, "misaligned.sum_u32", "seen", sum_u32),
	                         SILENT(sum_refuses_odd, "misaligned.sum_u32", "SEAM_OK", sum_u32),
	                         SILENT(digest_head_and_words, "misaligned.digest", "seen", digest),
	                         SILENT(encode_aligned_up, "misaligned.wire", "weight", encode),
	                         SEAM_NO_MORE_MUTANTS };
