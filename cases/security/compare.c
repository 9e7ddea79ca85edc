/*
 * compare: equal is equal in each byte, and in length; nothing less is.
 * Rule: security.compare    Source: CVE-2012-2122 (memcmp() in a char); CWE-187, CWE-697; CVE-2017-5689 (a compare of length 0)
 */
#include "security/keys.h"

static void compared(struct seam_case *c, const void *a, size_t a_n, const void *b, size_t b_n, int32_t is, const char *what)
{
	int32_t *out = seam_out(c, sizeof *out);
	const char *in_a = seam_in(c, a, a_n), *in_b = seam_in(c, b, b_n);
	int rc = SEAM_OPS(c, security)->equal(in_a, a_n, in_b, b_n, out);

	if (CHECK_EQ(c, rc, SEAM_OK) && *out != is)
		FAIL(c, "%s (%zu and %zu bytes): the answer is %ld, not %ld", what, a_n, b_n, (long)*out, (long)is);
	seam_drop(c, in_a);
	seam_drop(c, in_b);
	seam_drop(c, out);
}

static void one_bit(struct seam_case *c)
{
	static const size_t sizes[] = { 1, 2, 8, 9, 32, 33, 65 };
	unsigned char a[80], b[80];

	NEED(c, SEAM_OPS(c, security)->equal);
	memcpy(a, plain_key(7, sizeof a), sizeof a);
	memcpy(b, a, sizeof b);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		compared(c, a, sizes[i], b, sizes[i], 1, "equal bytes");
		for (size_t bit = 0; bit < 8 * sizes[i]; bit += sizes[i] > 9 ? 3 : 1) {
			b[bit / 8] ^= (unsigned char)(1u << bit % 8);
			compared(c, a, sizes[i], b, sizes[i], !SEAM_STIMULUS(c), "bytes that differ in one bit");
			b[bit / 8] ^= (unsigned char)(1u << bit % 8);
		}
	}
}

/* Two differences that take each other away, when they are added, or one from the other, or xored. */
static void two_bytes(struct seam_case *c)
{
	static const unsigned char changes[][2] = { { 0x80, 0x80 }, { 1, 0xFF }, { 1, 1 }, { 0x40, 0xC0 }, { 0xFF, 1 } };
	unsigned char a[32], b[32];

	NEED(c, SEAM_OPS(c, security)->equal);
	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
		for (size_t at = 0; at < 31; at += 5)
			for (size_t to = at + 1; to < 32; to += 3) {
				memset(a, 0x55, sizeof a);
				memset(b, 0x55, sizeof b);
				b[at] = (unsigned char)(b[at] + changes[i][0]);
				b[to] = (unsigned char)(b[to] + changes[i][1]);
				compared(c, a, 32, b, 32, 0, "bytes that differ in two places");
				b[at] = a[at] ^ changes[i][0];
				b[to] = a[to] ^ changes[i][0];
				compared(c, a, 32, b, 32, 0, "bytes that differ in two places by the same bits");
			}
	for (size_t i = 0; i < 32; i++)
		b[i] = a[31 - i] = (unsigned char)i;
	compared(c, a, 32, b, 32, 0, "the same bytes in another order");
	memset(b, 0, sizeof b);
	memset(a, 0x80, sizeof a);
	compared(c, a, 32, b, 32, 0, "bytes that differ in each place by 128");
}

static void lengths(struct seam_case *c)
{
	unsigned char *zeros = space(c, SEAM_SEC_ALLOC_MAX);
	static const size_t sizes[] = { 0, 1, 16, 31, 32, 33, 255, 256, 257, 288, 65536, 65568, SEAM_SEC_ALLOC_MAX };

	if (!zeros)
		return;
	for (size_t i = 0; SEAM_OPS(c, security)->equal && i < sizeof sizes / sizeof sizes[0]; i++)
		for (size_t j = 0; j < sizeof sizes / sizeof sizes[0]; j++)
			compared(c, zeros, sizes[i], zeros, sizes[j], i == j, "zeros");
	free(zeros);
	if (!SEAM_OPS(c, security)->equal)
		return;
	compared(c, "secret", 6, "secre", 5, 0, "a prefix");
	compared(c, "secre", 5, "secret", 6, 0, "what it is a prefix of");
	compared(c, "", 0, "x", 1, 0, "nothing and something");
	compared(c, "x", 1, "", 0, 0, "something and nothing");
}

static void nuls(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, security)->equal);
	compared(c, BYTES("ab\0cd"), BYTES("ab\0ce"), 0, "bytes that differ behind a NUL");
	compared(c, BYTES("ab\0cd"), BYTES("ab\0cd"), 1, "equal bytes with a NUL");
	compared(c, BYTES("\0a"), BYTES("\0b"), 0, "bytes that differ behind a NUL in front");
	compared(c, BYTES("ab"), BYTES("ab\0"), 0, "bytes with and without a NUL at the end");
	compared(c, BYTES("ab "), BYTES("ab"), 0, "bytes with and without a blank at the end");
	compared(c, BYTES("ABC"), BYTES("abc"), 0, "bytes in another case");
	compared(c, BYTES("\x80\xFF"), BYTES("\x80\xFF"), 1, "equal bytes with the upper bit set");
	compared(c, BYTES("\xC3\xA9"), BYTES("e\xCC\x81"), 0, "the same letter in other bytes");
	compared(c, BYTES("0e462097431906509019562988736854"), BYTES("0e830400451993494058024219903391"), 0, "two zeros, read as numbers");
}

static void nothing(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	int32_t out = 7;

	NEED(c, s->equal);
	compared(c, "", 0, "", 0, 1, "nothing and nothing");
	CHECK_EQ(c, s->equal(NULL, 0, NULL, 0, &out), SEAM_OK);
	CHECK_EQ(c, out, 1);
	out = 7;
	CHECK_EQ(c, s->equal(NULL, 0, "x", 1, &out), SEAM_OK);
	CHECK_EQ(c, out, 0);
}

SEAM_CASES(security, compare) = {
	{ "one_bit", SEAM_MUST, one_bit, "one bit is a difference, whichever it is", 0 },
	{ "two_bytes", SEAM_MUST, two_bytes, "two differences do not cancel each other", 0 },
	{ "lengths", SEAM_MUST, lengths, "another length is a difference, however many bits it has", SEAM_ONCE },
	{ "nuls", SEAM_MUST, nuls, "a NUL is a byte", 0 },
	{ "nothing", SEAM_MUST, nothing, "nothing equals nothing, and nothing else", 0 },
	SEAM_END
};
