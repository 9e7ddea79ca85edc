/*
 * contain: a panic, exception or error of the peer's own ends at the op: a code, a message, and the next call works.
 * Rule: callbacks.contain    Source: RFC 2945; RS-2026-0121; pybind11 and cgo on exceptions; Lua's lua_pcall
 */
#include "callbacks/contain.h"

#include <seam/case.h>
#include <string.h>

static int nothing(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	(void)index, (void)value, (void)fraction, (void)name;
	++*(unsigned *)userdata;
	return 0;
}

bool callbacks_can_contain(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);

	if (!p->raise || !p->last_message || !p->each)
		seam_skip(c, "the peer does not offer raise, last_message and each");
	else if (seam_traits(c) & SEAM_PANIC_ABORTS)
		seam_skip(c, "the peer declares SEAM_PANIC_ABORTS: see callbacks.contain_abort");
	else if (p->raise(SEAM_RAISE_TEXT, "before") == SEAM_E_UNSUPPORTED)
		seam_skip(c, "the peer's language has no failures");
	else
		return true;
	return false;
}

void callbacks_check_message(struct seam_case *c, const char *text)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	size_t *length = seam_out(c, sizeof *length), again = 0;
	char *message;

	REQUIRE(CHECK_EQ(c, p->last_message(NULL, 0, length), SEAM_E_SPACE));
	REQUIRE(CHECK(c, *length > 0 && *length < 100000));
	message = seam_out(c, *length + 1);
	CHECK_EQ(c, p->last_message(message, *length, &again), SEAM_E_SPACE); /* one short */
	CHECK_EQ(c, seam_untouched(c, message, *length + 1), *length + 1);
	REQUIRE(CHECK_EQ(c, p->last_message(message, *length + 1, &again), SEAM_OK));
	CHECK_EQ(c, again, *length);
	REQUIRE(CHECK_EQ(c, memchr(message, 0, *length + 1), message + *length));
	if (!strstr(message, text))
		FAIL(c, "the message is \"%.60s\" and does not hold \"%.60s\"", message, text);
}

void callbacks_check_raise(struct seam_case *c, int kind, const char *text, const char *expected)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	const char *given = text ? seam_in_string(c, text) : NULL;
	unsigned calls = 0;
	int result = 1, rc = SEAM_OK;

	REQUIRE(callbacks_can_contain(c));
	if (SEAM_STIMULUS(c))
		rc = p->raise(kind, given);
	if (rc == SEAM_E_UNSUPPORTED) {
		seam_skip(c, "the peer's language has no failure of this kind");
		return;
	}
	REQUIRE(CHECK_EQ(c, rc, SEAM_E_PANIC));
	if (given)
		seam_drop(c, given); /* the message is the peer's copy */
	callbacks_check_message(c, expected);
	CHECK_EQ(c, p->each(4, nothing, &calls, &result), SEAM_OK);
	CHECK_EQ(c, calls, 4u);
	CHECK_EQ(c, result, 0);
	callbacks_check_message(c, expected); /* a call that succeeds leaves it */
	if (p->lock_probe)
		CHECK_EQ(c, p->lock_probe(NULL), SEAM_OK);
}

static void panic(struct seam_case *c)
{
	callbacks_check_raise(c, SEAM_RAISE_TEXT, "the goose is loose (17)", "the goose is loose (17)");
}

static void no_string(struct seam_case *c)
{
	callbacks_check_raise(c, SEAM_RAISE_NUMBER, NULL, "");
}

static void in_destructor(struct seam_case *c)
{
	callbacks_check_raise(c, SEAM_RAISE_CLEANUP, "left at the end of its scope", "left at the end of its scope");
}

static void of_the_runtime(struct seam_case *c)
{
	callbacks_check_raise(c, SEAM_RAISE_RUNTIME, NULL, "");
}

SEAM_CASES(callbacks, contain) = {
	{ "panic", SEAM_MUST, panic, "a panic ends at the op: SEAM_E_PANIC, its message kept, the next call works", 0 },
	{ "no_string", SEAM_MUST, no_string, "a payload that is no string is contained too, with some message", 0 },
	{ "in_destructor", SEAM_MUST, in_destructor, "a panic out of a destructor is contained", 0 },
	{ "of_the_runtime", SEAM_MUST, of_the_runtime, "a failure made by the language itself is contained", 0 },
	SEAM_END
};
