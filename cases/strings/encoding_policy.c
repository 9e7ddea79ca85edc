/*
 * encoding_policy: what the peer declares for bytes that are not UTF-8 (they pass, are refused, or become U+FFFD) is
 * what happens to each kind of them.
 * Rule: strings.encoding_policy    Source: Unicode 3.9, table 3-7; RFC 3629, section 10; CVE-2008-2938 (over-long)
 */
#include "strings/expect.h"

/* Muted, a well-formed string is sent in place of the ill-formed one. */
static void as_declared(struct seam_case *c, const char *bytes, size_t n)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *sent = SEAM_STIMULUS(c) ? bytes : "muted";
	size_t sent_n = SEAM_STIMULUS(c) ? n : 5, out_n = UNSET_N;
	char *out = UNSET, *counted = UNSET;
	int rc, counted_rc;

	NEED(c, s->echo);
	NEED(c, s->echo_n);
	NEED(c, s->release);
	rc = s->echo(seam_in_string(c, sent), &out);
	counted_rc = s->echo_n(seam_in(c, sent, sent_n), sent_n, &counted, &out_n, NULL);
	if (seam_traits(c) & SEAM_UTF8_ONLY) {
		if (CHECK_EQ(c, rc, SEAM_E_ENCODING))
			untouched(c, out);
		else if (rc == SEAM_OK)
			s->release(out);
		if (CHECK_EQ(c, counted_rc, SEAM_E_ENCODING))
			(void)(untouched(c, counted) && untouched_n(c, out_n));
		else if (counted_rc == SEAM_OK)
			s->release(counted);
	} else if (seam_traits(c) & SEAM_LOSSY) {
		if (CHECK_EQ(c, rc, SEAM_OK) && is_set(c, out)) {
			is_lossy_of(c, out, strlen(out), bytes, n);
			s->release(out);
		}
		if (CHECK_EQ(c, counted_rc, SEAM_OK) && is_set(c, counted)) {
			is_lossy_of(c, counted, out_n, bytes, n);
			s->release(counted);
		}
	} else {
		if (CHECK_EQ(c, rc, SEAM_OK))
			owned(c, out, bytes, n);
		if (CHECK_EQ(c, counted_rc, SEAM_OK))
			owned_n(c, counted, out_n, bytes, n);
	}
}

static void latin1(struct seam_case *c)
{
	as_declared(c, BYTES("caf\xE9 \xA3 \xFF\xFE"));
}

static void every_byte(struct seam_case *c)
{
	char bytes[256];

	for (int i = 0; i < 255; i++)
		bytes[i] = (char)(i + 1);
	bytes[255] = '\0';
	as_declared(c, bytes, 255);
}

static void over_long(struct seam_case *c)
{
	as_declared(c, BYTES("a\xC0\xAF/\xE0\x80\xAF\xF0\x80\x80\xAFz"));
	as_declared(c, BYTES("\xC0\x80"));
}

static void surrogate(struct seam_case *c)
{
	as_declared(c, BYTES("a\xED\xA0\x80z"));
	as_declared(c, BYTES("\xED\xA0\xBD\xED\xB8\x80"));
}

static void never_a_byte(struct seam_case *c)
{
	as_declared(c, BYTES("\xFF"));
	as_declared(c, BYTES("a\xFEz\xF8\x88\x80\x80\x80"));
}

static void beyond(struct seam_case *c)
{
	as_declared(c, BYTES("a\xF4\x90\x80\x80z"));
	as_declared(c, BYTES("\xF5\x80\x80\x80"));
}

static void cut_short(struct seam_case *c)
{
	as_declared(c, BYTES("na\xC3"));
	as_declared(c, BYTES("\xE6\xBC"));
	as_declared(c, BYTES("\xF0\x9F\xA6 \xC3\xA9"));
}

static void stray_continuation(struct seam_case *c)
{
	as_declared(c, BYTES("\x80"));
	as_declared(c, BYTES("\xC3\xA9\xA9 a\xBFz"));
}

SEAM_CASES(strings, encoding_policy) = {
	{ "latin1", SEAM_MUST, latin1, "Latin-1 passes, is refused or becomes U+FFFD, as declared", 0 },
	{ "every_byte", SEAM_MUST, every_byte, "the bytes 1 to 255 are treated as declared", 0 },
	{ "over_long", SEAM_MUST, over_long, "over-long forms such as C0 AF are not UTF-8", 0 },
	{ "surrogate", SEAM_MUST, surrogate, "encoded surrogates such as ED A0 80, paired or not, are not UTF-8", 0 },
	{ "never_a_byte", SEAM_MUST, never_a_byte, "FE, FF and forms of five bytes are not UTF-8", 0 },
	{ "beyond", SEAM_MUST, beyond, "what would be above U+10FFFF is not UTF-8", 0 },
	{ "cut_short", SEAM_MUST, cut_short, "a character that is cut short is not UTF-8", 0 },
	{ "stray_continuation", SEAM_MUST, stray_continuation, "a continuation byte of its own is not UTF-8", 0 },
	SEAM_END
};
