/*
 * unknown: tags, kinds and versions that nobody knows are refused: not skipped, not taken for another, not fatal.
 * Rule: security.unknown    Source: RUSTSEC-2026-0121 (an enum made of any number); CWE-704
 */
#include "security/enemy.h"

#include <stdio.h>

static void tag(struct seam_case *c)
{
	char what[128];
	struct wire w;

	NEED_MESSAGES(c);
	for (unsigned n = 0; n < 256; n++) {
		if (n >= SEAM_SEC_NUMBER && n <= SEAM_SEC_SUBJECT)
			continue;
		wire_start(&w, 2);
		wire_item(&w, SEAM_SEC_TEXT, "abc", 3);
		wire_item(&w, SEAM_STIMULUS(c) ? n : SEAM_SEC_TEXT, "\1", 1);
		snprintf(what, sizeof what, "an item of the unknown tag %u", n);
		if (!wire_refused(c, &w, what))
			return;
	}
}

static void tag_in_a_list(struct seam_case *c)
{
	static const unsigned tags[] = { 0, 10, 0x80 | SEAM_SEC_TEXT, 0x40 | SEAM_SEC_TEXT, 0x20 | SEAM_SEC_TEXT, 255 };
	struct wire w;
	size_t list;

	NEED_MESSAGES(c);
	for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
		wire_start(&w, 1);
		list = wire_list(&w, 1);
		wire_item(&w, SEAM_STIMULUS(c) ? tags[i] : SEAM_SEC_TEXT, "", 0);
		wire_close(&w, list);
		if (!wire_refused(c, &w, "an item of an unknown tag, in a list"))
			return;
	}
}

static void kind(struct seam_case *c)
{
	static const uint32_t kinds[] = { 0, 4, 5, 255, 256, 257, 258, 0x10001, 0x1000001, 0x2000000, INT32_MAX, 0x80000000u, 0x80000001u,
		                          0xFFFFFFFFu };
	unsigned char content[4];
	char what[128];
	struct wire w;

	NEED_MESSAGES(c);
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		number_to(content, SEAM_STIMULUS(c) ? kinds[i] : 1, 4);
		wire_single(&w, SEAM_SEC_KIND, content, 4);
		snprintf(what, sizeof what, "the unknown kind 0x%lx", (unsigned long)kinds[i]);
		if (!wire_refused(c, &w, what))
			return;
	}
}

static void version(struct seam_case *c)
{
	struct wire w;

	NEED_MESSAGES(c);
	for (unsigned n = 0; n < 256; n++) {
		wire_rich(&w);
		if (SEAM_STIMULUS(c))
			w.bytes[0] = (unsigned char)n;
		if (n != 1 && !wire_refused(c, &w, "a message of another version"))
			return;
	}
}

/* At most one subject: the second is not ignored, nor does it win; and the next message has its own. */
static void subject_twice(struct seam_case *c)
{
	static const char *const subjects[][2] = { { "me", "you" }, { "me", "me" }, { "", "you" }, { "me", "" }, { "", "" } };
	struct wire w;

	NEED_MESSAGES(c);
	for (size_t i = 0; i < sizeof subjects / sizeof subjects[0]; i++)
		for (int nested = 0; nested < 4; nested++) {
			size_t list = 0;

			wire_start(&w, 2);
			for (int which = 0; which < 2; which++) {
				const char *subject = subjects[i][which];

				if (nested & 1 << which)
					list = wire_list(&w, 1);
				wire_item(&w, which && !SEAM_STIMULUS(c) ? SEAM_SEC_TEXT : SEAM_SEC_SUBJECT, subject,
				          strlen(subject));
				if (nested & 1 << which)
					wire_close(&w, list);
			}
			if (!wire_refused(c, &w, nested ? "a message of two subjects, one in a list" : "a message of two subjects"))
				return;
			wire_single(&w, SEAM_SEC_SUBJECT, "me", 2);
			single_is(c, &w, SEAM_SEC_SUBJECT, 0, "me", 2, "the next message, of one subject");
		}
}

SEAM_CASES(security, unknown) = {
	{ "tag", SEAM_MUST, tag, "an unknown tag is refused", 0 },
	{ "tag_in_a_list", SEAM_MUST, tag_in_a_list, "an unknown tag is refused in a list, too", 0 },
	{ "kind", SEAM_MUST, kind, "an unknown enumerator is refused, whatever its low bits are", 0 },
	{ "version", SEAM_MUST, version, "another version is refused", 0 },
	{ "subject_twice", SEAM_MUST, subject_twice, "what may stand there once is refused the second time", 0 },
	SEAM_END
};
