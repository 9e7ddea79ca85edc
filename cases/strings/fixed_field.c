/*
 * fixed_field: a fixed field that is full has no terminator, and is read and written as such; one that is not full
 * ends at its first NUL, whatever stands behind it.
 * Rule: strings.fixed_field    Source: RUSTSEC-2024-0377 (dbn: read past a full field); utmp, tar headers
 */
#include "strings/expect.h"

static void get(struct seam_case *c, const char *field, const char *want)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	char *out = UNSET;

	NEED(c, s->field_get);
	NEED(c, s->release);
	field = seam_in(c, SEAM_STIMULUS(c) ? field : "muted\0\0\0\0\0\0\0\0\0\0", SEAM_STRINGS_FIELD);
	if (CHECK_EQ(c, s->field_get(field, &out), SEAM_OK))
		owned(c, out, want, strlen(want));
}

static void full(struct seam_case *c)
{
	get(c, "sixteen bytes it", "sixteen bytes it");
}

/* More text follows the field at once. */
static void full_in_a_record(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *record = seam_in_string(c, "sixteen bytes itand the next field");
	char *out = UNSET;

	NEED(c, s->field_get);
	NEED(c, s->release);
	if (CHECK_EQ(c, s->field_get(record, &out), SEAM_OK))
		owned(c, out, BYTES("sixteen bytes it"));
}

static void ends_at_nul(struct seam_case *c)
{
	get(c, "short\0and rubbish", "short");
	get(c, "fifteen bytes..", "fifteen bytes..");
	get(c, "\0empty, rubbish.", "");
}

static void set(struct seam_case *c)
{
	static const char *const texts[] = { "", "short", "fifteen bytes..", "sixteen bytes it" };
	const struct seam_strings *s = SEAM_OPS(c, strings);

	NEED(c, s->field_set);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		char want[SEAM_STRINGS_FIELD] = { 0 }, *field = seam_out(c, sizeof want);

		memcpy(want, texts[i], strlen(texts[i]));
		if (CHECK_EQ(c, s->field_set(field, seam_in_string(c, SEAM_STIMULUS(c) ? texts[i] : "muted")), SEAM_OK))
			CHECK_BYTES(c, field, sizeof want, want, sizeof want);
	}
}

static void set_too_long(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *text = seam_in_string(c, SEAM_STIMULUS(c) ? "seventeen bytes it" : "muted");
	char *field = seam_out(c, SEAM_STRINGS_FIELD);

	NEED(c, s->field_set);
	CHECK_EQ(c, s->field_set(field, text), SEAM_E_SPACE);
	CHECK_EQ(c, seam_untouched(c, field, SEAM_STRINGS_FIELD), SEAM_STRINGS_FIELD);
}

static void null(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	char *field = seam_out(c, SEAM_STRINGS_FIELD), *out = UNSET;

	NEED(c, s->field_get);
	NEED(c, s->field_set);
	CHECK_EQ(c, s->field_get(NULL, &out), SEAM_E_NULL);
	CHECK_EQ(c, s->field_set(NULL, "a"), SEAM_E_NULL);
	CHECK_EQ(c, s->field_set(field, NULL), SEAM_E_NULL);
	untouched(c, out);
	CHECK_EQ(c, seam_untouched(c, field, SEAM_STRINGS_FIELD), SEAM_STRINGS_FIELD);
}

SEAM_CASES(strings, fixed_field) = {
	{ "full", SEAM_MUST, full, "a full field at the edge of memory is read to its end, and no further", 0 },
	{ "full_in_a_record", SEAM_MUST, full_in_a_record, "a full field does not run into the next one", 0 },
	{ "ends_at_nul", SEAM_MUST, ends_at_nul, "a field that is not full ends at its first NUL", 0 },
	{ "set", SEAM_MUST, set, "a field is filled up with zeros, and may be full", 0 },
	{ "set_too_long", SEAM_MUST, set_too_long, "a string that does not fit is refused, the field left alone", 0 },
	{ "null", SEAM_MUST, null, "NULLs are refused", 0 },
	SEAM_END
};
