/*
 * unchanged: no conversion of line ends, letter case or normal form happens on the way, nor to anything that is kept.
 * Rule: strings.unchanged    Source: text-mode streams; HFS+ file names (decomposed); Turkish dotless i
 */
#include "strings/expect.h"

/* Muted, another string is sent than is expected. */
static void stays(struct seam_case *c, const char *text)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *in = seam_in_string(c, SEAM_STIMULUS(c) ? text : "muted"), *kept = UNSET;
	struct seam_strings_store *store = UNSET;
	size_t n = UNSET_N;
	char *out = UNSET;

	NEED(c, s->echo);
	NEED(c, s->release);
	if (CHECK_EQ(c, s->echo(in, &out), SEAM_OK))
		owned(c, out, text, strlen(text));
	if (s->error_set && s->error_text) {
		CHECK_EQ(c, s->error_set(in, strlen(in), NULL), SEAM_OK);
		if (CHECK_EQ(c, s->error_text(&kept, &n), SEAM_OK))
			reads_n(c, kept, n, text, strlen(text));
		s->error_set(NULL, 0, NULL);
	}
	if (!s->store_new || !s->store_set || !s->store_get || !s->store_free)
		return;
	REQUIRE(CHECK_EQ(c, s->store_new(&store), SEAM_OK) && is_set(c, store));
	CHECK_EQ(c, s->store_set(store, in), SEAM_OK);
	if (CHECK_EQ(c, s->store_get(store, &kept), SEAM_OK))
		reads(c, kept, text, strlen(text));
	s->store_free(store);
}

static void line_ends(struct seam_case *c)
{
	stays(c, "a\r\nb\nc\rd\xE2\x80\xA8" "e\xC2\x85\n");
}

static void letter_case(struct seam_case *c)
{
	stays(c, "iI\xC4\xB1\xC4\xB0 stra\xC3\x9F" "e \xCF\x82\xCE\xA3");
}

static void composed(struct seam_case *c)
{
	stays(c, "\xC3\xA9 \xE2\x84\xAB \xEF\xAC\x81");
}

static void decomposed(struct seam_case *c)
{
	stays(c, "e\xCC\x81 A\xCC\x8A \xE1\x84\x80\xE1\x85\xA1");
}

static void blanks(struct seam_case *c)
{
	stays(c, "\t tab  \xC2\xA0\xE3\x80\x80\xE2\x80\x8B ");
}

static void format(struct seam_case *c)
{
	stays(c, "%s%n%%100%d%");
}

SEAM_CASES(strings, unchanged) = {
	{ "line_ends", SEAM_SHOULD, line_ends, "line ends are kept, in results, errors and stores", 0 },
	{ "letter_case", SEAM_SHOULD, letter_case, "letter case is kept, in results, errors and stores", 0 },
	{ "composed", SEAM_SHOULD, composed, "composed characters are not decomposed", 0 },
	{ "decomposed", SEAM_SHOULD, decomposed, "decomposed characters are not composed", 0 },
	{ "blanks", SEAM_SHOULD, blanks, "blanks of all kinds are kept", 0 },
	{ "format", SEAM_MUST, format, "a message is not a format, in results, errors and stores", 0 },
	SEAM_END
};
