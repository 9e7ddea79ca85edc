/*
 * concat: two strings one behind the other, each whole, in order.
 * Rule: strings.concat    Source: CWE-131 (room for two strings and one terminator)
 */
#include "strings/expect.h"

static void joined(struct seam_case *c, const char *a, const char *b, const char *want)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	char *out = UNSET;

	NEED(c, s->concat);
	NEED(c, s->release);
	b = seam_in_string(c, SEAM_STIMULUS(c) ? b : "muted");
	if (CHECK_EQ(c, s->concat(seam_in_string(c, a), b, &out), SEAM_OK))
		owned(c, out, want, strlen(want));
}

static void in_order(struct seam_case *c)
{
	joined(c, "one", "two", "onetwo");
	joined(c, "two ", " one", "two  one");
}

static void empty(struct seam_case *c)
{
	joined(c, "", "two", "two");
	joined(c, "one", "", "one");
	joined(c, "", "", "");
}

/* A letter and a combining accent stay two characters. */
static void combining(struct seam_case *c)
{
	joined(c, "e", "\xCC\x81", "e\xCC\x81");
	joined(c, "\xF0\x9F\x87\xAF", "\xF0\x9F\x87\xB5", "\xF0\x9F\x87\xAF\xF0\x9F\x87\xB5");
}

static void with_itself(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *twice = seam_in_string(c, SEAM_STIMULUS(c) ? "again " : "muted ");
	char *out = UNSET;

	NEED(c, s->concat);
	NEED(c, s->release);
	if (CHECK_EQ(c, s->concat(twice, twice, &out), SEAM_OK))
		owned(c, out, BYTES("again again "));
}

SEAM_CASES(strings, concat) = {
	{ "in_order", SEAM_MUST, in_order, "the second string follows the first", 0 },
	{ "empty", SEAM_MUST, empty, "an empty string adds nothing and takes nothing", 0 },
	{ "combining", SEAM_MUST, combining, "characters that combine are not merged", 0 },
	{ "with_itself", SEAM_MUST, with_itself, "one string may be both", 0 },
	SEAM_END
};
