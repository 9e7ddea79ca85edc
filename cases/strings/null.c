/*
 * null: NULL is not the empty string.  An optional NULL goes through as NULL, a required one is refused, before
 * anything is written.
 * Rule: strings.null    Source: CWE-476; the bug history of git2-rs and rugged (an absent message read as a string)
 */
#include "strings/expect.h"

static void optional(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	char *out = UNSET;

	NEED(c, s->echo_optional);
	NEED(c, s->release);
	if (CHECK_EQ(c, s->echo_optional(SEAM_STIMULUS(c) ? NULL : seam_in_string(c, ""), &out), SEAM_OK)) {
		CHECK_EQ(c, out, NULL);
		if (out != UNSET)
			s->release(out);
	}
}

static void optional_empty(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	char *out = UNSET;

	NEED(c, s->echo_optional);
	NEED(c, s->release);
	if (CHECK_EQ(c, s->echo_optional(seam_in_string(c, SEAM_STIMULUS(c) ? "" : "muted"), &out), SEAM_OK))
		owned(c, out, BYTES(""));
	out = UNSET;
	if (CHECK_EQ(c, s->echo_optional(seam_in_string(c, SEAM_STIMULUS(c) ? "text" : "muted"), &out), SEAM_OK))
		owned(c, out, BYTES("text"));
}

/* Muted, the required string is there, and the call succeeds. */
static void required(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *null = SEAM_STIMULUS(c) ? NULL : "muted";
	char *out = UNSET;

	NEED(c, s->echo);
	NEED(c, s->release);
	if (CHECK_EQ(c, s->echo(null, &out), SEAM_E_NULL))
		untouched(c, out);
	else if (out != UNSET)
		s->release(out);
}

static void required_of_two(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *null = SEAM_STIMULUS(c) ? NULL : "muted";
	char *out[2] = { UNSET, UNSET };
	int order = 77;

	NEED(c, s->concat);
	NEED(c, s->compare);
	NEED(c, s->release);
	CHECK_EQ(c, s->concat(null, "b", &out[0]), SEAM_E_NULL);
	CHECK_EQ(c, s->concat("a", null, &out[1]), SEAM_E_NULL);
	CHECK_EQ(c, s->compare(null, "b", &order), SEAM_E_NULL);
	CHECK_EQ(c, s->compare("a", null, &order), SEAM_E_NULL);
	CHECK_EQ(c, order, 77);
	for (int i = 0; i < 2; i++)
		if (!untouched(c, out[i]))
			s->release(out[i]);
}

static void length(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t n = UNSET_N;

	NEED(c, s->length);
	CHECK_EQ(c, s->length(SEAM_STIMULUS(c) ? NULL : "muted", &n), SEAM_E_NULL);
	untouched_n(c, n);
}

/* A length without a pointer is no string; with 0 it is the empty one, which is another rule's matter. */
static void counted(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t n = SEAM_STIMULUS(c) ? 3 : 0, out_n = UNSET_N, at = UNSET_N;
	char *out = UNSET;

	NEED(c, s->echo_n);
	NEED(c, s->release);
	if (CHECK_EQ(c, s->echo_n(NULL, n, &out, &out_n, &at), SEAM_E_NULL))
		(void)(untouched(c, out) && untouched_n(c, out_n) && untouched_n(c, at));
	else if (out != UNSET)
		s->release(out);
}

static void out_parameter(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t n = UNSET_N;
	char *out = UNSET;

	NEED(c, s->echo);
	NEED(c, s->echo_n);
	NEED(c, s->length);
	CHECK_EQ(c, s->echo("a", NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->echo_n("a", 1, NULL, &n, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->echo_n("a", 1, &out, NULL, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->length("a", NULL), SEAM_E_NULL);
	untouched(c, out);
	untouched_n(c, n);
}

static void release(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);

	NEED(c, s->release);
	s->release(NULL);
	if (s->utf16_release)
		s->utf16_release(NULL);
	if (s->store_free)
		s->store_free(NULL);
	if (s->list_free)
		s->list_free(NULL);
	if (s->list_release)
		s->list_release(NULL, 0);
}

SEAM_CASES(strings, null) = {
	{ "optional", SEAM_MUST, optional, "an optional NULL goes through as NULL, not as an empty string", 0 },
	{ "optional_empty", SEAM_MUST, optional_empty, "an optional empty string goes through, not as NULL", 0 },
	{ "required", SEAM_MUST, required, "a required NULL is refused and nothing is written", 0 },
	{ "required_of_two", SEAM_MUST, required_of_two, "each of two required NULLs is refused", 0 },
	{ "length", SEAM_MUST, length, "NULL has no length", 0 },
	{ "counted", SEAM_MUST, counted, "NULL with a length above 0 is refused", 0 },
	{ "out_parameter", SEAM_MUST, out_parameter, "a NULL out-parameter is refused", 0 },
	{ "release", SEAM_MUST, release, "releasing NULL does nothing", 0 },
	SEAM_END
};
