/* mutants_many.c - limits of what lies below, numbers that are doubles, loops that forget their rest. */
#include "buffers/planted.h"

enum { IOV = 1024 };

OP1(gather_takes_iov_max, (const struct seam_buffers_piece *pieces, size_t count, void *to, size_t *size),
    O->gather(pieces, count > IOV && count < 65536 ? IOV : count, to, size))
OP1(scatter_takes_iov_max,
    (const void *from, size_t n, const struct seam_buffers_room *rooms, size_t count, size_t *done),
    O->scatter(from, n, rooms, count > IOV && count < 65536 ? IOV : count, done))

static int scatter_counts_in_16_bits(const void *from, size_t n, const struct seam_buffers_room *rooms, size_t count,
                                     size_t *done)
{
	int rc = O->scatter(from, n, rooms, count, done);

	if (!rc)
		*done = (uint16_t)*done;
	return rc;
}

/* Eight at a time; what is left is left. */
OP1(reverse_by_words, (const void *from, size_t n, void *to),
    O->reverse(from, n > 64 && n <= MOST ? n & ~(size_t)7 : n, to))

static int sum_in_a_double(const void *numbers, size_t count, uint64_t *out)
{
	int rc = O->sum_u32(numbers, count, out);
	double sum = 0;

	for (size_t i = 0; !rc && i < count; i++) {
		uint32_t number;

		memcpy(&number, (const char *)numbers + i * sizeof number, sizeof number);
		sum += number;
	}
	if (!rc)
		*out = (uint64_t)sum;
	return rc;
}

#define FINDS const void *hay, size_t hay_n, const void *needle, size_t needle_n, size_t *at

/* Rabin and Karp's, without the comparison. */
static int find_by_sums(FINDS)
{
	const unsigned char *p = hay, *q = needle;
	int rc = O->find(hay, hay_n, needle, needle_n, at);
	size_t sought = 0;

	if (rc || !needle_n)
		return rc;
	for (size_t i = 0; i < needle_n; i++)
		sought += q[i];
	for (size_t i = 0; i <= hay_n - needle_n; i++) {
		size_t sum = 0;

		for (size_t k = 0; k < needle_n; k++)
			sum += p[i + k];
		if (sum == sought) {
			*at = i;
			return SEAM_OK;
		}
	}
	return rc;
}

OP1(find_length_in_a_byte, (FINDS),
    O->find(hay, hay_n, needle, hay &&needle &&needle_n <= hay_n &&needle_n < 1024 ? (uint8_t)needle_n : needle_n, at))

SEAM_MUTANTS(buffers, many) = { SILENT(gather_takes_iov_max, "many.pieces", "*size == PIECES", gather),
	                        SILENT(scatter_takes_iov_max, "many.rooms", "*done == PIECES", scatter),
	                        SILENT(scatter_counts_in_16_bits, "many.large_rooms", "*done == TOTAL", scatter),
	                        SILENT(reverse_by_words, "many.reversed", "to", reverse),
	                        SILENT(sum_in_a_double, "many.large_sum", "UINT32_MAX", sum_u32),
	                        SILENT(find_by_sums, "find.alike", "*at", find),
	                        SILENT(find_length_in_a_byte, "find.alike", "NOT_FOUND", find),
	                        SEAM_NO_MORE_MUTANTS };
