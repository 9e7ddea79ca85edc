/*
 * message_long: no message is too long.
 * Rule: errors.message_long    Source: fixed buffers for error text; sqlite3_snprintf; lengths narrowed to 16 bits
 */
#include "errors/stage.h"

#include <stdlib.h>

static void of_length(struct seam_case *c, char *text, size_t n)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_error *error = NULL;
	struct seam_errors_view view = { 0 };

	CHECK_EQ(c, p->fail(3, -33, text, n), -33);
	if (p->last_error(&view) == SEAM_OK && view.message_n != n)
		FAIL(c, "a message of %zu bytes is told as one of %zu", n, view.message_n);
	errors_last_is(c, 3, -33, text, n);
	if (!p->error_new || !p->error_view || !p->error_free)
		return;
	REQUIRE(CHECK_EQ(c, p->error_new(4, -44, text, n, NULL, &error), SEAM_OK));
	CHECK_EQ(c, p->error_view(error, &view), SEAM_OK);
	errors_view_is(c, &view, 4, -44, text, n);
	p->error_free(error);
}

static void lengths(struct seam_case *c)
{
	static const size_t sizes[] = { 255, 256, 1023, 1024, 4095, 4096, 32768, 65535, 65536, 65537, 1 << 20 };
	enum { MOST = 1 << 20 };
	char *text;

	if (!errors_has_last(c))
		return;
	text = malloc(MOST);
	REQUIRE(CHECK(c, text != NULL));
	for (size_t i = 0; i < MOST; i++)
		text[i] = (char)('!' + i % 89);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
		of_length(c, text, sizes[i]);
	of_length(c, text, 5); /* and a short one after them */
	SEAM_OPS(c, errors)->last_error_clear();
	CHECK_EQ(c, seam_live(c).blocks, 0u);
	free(text);
}

SEAM_CASES(errors, message_long) = {
	{ "lengths", SEAM_MUST, lengths, "a message is kept whole, up to a mebibyte and beyond", SEAM_ONCE }, SEAM_END
};
