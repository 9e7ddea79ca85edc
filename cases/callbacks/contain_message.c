/*
 * contain_message: the message of a contained panic is data, whole, and that of the last one.
 * Rule: callbacks.contain_message    Source: git_error_last; lua_error; cffi's onerror
 */
#include "callbacks/contain.h"

#include <seam/case.h>

static void percent(struct seam_case *c)
{
	/* numbers only: taken as a format, it cannot bring in the text itself as a string */
	callbacks_check_raise(c, SEAM_RAISE_TEXT, "100%% of %x", "100%% of %x");
	callbacks_check_raise(c, SEAM_RAISE_TEXT, "100%s of %n {} {0} \\", "100%s of %n {} {0} \\");
}

static void long_message(struct seam_case *c)
{
	char text[1001];

	for (size_t i = 0; i < 1000; i++)
		text[i] = (char)('a' + i % 26);
	text[1000] = 0;
	callbacks_check_raise(c, SEAM_RAISE_TEXT, text, text);
}

static void last_one_counts(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);

	REQUIRE(callbacks_can_contain(c));
	CHECK_EQ(c, p->raise(SEAM_RAISE_TEXT, "the first, and the longer of the two"), SEAM_E_PANIC);
	if (SEAM_STIMULUS(c))
		CHECK_EQ(c, p->raise(SEAM_RAISE_TEXT, "the second"), SEAM_E_PANIC);
	callbacks_check_message(c, "the second");
}

static void refused(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	size_t length;

	REQUIRE(callbacks_can_contain(c));
	CHECK_EQ(c, p->raise(0, "x"), SEAM_E_RANGE);
	CHECK_EQ(c, p->raise(99, "x"), SEAM_E_RANGE);
	CHECK_EQ(c, p->raise(-1, "x"), SEAM_E_RANGE);
	CHECK_EQ(c, p->raise(SEAM_RAISE_TEXT, NULL), SEAM_E_NULL);
	CHECK_EQ(c, p->raise(SEAM_RAISE_CLEANUP, NULL), SEAM_E_NULL);
	CHECK_EQ(c, p->last_message(NULL, 10, &length), SEAM_E_NULL);
	CHECK_EQ(c, p->last_message(NULL, 0, NULL), SEAM_E_NULL);
	callbacks_check_message(c, "before"); /* a call that is refused leaves the message */
}

static void none_yet(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	char *buffer = seam_out(c, 64);
	size_t *length = seam_out(c, sizeof *length);

	NEED(c, p->last_message);
	CHECK_EQ(c, p->last_message(buffer, 64, length), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, seam_untouched(c, buffer, 64), 64u);
	CHECK_EQ(c, seam_untouched(c, length, sizeof *length), sizeof *length);
}

SEAM_CASES(callbacks, contain_message) = {
	{ "percent", SEAM_MUST, percent, "a message is data, never a format", 0 },
	{ "long_message", SEAM_MUST, long_message, "a message of 1000 bytes is kept whole", 0 },
	{ "last_one_counts", SEAM_MUST, last_one_counts, "the message is that of the last panic", 0 },
	{ "refused", SEAM_MUST, refused, "an unknown kind and NULL are refused, and leave the last message", 0 },
	{ "none_yet", SEAM_MUST, none_yet,
	  "without a panic there is no message, and nothing is written", SEAM_FIRST },
	SEAM_END
};
