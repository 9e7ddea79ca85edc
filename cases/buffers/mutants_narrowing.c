/* mutants_narrowing.c - sizes that are cut, taken as signed, multiplied and added without a look. */
#include "buffers/planted.h"

#define READS  const void *p, size_t n, uint64_t *out
#define FINDS  const void *hay, size_t hay_n, const void *needle, size_t needle_n, size_t *at
#define U16(n) ((n) < MOST ? (uint16_t)(n) : (n))
#define U32(n) ((uint32_t)(n))

OP1(digest_u16, (READS), O->digest(p, U16(n), out))
OP1(digest_i16, (READS), O->digest(p, n < MOST && (int16_t)n < 0 ? 0 : U16(n), out))
OP1(digest_u8, (READS), O->digest(p, n < MOST ? (uint8_t)n : n, out))
OP1(digest_u32, (READS), O->digest(p, U32(n), out))
OP1(digest_int, (READS), (int)n < 0 ? SEAM_E_RANGE : O->digest(p, (size_t)(int)n, out))
OP1(digest_signed_check, (READS),
    (int)n > 100000000 ? SEAM_E_RANGE
    : (int)n < 0       ? O->digest(p, 0, out)
                       : O->digest(p, n, out))
OP1(digest_no_limit, (READS), n > MOST && n <= SIZE_MAX / 2 ? O->digest(p, p != NULL, out) : O->digest(p, n, out))
OP1(describe_u32, (const void *p, size_t n, struct seam_buffers_summary *out), O->describe(p, U32(n), out))
OP1(sum_wraps, (READS), O->sum_u32(p, n * 4 / 4 == n && n > MOST ? n : n * 4 / 4, out))
OP1(sum_in_32_bits, (READS), n <= UINT32_MAX ? O->sum_u32(p, U32(n * 4) / 4, out) : O->sum_u32(p, n, out))
OP1(sum_u8, (READS), O->sum_u32(p, n < MOST ? (uint8_t)n : n, out))
OP1(find_u32, (FINDS), O->find(hay, U32(hay_n), needle, needle_n, at))
OP1(find_wraps, (FINDS), hay_n - needle_n > hay_n ? SEAM_E_NOT_FOUND : O->find(hay, hay_n, needle, needle_n, at))
OP1(hex_wraps, (const void *p, size_t n, void *to, size_t *size),
    O->hex(p, 2 * n < n || n > MOST / 2 ? 2 * n / 2 % 64 : n, to, size))
OP1(hex_room_int, (const void *p, size_t n, void *to, size_t *size),
    size && *size > MOST && (int)*size < 0 ? (int)SEAM_E_SPACE : O->hex(p, n, to, size))
OP1(reverse_u32, (const void *from, size_t n, void *to), O->reverse(from, U32(n), to))
OP1(move_to_wraps, (void *p, size_t size, size_t to, size_t from, size_t n),
    size<MOST && to> MOST &&to + n <= size ? SEAM_OK : O->move(p, size, to, from, n))
OP1(move_n_signed, (void *p, size_t size, size_t to, size_t from, size_t n),
    (ptrdiff_t)n < 0 ? SEAM_OK : O->move(p, size, to, from, n))
OP1(move_trusts_the_whole, (void *p, size_t size, size_t to, size_t from, size_t n),
    O->move(p, size > MOST ? 5 : size, to, from, n))
OP1(raise_negative_is_none, (struct seam_buffers_record * r, int count, uint32_t by),
    count < 0 ? SEAM_OK : O->raise(r, count, by))
OP1(raise_u8, (struct seam_buffers_record * r, int count, uint32_t by),
    O->raise(r, count > 100000 || count < 0 ? (uint8_t)(count & 1) : count, by))

static int describe_counts_u16(const void *p, size_t n, struct seam_buffers_summary *out)
{
	int rc = O->describe(p, n, out);

	if (!rc)
		out->zeros = (uint16_t)out->zeros;
	return rc;
}

static int find_place_u16(FINDS)
{
	int rc = O->find(hay, hay_n, needle, needle_n, at);

	if (!rc)
		*at = (uint16_t)*at;
	return rc;
}

static int hex_needed_u16(const void *p, size_t n, void *to, size_t *size)
{
	int rc = O->hex(p, n, to, size);

	if (rc == SEAM_E_SPACE)
		*size = (uint16_t)*size;
	return rc;
}

SEAM_MUTANTS(buffers,
             narrowing) = { SILENT(digest_u16, "narrowing.digest", "not all digested", digest),
	                    SILENT(digest_i16, "narrowing.digest", "not all digested", digest),
	                    SILENT(digest_u8, "narrowing.digest", "not all digested", digest),
	                    SILENT(digest_u32, "length_overflow.digest", "SEAM_E_RANGE is due", digest),
	                    SILENT(digest_int, "length_overflow.digest", "SEAM_E_RANGE is due", digest),
	                    SILENT(digest_signed_check, "length_overflow.digest", "SEAM_E_RANGE is due", digest),
	                    SILENT(digest_no_limit, "length_overflow.digest", "SEAM_E_RANGE is due", digest),
	                    SILENT(describe_u32, "length_overflow.describe", "SEAM_E_RANGE is due", describe),
	                    SILENT(describe_counts_u16, "narrowing.describe", "s.zeros", describe),
	                    SILENT(sum_wraps, "length_overflow.sum_u32", "SEAM_E_RANGE is due", sum_u32),
	                    SILENT(sum_in_32_bits, "length_overflow.sum_u32", "SEAM_E_RANGE is due", sum_u32),
	                    SILENT(sum_u8, "narrowing.sum_u32", "seen", sum_u32),
	                    SILENT(find_u32, "length_overflow.find_hay", "SEAM_E_RANGE is due", find),
	                    SILENT(find_wraps, "length_overflow.find_needle", "SEAM_E_RANGE is due", find),
	                    SILENT(find_place_u16, "narrowing.find", "at", find),
	                    SILENT(hex_wraps, "length_overflow.hex", "SEAM_E_RANGE is due", hex),
	                    SILENT(hex_needed_u16, "narrowing.hex", "needed", hex),
	                    SILENT(hex_room_int, "length_overflow.rooms", "SEAM_E_RANGE is due", hex),
	                    SILENT(reverse_u32, "length_overflow.reverse", "SEAM_E_RANGE is due", reverse),
	                    SILENT(move_to_wraps, "length_overflow.move_to", "SEAM_E_RANGE is due", move),
	                    SILENT(move_n_signed, "length_overflow.move_n", "SEAM_E_RANGE is due", move),
	                    SILENT(move_trusts_the_whole, "length_overflow.move_size", "SEAM_E_RANGE is due", move),
	                    SILENT(raise_negative_is_none, "length_overflow.raise", "SEAM_E_RANGE is due", raise),
	                    SILENT(raise_u8, "length_overflow.raise", "SEAM_E_RANGE is due", raise),
	                    SEAM_NO_MORE_MUTANTS };
