/*
 * threads_message: a panic on any thread is contained there, and its message is that thread's; threads leave nothing
 * behind.
 * Rule: callbacks.threads    Source: git_error_last; PyErr; Rust's catch_unwind on foreign threads; threads never
 * detached (JNI)
 */
#include "callbacks/contain.h"

#include <seam/case.h>
#include <stdio.h>
#include <string.h>

enum { THREADS = 4, SHORT_LIVED = 60 };

static bool begin(struct seam_case *c)
{
	if (seam_traits(c) & SEAM_THREAD_BOUND) {
		seam_skip(c, "the peer declares SEAM_THREAD_BOUND");
		return false;
	}
	return callbacks_can_contain(c);
}

static void raise_here(struct seam_case *c, size_t index, void *argument)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	size_t length = 0;
	char text[40];

	(void)argument;
	CHECK_EQ(c, p->last_message(NULL, 0, &length), SEAM_E_NOT_FOUND); /* none on this thread yet */
	snprintf(text, sizeof text, "raised on thread number %zu", index);
	CHECK_EQ(c, p->raise(SEAM_RAISE_TEXT, text), SEAM_E_PANIC);
	callbacks_check_message(c, text);
}

static void foreign(struct seam_case *c)
{
	struct seam_thread *thread;

	REQUIRE(begin(c));
	if (SEAM_STIMULUS(c)) {
		thread = seam_thread_start(c, raise_here, NULL);
		REQUIRE(CHECK(c, thread != NULL));
		seam_thread_join(c, thread);
	} else {
		raise_here(c, 0, NULL);
	}
	callbacks_check_message(c, "before"); /* this thread's is still there */
}

struct turns {
	struct seam_gate *raised[THREADS];
};

/* Each raises after the one before it; the first one's message is read when all the others have raised. */
static void raise_in_turn(struct seam_case *c, size_t index, void *argument)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct turns *t = argument;
	char text[40];

	if (index > 0)
		seam_gate_wait(t->raised[index - 1]);
	snprintf(text, sizeof text, "raised in turn number %zu", index);
	CHECK_EQ(c, p->raise(SEAM_RAISE_TEXT, text), SEAM_E_PANIC);
	seam_gate_open(t->raised[index]);
	seam_gate_wait(t->raised[THREADS - 1]);
	callbacks_check_message(c, text);
}

static void message_is_the_threads(struct seam_case *c)
{
	struct turns t;

	REQUIRE(begin(c));
	for (int i = 0; i < THREADS; i++)
		t.raised[i] = seam_gate(c);
	seam_together(c, THREADS, raise_in_turn, &t);
	callbacks_check_message(c, "before");
}

static void live_shortly(struct seam_case *c, size_t index, void *argument)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	unsigned *wrong = argument;
	seam_closure_fn fn = NULL;
	void *context = NULL;
	int64_t sum = 0;

	(void)index;
	*wrong += p->raise(SEAM_RAISE_TEXT, "the last words of a thread that has a message of some length") !=
	          SEAM_E_PANIC;
	*wrong += p->closure_new(1, &fn, &context) != SEAM_OK || fn(context, 2, &sum) != SEAM_OK || sum != 3 ||
	          p->closure_free(fn, context) != SEAM_OK;
}

/* What the instruments measure: memory and threads are what they were. */
static void short_lived(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	unsigned wrong = 0;

	REQUIRE(begin(c));
	NEED(c, p->closure_new && p->closure_free);
	for (int i = 0; i < SHORT_LIVED; i++) {
		struct seam_thread *thread = seam_thread_start(c, live_shortly, &wrong);

		REQUIRE(CHECK(c, thread != NULL));
		seam_thread_join(c, thread);
	}
	CHECK_EQ(c, wrong, 0u);
}

SEAM_CASES(callbacks, threads_message) = {
	{ "foreign", SEAM_MUST, foreign, "a panic on a foreign thread is contained there, with its message", 0 },
	{ "message_is_the_threads", SEAM_MUST, message_is_the_threads, "each thread keeps its own last message", 0 },
	{ "short_lived", SEAM_MUST, short_lived, "threads that come, call and go leave nothing behind", 0 },
	SEAM_END
};
