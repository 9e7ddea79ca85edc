/*
 * zero_length: NULL with 0 and a pointer that may not be read with 0 are the empty string, everywhere.
 * Rule: strings.zero_length    Source: RUSTSEC-2026-0008 and RUSTSEC-2023-0044 (slices made of NULL with length 0)
 */
#include "strings/expect.h"

/* Each body is run on NULL and on an address that faults. */
typedef void (*body)(struct seam_case *c, const char *nothing);

static void twice(struct seam_case *c, body run)
{
	run(c, NULL);
	run(c, seam_in(c, "", 0));
}

static void echo_nothing(struct seam_case *c, const char *nothing)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t n = UNSET_N, at = UNSET_N;
	char *out = UNSET;

	if (CHECK_EQ(c, s->echo_n(nothing, 0, &out, &n, &at), SEAM_OK) && untouched_n(c, at))
		owned_n(c, out, n, BYTES(""));
}

static void echo_n(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, strings)->echo_n);
	NEED(c, SEAM_OPS(c, strings)->release);
	twice(c, echo_nothing);
}

static void terminate_nothing(struct seam_case *c, const char *nothing)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	char *out = UNSET;

	if (CHECK_EQ(c, s->terminate(nothing, 0, &out, NULL), SEAM_OK))
		owned(c, out, BYTES(""));
}

static void terminate(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, strings)->terminate);
	NEED(c, SEAM_OPS(c, strings)->release);
	twice(c, terminate_nothing);
}

static void lossy_nothing(struct seam_case *c, const char *nothing)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t n = UNSET_N;
	char *out = UNSET;

	if (CHECK_EQ(c, s->lossy(nothing, 0, &out, &n), SEAM_OK))
		owned_n(c, out, n, BYTES(""));
}

static void lossy(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, strings)->lossy);
	NEED(c, SEAM_OPS(c, strings)->release);
	twice(c, lossy_nothing);
}

static void convert_nothing(struct seam_case *c, const char *nothing)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t n = UNSET_N, units = UNSET_N;
	uint16_t *wide = UNSET;
	char *out = UNSET;

	if (CHECK_EQ(c, s->utf16_from_utf8(nothing, 0, &wide, &units, NULL), SEAM_OK) && is_set(c, wide)) {
		CHECK_EQ(c, units, 0);
		CHECK_EQ(c, wide[0], 0);
		s->utf16_release(wide);
	}
	if (CHECK_EQ(c, s->utf16_to_utf8(nothing, 0, &out, &n, NULL), SEAM_OK))
		owned_n(c, out, n, BYTES(""));
}

static void utf16(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, strings)->utf16_from_utf8);
	NEED(c, SEAM_OPS(c, strings)->utf16_to_utf8);
	NEED(c, SEAM_OPS(c, strings)->utf16_release);
	NEED(c, SEAM_OPS(c, strings)->release);
	twice(c, convert_nothing);
}

static void error_nothing(struct seam_case *c, const char *nothing)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *out = UNSET;
	size_t n = UNSET_N;

	CHECK_EQ(c, s->error_set("before", 6, NULL), SEAM_OK);
	CHECK_EQ(c, s->error_set(nothing, 0, NULL), SEAM_OK);
	if (CHECK_EQ(c, s->error_text(&out, &n), SEAM_OK))
		reads_n(c, out, n, BYTES(""));
}

static void error_text(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, strings)->error_set);
	NEED(c, SEAM_OPS(c, strings)->error_text);
	twice(c, error_nothing);
}

SEAM_CASES(strings, zero_length) = {
	{ "echo_n", SEAM_MUST, echo_n, "a counted string of length 0 is empty, wherever its pointer points", 0 },
	{ "terminate", SEAM_MUST, terminate, "length 0 makes the empty terminated string", 0 },
	{ "lossy", SEAM_MUST, lossy, "length 0 is well-formed", 0 },
	{ "utf16", SEAM_MUST, utf16, "length 0 converts to length 0, both ways", 0 },
	{ "error_text", SEAM_MUST, error_text, "length 0 is an empty error text", 0 },
	SEAM_END
};
