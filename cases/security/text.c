/*
 * text: a text is well-formed UTF-8, in its shortest form, or refused.
 * Rule: security.text    Source: Unicode 3.9, table 3-7; CVE-2000-0884 (C0 AF for '/'); CVE-2008-2938
 */
#include "security/enemy.h"

#include <stdio.h>

static void well_formed(struct seam_case *c)
{
	static const char *const texts[] = { "a", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
		                             "\xEF\xBF\xBF", "\xEF\xBB\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "%n%s%n", "a\nb\r\n",
		                             "../../etc/passwd", "' OR 1=1 --", "\x1B[2J" };
	struct wire w;

	NEED_MESSAGES(c);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		for (uint32_t tag = SEAM_SEC_TEXT; tag; tag = tag == SEAM_SEC_TEXT ? SEAM_SEC_SUBJECT : 0) {
			wire_single(&w, tag, texts[i], strlen(texts[i]));
			single_is(c, &w, tag, 0, texts[i], strlen(texts[i]), "a text that is UTF-8");
		}
}

static void each_is_refused(struct seam_case *c, const char *const *texts, const char *what)
{
	struct wire w;
	char said[128];

	NEED_MESSAGES(c);
	for (; *texts; texts++)
		for (uint32_t tag = SEAM_SEC_TEXT; tag; tag = tag == SEAM_SEC_TEXT ? SEAM_SEC_SUBJECT : 0) {
			/* What stands behind the text must not complete it. */
			wire_start(&w, 2);
			wire_item(&w, tag, SEAM_STIMULUS(c) ? *texts : "x", SEAM_STIMULUS(c) ? strlen(*texts) : 1);
			wire_item(&w, SEAM_SEC_TEXT, "\xC2\x80", 2);
			snprintf(said, sizeof said, "a text with %s, %02x…", what, (unsigned char)**texts);
			if (!refused_with(c, w.bytes, w.n, SEAM_E_ENCODING, said))
				return;
		}
}

static void overlong(struct seam_case *c)
{
	static const char *const texts[] = { "\xC0\x80",         "\xC0\xAF",         "\xC1\xBF",         "..\xC0\xAF..", "\xE0\x80\xAF",
		                             "\xE0\x9F\xBF",     "\xF0\x80\x80\xAF", "\xF0\x8F\xBF\xBF", "\xF8\x88\x80\x80\x80",
		                             "\xFC\x84\x80\x80\x80\x80", NULL };

	each_is_refused(c, texts, "a longer form than needed");
}

static void no_character(struct seam_case *c)
{
	static const char *const texts[] = { "\xED\xA0\x80", "\xED\xBF\xBF", "\xED\xA0\xBD\xED\xB8\x80", "\xF4\x90\x80\x80",
		                             "\xF5\x80\x80\x80", "\xF7\xBF\xBF\xBF", "\xFF", "\xFE", NULL };

	each_is_refused(c, texts, "a surrogate or more than U+10FFFF");
}

static void not_whole(struct seam_case *c)
{
	static const char *const texts[] = { "\x80", "a\xBF", "\xC3", "\xC3(", "\xE2\x82", "\xE2\x82(", "\xE2(\xAC", "\xF0\x9F\x98",
		                             "\xF0\x9F\x98(", "\xF0(\x98\x80", "ab\xF0", "caf\xE9", NULL };

	each_is_refused(c, texts, "a part of a character");
}

SEAM_CASES(security, text) = {
	{ "well_formed", SEAM_MUST, well_formed, "what is UTF-8 is taken, and is data", 0 },
	{ "overlong", SEAM_MUST, overlong, "a character has one form", 0 },
	{ "no_character", SEAM_MUST, no_character, "surrogates, and numbers that are no character, are refused", 0 },
	{ "not_whole", SEAM_MUST, not_whole, "a character is whole, within its text", 0 },
	SEAM_END
};
