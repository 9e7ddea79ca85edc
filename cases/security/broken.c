/*
 * broken: a message that is cut anywhere is refused, and so is one with anything behind its end, wherever that end is.
 * Rule: security.broken    Source: RUSTSEC-2025-0020 (read past a counted input); CVE-2021-3712; request smuggling by what trails
 */
#include "security/enemy.h"

#include <stdio.h>

static void truncated(struct seam_case *c)
{
	char what[128];
	struct wire w;

	NEED_MESSAGES(c);
	wire_rich(&w);
	for (size_t k = 0; k < w.n; k++) {
		snprintf(what, sizeof what, "a message cut after %zu of %zu bytes", k, w.n);
		if (!refused(c, w.bytes, SEAM_STIMULUS(c) ? k : w.n, what))
			return;
	}
}

/* The same when a message of that length has just been read: nothing of it is taken for the rest of the next. */
static void truncated_after_whole(struct seam_case *c)
{
	struct seam_sec_message *message;
	struct wire w;

	NEED_MESSAGES(c);
	wire_rich(&w);
	for (size_t k = w.n - 1; k > w.n - 24; k--) {
		message = accepted(c, w.bytes, w.n, "the whole message");
		if (message)
			SEAM_OPS(c, security)->message_release(message);
		if (!refused(c, w.bytes, k, "the same message, cut"))
			return;
	}
}

static void trailing(struct seam_case *c)
{
	static const char *const tails[] = { "", "\n", "x", "\2", "\2\0\0", "\1\0\0\0", "\2\0\0\0" };
	char what[128];
	struct wire w;

	NEED_MESSAGES(c);
	for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
		wire_rich(&w);
		if (SEAM_STIMULUS(c))
			wire_bytes(&w, tails[i], strlen(tails[i]) + 1);
		snprintf(what, sizeof what, "a message with %zu bytes behind it", strlen(tails[i]) + 1);
		if (!wire_refused(c, &w, what))
			return;
	}
}

static void trailing_in_a_list(struct seam_case *c)
{
	struct wire w;

	NEED_MESSAGES(c);
	for (size_t n = 1; n <= 6; n++) {
		size_t list;

		wire_start(&w, 1);
		list = wire_list(&w, 1);
		wire_item(&w, SEAM_SEC_TEXT, "abc", 3);
		if (SEAM_STIMULUS(c))
			wire_bytes(&w, "\2\0\0\0\0\0", n);
		wire_close(&w, list);
		if (!wire_refused(c, &w, "a list with bytes behind its last item"))
			return;
	}
}

SEAM_CASES(security, broken) = {
	{ "truncated", SEAM_MUST, truncated, "a message that is cut, after whichever byte, is refused", 0 },
	{ "truncated_after_whole", SEAM_MUST, truncated_after_whole, "what was read before does not complete what is cut", 0 },
	{ "trailing", SEAM_MUST, trailing, "nothing may stand behind a message", 0 },
	{ "trailing_in_a_list", SEAM_MUST, trailing_in_a_list, "nothing may stand in a list behind its last item", 0 },
	SEAM_END
};
