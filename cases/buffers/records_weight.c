/*
 * records_weight: a floating-point number is carried as its bytes, not as its value; counts of records are not bytes' counts.
 * Rule: buffers.records_weight    Source: CPython's struct and x87 (a signalling NaN turned quiet); CWE-681, CWE-197; -ffast-math
 */
#include "buffers/bytes.h"

static const uint64_t ordinary[] = {
	UINT64_C(0x8000000000000000), /* -0.0 */
	UINT64_C(0x0000000000000001), /* the smallest, and the greatest that is not normal */
	UINT64_C(0x800FFFFFFFFFFFFF),
	UINT64_C(0x3FF0000000000001), /* the one above 1 */
	UINT64_C(0x433FFFFFFFFFFFFF), /* 2^53 - 1 */
	UINT64_C(0x7FEFFFFFFFFFFFFF), /* the greatest */
	UINT64_C(0x7FF0000000000000), /* infinities */
	UINT64_C(0xFFF0000000000000),
};
static const uint64_t nans[] = {
	UINT64_C(0x7FF8000000000000), UINT64_C(0xFFF8000000000000), UINT64_C(0x7FF8DEADBEEF1234), /* quiet   */
	UINT64_C(0x7FF0000000000001), UINT64_C(0xFFF4DEADBEEF1234),                               /* not so */
};

/* Both ways, the bits being compared. */
static void through(struct seam_case *c, uint64_t bits)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_record record, *back = seam_out(c, sizeof *back);
	unsigned char *to = seam_out(c, SEAM_BUFFERS_WIRE);
	size_t size = SEAM_BUFFERS_WIRE, count = 1;
	uint64_t seen = 0;

	memset(&record, 0, sizeof record);
	memcpy((char *)&record + offsetof(struct seam_buffers_record, weight), &bits, sizeof bits);
	REQUIRE(CHECK_EQ(c, b->encode((const void *)seam_in(c, &record, sizeof record), 1, to, &size), SEAM_OK));
	memcpy(&seen, to + 11, sizeof seen);
	if (seen != bits)
		FAIL(c, "encode: the weight 0x%016llx has become 0x%016llx", (unsigned long long)bits,
		     (unsigned long long)seen);
	memset(to, 0, SEAM_BUFFERS_WIRE);
	memcpy(to + 11, &bits, sizeof bits);
	REQUIRE(CHECK_EQ(c, b->decode(to, SEAM_BUFFERS_WIRE, back, &count), SEAM_OK));
	memcpy(&seen, (char *)back + offsetof(struct seam_buffers_record, weight), sizeof seen);
	if (seen != bits)
		FAIL(c, "decode: the weight 0x%016llx has become 0x%016llx", (unsigned long long)bits,
		     (unsigned long long)seen);
}

static void by_bits(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, buffers)->encode);
	NEED(c, SEAM_OPS(c, buffers)->decode);
	for (size_t i = 0; i < sizeof ordinary / sizeof ordinary[0]; i++)
		through(c, ordinary[i]);
}

static void no_number(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, buffers)->encode);
	NEED(c, SEAM_OPS(c, buffers)->decode);
	for (size_t i = 0; i < sizeof nans / sizeof nans[0]; i++)
		through(c, nans[i]);
}

/* More than a byte, and than 16 bits, can count. */
static void raise_many(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	static const int counts[] = { 256, 257, 65537 };

	NEED(c, b->raise);
	for (size_t k = 0; k < 3; k++) {
		struct seam_buffers_record *records = seam_out(c, (size_t)counts[k] * sizeof *records);

		for (int i = 0; i < counts[k]; i++)
			records[i] = (struct seam_buffers_record){ .id = (uint32_t)i };
		REQUIRE(CHECK_EQ(c, b->raise(records, counts[k], 7), SEAM_OK));
		for (int i = 0; i < counts[k]; i++)
			if (records[i].id != (uint32_t)i + 7) {
				FAIL(c, "raise: of %d records, number %d was not raised", counts[k], i);
				break;
			}
	}
}

/* There is nothing to do, and still something to refuse. */
static void raise_by_nothing(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_record *record = seam_out(c, sizeof *record);

	NEED(c, b->raise);
	record->id = 5;
	CHECK_EQ(c, b->raise(record, 1, 0), SEAM_OK);
	CHECK_EQ(c, record->id, 5u);
	CHECK_EQ(c, b->raise(record, -1, 0), SEAM_E_RANGE);
	CHECK_EQ(c, b->raise(NULL, 1, 0), SEAM_E_NULL);
}

SEAM_CASES(buffers, records_weight) = {
	{ "by_bits", SEAM_MUST, by_bits, "a weight keeps its bits: the sign of zero, and what is next to nothing", 0 },
	{ "no_number", SEAM_SHOULD, no_number, "a weight that is not a number keeps its bits", 0 },
	{ "raise_many", SEAM_MUST, raise_many, "all the records that are counted are raised, however many", 0 },
	{ "raise_by_nothing", SEAM_MUST, raise_by_nothing, "bad arguments are refused though nothing is to be done", 0 },
	SEAM_END
};
