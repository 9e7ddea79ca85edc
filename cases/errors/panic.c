/*
 * panic: a contained panic is a failure like others: a code, and its text as message.
 * Rule: errors.panic    Source: git2-rs's panic::wrap; pyo3's PanicException; cffi's onerror
 */
#include "errors/stage.h"

#include <stdlib.h>
#include <string.h>

static bool can_panic(struct seam_case *c)
{
	if (!errors_has_last(c))
		return false;
	if (SEAM_OPS(c, errors)->panic && !(seam_traits(c) & SEAM_PANIC_ABORTS))
		return true;
	seam_skip(c, "the peer contains no panics");
	return false;
}

static void is_told(struct seam_case *c, const char *text)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	const char *in = seam_in_string(c, text);

	if (SEAM_STIMULUS(c))
		CHECK_EQ(c, p->panic(in), SEAM_E_PANIC);
	seam_drop(c, in);
	errors_last_is(c, SEAM_DOMAIN_PANIC, SEAM_E_PANIC, text, strlen(text));
}

static void texts(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	enum { LONG = 70000 };
	char *text;

	if (!can_panic(c))
		return;
	text = malloc(LONG + 1);
	REQUIRE(CHECK(c, text != NULL));
	memset(text, 'x', LONG);
	text[LONG] = 0;
	is_told(c, "a panic");
	is_told(c, "%s%n%d {} {0} \\ \r\n gr\xc3\xbc\xc3\x9f"
	           "e");
	is_told(c, "");
	is_told(c, text);
	is_told(c, "a panic");
	p->last_error_clear();
	CHECK_EQ(c, seam_live(c).blocks, 0u);
	free(text);
}

static int panic_inside(void *userdata)
{
	return SEAM_OPS((struct seam_case *)userdata, errors)->panic("the inner one");
}

static void inside_a_call(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	if (!can_panic(c))
		return;
	NEED(c, p->relay);
	CHECK_EQ(c, p->panic("the outer one"), SEAM_E_PANIC);
	CHECK_EQ(c, p->relay(panic_inside, c), SEAM_E_PANIC);
	errors_last_is(c, SEAM_DOMAIN_PANIC, SEAM_E_PANIC, "the inner one", 13);
	CHECK_EQ(c, p->fail(1, -1, "no panic", 8), -1);
	errors_last_is(c, 1, -1, "no panic", 8);
	p->last_error_clear();
}

SEAM_CASES(errors, panic) = { { "texts", SEAM_MUST, texts, "a panic's text is the message, as it is", 0 },
	                      { "inside_a_call", SEAM_MUST, inside_a_call,
	                        "the last error is the last panic's, until something else fails", 0 },
	                      SEAM_END };
