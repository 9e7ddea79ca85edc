/*
 * message: the message of an error is data, copied whole.
 * Rule: errors.message    Source: format strings in error paths (CWE-134); CString::new on error text; PyErr_SetString and UTF-8
 */
#include "errors/stage.h"

#include <string.h>

static void goes_through(struct seam_case *c, const char *text, size_t n)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	const char *in = seam_in(c, text, n);

	CHECK_EQ(c, p->fail(7, -77, in, n), -77);
	seam_drop(c, in); /* what is kept is a copy */
	errors_last_is(c, 7, -77, text, n);
}

#define THROUGH(text) goes_through(c, text, sizeof(text) - 1)

static void percent(struct seam_case *c)
{
	if (!errors_has_last(c))
		return;
	THROUGH("100%% of %x and %d");
	THROUGH("%s%n%s%n%p %99999d {} {0} $1 \\ \\n %");
	SEAM_OPS(c, errors)->last_error_clear();
}

static void interior_nul(struct seam_case *c)
{
	if (!errors_has_last(c))
		return;
	THROUGH("in the \0middle");
	THROUGH("\0in front");
	THROUGH("at the end\0");
	THROUGH("\0");
	SEAM_OPS(c, errors)->last_error_clear();
}

static void not_utf8(struct seam_case *c)
{
	char all[255];

	if (!errors_has_last(c))
		return;
	THROUGH("\xff\xfe \xc0\xaf \xed\xa0\x80 cut short \xe2\x82");
	THROUGH("\xef\xbb\xbf with a mark");
	THROUGH("gr\xfc\xdf"
	        "e, gr\xc3\xbc\xc3\x9f"
	        "e\r\n\t trailing \n");
	for (unsigned i = 0; i < sizeof all; i++)
		all[i] = (char)(i + 1);
	goes_through(c, all, sizeof all);
	SEAM_OPS(c, errors)->last_error_clear();
}

static void empty(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	if (!errors_has_last(c))
		return;
	CHECK_EQ(c, p->fail(1, -1, "before", 6), -1);
	CHECK_EQ(c, p->fail(7, -78, NULL, 0), -78);
	errors_last_is(c, 7, -78, "", 0);
	CHECK_EQ(c, p->fail(7, -79, seam_in(c, "", 0), 0), -79); /* which may not be read */
	errors_last_is(c, 7, -79, "", 0);
	p->last_error_clear();
}

static void exact(struct seam_case *c)
{
	char text[130];

	if (!errors_has_last(c))
		return;
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)('a' + i % 26);
	for (size_t n = 1; n <= sizeof text; n++) /* the byte behind the text cannot be read, or is another */
		goes_through(c, text, n);
	SEAM_OPS(c, errors)->last_error_clear();
}

static void of_itself(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const char text[] = "the reason, which is passed on with another code";
	struct seam_errors_view view = { 0 };

	if (!errors_has_last(c))
		return;
	CHECK_EQ(c, p->fail(1, -1, text, sizeof text - 1), -1);
	for (int i = 2; i < 5; i++) {
		REQUIRE(CHECK_EQ(c, p->last_error(&view), SEAM_OK));
		REQUIRE(CHECK_EQ(c, view.message_n, sizeof text - 1));
		CHECK_EQ(c, p->fail(i, -i, view.message, view.message_n), -i);
		errors_last_is(c, i, -i, text, sizeof text - 1);
	}
	REQUIRE(CHECK_EQ(c, p->last_error(&view), SEAM_OK));
	CHECK_EQ(c, p->fail(9, -9, view.message + 4, 6), -9);
	errors_last_is(c, 9, -9, "reason", 6);
	p->last_error_clear();
}

SEAM_CASES(errors,
           message) = { { "percent", SEAM_MUST, percent, "a message is data, never a format", 0 },
	                { "interior_nul", SEAM_MUST, interior_nul, "a counted message is not cut at a NUL", 0 },
	                { "not_utf8", SEAM_MUST, not_utf8, "its bytes pass, whatever they are", 0 },
	                { "empty", SEAM_MUST, empty, "an empty message is a message, and not the one before", 0 },
	                { "exact", SEAM_MUST, exact, "no more than its bytes are read, and all of them", 0 },
	                { "of_itself", SEAM_MUST, of_itself, "an error's own message may be that of the next one", 0 },
	                SEAM_END };
