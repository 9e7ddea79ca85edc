/*
 * exact_buffer: a terminated string may end at the last byte of readable memory and begin at the first one; nothing
 * beside it is touched, whatever its length.
 * Rule: strings.exact_buffer    Source: word-wise strlen; CVE-2018-1000001 (bytes before the start)
 */
#include "strings/expect.h"

/* Past a few vector registers. */
#define LONGEST 130u

static const char *of_length(struct seam_case *c, size_t n)
{
	char text[LONGEST + 1];

	memset(text, 'x', n);
	text[n] = '\0';
	return seam_in_string(c, text);
}

static void echo(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);

	NEED(c, s->echo);
	NEED(c, s->release);
	for (size_t n = 0; n <= LONGEST; n++) {
		const char *in = of_length(c, n);
		char *out = UNSET;

		REQUIRE(CHECK_EQ(c, s->echo(in, &out), SEAM_OK));
		REQUIRE(owned(c, out, in, n));
		seam_drop(c, in);
	}
}

static void length(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);

	NEED(c, s->length);
	for (size_t n = 0; n <= LONGEST; n++) {
		const char *in = of_length(c, n);
		size_t seen = UNSET_N;

		REQUIRE(CHECK_EQ(c, s->length(in, &seen), SEAM_OK) && CHECK_EQ(c, seen, n));
		seam_drop(c, in);
	}
}

static void two(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *a = of_length(c, 13), *b = of_length(c, 21);
	char *out = UNSET;
	int order = 0;

	NEED(c, s->concat);
	NEED(c, s->compare);
	NEED(c, s->release);
	if (CHECK_EQ(c, s->concat(a, b, &out), SEAM_OK))
		owned(c, out, BYTES("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"));
	if (CHECK_EQ(c, s->compare(a, b, &order), SEAM_OK))
		CHECK(c, order < 0);
}

SEAM_CASES(strings, exact_buffer) = {
	{ "echo", SEAM_MUST, echo, "strings of 0 to 130 bytes at the edge of memory are copied, no more is read", 0 },
	{ "length", SEAM_MUST, length, "strings of 0 to 130 bytes at the edge of memory are measured", 0 },
	{ "two", SEAM_MUST, two, "two strings at the edge of memory are joined and compared", 0 },
	SEAM_END
};
