/* mutants_bounds.c - a byte too few, a byte too many, and bytes that are taken for something else. */
#include "buffers/planted.h"

#define READS const void *p, size_t n, uint64_t *out

OP1(digest_one_less, (READS), O->digest(p, n > 8 ? n - 1 : n, out))
OP1(digest_skips_the_first, (READS),
    O->digest(n > 1 && n < MOST ? (const char *)p + 1 : p, n > 1 && n < MOST ? n - 1 : n, out))
OP1(digest_one_more, (READS), (look_at(p, p &&n < MOST ? n + 1 : 0), O->digest(p, n, out)))
OP1(digest_one_before, (READS),
    (look_at(p && n && n < MOST ? (const char *)p - 1 : NULL, p &&n &&n < MOST), O->digest(p, n, out)))
OP1(digest_by_words, (READS), (look_at(p, p &&n < MOST ? (n + 7) / 8 * 8 : 0), O->digest(p, n, out)))
OP1(digest_as_text, (READS), O->digest(p, p &&n < MOST && memchr(p, 0, n) ? strlen(p) : n, out))

static int digest_signed(const void *p, size_t n, uint64_t *out)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	int rc = O->digest(p, n, out);

	for (size_t i = 0; !rc && i < n; i++)
		hash = (hash ^ (uint64_t)((const signed char *)p)[i]) * UINT64_C(1099511628211);
	if (!rc)
		*out = hash;
	return rc;
}

static int describe_misses_the_last(const void *p, size_t n, struct seam_buffers_summary *out)
{
	int rc = O->describe(p, n > 1 ? n - 1 : n, out);

	if (!rc) {
		out->first_zero = out->zeros ? out->first_zero : n;
		out->size = n;
		out->last = n ? ((const unsigned char *)p)[n - 1] : 0;
	}
	return rc;
}

static int describe_looks_behind(const void *p, size_t n, struct seam_buffers_summary *out)
{
	int rc = O->describe(p, n, out);

	if (!rc && n == 8 && ((const unsigned char *)p)[0] == 5)
		out->last = ((const volatile unsigned char *)p)[n];
	return rc;
}

OP1(sum_counts_bytes, (const void *p, size_t n, uint64_t *out), O->sum_u32(p, n / 4, out))
OP1(sum_of_twice_as_many, (READS), (look_at(p, p &&n < MOST / 8 ? 8 * n : 0), O->sum_u32(p, n, out)))

static int sum_of_32_bits(READS)
{
	int rc = O->sum_u32(p, n, out);

	if (!rc)
		*out = (uint32_t)*out;
	return rc;
}

SEAM_MUTANTS(buffers, bounds) = { SILENT(digest_one_less, "bounds_read.digest", "leaves out the last", digest),
	                          SILENT(digest_skips_the_first, "bounds_read.digest", "leaves out the first", digest),
	                          SILENT(digest_signed, "bounds_read.bytes_are_data", "seen", digest),
	                          SILENT(digest_as_text, "bounds_read.bytes_are_data", "seen", digest),
	                          LOUD(digest_one_more, "bounds_read.digest", digest),
	                          LOUD(digest_one_before, "bounds_read.digest", digest),
	                          LOUD(digest_by_words, "bounds_read.digest", digest),
	                          SILENT(describe_misses_the_last, "bounds_read.describe", "seen.least", describe),
	                          SILENT(describe_looks_behind, "bounds_read.zero_at_the_ends", "seen.last", describe),
	                          SILENT(sum_counts_bytes, "bounds_read.sum_u32", "seen", sum_u32),
	                          LOUD(sum_of_twice_as_many, "bounds_read.sum_u32", sum_u32),
	                          SILENT(sum_of_32_bits, "bounds_read.sum_is_of_64_bits", "seen", sum_u32),
	                          SEAM_NO_MORE_MUTANTS };
