/*
 * encoding_everywhere: every op that takes a string treats its encoding as declared, not only the plainest one.
 * Rule: strings.encoding_everywhere    Source: CWE-838 (one encoding at each door); RFC 3629, section 10
 */
#include "strings/expect.h"

static const char ill_formed[] = "caf\xE9 \xC3\xA9";

static const char *sent(struct seam_case *c)
{
	return seam_in_string(c, SEAM_STIMULUS(c) ? ill_formed : "muted");
}

static bool refuses(const struct seam_case *c)
{
	return (seam_traits(c) & SEAM_UTF8_ONLY) != 0;
}

static void answered(struct seam_case *c, int rc, char *out)
{
	if (CHECK_REFUSED(c, rc, refuses(c), SEAM_E_ENCODING)) {
		if (refuses(c))
			untouched(c, out);
		else
			came_through(c, out, ill_formed);
	}
	if (rc == SEAM_OK && out != UNSET)
		SEAM_OPS(c, strings)->release(out);
}

static void optional(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	char *out = UNSET;
	int rc;

	NEED(c, s->echo_optional);
	NEED(c, s->release);
	rc = s->echo_optional(sent(c), &out);
	answered(c, rc, out);
}

static void concat(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	char *out = UNSET;
	int rc;

	NEED(c, s->concat);
	NEED(c, s->release);
	rc = s->concat(seam_in_string(c, ""), sent(c), &out);
	answered(c, rc, out);
	out = UNSET;
	rc = s->concat(sent(c), seam_in_string(c, ""), &out);
	answered(c, rc, out);
}

static void join(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *items[] = { "", "" };
	char *out = UNSET;
	int rc;

	NEED(c, s->list_join);
	NEED(c, s->release);
	rc = s->list_join(items, 2, sent(c), &out);
	answered(c, rc, out);
	items[0] = sent(c);
	out = UNSET;
	rc = s->list_join(items, 1, seam_in_string(c, ","), &out);
	answered(c, rc, out);
}

static void split(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	char **array = UNSET;
	size_t n = UNSET_N;
	int rc;

	NEED(c, s->list_split);
	NEED(c, s->list_release);
	rc = s->list_split(sent(c), ',', &array, &n);
	if (CHECK_REFUSED(c, rc, refuses(c), SEAM_E_ENCODING)) {
		if (refuses(c))
			(void)(untouched(c, array) && untouched_n(c, n));
		else if (is_set(c, array) && CHECK_EQ(c, n, 1))
			came_through(c, array[0], ill_formed);
	}
	if (rc == SEAM_OK && array != UNSET)
		s->list_release(array, n);
}

static void field(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	char bytes[SEAM_STRINGS_FIELD] = "muted";
	char *out = UNSET;
	int rc;

	NEED(c, s->field_get);
	NEED(c, s->release);
	if (SEAM_STIMULUS(c))
		memcpy(bytes, ill_formed, sizeof ill_formed);
	rc = s->field_get(seam_in(c, bytes, sizeof bytes), &out);
	answered(c, rc, out);
}

SEAM_CASES(strings, encoding_everywhere) = {
	{ "optional", SEAM_MUST, optional, "an optional string follows the declared policy", 0 },
	{ "concat", SEAM_MUST, concat, "both strings of a concatenation follow the declared policy", 0 },
	{ "join", SEAM_MUST, join, "items and separator of a join follow the declared policy", 0 },
	{ "split", SEAM_MUST, split, "a string to be split follows the declared policy", 0 },
	{ "field", SEAM_MUST, field, "a fixed field follows the declared policy", 0 },
	SEAM_END
};
