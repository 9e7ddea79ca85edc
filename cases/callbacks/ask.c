/*
 * ask: a callback stores through pointers that the peer gives it; what it gets is its own until it returns.
 * Rule: callbacks.ask    Source: GC and stack buffers handed to callbacks (JNA, ctypes, Go); out-pointers left unset
 * by a callback
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>
#include <string.h>

struct answering {
	const struct seam_callbacks *p;
	struct seam_case *c;
	int depth, rc;
	size_t store, say; /* bytes stored, and what is said of it; SIZE_MAX: *used is not written */
	const char *expected;
	size_t length, used_before;
	unsigned called;
};

static int answer(const char *question, size_t length, char *buffer, size_t size, size_t *used, void *userdata)
{
	struct answering *a = userdata;

	a->called++;
	a->used_before = *used;
	CHECK_EQ(a->c, size, SEAM_ANSWER_SIZE);
	CHECK_BYTES(a->c, question, length + 1, a->expected, a->length + 1);
	for (size_t i = 0; i < a->store; i++)
		buffer[i] = (char)(i % 251);
	if (a->say != SIZE_MAX)
		*used = a->say;
	return a->rc;
}

static void check(struct seam_case *c, size_t store, size_t say)
{
	static const char text[] = "what\0is \xff it%n?";
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct answering a = {
		.p = p, .c = c, .store = store, .say = say, .expected = text, .length = sizeof text - 1
	};
	char **out = seam_out(c, sizeof *out);
	size_t *n = seam_out(c, sizeof *n), size = 0, align = 0;

	NEED(c, p->ask);
	seam_dirty_stack(c);
	REQUIRE(CHECK_EQ(c, p->ask(seam_in(c, text, sizeof text - 1), sizeof text - 1, answer, &a, out, n), SEAM_OK));
	CHECK_EQ(c, a.called, 1u);
	CHECK_EQ(c, a.used_before, 0u);
	CHECK_EQ(c, *n, store);
	REQUIRE(CHECK(c, seam_is_lent(c, *out, &size, &align)));
	REQUIRE(CHECK_EQ(c, size, store + 1));
	CHECK_EQ(c, align, 1u);
	for (size_t i = 0; i < store; i++)
		REQUIRE(CHECK_EQ(c, (unsigned char)(*out)[i], i % 251));
	CHECK_EQ(c, (*out)[store], 0);
	seam_free_lent(c, *out);
}

static void whole(struct seam_case *c)
{
	check(c, 5, 5);
	check(c, SEAM_ANSWER_SIZE, SEAM_ANSWER_SIZE); /* it is full: no byte is kept for a terminator */
	check(c, 0, 0);
}

static void unset(struct seam_case *c)
{
	check(c, 0, SIZE_MAX); /* the callback stores nothing: that is 0 bytes, not what the stack held */
}

static int nested(const char *question, size_t length, char *buffer, size_t size, size_t *used, void *userdata)
{
	struct answering *a = userdata;
	char mine = (char)('a' + a->depth), *inner = NULL;
	size_t n = 0;

	a->called++;
	memset(buffer, mine, size);
	*used = 7 + (size_t)a->depth;
	if (a->depth < 5) {
		a->depth++;
		CHECK_EQ(a->c, a->p->ask(question + 1, length - 1, nested, a, &inner, &n), SEAM_OK);
		a->depth--;
		if (inner) {
			CHECK_EQ(a->c, n, 8 + (size_t)a->depth);
			CHECK_EQ(a->c, inner[0], mine + 1);
			seam_free_lent(a->c, inner);
		}
	}
	CHECK_EQ(a->c, question[0], "abcdef"[a->depth]); /* as it was, and so is what was stored */
	CHECK_EQ(a->c, *used, 7 + (size_t)a->depth);
	for (size_t i = 0; i < size; i++)
		if (buffer[i] != mine)
			return 1;
	return 0;
}

static void alive_during_the_call(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct answering a = { .p = p, .c = c };
	char *text = NULL;
	size_t n = 0;

	NEED(c, p->ask);
	REQUIRE(CHECK_EQ(c, p->ask("abcdef", 6, nested, &a, &text, &n), SEAM_OK));
	CHECK_EQ(c, a.called, 6u);
	CHECK_STR(c, text, "aaaaaaa");
	seam_free_lent(c, text);
}

static void refused(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct answering a = { .p = p, .c = c, .store = SEAM_ANSWER_SIZE, .say = SEAM_ANSWER_SIZE + 1, .expected = "" };
	char **out = seam_out(c, sizeof *out);
	size_t *n = seam_out(c, sizeof *n);

	NEED(c, p->ask);
	CHECK_EQ(c, p->ask(NULL, 0, answer, &a, out, n), SEAM_E_RANGE); /* more than there is room for */
	a.say = SIZE_MAX - 1;
	CHECK_EQ(c, p->ask("", 0, answer, &a, out, n), SEAM_E_RANGE);
	a.say = 3;
	a.rc = 1;
	CHECK_EQ(c, p->ask("", 0, answer, &a, out, n), SEAM_E_FAILED);
	a.rc = 256; /* its low byte is 0 */
	CHECK_EQ(c, p->ask("", 0, answer, &a, out, n), SEAM_E_FAILED);
	a.rc = INT32_MIN;
	CHECK_EQ(c, p->ask("", 0, answer, &a, out, n), SEAM_E_FAILED);
	CHECK_EQ(c, a.called, 5u);
	CHECK_EQ(c, p->ask(NULL, 1, answer, &a, out, n), SEAM_E_NULL);
	CHECK_EQ(c, p->ask("", 0, NULL, &a, out, n), SEAM_E_NULL);
	CHECK_EQ(c, p->ask("", 0, answer, &a, NULL, n), SEAM_E_NULL);
	CHECK_EQ(c, p->ask("", 0, answer, &a, out, NULL), SEAM_E_NULL);
	CHECK_EQ(c, a.called, 5u);
	CHECK_EQ(c, seam_untouched(c, out, sizeof *out), sizeof *out);
	CHECK_EQ(c, seam_untouched(c, n, sizeof *n), sizeof *n);
}

SEAM_CASES(callbacks, ask) = {
	{ "whole", SEAM_MUST, whole, "question and answer cross as bytes, up to the last one of the buffer", 0 },
	{ "unset", SEAM_MUST, unset, "an out-pointer that the callback leaves is 0, not what was there", 0 },
	{ "alive_during_the_call", SEAM_MUST, alive_during_the_call,
	  "what a callback was given is its own until it returns, whatever it calls", 0 },
	{ "refused", SEAM_MUST, refused, "a length beyond the buffer is refused, and any failure is one", 0 },
	SEAM_END
};
