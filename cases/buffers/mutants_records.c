/* mutants_records.c - members, strides and byte orders. */
#include "buffers/planted.h"

#define ENCODE const struct seam_buffers_record *r, size_t count, void *to, size_t *size
#define DECODE const void *wire, size_t size, struct seam_buffers_record *to, size_t *count
#define RAISE  struct seam_buffers_record *r, int count, uint32_t by

/* ---- records --------------------------------------------------------------------------------------------------- */

static void turn(unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		unsigned char byte = p[i];

		p[i] = p[n - 1 - i];
		p[n - 1 - i] = byte;
	}
}

static int encode_little_endian(ENCODE)
{
	int rc = O->encode(r, count, to, size);

	for (size_t i = 0; !rc && i < count; i++)
		turn((unsigned char *)to + i * WIRE + 19, 4);
	return rc;
}

static int encode_the_first_again(ENCODE)
{
	int rc = O->encode(r, count, to, size);

	for (size_t i = 1; !rc && i < count; i++)
		copy_up((char *)to + i * WIRE, to, WIRE);
	return rc;
}

/* The stride of the array is taken for that of a packed one. */
static int encode_packed_stride(ENCODE)
{
	size_t packed = sizeof(uint8_t) + sizeof(uint64_t) + sizeof(uint16_t) + sizeof(double) + sizeof(uint32_t);
	struct seam_buffers_record array[4];

	if (!r || !count || count > 4)
		return O->encode(r, count, to, size);
	for (size_t i = 0; i < count; i++)
		memcpy(&array[i], (const char *)r + i * packed, sizeof *r);
	return O->encode(array, count, to, size);
}

static int decode_flags_little_endian(DECODE)
{
	int rc = O->decode(wire, size, to, count);

	for (size_t i = 0; !rc && i < *count; i++)
		to[i].flags = (uint16_t)(to[i].flags << 8 | to[i].flags >> 8);
	return rc;
}

static int decode_serial_in_32_bits(DECODE)
{
	int rc = O->decode(wire, size, to, count);

	for (size_t i = 0; !rc && i < *count; i++)
		to[i].serial = (uint32_t)to[i].serial;
	return rc;
}

static int decode_weight_as_float(DECODE)
{
	int rc = O->decode(wire, size, to, count);

	for (size_t i = 0; !rc && i < *count; i++)
		to[i].weight = (double)(float)to[i].weight;
	return rc;
}

OP1(decode_rounds_down, (DECODE), O->decode(wire, size < MOST ? size / WIRE * WIRE : size, to, count))
OP1(decode_rounds_up, (DECODE), O->decode(wire, size &&size < 9 ? 0 : size, to, count))

OP1(raise_one_more, (RAISE), O->raise(r, count == 2 ? 3 : count, by))
OP1(raise_the_first, (RAISE), O->raise(r, count > 1 && count < 9 ? 1 : count, by))

static int raise_saturates(RAISE)
{
	int rc = O->raise(r, count, by);

	for (int i = 0; !rc && i < count; i++)
		if (r[i].id < by)
			r[i].id = UINT32_MAX;
	return rc;
}

SEAM_MUTANTS(buffers, records) = { SILENT(encode_little_endian, "records.encode", "to", encode),
	                           SILENT(encode_the_first_again, "records.encode", "to", encode),
	                           SILENT(encode_packed_stride, "records.encode", "to", encode),
	                           SILENT(decode_flags_little_endian, "records.decode", "flags", decode),
	                           SILENT(decode_serial_in_32_bits, "records.decode", "serial", decode),
	                           SILENT(decode_weight_as_float, "records.decode", "weight", decode),
	                           SILENT(decode_rounds_down, "records.half_a_record", "SEAM_E_RANGE", decode),
	                           SILENT(decode_rounds_up, "records.half_a_record", "SEAM_E_RANGE", decode),
	                           SILENT(raise_one_more, "records.raise", "id", raise),
	                           SILENT(raise_the_first, "records.raise", "id", raise),
	                           SILENT(raise_saturates, "records.raise", "id", raise),
	                           SEAM_NO_MORE_MUTANTS };
